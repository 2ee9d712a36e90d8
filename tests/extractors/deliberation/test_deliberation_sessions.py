"""Which assembly sat on which day."""

import pytest

from extractors.dates.component import find_dates
from extractors.deliberation.sessions import find_assembly, find_session
from extractors.text.source import Source
from tests.case_lines import case_lines


@pytest.mark.parametrize(("text", "days"), case_lines("session_cases.txt"))
def test_sessions(text: str, days: list[str]) -> None:
    source = Source(text)
    found = find_session(source, find_dates(source, []), 0, len(text))
    assert ([found.value] if found else []) == days


@pytest.mark.parametrize(("text", "assemblies"), case_lines("assembly_cases.txt"))
def test_assemblies(text: str, assemblies: list[str]) -> None:
    found = find_assembly(Source(text), 0, len(text))
    assert ([text[slice(*found)]] if found else []) == assemblies
