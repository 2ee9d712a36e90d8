"""Ruled tables of which only the figures have borders: where the labels at their left are parted."""

import numpy as np
import pytest

from pipeline.reading.pdf.tables.cells import TableCell
from pipeline.reading.pdf.tables.rules import Rules
from pipeline.reading.pdf.tables.undrawn import part_labels, with_undrawn_sides
from pipeline.reading.pdf.words import Word, Words
from tests.pipeline.reading.pdf.table_pages import table_pdf
from tests.pipeline.reading.pdf.test_pdf_tables import tables_of

PLAN = [
    "| Axe | Action | 2021 | < | 2022 | < |",
    "| ^ | ^ | État | Région | État | Région |",
    "| Loger les jeunes | Visites | 10 € | 20 € | 11 € | 21 € |",
    "| ^ | Ateliers | 30 € | – | 31 € | 41 € |",
    "| Former | Relais | 5 € | 6 € | 7 € | 8 € |",
    "| ^ | Tutorat | 9 € | 8 € | 7 € | 6 € |",
    "| ^ | Bilans | 4 € | 3 € | 2 € | 1 € |",
]
WIDTHS = [110.0, 110.0, 60.0, 60.0, 60.0, 60.0]


def test_labels_without_borders_are_read_in_two_columns() -> None:
    (table,) = tables_of(table_pdf(PLAN, "figures only", widths=WIDTHS))
    assert table[0] == ["2x1 Axe", "2x1 Action", "1x2 2021", "1x2 2022"]
    assert table[2] == ["2x1 Loger les jeunes", "Visites", "10 €", "20 €", "11 €", "21 €"]
    assert table[3] == ["Ateliers", "30 €", "–", "31 €", "41 €"]
    assert table[4] == ["3x1 Former", "Relais", "5 €", "6 €", "7 €", "8 €"]


def test_totals_alone_on_the_next_page_keep_the_columns_of_their_heading() -> None:
    rows = [*PLAN[:2], "| TOTAL | | 58 € | 37 € | 58 € | 77 € |"]
    (table,) = tables_of(table_pdf(rows, "figures only", widths=WIDTHS))
    assert table[0][:2] == ["2x1 Axe", "2x1 Action"]
    assert table[2] == ["TOTAL", "58 €", "37 €", "58 €", "77 €"]


ACROSS = np.array([(100, 140), (250, 50), (450, 450)], float)
DOWN = np.array([(50, 350, 450), (80, 80, 80), (160, 160, 160)], float)


@pytest.mark.parametrize(
    ("across", "word", "found"),
    [
        (ACROSS, (60, 90), 1),
        (ACROSS, (200, 300), 0),  # a word stands across
        (np.array([(100, 140), (50, 50), (450, 450)], float), (60, 90), 0),  # lines begin at the outer border
        (
            np.array([(100, 140), (250, 50), (400, 450)], float),
            (60, 90),
            0,
        ),  # one that ends where none is drawn
        (np.array([(100, 140), (350, 50), (450, 450)], float), (60, 90), 0),  # one that begins where one is
    ],
)
def test_a_side_is_missing_where_lines_begin_and_none_runs_down(
    across: np.ndarray, word: tuple[float, float], found: int
) -> None:
    words = Words([Word("Action", word[0], 104, word[1], 114)])
    assert with_undrawn_sides(Rules(across, DOWN), words).down.shape[1] - DOWN.shape[1] == found


def column(*rows: tuple[tuple[float, float], ...]) -> tuple[Words, list[TableCell]]:
    """A table with words at the places given in each row of the first column, and a figure in the next."""
    words: list[Word] = []
    cells: list[TableCell] = []
    for row, places in enumerate(rows):
        top = 100 + 30 * row
        held = range(len(words), len(words) + len(places))
        words += [Word("mot", low, top, high, top + 10) for low, high in places]
        cells += [TableCell(row, 0, 1, 1, (*held,)), TableCell(row, 1, 1, 1, (len(words),))]
        words.append(Word("12", 400, top, 410, top + 10))
    return Words(words), cells


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        ([((50, 80), (200, 230)), ((50, 90), (200, 260)), ((50, 70), (200, 240))], 3),
        ([((50, 80), (200, 230)), ((50, 205),), ((50, 70),)], 2),  # a label runs through
        ([((50, 80), (200, 230)), ((50, 90),), ((50, 70),)], 2),  # nothing stands below the second heading
        (
            [((50, 80), (83, 130)), ((50, 90), (200, 260)), ((50, 70), (200, 240))],
            2,
        ),  # one heading of two words
    ],
)
def test_two_headings_part_the_labels(rows: list[tuple[tuple[float, float], ...]], columns: int) -> None:
    assert max(cell.column for cell in part_labels(*column(*rows))) + 1 == columns
