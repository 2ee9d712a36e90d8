"""Tables in one of the columns of a page, with prose beside them that is no part of them."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.reading import Reading, read
from pipeline.reading.pdf.tables.lines import Chunk, Line
from pipeline.reading.pdf.tables.page_columns import part_columns
from tests.pipeline.reading.pdf.pdf_pages_made import Piece, pdf_of

NEAR, FAR = 60, 320  # where the columns begin
BEFORE = [
    "Le Département de la Brume et l'État",
    "financent ensemble cinq services de",
    "proximité, dont la liste est donnée ici",
    "avec ce que chacun des deux y met :",
]
AFTER = ["Le solde est versé à la fin de l'année", "sur la foi d'un bilan rendu en mars."]
BESIDE = [
    "Vu le code de l'action sociale et des",
    "familles, et le livre qui y traite de la",
    "protection des mineurs du territoire ;",
    "Vu la stratégie des deux signataires et",
    "le bilan de la convention échue ;",
    "Considérant que les familles du pays",
    "attendent des réponses de proximité ;",
    "Il est convenu ce qui suit.",
    "Le présent texte lie les deux parties",
    "dès sa signature et pour trois années.",
]
ROWS = [("Service", "Coût", "dont État"), ("Ludothèque", "12 400", "6 200"), ("Relais", "9 800", "4 000")]


def _column_with_table(x: float) -> list[Piece]:
    rows = [
        Piece(x + 4 + shift, 208 + 24 * row, [cell])
        for row, cells in enumerate(ROWS)
        for shift, cell in zip((0, 100, 160), cells, strict=True)
    ]
    return [Piece(x, 140, BEFORE), *rows, Piece(x, 290, AFTER)]


def _cells(reading: Reading) -> list[str]:
    return [reading.text[block.start : block.end] for block in reading.blocks if block.cell is not None]


@pytest.mark.parametrize("table_at", [NEAR, FAR])
def test_a_table_in_a_column_holds_nothing_of_the_one_beside_it(table_at: float) -> None:
    beside = Piece(NEAR + FAR - table_at, 146, BESIDE, leading=16)
    reading = read(
        pdf_of(
            [
                Piece(150, 100, ["Convention d'appui aux familles"], size=16),
                *_column_with_table(table_at),
                beside,
            ]
        )
    )
    assert _cells(reading) == [cell for row in ROWS for cell in row]
    column = [BEFORE[0], "Coût", AFTER[0]]
    order = [*column, BESIDE[0], BESIDE[-1]] if table_at == NEAR else [BESIDE[0], BESIDE[-1], *column]
    places = [reading.text.index(words) for words in order]
    assert places == sorted(places)


def _card(canvas: Canvas, x: float, y: float, title: str, figures: list[str]) -> None:
    """Draw two lines of text over a table of one row, the cells of whose heading are filled."""
    canvas.drawString(x, y, title)
    canvas.drawString(x, y - 14, f"Qui porte {title} : la Ville et ses services")
    for place, (head, figure) in enumerate(zip(("État", "Région", "Total"), figures, strict=True)):
        left = x + 75 * place
        canvas.setFillGray(0.85)
        canvas.rect(left, y - 38, 75, 16, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.drawString(left + 4, y - 34, head)
        canvas.drawRightString(left + 71, y - 52, figure)


@pytest.mark.parametrize("lower", [6, 20])
def test_cards_in_two_columns_keep_their_tables(lower: int) -> None:
    """Each card at its own height: beside a table may stand the end of another card and the beginning of the next."""
    canvas = Canvas("", invariant=1)
    for x, top, titles in (
        (NEAR, 700, ("Atelier", "Ludothèque")),
        (FAR, 700 - lower, ("Chantier", "Potager")),
    ):
        for place, title in enumerate(titles):
            _card(canvas, x, top - 96 * place, title, ["12 300", "4 000", f"{16 + place} 300"])
    reading = read(canvas.getpdfdata())
    rows = ["État\tRégion\tTotal", "12 300\t4 000\t16 300", "12 300\t4 000\t17 300"]
    wanted = []
    for titles in (("Atelier", "Ludothèque"), ("Chantier", "Potager")):
        for title, row in zip(titles, rows[1:], strict=True):
            wanted += [title, f"Qui porte {title} : la Ville et ses services", rows[0], row]
    assert reading.text.splitlines() == wanted


def _lines(right: float) -> list[Line]:
    """Labels of several words, beside each a text that ends at `right`, and every other time a figure."""
    return [
        Line(
            15.0 * row,
            15.0 * row + 10,
            [
                Chunk(60, 15.0 * row, 170, 15.0 * row + 10, [0, 1, 2, 3]),
                Chunk(190, 15.0 * row, right, 15.0 * row + 10, [4, 5, 6, 7]),
                *([] if row % 2 else [Chunk(460, 15.0 * row, 500, 15.0 * row + 10, [8], figure=True)]),
            ],
        )
        for row in range(12)
    ]


def test_columns_of_text_beside_figures_are_one_table() -> None:
    """Nothing runs through the column of the figures, though the page is parted all the way down."""
    assert len(part_columns(_lines(440))) == 1
    through = [Line(line.top, line.bottom, line.chunks[:2]) for line in _lines(490)[:4]]
    below = [Line(line.top + 60, line.bottom + 60, line.chunks) for line in _lines(440)]
    assert [len(part) for part in part_columns([*through, *below])] == [0, 16, 16, 0]
