"""Who pays and who receives."""

from typing import Any

import pytest

from extractors.amounts.component import find_amounts
from extractors.text.source import Source
from tests.extractors.amounts.amount_cases import cases, compared


@pytest.mark.parametrize(("text", "wanted"), cases("payer_cases.txt"))
def test_payers_and_payees(text: str, wanted: list[dict[str, Any]]) -> None:
    got, expected = compared(find_amounts(Source(text)), wanted)
    assert got == expected
