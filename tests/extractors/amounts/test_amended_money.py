"""Which money an amendment cancels."""

import pytest

from extractors.amounts.amended import cancelled
from extractors.amounts.component import find_amounts
from extractors.text.source import Source
from tests.case_lines import case_lines


@pytest.mark.parametrize(("text", "old"), case_lines("cancelled_cases.txt"))
def test_cancelled(text: str, old: list[str]) -> None:
    source = Source(text)
    amounts = find_amounts(source)
    assert [str(amounts[index].value) for index in sorted(cancelled(source, amounts, []))] == old
