"""The changes between two records of the same document, field by field."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from operator import ne
from typing import Any, Literal, get_args

from pydantic import Field

from extractors.facts import Model
from pipeline.comparison.items import Item, as_whole, of_contract, of_document
from pipeline.comparison.matching import Pair, match, passages
from pipeline.record import Contract, Document

# `moved`: the value is what it was, another passage proves it.
ChangeKind = Literal["added", "removed", "changed", "moved"]
KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)

# Characters shown before and after the place where two texts part.
_AROUND = 40


class Side(Model):
    """What one of two records says: the value as JSON, the quotes that prove it, the contract that it is of."""

    value: dict[str, Any]
    quotes: list[str] = Field(default_factory=list)
    page: int | None = None
    contract: str | None = None


class Change(Model):
    """A difference in one field; `before` is null where something was added, `after` where it was removed."""

    document: str
    uri: str
    field: str
    kind: ChangeKind
    before: Side | None
    after: Side | None


class Compared(Model):
    """Two records of a document compared: the changes, and how many items of each field are as they were."""

    changes: list[Change]
    unchanged: dict[str, int]


def compare(before: Document, after: Document) -> Compared:
    """Find out what changed between two records of the same document.

    Facts are matched by what they are (name, kind, value), then by the passages that they were read from, never
    by position. Which rule found a fact and how sure it was is no difference.

    Parameters
    ----------
    before, after : Document
        The records, with their texts.

    Returns
    -------
    Compared
        The changes, in the order of the fields, contract by contract.

    Raises
    ------
    ValueError
        If they are records of two documents.

    Examples
    --------
    >>> from pipeline.record import Extraction, InputSource
    >>> made = Extraction(version="1", model="", config="")
    >>> old = Document(id="d", source=InputSource(uri="a.txt", bytes=1), status="empty", extraction=made)
    >>> new = old.model_copy(update={"status": "read", "published": "2021-03"})
    >>> for change in compare(old, new).changes:
    ...     print(change.kind, change.field, change.before and change.before.value, change.after.value)
    changed document_status {'value': 'empty'} {'value': 'read'}
    added published None {'value': '2021-03'}
    """
    if before.id != after.id:
        raise ValueError(f"{before.id} and {after.id} are two documents")
    same_text = before.text == after.text
    result = Compared(changes=[], unchanged={})
    if not same_text:
        result.changes.append(_of_texts(before, after))
    contracts = _contracts(before, after, same_text)
    levels: Iterable[tuple[Contract | None, Contract | None, Iterable[Pair]]] = chain(
        [(None, None, _pairs(of_document(before), of_document(after), same_text))],
        contracts,
    )
    for old, new, pairs in levels:
        for one, other in pairs:
            kind = _kind(one, other, same_text)
            item = one or other
            assert item
            if kind:
                change = Change(
                    document=after.id,
                    uri=after.source.uri,
                    field=item.field,
                    kind=kind,
                    before=_side(one, old),
                    after=_side(other, new),
                )
                result.changes.append(change)
            else:
                result.unchanged[item.field] = result.unchanged.get(item.field, 0) + 1
    return result


def _contracts(
    before: Document, after: Document, same_text: bool
) -> Iterator[tuple[Contract | None, Contract | None, list[Pair]]]:
    """Pair the contracts; of each pair, its own and then its fields."""
    olds = [(as_whole(contract), contract) for contract in before.contracts]
    news = [(as_whole(contract), contract) for contract in after.contracts]
    by_item = {id(item): contract for item, contract in chain(olds, news)}
    for one, other in match((i for i, _ in olds), (i for i, _ in news), same_text=same_text):
        old, new = one and by_item[id(one)], other and by_item[id(other)]
        fields = _pairs(of_contract(old) if old else (), of_contract(new) if new else (), same_text)
        yield old, new, [(one, other), *fields]


def _pairs(old: Iterable[Item], new: Iterable[Item], same_text: bool) -> list[Pair]:
    """Pair the items of every field."""
    fields: defaultdict[str, tuple[list[Item], list[Item]]] = defaultdict(lambda: ([], []))
    for side, items in enumerate((old, new)):
        for item in items:
            fields[item.field][side].append(item)
    return [pair for olds, news in fields.values() for pair in match(olds, news, same_text=same_text)]


def _kind(one: Item | None, other: Item | None, same_text: bool) -> ChangeKind | None:
    if one is None:
        return "added"
    if other is None:
        return "removed"
    if one.value != other.value:
        return "changed"
    same = passages(one, same_text=same_text) == passages(other, same_text=same_text)
    return None if same else "moved"


def _side(item: Item | None, contract: Contract | None) -> Side | None:
    if item is None:
        return None
    return Side(
        value=item.value,
        quotes=[passage.quote for passage in item.evidence],
        page=item.evidence[0].page if item.evidence else None,
        contract=contract.id if contract else None,
    )


def _of_texts(before: Document, after: Document) -> Change:
    """Tell that two texts differ, and quote the first place where they do."""
    shorter = min(len(before.text), len(after.text))
    parting = next(
        (place for place, differ in enumerate(map(ne, before.text, after.text)) if differ), shorter
    )
    sides = [_text_side(document.text, parting) for document in (before, after)]
    return Change(
        document=after.id, uri=after.source.uri, field="text", kind="changed", before=sides[0], after=sides[1]
    )


def _text_side(text: str, parting: int) -> Side:
    digest = hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]
    quote = text[max(0, parting - _AROUND) : parting + _AROUND]
    return Side(value={"characters": len(text), "sha256": digest}, quotes=[quote] if quote else [])
