"""How far a contract has come."""

from collections.abc import Iterator, Sequence

from extractors.facts import Status
from pipeline.consolidation.usual import merge_evidence
from pipeline.record import STATUS_ORDER, Conflict, ConflictValue, Contract

DONE = frozenset(["adopted", "signed", "amended"])


def status_conflict(contracts: Sequence[Contract]) -> Iterator[Conflict]:
    """Find documents that tell of a refusal and others of the contrary; other statuses follow each other."""
    statuses = {contract.status for contract in contracts}
    if "refused" in statuses and statuses & DONE:
        told = sorted(statuses & {"refused", *DONE}, key=STATUS_ORDER.index)
        values = [
            ConflictValue(value=s, evidence=merge_evidence(c.evidence for c in contracts if c.status == s))
            for s in told
        ]
        yield Conflict(field="status", values=values, chosen=told[-1], rule="furthest")


def takes_back(now: Status, then: Status) -> bool:
    """Whether what is said now denies what was said then; other statuses follow each other.

    >>> takes_back("announced", "signed"), takes_back("signed", "refused"), takes_back("signed", "announced")
    (True, True, False)
    """
    return now != then and (then == "refused" or STATUS_ORDER.index(then) > STATUS_ORDER.index(now))
