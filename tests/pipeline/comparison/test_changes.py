"""What counts as a change between two records of a document, and which of it is the same fact."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.comparison import Change, compare
from pipeline.record import Document, Problem
from tests.pipeline.comparison.records import records
from tests.pipeline.made import (
    Writer,
    action,
    amount,
    contract,
    date,
    deliberation,
    document,
    engagement,
    party,
    signatory,
)

FILLER = "abc \n"


def told(before: Document, after: Document) -> list[tuple[str, str]]:
    """Field and kind of each change."""
    return [(change.field, change.kind) for change in compare(before, after).changes]


def versions(*contents: dict[str, object]) -> list[Document]:
    """Records of one text, each with a contract that holds what `contents` says of it."""
    write = Writer("d")
    made = [document(write, contract(write, **content)) for content in contents]
    for one in made:
        one.contracts[0].evidence = made[0].contracts[0].evidence
        one.text = write.text
    return made


def only(before: Document, after: Document) -> Change:
    (change,) = compare(before, after).changes
    return change


@given(records())
def test_a_record_compared_with_itself_gives_nothing(record: Document) -> None:
    assert compare(record, record.model_copy(deep=True)).changes == []


@given(records(), records())
def test_swapping_the_two_swaps_added_and_removed(one: Document, other: Document) -> None:
    there, back = compare(one, other), compare(other, one)
    swapped = {"added": "removed", "removed": "added", "changed": "changed", "moved": "moved"}
    expected = Counter((c.field, swapped[c.kind], repr(c.after), repr(c.before)) for c in there.changes)
    assert Counter((c.field, c.kind, repr(c.before), repr(c.after)) for c in back.changes) == expected
    assert back.unchanged == there.unchanged


@given(records(FILLER), records(FILLER))
def test_every_fact_of_both_is_accounted_for(one: Document, other: Document) -> None:
    compared = compare(one, other)
    for side, record in (("before", one), ("after", other)):
        seen = Counter(c.field for c in compared.changes if getattr(c, side)) + Counter(compared.unchanged)
        for field in ("signatories", "amounts", "parties", "engagements", "actions"):
            assert seen[field] == sum(len(getattr(found, field)) for found in record.contracts)
        assert seen["contracts"] == len(record.contracts)
        assert seen["people"] == len(record.people)
        assert seen["problems"] == len(record.problems)


@given(records(), st.randoms(use_true_random=False))
def test_the_order_of_facts_is_no_change(record: Document, random: object) -> None:
    other = record.model_copy(deep=True)
    for found in (*other.contracts, other):
        for field in ("signatories", "parties", "amounts", "people", "problems", "actions"):
            if hasattr(found, field):
                random.shuffle(getattr(found, field))  # type: ignore[attr-defined]
    random.shuffle(other.contracts)  # type: ignore[attr-defined]
    assert compare(record, other).changes == []


def test_both_values_and_both_quotes_are_given() -> None:
    write = Writer("d")
    one, other = signatory(write, "Anne Roy", "préfète"), signatory(write, "Anne Roy", "préfète de l’Aisne")
    change = only(*versions({"signatories": [one]}, {"signatories": [other]}))
    assert (change.field, change.kind) == ("signatories", "changed")
    assert change.before is not None
    assert change.after is not None
    assert (change.before.value["role"], change.before.quotes) == ("préfète", ["Anne Roy, préfète"])
    assert (change.after.value["role"], change.after.quotes) == (
        "préfète de l’Aisne",
        ["Anne Roy, préfète de l’Aisne"],
    )
    assert change.after.contract == "cdppe-02-2020"


def test_a_fact_before_the_others_makes_no_change_of_them() -> None:
    write = Writer("d")
    sums = [amount(write, value) for value in ("1000", "2000", "3000")]
    before, after = versions({"amounts": sums[1:]}, {"amounts": sums})
    change = only(before, after)
    assert (change.kind, change.after and change.after.value["value"]) == ("added", "1000")


def test_a_name_in_other_letters_is_the_same_person() -> None:
    write = Writer("d")
    before, after = versions(
        {"signatories": [signatory(write, "Léa Roux")]}, {"signatories": [signatory(write, "LÉA ROUX")]}
    )
    assert only(before, after).kind == "changed"


def test_of_equal_sums_those_of_one_passage_belong_together() -> None:
    write = Writer("d")
    first, second = amount(write, "1000"), amount(write, "1000")
    share = second.model_copy(update={"scope": "share"})
    change = only(*versions({"amounts": [first, second]}, {"amounts": [share, first]}))
    assert (change.kind, change.after and change.after.value["scope"]) == ("changed", "share")


def test_another_value_from_the_same_passage_is_a_change_of_it() -> None:
    write = Writer("d")
    before = date(write, "signature", "2020-10")
    after = before.model_copy(update={"value": "2020-10-13"})
    assert only(*versions({"dates": [before]}, {"dates": [after]})).kind == "changed"


def test_another_value_from_elsewhere_is_one_removed_and_one_added() -> None:
    write = Writer("d")
    before, after = date(write, "signature", "2020"), date(write, "signature", "2021")
    assert told(*versions({"dates": [before]}, {"dates": [after]})) == [
        ("dates", "removed"),
        ("dates", "added"),
    ]


def test_the_same_value_from_another_passage_has_moved() -> None:
    write = Writer("d")
    before, after = date(write, "signature", "2020"), date(write, "signature", "2020")
    assert only(*versions({"dates": [before]}, {"dates": [after]})).kind == "moved"


def test_who_found_a_fact_and_how_sure_is_no_change() -> None:
    write = Writer("d")
    before = date(write, "signature", "2020")
    after = before.model_copy(deep=True)
    after.evidence[0].rule, after.evidence[0].confidence = "another", 0.5
    assert told(*versions({"dates": [before]}, {"dates": [after]})) == []


def test_an_action_knows_its_engagement_by_what_that_is() -> None:
    write = Writer("d")
    under = [engagement(write, "prévenir", "1"), engagement(write, "protéger", "2")]
    step = action(write, "recruter", 1)
    # With one engagement less before it its index is another one, and it is none the less the same.
    moved = step.model_copy(update={"engagement": 0})
    before, after = versions(
        {"engagements": under, "actions": [step]}, {"engagements": under[1:], "actions": [moved]}
    )
    assert told(before, after) == [("engagements", "removed")]
    # Under the other engagement it is not.
    before, after = versions(
        {"engagements": under, "actions": [step]}, {"engagements": under, "actions": [moved]}
    )
    assert told(before, after) == [("actions", "changed")]


def test_a_person_who_is_no_signatory_any_more_is_removed_here_and_added_there() -> None:
    write = Writer("d")
    person = signatory(write, "Anne Roy")
    before, after = versions({"signatories": [person]}, {})
    after.people = [person]
    assert told(before, after) == [("people", "added"), ("signatories", "removed")]


def test_a_contract_comes_with_all_that_is_its_own() -> None:
    write = Writer("d")
    reported = contract(
        write, signatories=[signatory(write, "Anne Roy")], parties=[party(write, "ars", "ARS")]
    )
    before, after = document(write), document(write, reported)
    assert {kind for _, kind in told(before, after)} == {"added"}
    fields = ["contracts", "status", "departments", "parties", "signatories"]
    assert [field for field, _ in told(before, after)] == fields


def test_a_contract_under_another_id_is_the_same_where_it_is_read_from_the_same_words() -> None:
    write = Writer("d")
    before = document(write, contract(write, "cdppe-02-x"))
    after = document(write, before.contracts[0].model_copy(update={"id": "cdppe-02-2020"}))
    assert told(before, after) == [("contracts", "changed")]


def test_deliberation_and_vote_are_compared_part_by_part() -> None:
    write = Writer("d")
    before = deliberation(write, "12", "2021-03-04", decisions=["approuve le contrat"])
    after = before.model_copy(
        update={"rapporteur": "Anne Roy", "decisions": ["approuve le contrat", "autorise la signature"]}
    )
    found = told(*versions({"deliberation": before}, {"deliberation": after}))
    assert found == [("deliberation", "changed"), ("decisions", "added")]


def test_a_text_that_is_read_otherwise_is_told_and_facts_are_matched_by_their_words() -> None:
    old, new = Writer("d"), Writer("d")
    new("Une ligne de plus.")
    before, after = (document(write, people=[signatory(write, "Anne Roy")]) for write in (old, new))
    change = only(before, after)
    assert (change.field, change.kind) == ("text", "changed")
    assert change.after is not None
    assert change.after.quotes[0].startswith("Une ligne de plus.")


@pytest.mark.parametrize("page", [None, 3])
def test_problems_come_and_go(page: int | None) -> None:
    write = Writer("d")
    before = document(write, problems=[Problem(code="doubt", message="Unclear.", page=page)])
    assert told(before, document(write)) == [("problems", "removed")]


def test_two_documents_are_not_compared() -> None:
    with pytest.raises(ValueError, match="two documents"):
        compare(document(Writer("a")), document(Writer("b")))
