"""PDFs: pages of text a second beside pdfplumber, and the memory that a gazette takes."""

import gc
import tempfile
import textwrap
from collections.abc import Iterable, Sequence
from functools import partial
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path
from unittest import mock

from reportlab.pdfgen.canvas import Canvas

from pipeline.record import to_line
from tests.bench.tables import table
from tests.bench.timing import in_child, timed

_LINES, _WIDTH = 46, 88
_ROUNDS = 2


def gazette(texts: Iterable[str], pages: int) -> bytes:
    """Set texts one after the other on so many pages, with a header and the number of the page on each."""
    lines = cycle(
        [line for text in texts for part in text.split("\n") for line in textwrap.wrap(part, _WIDTH)]
    )
    canvas = Canvas(BytesIO(), invariant=True)
    for number in range(1, pages + 1):
        canvas.setFont("Helvetica", 9)
        canvas.drawString(60, 800, "Recueil des actes administratifs")
        canvas.drawString(60, 40, f"Page {number} sur {pages}")
        canvas.setFont("Helvetica", 11)
        for row, line in enumerate(islice(lines, _LINES)):
            canvas.drawString(60, 770 - 15 * row, line)
        canvas.showPage()
    data: bytes = canvas.getpdfdata()
    return data


def text_speed(what: str, files: Sequence[bytes]) -> None:
    """Pages of text a second: PDFium's bare text, ours with and without looking for tables, pdfplumber's."""
    ways = {
        "PDFium, the bare text": _bare,
        "tripartite, tables not looked for": _without_tables,
        "tripartite": _whole,
        "pdfplumber, extract_text": _pdfplumber,
    }
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    pages = 0
    for data in files:
        for name, way in ways.items():
            taken = [timed(partial(way, data)) for _ in range(_ROUNDS)]
            seconds[name].append(min(each for each, _ in taken))
        pages += taken[0][1]
    total = {name: sum(each) for name, each in seconds.items()}
    slowest = total["pdfplumber, extract_text"]
    table(
        f"{what}: text of {pages} pages with a text layer in {len(files)} files",
        ("", "pages/s", "ms/page", "times pdfplumber"),
        (
            (name, f"{pages / s:,.0f}", f"{1000 * s / pages:.2f}", f"{slowest / s:.1f}")
            for name, s in total.items()
        ),
    )


def _bare(data: bytes) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    for index in range(len(document)):
        page = document[index]
        textpage = page.get_textpage()
        textpage.get_text_range()
        textpage.close()
        page.close()
    count = len(document)
    document.close()
    return count


def _whole(data: bytes) -> int:
    from pipeline.reading.isolated.child import COLLECT_RARELY
    from pipeline.reading.pdf.document import read_pdf

    usual = gc.get_threshold()
    gc.set_threshold(*COLLECT_RARELY)  # as in the process that reads PDFs
    try:
        return read_pdf(data).page_count or 0
    finally:
        gc.set_threshold(*usual)


def _without_tables(data: bytes) -> int:
    with mock.patch("pipeline.reading.pdf.pages.find_tables", return_value=[]):
        return _whole(data)


def _pdfplumber(data: bytes) -> int:
    import pdfplumber

    with pdfplumber.open(BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()
            page.close()
        return len(document.pages)


def whole_path(paths: Sequence[Path]) -> None:
    """Seconds from file to record, beside pdfplumber and the whole French model on the text that it gives."""
    from pipeline.evaluation.baseline import extract
    from pipeline.reading.pdf.document import read_pdf
    from tests.bench.paths import ours

    with tempfile.TemporaryDirectory() as scratch:

        def straightforward(paths: Sequence[Path], *, tables: bool) -> None:
            texts = []
            for number, path in enumerate(paths):
                texts.append(Path(scratch) / f"{number}.txt")
                texts[-1].write_text(_plumbed(path, tables=tables), "utf-8")
            for document in extract(texts):
                to_line(document)

        readings = {path: read_pdf(path.read_bytes()) for path in paths}
        # Pages without text go to Tesseract, which is not what is compared: the other way leaves them out.
        scanned = {path for path, reading in readings.items() if any(p.page for p in reading.problems)}
        if scanned:
            print(f"\nleft out, for pages without text: {', '.join(sorted(path.name for path in scanned))}")
        has_tables = {path: any(block.cell for block in reading.blocks) for path, reading in readings.items()}
        kinds = {
            kind: [path for path in paths if has_tables[path] is kind and path not in scanned]
            for kind in (False, True)
        }
        for kind, files in kinds.items():
            if not files:
                continue
            ours(files[:1]), straightforward(files[:1], tables=kind)  # the models are loaded
            # The few without tables take so little time that one round says nothing; those with tables take minutes.
            rounds = 1 if kind else 3
            taken = {
                "tripartite": min(timed(lambda files=files: ours(files))[0] for _ in range(rounds)),
                "pdfplumber and the whole model": min(
                    timed(lambda files=files, kind=kind: straightforward(files, tables=kind))[0]
                    for _ in range(rounds)
                ),
            }
            slowest = max(taken.values())
            table(
                f"from file to record: {len(files)} PDFs {'with' if kind else 'without'} tables",
                ("", "s", "times"),
                ((name, f"{s:.2f}", f"{slowest / s:.1f}") for name, s in taken.items()),
            )


def _plumbed(path: Path, *, tables: bool) -> str:
    import pdfplumber

    lines = []
    with pdfplumber.open(path) as document:
        for page in document.pages:
            lines.append(page.extract_text())
            for found in page.extract_tables() if tables else ():
                lines += ["\t".join(cell or "" for cell in row) for row in found]
            page.close()
    return "\n".join(lines)


def with_text(paths: Iterable[Path]) -> list[Path]:
    """Return the PDFs that have a text layer on most of their pages."""
    from pipeline.reading.pdf.document import read_pdf

    found = []
    for path in paths:
        reading = read_pdf(path.read_bytes())
        missing = [problem for problem in reading.problems if problem.page]
        if reading.status == "read" and 2 * len(missing) < (reading.page_count or 0):
            found.append(path)
    return found


def memory(texts: Sequence[str], folder: Path) -> None:
    """Peak memory of a process that reads a gazette, and the same gazette many times."""
    rows = []
    for pages, times in ((12, 1), (120, 1), (120, 10)):
        here = folder / f"{pages}_{times}"
        here.mkdir(parents=True)
        for number in range(times):
            # Each file has other bytes, so that none is taken for a duplicate.
            (here / f"{number}.pdf").write_bytes(gazette(texts[number:] + texts[:number], pages))
        rows.append((f"{times} × {pages} pages", f"{in_child('tripartite', here).memory / 1e6:,.0f}"))
    table("peak memory of a process that reads PDFs, extraction included, MB", ("", "MB"), rows)
