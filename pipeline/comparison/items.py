"""A record taken apart into what can be compared: an item for each fact, with what it is recognised by."""

from collections.abc import Hashable, Iterable, Iterator, Sequence, Set
from typing import Any, NamedTuple

from pydantic import BaseModel

from extractors.facts import Action, Amount, Date, Evidence, Fact
from pipeline.record import Contract, Document
from pipeline.wording import key

Value = dict[str, Any]

# How a date or a sum is written is seen in its quote.
_WORDING = frozenset({"text"})


class Item(NamedTuple):
    """A fact, or a value that stands for itself.

    Parameters
    ----------
    field : str
        The field of the record that it stands in.
    value : dict of str to Any
        What is compared, in values of JSON; no evidence and no index into another list, for these change with
        every fact before.
    identity : hashable
        What it is: an item of the other record with the same identity speaks of the same thing.
    evidence : sequence of Evidence
        The passages that prove it.
    """

    field: str
    value: Value
    identity: Hashable
    evidence: Sequence[Evidence] = ()


def of_document(document: Document) -> Iterator[Item]:
    """List what a record says outside its contracts."""
    yield from _single("document_status", document.status)
    yield from _single("kind", document.kind)
    yield from _single("title", document.source.title)
    yield from _single("published", document.published)
    yield from _single("updated", document.updated)
    for problem in document.problems:
        yield Item("problems", problem.model_dump(mode="json"), (problem.code, problem.page))
    for person in document.people:
        yield _fact("people", person, key(person.name))
    yield from _dates("other_dates", document.dates)
    yield from _amounts("other_amounts", document.amounts)


def as_whole(contract: Contract) -> Item:
    """A contract as one thing: which it is, and where it is spoken of."""
    value = {"id": contract.id, "programme": contract.programme, "instrument": contract.instrument}
    return Item("contracts", value, contract.id, contract.evidence)


def of_contract(contract: Contract) -> Iterator[Item]:
    """List what a record says of one contract."""
    yield from _single("status", contract.status)
    yield from _single("contract_title", contract.title)
    for department in contract.departments:
        yield Item("departments", department.model_dump(mode="json"), department.code)
    for party in contract.parties:
        yield _fact("parties", party, (party.kind, key(party.name)))
    for person in contract.signatories:
        yield _fact("signatories", person, key(person.name))
    yield from _dates("dates", contract.dates)
    if contract.period:
        yield _fact("period", contract.period, "period", _WORDING)
    yield from _amounts("amounts", contract.amounts)
    for engagement in contract.engagements:
        # Which actions belong to it, each action says.
        yield _fact("engagements", engagement, key(engagement.text), {"actions"})
    for action in contract.actions:
        yield _action(action, contract)
    if found := contract.deliberation:
        yield _fact("deliberation", found, "deliberation", {"decisions"})
        for decision in found.decisions:
            yield Item("decisions", {"text": decision}, key(decision), found.evidence)


def _single(field: str, value: str | None) -> Iterator[Item]:
    if value is not None:
        yield Item(field, {"value": value}, field)


def _dates(field: str, dates: Iterable[Date]) -> Iterator[Item]:
    for date in dates:
        yield _fact(field, date, (date.kind, date.value), _WORDING)


def _amounts(field: str, amounts: Iterable[Amount]) -> Iterator[Item]:
    # Its role is what tells the fields apart.
    for amount in amounts:
        yield _fact(field, amount, (amount.value, amount.value_max, amount.currency), _WORDING | {"role"})


def _action(action: Action, contract: Contract) -> Item:
    item = _fact("actions", action, key(action.text))
    if action.engagement is not None:
        under = contract.engagements[action.engagement]
        item.value["engagement"] = under.axis or under.text
    return item


def _fact(field: str, fact: Fact, identity: Hashable, leave_out: Set[str] = frozenset()) -> Item:
    return Item(field, _plain(fact, {"evidence"} | leave_out), identity, fact.evidence)


def _plain(model: BaseModel, leave_out: set[str]) -> Value:
    return model.model_dump(mode="json", by_alias=True, exclude=leave_out)
