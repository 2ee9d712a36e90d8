"""What an assembly decides."""

import pytest

from extractors.deliberation.decisions import find_decisions
from extractors.text.source import Source
from tests.case_lines import case_lines


@pytest.mark.parametrize(("text", "decisions"), case_lines("decision_cases.txt"))
def test_decisions(text: str, decisions: list[str]) -> None:
    assert [text[p.start : p.end] for p in find_decisions(Source(text), 0, len(text))] == decisions
