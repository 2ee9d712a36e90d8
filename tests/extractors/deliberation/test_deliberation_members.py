"""Members of an assembly and its rapporteurs."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from extractors.deliberation.members import as_members, find_attendance
from extractors.found import source_of
from extractors.language import load
from tests.case_lines import case_lines


@pytest.fixture(scope="module")
def read() -> Callable[[str], Doc]:
    return load()


@pytest.mark.parametrize(("text", "people"), case_lines("attendance_cases.txt"))
def test_attendance(read: Callable[[str], Doc], text: str, people: list[str]) -> None:
    doc = read(text)
    source = source_of(doc)
    found = as_members(source, doc._.people, find_attendance(source))
    assert [f"{person.name} {person.capacity}" for person in found] == people
