"""The money of a contract: what is the same sum told twice, and what a conflict."""

from typing import Any

import pytest

from extractors.facts import money
from pipeline.record import Document
from tests.pipeline.any_reports import ARS, STATE
from tests.pipeline.consolidation.telling import one, quotes, told
from tests.pipeline.made import amount


def paid(source: str, *amounts: tuple[Any, ...], kind: str = "press_release") -> Document:
    """Amounts as (value, payers, further fields)."""
    return told(source, lambda w: {"amounts": [amount(w, v, p, **m) for v, p, m in amounts]}, kind=kind)


@pytest.mark.parametrize(
    ("documents", "kept"),
    [
        # the same sum in two documents
        ([paid("a", ("500000", STATE, {})), paid("b", ("500000.00", STATE, {}))], ["500000"]),
        # two lines of one table with the same sum, told again by another document
        (
            [
                paid("a", ("500", STATE, {"scope": "action"}), ("500", STATE, {"scope": "action"})),
                paid("b", ("500", STATE, {"scope": "action"})),
            ],
            ["500", "500"],
        ),
        # without payer or year it is the one that has them
        ([paid("a", ("500000", (), {})), paid("b", ("500000", STATE, {"year": "2020"}))], ["500000"]),
        # … unless it could be either
        (
            [paid("a", ("500000", (), {})), paid("b", ("500000", STATE, {}), ("500000", ARS, {}))],
            ["500000", "500000", "500000"],
        ),
        # … or one document tells both
        ([paid("a", ("500000", (), {}), ("500000", STATE, {}))], ["500000", "500000"]),
        # rounded
        ([paid("a", ("2500000", STATE, {})), paid("b", ("2512340", STATE, {}))], ["2512340"]),
        (
            [paid("a", ("2000000", STATE, {"approximation": "almost"})), paid("b", ("1985400", STATE, {}))],
            ["1985400"],
        ),
        # years and payers tell sums apart
        (
            [paid("a", ("100", STATE, {"year": "2020"})), paid("b", ("200", STATE, {"year": "2021"}))],
            ["100", "200"],
        ),
        ([paid("a", ("100", STATE, {})), paid("b", ("200", ARS, {}))], ["100", "200"]),
        ([paid("a", ("100", STATE, {"per_year": True})), paid("b", ("300", STATE, {}))], ["100", "300"]),
        # parts of a whole in one document cannot be told from the sum in another
        (
            [paid("a", ("100", STATE, {}), ("200", STATE, {})), paid("b", ("300", STATE, {}))],
            ["100", "200", "300"],
        ),
    ],
)
def test_amounts_without_conflict(documents: list[Document], kept: list[str]) -> None:
    merged = one(*documents)
    assert sorted(money(a.value) for a in merged.amounts) == kept
    assert merged.conflicts == []


def test_one_amount_has_the_evidence_of_all_documents() -> None:
    merged = one(paid("a", ("2500000", (), {})), paid("b", ("2512340", STATE, {"year": "2020"})))
    (money,) = merged.amounts
    assert (money.payers, money.year) == (["etat"], "2020")
    assert quotes(money) == {("a", "2500000"), ("b", "2512340")}


@pytest.mark.parametrize(
    ("documents", "field", "chosen", "rule"),
    [
        (
            [
                paid("a", ("500000", STATE, {"year": "2020"})),
                paid("b", ("600000", STATE, {"year": "2020"}), kind="contract"),
            ],
            "amounts.etat.2020",
            "600000",
            "official_source",
        ),
        (
            [
                paid("a", ("500000", STATE, {})),
                paid("b", ("600000", STATE, {})),
                paid("c", ("500000", STATE, {})),
            ],
            "amounts.etat",
            "500000",
            "most_documents",
        ),
        (
            [
                paid("a", ("500000", STATE, {"per_year": True})),
                paid("b", ("512000", STATE, {"per_year": True})),
            ],
            "amounts.etat.per_year",
            "512000",
            "most_precise",
        ),
    ],
)
def test_amounts_in_conflict(documents: list[Document], field: str, chosen: str, rule: str) -> None:
    merged = one(*documents)
    assert [(c.field, c.chosen, c.rule) for c in merged.conflicts] == [(field, chosen, rule)]
    assert [money(a.value) for a in merged.amounts] == [chosen]
