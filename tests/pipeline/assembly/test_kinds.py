"""What kind of document a text is."""

import pytest

from extractors.text.source import Source
from pipeline.assembly.kinds import find_kind
from tests.case_lines import case_lines


@pytest.mark.parametrize(("text", "kind"), case_lines("kind_cases.txt"))
def test_kind(text: str, kind: list[str]) -> None:
    assert [find_kind(Source(text))] == kind
