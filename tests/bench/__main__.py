"""python -m tests.bench [--quick] [--html DIR] [--pdf [DIR]] [--cores] [--overhead]: see `make bench`.

Measured is processor time of one process with one thread, both ways in turn on the same documents.
"""

import argparse
import tempfile
from pathlib import Path

from tests.bench import documents, measures, pdf
from tests.bench.timing import ROOT, single_thread
from tests.growth import hostile_pieces

GOLD, SAMPLES = ROOT / "corpus/gold", ROOT / "corpus/samples"


def main() -> None:
    """Measure what the arguments ask for and print it."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer documents: a minute instead of several")
    parser.add_argument(
        "--html", type=Path, metavar="DIR", help="measure HTML only, with the pages of this folder"
    )
    parser.add_argument(
        "--pdf",
        type=Path,
        nargs="?",
        const=SAMPLES,
        metavar="DIR",
        help="measure PDFs only, with the files of this folder and a gazette made here",
    )
    parser.add_argument("--cores", action="store_true", help="measure only one core against two")
    parser.add_argument("--overhead", action="store_true", help="measure only what a run adds to extracting")
    arguments = parser.parse_args()
    single_thread()
    quick: bool = arguments.quick
    texts = documents.find([GOLD, SAMPLES], ".txt")
    if arguments.pdf:
        pdfs(sorted(arguments.pdf.glob("*.pdf")), [text.text for text in texts], quick=quick)
        return
    if arguments.cores:
        with tempfile.TemporaryDirectory() as scratch:
            measures.cores(texts, 1000 if quick else 4000, Path(scratch))
        return
    pages = documents.find([arguments.html] if arguments.html else [GOLD, SAMPLES], ".html")
    with tempfile.TemporaryDirectory() as scratch:
        here = Path(scratch)
        if not arguments.overhead:
            if not arguments.html:
                measures.speed("plain text", texts, 48 if quick else 360, here / "texts")
            measures.speed("HTML", pages, 24 if quick else 180, here / "pages")
        if not arguments.overhead and not arguments.html:
            measures.same_records(texts, 60 if quick else 360, here / "gated")
            measures.memory(texts, (20, 60) if quick else (60, 600), here / "memory")
            measures.more_documents(texts, 10, (1, 10) if quick else (1, 10, 100), here / "more")
            measures.longer_documents(texts, (1, 10) if quick else (1, 10, 100), here / "long")
            sizes = (4_000, 16_000) if quick else (10_000, 80_000)
            measures.hostile_texts(hostile_pieces(), sizes, here / "hostile")
        if not arguments.html:
            if not arguments.overhead:
                measures.cores(texts, 1000 if quick else 4000, here / "cores")
            measures.overhead(texts, 500 if quick else 5000, here / "overhead")
    if not arguments.overhead and not arguments.html:
        pdfs(sorted((GOLD / "pdf").glob("*.pdf")), [text.text for text in texts], quick=quick)


def pdfs(paths: list[Path], texts: list[str], *, quick: bool) -> None:
    """Measure PDFs."""
    pdf.text_speed("a gazette made here", [pdf.gazette(texts, 12 if quick else 60)])
    if files := pdf.with_text(paths):
        pdf.text_speed("the PDFs of the folder", [path.read_bytes() for path in files])
        pdf.whole_path(files)
    if not quick:
        with tempfile.TemporaryDirectory() as scratch:
            pdf.memory(texts, Path(scratch))


if __name__ == "__main__":
    main()
