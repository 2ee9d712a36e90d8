"""What holds whatever documents say of contracts."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.consolidation import consolidate
from pipeline.record import Contract, Document
from tests.pipeline.any_reports import corrected_documents, documents
from tests.pipeline.made import Writer, document


@settings(max_examples=300, deadline=None)
@given(st.one_of(documents(), corrected_documents()), st.data())
def test_neither_order_nor_repetition_of_documents_matters(made: list[Document], data: st.DataObject) -> None:
    mixed = data.draw(st.permutations(made + made[:2]))
    assert consolidate(iter(mixed)) == consolidate(made)


@settings(max_examples=300, deadline=None)
@given(documents())
def test_what_is_consolidated_stays_as_it_is(made: list[Document]) -> None:
    once = consolidate(made)
    assert consolidate([document(Writer("again"), *once)]) == once


@settings(max_examples=300, deadline=None)
@given(st.one_of(documents(), corrected_documents()))
def test_every_fact_and_quote_is_still_there(made: list[Document]) -> None:
    def passages(contracts: list[Contract]) -> set[tuple[str, int, int]]:
        found = set()

        def walk(node: Any) -> None:
            if isinstance(node, dict):
                if "quote" in node:
                    found.add((node["document"], node["start"], node["end"]))
                for value in node.values():
                    walk(value)
            elif isinstance(node, list):
                for value in node:
                    walk(value)

        for each in contracts:
            walk(each.model_dump())
        return found

    assert passages(consolidate(made)) == passages([c for d in made for c in d.contracts])


@settings(max_examples=100, deadline=None)
@given(st.one_of(documents(), corrected_documents()))
def test_contracts_are_sorted_and_their_links_hold(made: list[Document]) -> None:
    contracts = consolidate(made)
    assert [c.id for c in contracts] == sorted({c.id for c in contracts})
    for each in contracts:
        for number, found in enumerate(each.actions):
            assert found.engagement is None or number in each.engagements[found.engagement].actions
        for number, commitment in enumerate(each.engagements):
            assert all(each.actions[i].engagement == number for i in commitment.actions)
