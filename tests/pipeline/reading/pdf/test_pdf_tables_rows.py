"""Rows of figures among the words of a page: pages that have none are told without making lines."""

from collections.abc import Sequence
from unittest import mock

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.reading.pdf.tables.lines import lines_across
from pipeline.reading.pdf.tables.unruled import find_unruled
from pipeline.reading.pdf.words import Word, Words

# Each word with the gap before it: words of a sentence stand 3 points apart, cells of a row 20.
TEXTS = st.sampled_from(["le", "12", "500", "€", "-", "–", "Total", "3%", "2021,", "1er", "k€", "+", "9€"])
PIECES = st.tuples(TEXTS, st.sampled_from([3, 8, 20]), st.sampled_from([0.0, 0.04, 3.9]))
ROWS = st.lists(st.lists(PIECES, min_size=1, max_size=6), min_size=2, max_size=9)


def words_in(rows: Sequence[Sequence[tuple[str, int, float]]]) -> Words:
    words = []
    for number, row in enumerate(rows):
        x = 50.0
        for text, gap, lower in row:
            x += gap
            top = 100 + 14 * number + lower
            words.append(Word(text, x, top, x + 5 * len(text), top + 10))
            x += 5 * len(text)
    return Words(words)


@given(ROWS)
@example([[("12", 3, 0.0), ("12", 8, 0.0)], [("3%", 3, 0.0), ("12", 3, 0.0)]])  # apart by their groups only
def test_a_page_is_passed_over_only_where_its_lines_hold_no_rows(
    rows: list[list[tuple[str, int, float]]],
) -> None:
    words = words_in(rows)
    every = np.arange(len(words))
    with mock.patch("pipeline.reading.pdf.tables.lines._may_hold_rows", return_value=True):
        made = lines_across(words, every)
    assert lines_across(words, every) == made


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        (["Action|12 000|8 500", "Total|12 000|8 500"], 2),  # figures apart from their label
        (["Il coûte 12 000 euros", "et non 8 500 euros"], 0),  # figures in sentences
        (["12 000|8 500", "9 000|4 500"], 2),  # a figure may be the label of another
        (["12 000 euros", "8 500 euros", "2021 et 2022"], 0),  # figures that begin lines
        (["I.|12 logements", "II.|30 places", "1 et 2, 3 et 4"], 0),  # figures that begin a sentence
    ],
)
def test_rows_are_figures_that_stand_apart(lines: list[str], rows: int) -> None:
    words = words_in(
        [
            [
                (word, 20 if not place else 3, 0.0)
                for cell in line.split("|")
                for place, word in enumerate(cell.split())
            ]
            for line in lines
        ]
    )
    assert sum(line.is_row for line in lines_across(words, np.arange(len(words)))) == rows


def test_figures_that_stand_close_are_two_where_their_groups_cannot_be_of_one() -> None:
    """A gap wider than a space but no wide one, as between narrow columns."""
    rows = [
        [("Relais", 3, 0.0), ("7", 20, 0.0), ("000", 3, 0.0), (after, 7, 0.0), ("500", 3, 0.0)]
        for after in ("12", "120")
    ]
    lines = lines_across(words := words_in(rows), np.arange(len(words)))
    assert [len(line.chunks) for line in lines] == [3, 2]


@pytest.mark.parametrize("reach", [0.1, 2.1])
def test_an_accent_that_reaches_over_its_line_starts_no_other_row(reach: float) -> None:
    rows = ["Action État Région", "Relais 12 40", "Halte 15 50"]
    words = [
        Word(text, x := 50 + 80 * column, 100 + 14 * row - reach * (text == "État"), x + 30, 110 + 14 * row)
        for row, line in enumerate(rows)
        for column, text in enumerate(line.split())
    ]
    (cells,) = find_unruled(Words(words), np.arange(len(words)))
    assert [cell.row for cell in cells] == [0, 0, 0, 1, 1, 1, 2, 2, 2]


def placed(*rows: tuple[float, str]) -> Words:
    """Words of lines, each at its height: one every 60 points where "|" parts them, half as far on behind "."."""
    return Words(
        Word(text.strip("."), x := 50 + 60 * column + 30 * text.startswith("."), top, x + 25, top + 10)
        for top, line in rows
        for column, text in enumerate(line.split("|"))
        if text
    )


def test_years_that_head_several_columns_each_stand_between_them() -> None:
    lines = ["|.2021||.2022|", "|État|ARS|État|ARS", "Bus|12|3|14|5", "Relais|18||20|", "Total|30|3|34|5"]
    words = placed(*((100 + 14 * row, line) for row, line in enumerate(lines)))
    (cells,) = find_unruled(words, np.arange(len(words)))
    years = {words.texts[cell.words[0]]: (cell.column, cell.columns) for cell in cells if cell.row == 0}
    assert years == {"2021": (1, 2), "2022": (3, 2)}


def test_a_year_that_ends_a_cell_of_several_lines_is_no_row() -> None:
    words = placed(
        (100, "Action|Quand|État|ARS"), (124, "|mai"), (130, "Bus||12|3"), (136, "|2022"), (160, "Relais|2023|18|2")
    )  # fmt: skip
    (cells,) = find_unruled(words, np.arange(len(words)))
    rows = [[words.texts[index] for index in cell.words] for cell in cells if cell.column == 1]
    assert rows == [["Quand"], ["mai", "2022"], ["2023"]]
    assert max(cell.row for cell in cells) == 2


def test_a_heading_may_stand_left_of_all_rows_above_turned_labels() -> None:
    words = placed((100, "Axe|Action|État|ARS"), (124, "|Bus|12|3"), (148, "|Relais|18|2"))
    (cells,) = find_unruled(words, np.arange(len(words)))
    assert [[words.texts[i] for i in cell.words] for cell in cells if cell.row == 0] == [
        ["Axe"],
        ["Action"],
        ["État"],
        ["ARS"],
    ]


def test_a_heading_over_an_empty_column_has_one() -> None:
    words = placed(
        (100, "Action|2021|2022|2023"), (124, "Bus||12|3"), (148, "Relais||18|2"), (172, "Total||30|5")
    )
    (cells,) = find_unruled(words, np.arange(len(words)))
    assert [(cell.column, words.texts[cell.words[0]]) for cell in cells if cell.row == 0][1:] == [
        (1, "2021"),
        (2, "2022"),
        (3, "2023"),
    ]


def test_a_figure_close_to_its_label_is_parted_where_others_stand_under_each_other() -> None:
    def table(gap: float) -> int:
        texts = [
            *(("Bus", 50.0, 75.0), ("12", 150.0, 160.0), ("20", 200.0, 210.0)),
            *(("Relais", 50.0, 80.0), ("18", 150.0, 160.0), ("30", 200.0, 210.0)),
            *(("Agence régionale", 50.0, 150.0 - gap), ("30", 150.0, 160.0), ("50", 200.0, 210.0)),
        ]
        words = Words(
            Word(text, x0, top := 100 + 20 * (number // 3), x1, top + 10)
            for number, (text, x0, x1) in enumerate(texts)
        )
        (cells,) = find_unruled(words, np.arange(len(words)))
        return max(cell.column for cell in cells)

    assert table(gap=7) == 2
    assert table(gap=3) == 1  # as close as the words of a sentence
