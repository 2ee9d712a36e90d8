"""Which contracts are one: of a year or none, of a place or none."""

from typing import Any

import pytest

from pipeline.consolidation import consolidate
from pipeline.record import Document
from tests.pipeline.made import Writer, contract, date, document, signatory


def at(source: str, name: str, codes: tuple[str, ...] = ("02",), make: Any = None, **fields: Any) -> Document:
    write = Writer(source)
    facts = make(write) if make else {}
    return document(write, contract(write, name, codes, **(facts | fields)))


def ids(*documents: Document) -> list[str]:
    return [c.id for c in consolidate(documents)]


def test_a_contract_without_year_joins_the_only_dated_one() -> None:
    (merged,) = consolidate([at("a", "cdppe-02-x"), at("b", "cdppe-02-2020")])
    assert (merged.id, merged.sources) == ("cdppe-02-2020", ["a", "b"])
    assert {e.document for e in merged.evidence} == {"a", "b"}


@pytest.mark.parametrize(
    ("undated", "others"),
    [
        (at("a", "cdppe-02-x"), [at("b", "cdppe-02-2020"), at("c", "cdppe-02-2023")]),  # it could be either
        (at("a", "cdppe-02-x"), [at("b", "cdppe-01-2020", ("01",))]),  # elsewhere
        (at("a", "cdppe-02-x"), [at("b", "cdppe-02-2020-avenant-1")]),  # another instrument
        (at("a", "cdppe-02-x-avenant-2"), [at("b", "cdppe-02-2020-avenant-1")]),
        (at("a", "cdppe-02-x", status="refused"), [at("b", "cdppe-02-2020")]),
        (
            at("a", "cdppe-02-x", make=lambda w: {"dates": [date(w, "signature", "2023-01-09")]}),
            [at("b", "cdppe-02-2020", make=lambda w: {"dates": [date(w, "signature", "2020-10")]})],
        ),
        (
            at("a", "cdppe-02-x", make=lambda w: {"signatories": [signatory(w, "Jean Roux", party="etat")]}),
            [
                at(
                    "b",
                    "cdppe-02-2020",
                    make=lambda w: {"signatories": [signatory(w, "Léa Noir", party="etat")]},
                )
            ],
        ),
    ],
)
def test_a_contract_without_year_stays_alone_where_it_is_not_plainly_the_same(
    undated: Document, others: list[Document]
) -> None:
    assert undated.contracts[0].id in ids(undated, *others)


def test_contracts_of_an_unknown_place_are_not_taken_for_one() -> None:
    assert ids(at("1" * 64, "other-2020", ()), at("2" * 64, "other-2020", ())) == [
        "other-2020-11111111",
        "other-2020-22222222",
    ]
