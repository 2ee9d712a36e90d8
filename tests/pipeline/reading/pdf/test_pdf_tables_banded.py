"""Tables that lines across part, and no lines down: a label may run over several lines, its figure between them."""

from collections.abc import Sequence

import numpy as np
import pytest

from pipeline.reading.pdf.tables.banded import find_banded
from pipeline.reading.pdf.words import Word, Words

Placed = Sequence[tuple[float, float, str]]
TABLE: Placed = [
    (50, 100, "Mesure"), (300, 100, "2022"),
    (50, 120, "Accueil de jour à Mont-"), (300, 127, "402 650 €"), (50, 134, "le-Bourg"),
    (50, 160, "Visites"), (300, 160, "511 287 €"),
]  # fmt: skip
RULES = [(95.0, 45.0, 360.0), (115.0, 45.0, 360.0), (150.0, 45.0, 360.0), (175.0, 20.0, 360.0)]


def rows(placed: Placed, rules: Sequence[tuple[float, float, float]]) -> list[list[str]]:
    """The cells of each row of the tables found among phrases set with their left ends at the places given."""
    written: list[Word] = []
    for start, top, phrase in placed:
        x = start
        for text in phrase.split():
            written.append(Word(text, x, top, x + 5 * len(text), top + 10))
            x += 5 * len(text) + 3
    words = Words(written)
    found = [
        cell for cells in find_banded(words, np.ones(len(words), bool), np.array(rules).T) for cell in cells
    ]
    numbers = sorted({cell.row for cell in found})
    return [
        [" ".join(words.texts[i] for i in cell.words) for cell in found if cell.row == number]
        for number in numbers
    ]


def test_each_band_between_two_lines_is_a_row() -> None:
    """The last line may be joined to the border of what the table stands in, and so be longer."""
    assert rows(TABLE, RULES) == [
        ["Mesure", "2022"],
        ["Accueil de jour à Mont- le-Bourg", "402 650 €"],
        ["Visites", "511 287 €"],
    ]


NO_TABLES = [
    # lines of different extents part no table
    (TABLE, [(95.0, 45.0, 360.0), (115.0, 200.0, 360.0), (150.0, 45.0, 120.0)]),
    # no figures: the parties of a contract
    (
        [(x, y, "Pour l'État") for x, y in ((50, 100), (300, 100), (50, 120), (300, 120), (50, 134))],
        RULES[:3],
    ),
    # several rows between two lines
    ([*TABLE, (300, 137, "12 000 €")], RULES),
    # each row one line: the figures alone tell it
    ([piece for piece in TABLE if piece[1] != 134], RULES),
]


@pytest.mark.parametrize(("placed", "rules"), NO_TABLES)
def test_what_is_left_to_others(placed: Placed, rules: Sequence[tuple[float, float, float]]) -> None:
    assert rows(placed, rules) == []
