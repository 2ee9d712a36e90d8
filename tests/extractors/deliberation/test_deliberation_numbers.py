"""The number of a deliberation, in the shapes that assemblies give it."""

import pytest

from extractors.deliberation.numbers import find_number, written
from extractors.text.source import Source
from tests.case_lines import case_lines


@pytest.mark.parametrize(("text", "numbers"), case_lines("deliberation_number_cases.txt"))
def test_numbers(text: str, numbers: list[str]) -> None:
    source = Source(text)
    found = find_number(source.folded, text, 0, len(text))
    assert ([written(text, found)] if found else []) == numbers
