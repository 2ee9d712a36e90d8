"""What twice as many statements cost is twice as much, and not four times."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from extractors.facts import Amount, Date, Evidence
from pipeline.consolidation.funding import merge_amounts
from pipeline.consolidation.times import merge_dates
from tests.growth import calls


def seen(document: str, number: int) -> list[Evidence]:
    return [Evidence(document=document, start=number, end=number + 1, quote="x", rule="r")]


def amounts(document: str, values: list[int], **more: Any) -> tuple[Any, list[Amount]]:
    return "news", [
        Amount(value=Decimal(value), text="x", role="funding", evidence=seen(document, n), **more)
        for n, value in enumerate(values)
    ]


def days(document: str, numbers: range) -> tuple[Any, list[Date]]:
    first = date(1990, 1, 1)
    return "news", [
        Date(kind="signature", value=str(first + timedelta(n)), text="x", evidence=seen(document, n))
        for n in numbers
    ]


@pytest.mark.parametrize(
    "merge",
    [
        # Two tables of the same sum in each line; one says who pays.
        lambda n: merge_amounts([amounts("a", [5_000] * n), amounts("b", [5_000] * n, payers=["etat"])]),
        # What many sums may be rounded to.
        lambda n: merge_amounts([amounts("a", [2_500_000]), amounts("b", [2_450_001 + i for i in range(n)])]),
        # Two lists of days that differ in the first and in the last.
        lambda n: merge_dates([days("a", range(n)), days("b", range(1, n + 1))]),
    ],
    ids=["equal sums", "one rounded sum", "lists of days"],
)
def test_the_work_grows_with_the_number_of_statements(merge: Callable[[int], object]) -> None:
    merge(400)  # what is remembered of values is remembered both times
    assert calls(lambda: merge(400)) < 2.3 * calls(lambda: merge(200))
