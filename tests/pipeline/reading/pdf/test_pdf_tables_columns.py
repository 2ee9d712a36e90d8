"""Which columns the headings of a table without lines stand over."""

import pytest

from pipeline.reading.pdf.tables.columns import in_order
from pipeline.reading.pdf.tables.lines import Chunk

# Labels in the first column, figures in six others.
COLUMNS = [
    (0.0, 90.0),
    (100.0, 110.0),
    (120.0, 140.0),
    (150.0, 160.0),
    (170.0, 180.0),
    (190.0, 210.0),
    (220.0, 230.0),
]
FIGURES = {1, 2, 3, 4, 5, 6}


def at(*middles: float) -> list[Chunk]:
    """Headings of ten points each, centred at these places."""
    return [Chunk(middle - 5, 0.0, middle + 5, 10.0, []) for middle in middles]


def test_as_many_headings_as_columns_of_figures_have_one_each() -> None:
    near = at(105, 128, 140, 157, 192, 208)  # some stand nearer to the figures of another column
    assert in_order(COLUMNS, near, FIGURES, []) == [(column, 1) for column in sorted(FIGURES)]


def test_headings_over_others_that_come_again_share_them() -> None:
    below = ["État", "ARS", "CD 86"] * 2
    assert in_order(COLUMNS, at(45, 104, 174), FIGURES, below) == [(0, 1), (1, 3), (4, 3)]


DIFFERENT = ["BOP", "FIR", "ONDAM", "Fonds propres", "Caf", "Total"]


def test_headings_over_others_that_differ_share_those_over_whose_middle_they_stand() -> None:
    assert in_order(COLUMNS, at(105, 140, 200), FIGURES, DIFFERENT) == [(1, 1), (2, 2), (4, 3)]


@pytest.mark.parametrize(
    ("middles", "below", "spans"),
    [
        ((105, 175), DIFFERENT[:5], [(1, 1), (2, 5)]),
        ((115, 210), ["État", "CD 86"] * 2, [(1, 2), (4, 2)]),
        ((130, 210), ["État", "ARS", "CD 86"] * 2, [(1, 4), (5, 3)]),
    ],
)
def test_headings_run_over_a_column_of_words_between_their_figures(
    middles: tuple[float, ...], below: list[str], spans: list[tuple[int, int]]
) -> None:
    columns = [*COLUMNS, (240.0, 250.0)]
    # Words in the third column of those after the labels.
    figures = [column for column in range(1, 8) if column != 3][: len(below)]
    assert in_order(columns, at(*middles), set(figures), below) == spans


def test_headings_that_stand_over_the_middle_of_none_stay_where_they_are() -> None:
    assert in_order(COLUMNS, at(125, 205), FIGURES, DIFFERENT) == [(2, 1), (5, 1)]
