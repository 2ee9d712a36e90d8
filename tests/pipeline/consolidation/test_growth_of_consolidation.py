"""What twice as many statements cost is twice as much, and not four times."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from extractors.facts import Amount, Date, Evidence
from pipeline.consolidation import consolidate
from pipeline.consolidation.funding import merge_amounts
from pipeline.consolidation.times import merge_dates
from pipeline.record import Contract
from tests.growth import calls
from tests.pipeline.made import Writer, contract, document


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


def corrected(before: list[Amount], after: list[Amount]) -> list[Contract]:
    """What a page says whose table was another one before."""
    then, now = (
        document(write := Writer(name), contract(write, "cdppe-02-2020", amounts=told))
        for name, told in (("a", before), ("b", after))
    )
    then.source.superseded_by = ["b"]
    return consolidate([then, now])


def table(document: str, values: Iterable[int], purpose: str = "") -> list[Amount]:
    _, told = amounts(document, list(values), payers=["etat"])
    return [one.model_copy(update={"purpose": f"{purpose} {n}"}) for n, one in enumerate(told)]


@pytest.mark.parametrize(
    "merge",
    [
        # Two tables of the same sum in each line; one says who pays.
        lambda n: merge_amounts([amounts("a", [5_000] * n), amounts("b", [5_000] * n, payers=["etat"])]),
        # What many sums may be rounded to.
        lambda n: merge_amounts([amounts("a", [2_500_000]), amounts("b", [2_450_001 + i for i in range(n)])]),
        # Two lists of days that differ in the first and in the last.
        lambda n: merge_dates([days("a", range(n)), days("b", range(1, n + 1))]),
        # A table was corrected: every sum of it, or what each line is for.
        lambda n: corrected(table("a", range(5_001, 5_001 + n)), table("b", range(7_501, 7_501 + n))),
        lambda n: corrected(table("a", [5_000] * n, "Mesure"), table("b", [5_000] * n, "Action")),
    ],
    ids=["equal sums", "one rounded sum", "lists of days", "corrected sums", "corrected lines"],
)
def test_the_work_grows_with_the_number_of_statements(merge: Callable[[int], object]) -> None:
    merge(400)  # what is remembered of values is remembered both times
    assert calls(lambda: merge(400)) < 2.3 * calls(lambda: merge(200))
