"""Make the PDF samples from their sources: python corpus/make_samples.py.

Reads ``corpus/pdf_sources/NAME.txt`` and writes ``corpus/samples/NAME.pdf``, the same bytes at each run.
The text stays in plain files so that it can be read and corrected without knowing ReportLab.

A source begins with settings (``font``, ``title``, ``author``, ``footer``), then holds blocks, one a line:
``#`` title, ``##`` heading, ``-`` list item, ``---`` new page, ``|`` row of a ruled table, ``::`` row of
columns without rules (letterheads, signatures); any other line is a paragraph.
"""

from itertools import groupby
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.fonts import addMapping
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

CORPUS = Path(__file__).parent
MARGIN = 22 * mm
MARKERS = ("---", "##", "#", "-", "|", "::")
BOLD = {"Helvetica": "Helvetica-Bold", "Vera": "VeraBd"}


def read(source: str) -> tuple[dict[str, str], list[tuple[str, str]]]:
    r"""Split a source into its settings and its blocks.

    Parameters
    ----------
    source : str
        The text of a file of ``pdf_sources``.

    Returns
    -------
    settings : dict of str to str
    blocks : list of (str, str)
        The marker of each block, empty for a paragraph, and its text.

    Examples
    --------
    >>> read("font: Vera\n\n# Avenant\n\nEntre l’État et le Département\n- un bus")
    ({'font': 'Vera'}, [('#', 'Avenant'), ('', 'Entre l’État et le Département'), ('-', 'un bus')])
    """
    head, _, body = source.partition("\n\n")
    settings = dict(line.split(": ", 1) for line in head.splitlines())
    return settings, [split_marker(line) for line in body.splitlines() if line.strip()]


def split_marker(line: str) -> tuple[str, str]:
    """Return the marker of a line, empty for a paragraph, and what follows it.

    Examples
    --------
    >>> split_marker(":: Le préfet :: La présidente")
    ('::', 'Le préfet :: La présidente')
    """
    marker = next((m for m in MARKERS if line == m or line.startswith(m + " ")), "")
    return marker, line.removeprefix(marker).strip()


def styles(font: str) -> dict[str, ParagraphStyle]:
    """Return a paragraph style for each marker, all from one font."""
    # A name that holds a hyphen may be cut at it, as word processors do.
    text = ParagraphStyle("text", fontName=font, fontSize=10, leading=14, spaceAfter=6, embeddedHyphenation=1)
    return {
        "": text,
        "#": ParagraphStyle(
            "title", text, fontName=BOLD[font], fontSize=14, leading=19, alignment=TA_CENTER, spaceBefore=8
        ),
        "##": ParagraphStyle("heading", text, fontName=BOLD[font], fontSize=11, spaceBefore=6),
        "-": ParagraphStyle("item", text, leftIndent=14, bulletIndent=4, spaceAfter=2),
        "|": ParagraphStyle("cell", text, fontSize=9, leading=12, spaceAfter=0),
        "::": ParagraphStyle("column", text, fontSize=9, leading=12, spaceAfter=0, alignment=TA_CENTER),
    }


def flowables(blocks: list[tuple[str, str]], font: str) -> list[Flowable]:
    """Turn blocks into what ReportLab lays out; neighbouring rows make one table."""
    style, made = styles(font), []
    for marker, run in groupby(blocks, key=lambda block: block[0]):
        texts = [text for _, text in run]
        if marker in ("|", "::"):
            rows = [[Paragraph(cell.strip(), style[marker]) for cell in text.split(marker)] for text in texts]
            made += [table(rows, ruled=marker == "|"), Spacer(1, 10)]
        elif marker == "---":
            made.append(PageBreak())
        else:
            bullet = "•" if marker == "-" else None
            made += [Paragraph(text, style[marker], bulletText=bullet) for text in texts]
    return made


def table(rows: list[list[Paragraph]], ruled: bool) -> Table:
    """Lay rows out in columns of equal width, with rules around the cells or without."""
    widths = [(A4[0] - 2 * MARGIN) / len(rows[0])] * len(rows[0])
    rules = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)] if ruled else []
    return Table(rows, colWidths=widths, style=TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *rules]))


def write(source: Path, target: Path) -> None:
    """Write the PDF of one source.

    Parameters
    ----------
    source : Path
        A file of ``pdf_sources``.
    target : Path
        The PDF to write; replaced if it is there.
    """
    settings, blocks = read(source.read_text("utf-8"))
    font = settings["font"]

    def footer(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont(font, 7.5)
        canvas.drawCentredString(A4[0] / 2, 12 * mm, settings["footer"].format(page=document.page))

    document = SimpleDocTemplate(
        str(target),
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=18 * mm,
        bottomMargin=20 * mm,
        title=settings["title"],
        author=settings["author"],
        lang="fr-FR",
        invariant=1,  # no date and no random id: the same bytes at each run
    )
    document.build(flowables(blocks, font), onFirstPage=footer, onLaterPages=footer)


def register_fonts() -> None:
    """Make Vera known; ReportLab ships it, and it is embedded, unlike the base-14 fonts."""
    for face in ("Vera", "VeraBd"):
        pdfmetrics.registerFont(TTFont(face, f"{face}.ttf"))
        addMapping(face, 0, 0, face)


def main() -> None:
    """Write every PDF sample."""
    register_fonts()
    for source in sorted((CORPUS / "pdf_sources").glob("*.txt")):
        write(source, CORPUS / "samples" / f"{source.stem}.pdf")


if __name__ == "__main__":
    main()
