"""PDFs with tables, drawn in the ways that word processors and spreadsheets have."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

_TEXT = ParagraphStyle("text", fontName="Helvetica", fontSize=9, leading=11)

# How the cells are parted: all borders, only lines inside, a box around each cell, filled cells with white gaps,
# borders of the figures and of the whole with striped rows, lines across and none down, no lines at all. "CELLS"
# fills those of one row, or of every so many from it on, one by one, as browsers do.
LOOKS: dict[str, list[tuple[Any, ...]]] = {
    "ruled": [("GRID", (0, 0), (-1, -1), 0.5, colors.black)],
    "inner": [("INNERGRID", (0, 0), (-1, -1), 0.5, colors.black)],
    "boxed": [
        ("INNERGRID", (0, 0), (-1, -1), 2.5, colors.lightgrey),
        ("BOX", (0, 0), (-1, -1), 2.5, colors.lightgrey),
    ],
    "shaded": [
        ("GRID", (0, 0), (-1, -1), 0.25, colors.grey),
        ("BACKGROUND", (0, 0), (-1, 0), colors.lightblue),
        ("BACKGROUND", (0, -1), (-1, -1), colors.lightgrey),
    ],
    "figures only": [
        ("INNERGRID", (2, 0), (-1, -1), 0.5, colors.black),
        ("BOX", (0, 0), (-1, -1), 0.8, colors.black),
        ("ROWBACKGROUNDS", (0, 1), (-1, -1), [colors.white, colors.whitesmoke]),
    ],
    "headed": [("CELLS", 0, 1)],
    "striped": [("CELLS", 0, 2)],
    "striped below": [("CELLS", 1, 2)],
    "totalled": [("CELLS", -1, 1)],
    "across": [("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.black)],
    "bare": [],
}


class Upwards(Flowable):
    """A label that runs from the bottom to the top of its cell."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return 12, 9 + self.canv.stringWidth(self.text, "Helvetica", 9) if hasattr(self, "canv") else 60

    def draw(self) -> None:
        self.canv.saveState()
        self.canv.rotate(90)
        self.canv.setFont("Helvetica", 9)
        self.canv.drawString(2, -9, self.text)
        self.canv.restoreState()


def table_pdf(
    lines: list[str],
    look: str = "ruled",
    *,
    widths: list[float] | None = None,
    wide: bool = False,
    furniture: str = "",
    breaks: bool = False,
) -> bytes:
    """Draw `lines`: those with "|" make tables ("<" and "^" merge cells, "↑" turns a label), others paragraphs."""
    story: list[Any] = []
    rows: list[list[str]] = []
    for line in [*lines, ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if rows:
            story += [_table(rows, look, widths), Spacer(1, 14)]
            rows = []
        if line:
            story.append(Paragraph(line, _TEXT))
            story.append(Spacer(1, 6))
    buffer = BytesIO()
    size = landscape(A4) if wide else A4
    document = SimpleDocTemplate(buffer, pagesize=size, invariant=1, topMargin=60, bottomMargin=60)

    def foot(canvas: Canvas, _document: object) -> None:
        if furniture:
            canvas.setFont("Helvetica", 8)
            canvas.drawString(60, 30, f"{furniture} {canvas.getPageNumber()}")

    document.build(story, onFirstPage=foot, onLaterPages=foot)
    return buffer.getvalue()


def _table(rows: list[list[str]], look: str, widths: list[float] | None) -> Table:
    spans: list[tuple[Any, ...]] = []
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if cell in ("<", "^"):
                continue
            right, low = c, r
            while right + 1 < len(row) and row[right + 1] == "<":
                right += 1
            while low + 1 < len(rows) and rows[low + 1][c] == "^":
                low += 1
            if (right, low) != (c, r):
                spans.append(("SPAN", (c, r), (right, low)))
    drawn = [
        [
            "" if cell in ("<", "^") else _cell(cell, c > 0 and cell[:1].isdigit())
            for c, cell in enumerate(row)
        ]
        for row in rows
    ]
    commands = [
        filled
        for command in LOOKS[look]
        for filled in (_filled_cells(rows, *command[1:]) if command[0] == "CELLS" else [command])
    ]
    return Table(
        drawn,
        colWidths=widths,
        style=[
            *commands,
            *spans,
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
        ],
    )


def _filled_cells(rows: list[list[str]], first: int, step: int) -> Iterator[tuple[Any, ...]]:
    """Yield what fills each cell by itself, merged ones as one."""
    first %= len(rows)
    for r in range(first, len(rows), step) if step > 1 else [first]:
        for c, cell in enumerate(rows[r]):
            if cell != "<":
                right = c + next(
                    (i for i, after in enumerate(rows[r][c + 1 :]) if after != "<"), len(rows[r]) - c - 1
                )
                yield "BACKGROUND", (c, r), (right, r), colors.lightgrey


def _cell(text: str, figure: bool) -> Any:
    if text.startswith("↑"):
        return Upwards(text[1:])
    return text if figure or len(text) < 12 else Paragraph(text, _TEXT)
