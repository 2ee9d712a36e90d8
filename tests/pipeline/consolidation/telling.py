"""Documents that tell of one contract, made in a line each."""

from typing import Any

from pipeline.consolidation import consolidate
from pipeline.record import Contract, Document
from tests.pipeline.made import Writer, contract, document


def told(source: str, make: Any = None, *, kind: str = "press_release", **fields: Any) -> Document:
    """A document `source` about the contract cdppe-02-2020; `make` writes the facts that need evidence."""
    write = Writer(source)
    facts = make(write) if make else {}
    return document(write, contract(write, **(facts | fields)), kind=kind)


def one(*documents: Document) -> Contract:
    contracts = consolidate(documents)
    assert [c.id for c in contracts] == ["cdppe-02-2020"]
    return contracts[0]


def quotes(fact: Any) -> set[tuple[str, str]]:
    return {(e.document, e.quote) for e in fact.evidence}
