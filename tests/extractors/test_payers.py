"""Who pays and who receives."""

from typing import Any

import pytest
from amount_cases import cases, compared

from extractors.amounts import find_amounts
from extractors.source import Source


@pytest.mark.parametrize(("text", "wanted"), cases("payer_cases.txt"))
def test_payers_and_payees(text: str, wanted: list[dict[str, Any]]) -> None:
    got, expected = compared(find_amounts(Source(text)), wanted)
    assert got == expected
