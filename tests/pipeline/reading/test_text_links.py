"""Headlines of other articles below a plain text are none of it."""

import pytest

from pipeline.reading import read

ARTICLE = "Le Vaucluse a signé.\n\n"

ASIDE = [
    "Sur le même sujet\nNîmes : le Gard signe pour trois ans",
    "À lire aussi :\n- Le Gard signe\n- L'Ain renonce",
    "Lire aussi : le Gard signe pour trois ans",  # on one line
]
MAIN = [
    "Sur le même sujet\nLe Gard a signé mardi.",  # a sentence, no headline
    "À lire aussi\nLe Gard signe\n\nFait à Avignon, le 3 mai 2022.",  # the text goes on
    "Sur le même sujet\nBudget : il manque 12 M€",  # no sum of money disappears
    "Le préfet parle sur le même sujet",  # not how the line begins
]


def main_text(below: str) -> list[str]:
    reading = read((ARTICLE + below).encode(), "note.txt")
    return [reading.text[block.start : block.end] for block in reading.blocks if block.main]


@pytest.mark.parametrize("below", ASIDE)
def test_headlines_that_a_line_announces_are_put_aside(below: str) -> None:
    assert main_text(below) == ["Le Vaucluse a signé."]


@pytest.mark.parametrize("below", MAIN)
def test_what_is_more_than_headlines_stays(below: str) -> None:
    assert "".join(main_text(below)).endswith(below.splitlines()[-1])
    assert len(main_text(below)) == len(read((ARTICLE + below).encode(), "note.txt").blocks)
