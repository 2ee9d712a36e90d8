"""Tables of a source: rules or none, merged cells, labels that go up, rows that go on over the page."""

from collections.abc import Sequence

from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, Table, TableStyle

from corpus.makepdf.fonts import BOLD
from corpus.makepdf.pieces import Upwards

Command = tuple[object, ...]

_BLACK = (0.5, colors.black)
_RULES: dict[str, list[Command]] = {
    "grid": [("GRID", (0, 0), (-1, -1), *_BLACK)],
    "rows": [("LINEBELOW", (0, 0), (-1, -1), *_BLACK)],
    # No rule above the first row of a page but the first: what spreadsheets print when a table goes on.
    "open": [
        ("LINEABOVE", (0, 0), (-1, 0), *_BLACK),
        ("LINEBELOW", (0, 0), (-1, -1), *_BLACK),
        ("LINEBEFORE", (0, 0), (-1, -1), *_BLACK),
        ("LINEAFTER", (-1, 0), (-1, -1), *_BLACK),
    ],
    "none": [],
}


def table(
    rows: Sequence[str], look: dict[str, str], style: ParagraphStyle, width: float, marker: str = "|"
) -> Table:
    """Lay out the rows of a source.

    Parameters
    ----------
    rows : sequence of str
        The rows, cells parted by `marker`.
    look : dict of str to str
        The options of ``@table``.
    style : ParagraphStyle
        Of the text in the cells.
    width : float
        Points from the left to the right of the table.
    marker : str
        What parts the cells.
    """
    cells = [[cell.strip() for cell in row.split(marker)] for row in rows]
    if len({len(row) for row in cells}) != 1:
        raise SystemExit(f"a table with rows of {sorted({len(row) for row in cells})} cells:\n{rows[0]}")
    shares = [float(share) for share in look.get("widths", ",".join("1" for _ in cells[0])).split(",")]
    if size := look.get("size"):
        style = ParagraphStyle("sized", style, fontSize=float(size), leading=float(size) * 1.25)
    padding = float(look.get("padding", "3"))
    return Table(
        [
            [_cell(text, style, i > 0 and look.get("align") == "right") for i, text in enumerate(row)]
            for row in cells
        ],
        colWidths=[width * share / sum(shares) for share in shares],
        repeatRows=int(look.get("repeat", "0")),
        style=TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), look.get("valign", "TOP").upper()),
                ("TOPPADDING", (0, 0), (-1, -1), padding),
                ("BOTTOMPADDING", (0, 0), (-1, -1), padding),
                *_RULES[look.get("rules", "grid")],
                *_spans(cells),
                *(
                    ("VALIGN", (x, y), (x, y), "MIDDLE")
                    for y, row in enumerate(cells)
                    for x, text in enumerate(row)
                    if text.startswith("%")
                ),
            ]
        ),
    )


def _cell(text: str, style: ParagraphStyle, at_right: bool) -> Flowable:
    if text in ("<", "^"):
        return ""
    if text.startswith("%"):
        return Upwards(text[1:], style.fontName, style.fontSize)
    if text.startswith("*"):
        text, style = text[1:], ParagraphStyle("bold", style, fontName=BOLD[style.fontName])
    if at_right and text[:1].isdigit():
        style = ParagraphStyle("number", style, alignment=2)
    return Paragraph(text, style)


def _spans(cells: Sequence[Sequence[str]]) -> list[Command]:
    """Return a span for each cell that others go with."""
    spans: list[Command] = []
    for y, row in enumerate(cells):
        for x, text in enumerate(row):
            if text in ("<", "^"):
                continue
            right = _run([row[i] for i in range(x + 1, len(row))], "<")
            down = _run([cells[i][x] for i in range(y + 1, len(cells))], "^")
            if right or down:
                spans.append(("SPAN", (x, y), (x + right, y + down)))
    return spans


def _run(cells: Sequence[str], sign: str) -> int:
    """Count the cells at the beginning that hold this sign."""
    return next((i for i, cell in enumerate(cells) if cell != sign), len(cells))
