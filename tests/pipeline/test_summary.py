"""What a person at the terminal sees of a run."""

from decimal import Decimal

import pytest

from extractors.facts import Amount, Evidence
from pipeline.summary import _sums

SEEN = [Evidence(document="", start=0, end=1, quote="x", rule="")]


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        # The same sum told twice is shown once.
        ([5, 5, 7], ["5 €", "7 €"]),
        ([1, 2, 3, 4, 5], ["1 €", "2 €", "3 €", "4 €", "5 €"]),
        # A list of subsidies holds hundreds: the table stays a table.
        (list(range(1, 301)), ["1 €", "2 €", "3 €", "4 €", "and 296 more"]),
    ],
)
def test_many_sums_are_counted_and_not_listed(values: list[int], shown: list[str]) -> None:
    assert _sums([Amount(value=Decimal(value), text="", evidence=SEEN) for value in values]) == shown
