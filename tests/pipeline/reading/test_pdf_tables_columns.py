"""Which columns the headings of a table without lines stand over."""

from pipeline.reading.pdf_tables_columns import in_order

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


def test_as_many_headings_as_columns_of_figures_have_one_each() -> None:
    near = [(1, 1), (2, 1), (2, 1), (3, 1), (5, 1), (5, 1)]  # by the figures that they are nearest to
    assert in_order(COLUMNS, near, FIGURES, []) == [(column, 1) for column in sorted(FIGURES)]


def test_headings_over_others_that_come_again_share_them() -> None:
    below = ["État", "ARS", "CD 86"] * 2
    assert in_order(COLUMNS, [(0, 1), (3, 1), (6, 1)], FIGURES, below) == [(0, 1), (1, 3), (4, 3)]


def test_headings_over_others_that_differ_stay_where_they_are() -> None:
    below = ["État", "ARS", "CAF", "Région", "Ville", "Total"]
    assert in_order(COLUMNS, [(0, 1), (3, 1), (6, 1)], FIGURES, below) == [(0, 1), (3, 1), (6, 1)]
