"""Amounts: money with its terms, put together from one text."""

from typing import Any

import pytest
from amount_cases import cases, compared

from extractors.amounts import find_amounts
from extractors.source import Source


@pytest.mark.parametrize(("text", "wanted"), cases("money_cases.txt"))
def test_money_and_its_terms(text: str, wanted: list[dict[str, Any]]) -> None:
    amounts = find_amounts(Source(text))
    for amount in amounts:
        if not any("pay" in fields or "to" in fields for fields in wanted):
            amount.payers, amount.payees = [], []
    got, expected = compared(amounts, wanted)
    assert got == expected


@pytest.mark.parametrize(("text", "wanted"), cases("role_cases.txt"))
def test_role(text: str, wanted: list[dict[str, Any]]) -> None:
    got, expected = compared(find_amounts(Source(text)), wanted, only={"value", "role"})
    assert got == expected
