"""The number of a deliberation, in the shapes that assemblies give it."""

import pytest

from extractors.deliberation.component import find_deliberations
from extractors.deliberation.numbers import find_number, written
from extractors.text.source import Source
from tests.case_lines import case_lines


@pytest.mark.parametrize(("text", "numbers"), case_lines("deliberation_number_cases.txt"))
def test_numbers(text: str, numbers: list[str]) -> None:
    source = Source(text)
    found = find_number(source.folded, text, 0, len(text))
    assert ([written(text, found)] if found else []) == numbers


def test_the_number_of_an_act_may_stand_far_below_its_report() -> None:
    debate = "Un bus roule dans le canton. " * 200
    text = f"RAPPORT N° 7\n{debate}\nJe vous propose d'en délibérer.\nDélibération n° 1-A\nAdopté par 9 voix."
    assert [act.deliberation.number for act in find_deliberations(Source(text), [])] == ["1-A"]
