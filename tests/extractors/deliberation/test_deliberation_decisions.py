"""What an assembly decides."""

import pytest

from extractors.deliberation.decisions import find_decisions
from extractors.text.source import Source
from tests.case_lines import case_lines


@pytest.mark.parametrize(("text", "decisions"), case_lines("decision_cases.txt"))
def test_decisions(text: str, decisions: list[str]) -> None:
    assert [text[p.start : p.end] for p in find_decisions(Source(text), 0, len(text))] == decisions


def test_a_list_without_an_end_is_cut() -> None:
    """A budget has hundreds of lines below "DÉCIDE"."""
    text = "DÉCIDE\n" + "- d'ouvrir un crédit.\n" * 60
    assert len(find_decisions(Source(text), 0, len(text))) == 40
