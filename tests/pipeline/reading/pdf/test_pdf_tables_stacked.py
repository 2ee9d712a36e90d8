"""Cells of ruled tables that hold several rows, a table of their own, or what is to be read side by side."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.pipeline.reading.pdf.table_pages import table_pdf
from tests.pipeline.reading.pdf.test_pdf_tables import tables_of

HEADING = "| Action | Financeur | 2021 | 2022 |"
WIDTHS = [120.0, 80.0, 70.0, 70.0]


def rows_of(*lines: str) -> list[list[str]]:
    (table,) = tables_of(
        table_pdf([HEADING, *(line.replace("¶", "\n") for line in lines)], "ruled", widths=WIDTHS)
    )
    return table[1:]


def test_a_row_of_several_who_pay_is_as_many_rows() -> None:
    assert rows_of(
        "| Un bus pour les vallées | État¶ARS¶CD | 10 €¶20 €¶30 € | 11 €¶ ¶11 € |",
        "| Relais | État | 7 € | 8 € |",
    ) == [
        ["3x1 Un bus pour les vallées", "État", "10 €", "11 €"],
        ["ARS", "20 €"],
        ["CD", "30 €", "11 €"],
        ["Relais", "État", "7 €", "8 €"],
    ]


def test_a_label_over_several_such_rows_grows_with_them() -> None:
    rows = rows_of("| Santé | État¶ARS | 1 €¶2 € | 3 €¶4 € |", "| ^ | État¶ARS | 5 €¶6 € | 7 €¶8 € |")
    assert rows[0][0] == "4x1 Santé"
    assert [row[-1] for row in rows] == ["3 €", "4 €", "7 €", "8 €"]


@pytest.mark.parametrize(
    "row",
    [
        "| Un bus | l'État et¶l'ARS | 10 €¶20 € | 11 € |",  # one name over two lines
        "| Un bus | État | 10 €¶20 € | 11 € |",  # nothing beside the second
        "| Un bus | État¶ARS | 10 000¶€ | 11 € |",  # a figure over two lines, that begin apart from their unit
        "| Un bus | État¶ARS | 10¶000 | 11 |",
        "| Un bus | État¶ARS | deux¶postes | 11 € |",  # words
    ],
)
def test_other_cells_of_several_lines_are_one(row: str) -> None:
    assert len(rows_of(row, "| Relais | État | 7 € | 8 € |")) == 2


def boxed(*texts: tuple[float, float, str]) -> list[list[list[str]]]:
    canvas = Canvas("boxed.pdf", pagesize=(500, 300), invariant=1)
    canvas.grid([20, 120, 480], [20, 200, 240, 280])
    for x, y, text in texts:
        canvas.drawString(x, y, text)
    return tables_of(canvas.getpdfdata())


def test_a_table_without_lines_in_a_cell_is_a_table() -> None:
    outer, inner = boxed(
        (30, 255, "Porteur"), (130, 255, "Caf, 12 agents"), (30, 215, "Indicateur"), (130, 215, "40 €"),
        (30, 100, "Budget"),
        (300, 150, "2021"), (400, 150, "2022"),
        (130, 130, "État"), (300, 130, "10 €"), (400, 130, "20 €"),
        (130, 110, "ARS"), (300, 110, "30 €"), (400, 110, "40 €"),
        (130, 90, "Coût"), (300, 90, "40 €"), (400, 90, "60 €"),
    )  # fmt: skip
    assert outer == [["Porteur", "Caf, 12 agents"], ["Indicateur", "40 €"], ["Budget"]]
    assert inner == [
        ["2021", "2022"],
        ["État", "10 €", "20 €"],
        ["ARS", "30 €", "40 €"],
        ["Coût", "40 €", "60 €"],
    ]


def test_what_stands_beside_two_lines_follows_them() -> None:
    (table,) = boxed(
        (30, 255, "Action"), (130, 265, "Fiche"), (200, 255, "Un bus"), (260, 255, "à Gap"), (130, 245, "1.1"),
        (30, 215, "Coût"), (130, 215, "40 €"), (30, 100, "Porteur"), (130, 100, "Caf"),
    )  # fmt: skip
    assert table[0] == ["Action", "Fiche 1.1 Un bus à Gap"]


def banded(*heading: tuple[float, str]) -> list[str]:
    """The first row of a table whose heading has no lines between its cells."""
    canvas = Canvas("banded.pdf", pagesize=(500, 300), invariant=1)
    canvas.grid([20, 120, 200, 280, 360], [20, 60, 100])
    canvas.grid([20, 360], [100, 140])
    for x, text in heading:
        canvas.drawString(x, 115, text)
    for y in (75, 35):
        for x, text in ((30, "Bus"), (130, "10 €"), (210, "20 €"), (290, "30 €")):
            canvas.drawString(x, y, text)
    (table,) = tables_of(canvas.getpdfdata())
    return table[0]


def test_headings_with_no_lines_between_them_go_to_the_columns_below() -> None:
    assert banded((30, "Action"), (130, "État"), (210, "ARS"), (290, "Total")) == [
        "Action",
        "État",
        "ARS",
        "Total",
    ]


def test_a_title_over_a_table_is_not_parted() -> None:
    assert banded((30, "Plan de financement en euros et en trois ans")) == [
        "1x4 Plan de financement en euros et en trois ans"
    ]
    assert banded((30, "Action"), (130, "État")) == ["1x4 Action État"]  # over too few
