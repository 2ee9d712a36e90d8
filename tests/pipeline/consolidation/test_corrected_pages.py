"""A page that was corrected at its address: what it says now holds, what it said before stays visible."""

from typing import Any

import pytest

from pipeline.consolidation import consolidate
from pipeline.record import Conflict, Contract, Document
from tests.pipeline.made import (
    Writer,
    action,
    amount,
    contract,
    date,
    deliberation,
    document,
    period,
    signatory,
)

BEFORE, AFTER, OTHER = "b" * 64, "a" * 64, "c" * 64
SEEN = "2026-03-01T00:00:00Z"


def told(id_: str, make: Any, *later: str, name: str = "cdppe-02-2020", **fields: Any) -> Document:
    """What a document says of a contract, and which documents came in its place."""
    write = Writer(id_)
    made = document(write, contract(write, name, **make(write), **fields))
    made.source.superseded_by = list(later)
    made.source.retrieved_at = SEEN if later else "2026-04-01T00:00:00Z"
    return made


def one(*documents: Document) -> Contract:
    (found,) = consolidate(documents)
    assert consolidate(reversed(documents)) == [found]
    return found


def signed(day: str) -> Any:
    return lambda write: {"dates": [date(write, "signature", day)]}


def paid(value: str) -> Any:
    return lambda write: {"amounts": [amount(write, value, ["etat"], scope="total")]}


def by(*names: str) -> Any:
    return lambda write: {"signatories": [signatory(write, name) for name in names]}


def seen(conflict: Conflict) -> list[tuple[str, str | None]]:
    return [(value.value, value.retrieved_at) for value in conflict.values]


def values_of(found: Contract) -> Any:
    """All that a contract says, without what proves it."""

    def bare(node: Any) -> Any:
        if isinstance(node, dict):
            return {name: bare(value) for name, value in node.items() if name != "evidence"}
        return [bare(each) for each in node] if isinstance(node, list) else node

    return bare(found.model_dump(exclude={"conflicts", "sources"}))


@pytest.mark.parametrize(
    ("before", "after", "field", "values", "chosen"),
    [
        # The date is put right; by the usual rules the earlier one would be as good.
        (signed("2020-10-13"), signed("2020-10-16"), "dates.signature", ("2020-10-13", "2020-10-16"), "2020-10-16"),
        # What is less precise now was too precise before.
        (signed("2020-10-13"), signed("2020-10"), "dates.signature", ("2020-10", "2020-10-13"), "2020-10"),
        (paid("2500000"), paid("1500000"), "amounts.etat", ("1500000", "2500000"), "1500000"),
        # A name was wrong: of a list nothing tells which name came in its place.
        (by("Anne Roy", "Luc Petit"), by("Anne Roy", "Luc Petiot"), "signatories", ("Luc Petit",), None),
        (
            lambda write: {"period": period(write, "2020", "2022")},
            lambda write: {"period": period(write, "2020", "2023")},
            "period", ("2020/2022", "2020/2023"), "2020/2023",
        ),
        (
            lambda write: {"deliberation": deliberation(write, "12", "2020-10-01")},
            lambda write: {"deliberation": deliberation(write, "21", "2020-10-01")},
            "deliberation", ("12 2020-10-01", "21 2020-10-01"), "21 2020-10-01",
        ),
        (
            lambda write: {"actions": [action(write, "Ouvrir dix places")]},
            lambda _: {},
            "actions", ("Ouvrir dix places",), None,
        ),
        # It was not signed after all.
        (
            lambda _: {"status": "signed"},
            lambda _: {"status": "announced"},
            "status", ("announced", "signed"), "announced",
        ),
    ],
)  # fmt: skip
def test_the_later_capture_holds_and_the_earlier_value_is_shown(
    before: Any, after: Any, field: str, values: tuple[str, ...], chosen: str | None
) -> None:
    found = one(told(BEFORE, before, AFTER), told(AFTER, after))
    (conflict,) = (conflict for conflict in found.conflicts if conflict.field == field)
    assert (conflict.rule, conflict.chosen) == ("later_capture", chosen)
    assert seen(conflict) == [(value, None if value == chosen else SEEN) for value in values]
    (earlier,) = (value for value in conflict.values if value.retrieved_at)
    assert {evidence.document for evidence in earlier.evidence} == {BEFORE}
    assert found.sources == [AFTER, BEFORE]
    # But for what was said before it is as if it had never been said.
    assert values_of(found) == values_of(one(told(AFTER, after)))


def test_what_is_said_still_is_no_conflict_and_has_both_quotes() -> None:
    found = one(told(BEFORE, signed("2020-10"), AFTER), told(AFTER, signed("2020-10-13")))
    assert found.conflicts == []
    assert {evidence.document for evidence in found.dates[0].evidence} == {BEFORE, AFTER}


def test_what_a_page_said_before_counts_no_more_against_another_document() -> None:
    # Two captures of one page would outvote the other document; the last one alone does not.
    documents = [
        told(BEFORE, signed("2020-10-13"), AFTER),
        told(AFTER, signed("2020-10-16")),
        told(OTHER, signed("2020-10-16")),
    ]
    found = one(*documents)
    assert [made.value for made in found.dates] == ["2020-10-16"]
    assert [(conflict.rule, conflict.chosen) for conflict in found.conflicts] == [
        ("later_capture", "2020-10-16")
    ]


def test_mere_progress_is_no_contradiction() -> None:
    found = one(
        told(BEFORE, lambda _: {"status": "announced"}, AFTER), told(AFTER, lambda _: {"status": "signed"})
    )
    assert (found.status, found.conflicts) == ("signed", [])


def test_a_page_that_speaks_of_a_contract_no_more_takes_nothing_back() -> None:
    empty = document(Writer(AFTER))
    found = one(told(BEFORE, signed("2020-10-13"), AFTER), empty)
    assert ([made.value for made in found.dates], found.conflicts) == (["2020-10-13"], [])


def test_a_year_that_was_put_right_makes_no_second_contract() -> None:
    before = told(BEFORE, signed("2020-10-13"), AFTER)
    found = one(before, told(AFTER, signed("2021-10-13"), name="cdppe-02-2021"))
    assert found.id == "cdppe-02-2021"
    assert {conflict.field: seen(conflict) for conflict in found.conflicts} == {
        "dates.signature": [("2020-10-13", SEEN), ("2021-10-13", None)],
        "id": [("cdppe-02-2020", SEEN), ("cdppe-02-2021", None)],
    }


def test_the_last_of_many_corrections_holds() -> None:
    documents = [
        told(BEFORE, signed("2020-10-13"), OTHER, AFTER),
        told(OTHER, signed("2020-10-14"), AFTER),
        told(AFTER, signed("2020-10-16")),
    ]
    found = one(*documents)
    assert [made.value for made in found.dates] == ["2020-10-16"]
    assert [value for value, _ in seen(found.conflicts[0])] == ["2020-10-13", "2020-10-14", "2020-10-16"]
