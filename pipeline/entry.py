"""What the catalogue keeps of a document: its record as it is published, and what is looked up or counted."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple, Self

from pipeline.record import Document, to_line


class Entry(NamedTuple):
    """A document for the catalogue, in plain values, so that it passes from process to process cheaply.

    `fingerprint` is what extracted it ("" where there were no bytes), `uris` its names in sort order,
    `contracts` and `facts` how many it holds, `record` its line in documents.jsonl.
    """

    id: str
    fingerprint: str
    uris: tuple[str, ...]
    status: str
    kind: str
    contracts: int
    facts: dict[str, int]
    record: str

    @classmethod
    def of(cls, document: Document, fingerprint: str, uris: Iterable[str]) -> Self:
        """Make the entry of a document given under `uris`: the first in sort order becomes its `uri`."""
        names = tuple(sorted(set(uris)))
        document.source.uri, document.source.also = names[0], list(names[1:])
        return cls(
            id=document.id,
            fingerprint=fingerprint,
            uris=names,
            status=document.status,
            kind=document.kind,
            contracts=len(document.contracts),
            facts=count_facts(document),
            record=to_line(document),
        )


def count_facts(document: Document) -> dict[str, int]:
    """Count the facts of a document by kind, those of its contracts included."""
    counts = Counter(people=len(document.people), dates=len(document.dates), amounts=len(document.amounts))
    for contract in document.contracts:
        counts["people"] += len(contract.signatories)
        counts["deliberations"] += contract.deliberation is not None
        counts["periods"] += contract.period is not None
        for kind in ("parties", "dates", "amounts", "engagements", "actions"):
            counts[kind] += len(getattr(contract, kind))
    return {kind: count for kind, count in counts.items() if count}
