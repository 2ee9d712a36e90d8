"""One value out of several claims: the value that a contract gets, by which rule, and what contradicts it."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Generic, Protocol, TypeVar

from extractors.facts import Evidence, Fact
from pipeline.consolidation.usual import merge_evidence
from pipeline.record import Conflict, ConflictValue, DocumentKind

F = TypeVar("F", bound=Fact)
F_contra = TypeVar("F_contra", bound=Fact, contravariant=True)

# How near a kind of document is to the act itself.
_OFFICIAL: dict[DocumentKind, int] = {
    "contract": 3, "amendment": 3,
    "deliberation": 2, "press_release": 2, "circular": 2,
    "news": 1,
    "other": 0,
}  # fmt: skip


class Comparison(Protocol[F_contra]):
    """How two statements of one thing compare (see `agreement`)."""

    def refines(self, one: F_contra, other: F_contra, /) -> bool:
        """Whether `one` says all that `other` says, and more."""
        ...

    def contradicts(self, one: F_contra, other: F_contra, /) -> bool:
        """Whether they cannot both be right."""
        ...

    def precision(self, fact: F_contra, /) -> Any:
        """How much it says; greater is more."""
        ...

    def filed(self, fact: F_contra, /) -> Iterable[Hashable]:
        """Under which keys it is found."""
        ...

    def sought(self, fact: F_contra, /) -> Sequence[Collection[Hashable]]:
        """Where to look for what refines it: all of that is filed under one of the keys of each collection.

        Nothing where nothing can refine it.
        """
        ...


@dataclass(frozen=True, slots=True)
class Claim(Generic[F]):
    """A fact as a document states it; `value` is what is compared and shown, `kind` that of the document."""

    value: str
    fact: F
    kind: DocumentKind


class Candidate(Generic[F]):
    """A value with the claims that state it and those that state it less precisely."""

    def __init__(self, value: str, stated: Sequence[Claim[F]]) -> None:
        self.value = value
        self.stated = list(stated)
        self.vaguer: list[Claim[F]] = []

    @property
    def fact(self) -> F:
        """One of the facts that state the value, for comparing."""
        return self.stated[0].fact

    @property
    def facts(self) -> list[F]:
        """The facts that state the value."""
        return [claim.fact for claim in self.stated]

    @property
    def claims(self) -> list[Claim[F]]:
        """All claims that agree with the value."""
        return self.stated + self.vaguer

    @property
    def evidence(self) -> list[Evidence]:
        """The passages that agree with the value, the most confident first."""
        return merge_evidence(claim.fact.evidence for claim in self.claims)

    @property
    def documents(self) -> set[str]:
        """Ids of the documents that agree with the value."""
        return {evidence.document for claim in self.claims for evidence in claim.fact.evidence}


@dataclass(frozen=True, slots=True)
class Settlement(Generic[F]):
    """The outcome: the values that are kept (the chosen one first) and the conflict, if there is one."""

    kept: list[Candidate[F]]
    conflict: Conflict | None

    @property
    def agreed(self) -> list[Candidate[F]]:
        """The values that complete each other in a field with room for one; in a conflict the chosen one."""
        return self.kept[:1] if self.conflict else self.kept


def settle(field: str, claims: Iterable[Claim[F]], compare: Comparison[F]) -> Settlement[F]:
    """Choose among claims about a thing that has one value.

    A value that another one refines counts for that one. Of values that contradict each other and come from
    different documents one is chosen by the first of these rules that tells them apart: `official_source`
    (the act itself before what is written about it), `not_inferred`, `most_documents`, `most_precise`,
    `highest_confidence`, `first_in_order`. The order of `claims` does not matter.

    Parameters
    ----------
    field : str
        Name of the field in the conflict.
    claims : iterable of Claim
        At least one.
    compare : Comparison
        How two facts of this kind compare.

    Returns
    -------
    Settlement
        With a conflict, only the chosen value and those that one document gives together with it are kept.
    """
    candidates, ambiguous = _finest(claims, compare)
    if len(candidates) == 1:
        return Settlement(candidates, None)
    documents = {c.value: c.documents for c in candidates}
    rules = _rules(compare, documents)
    ranked = sorted(candidates, key=lambda c: c.value)
    for _, rank in reversed(rules):
        ranked.sort(key=rank, reverse=True)  # a stable sort: the first rule has the last word
    rule = next((name for name, rank in rules if rank(ranked[0]) > rank(ranked[1])), "first_in_order")
    disagree = _disagree(ranked, documents, compare)
    for vague, hosts in ambiguous:
        for candidate in hosts:
            candidate.vaguer += vague.stated
    if not disagree:
        return Settlement(ranked, None)
    best = ranked[0]
    values = [
        ConflictValue(value=c.value, evidence=c.evidence) for c in sorted(ranked, key=lambda c: c.value)
    ]
    kept = [best] + [c for c in ranked[1:] if not c.documents.isdisjoint(best.documents)]
    return Settlement(kept, Conflict(field=field, values=values, chosen=best.value, rule=rule))


def _finest(
    claims: Iterable[Claim[F]], compare: Comparison[F]
) -> tuple[list[Candidate[F]], list[tuple[Candidate[F], list[Candidate[F]]]]]:
    """Find the values that no other value refines, and those that more than one of them refines, with these.

    A value that exactly one of them refines is put down for that one.
    """
    by_value: dict[str, list[Claim[F]]] = defaultdict(list)
    for claim in claims:
        by_value[claim.value].append(claim)
    candidates = [Candidate(value, by_value[value]) for value in sorted(by_value)]
    finer = _finer(candidates, compare)
    finest = [c for c in candidates if not finer.get(c.value)]
    ambiguous: list[tuple[Candidate[F], list[Candidate[F]]]] = []
    for candidate in candidates:
        hosts = [d for d in finer.get(candidate.value, ()) if not finer.get(d.value)]
        if len(hosts) == 1:
            hosts[0].vaguer += candidate.stated
        elif hosts:
            ambiguous.append((candidate, hosts))
    return finest, ambiguous


def _finer(candidates: list[Candidate[F]], compare: Comparison[F]) -> dict[str, list[Candidate[F]]]:
    """Find the values that refine each one, without comparing each with each: a contract can have thousands."""
    if len(candidates) < 2:
        return {}
    vague = [(candidate, sought) for candidate in candidates if (sought := compare.sought(candidate.fact))]
    if not vague:
        return {}
    files: dict[Hashable, list[Candidate[F]]] = defaultdict(list)
    for candidate in candidates:
        for filed in compare.filed(candidate.fact):
            files[filed].append(candidate)
    finer: dict[str, list[Candidate[F]]] = {}
    for candidate, sought in vague:
        keys = min(sought, key=lambda keys: sum(len(files.get(key, ())) for key in keys))
        near = (other for key in keys for other in files.get(key, ()))
        finer[candidate.value] = [other for other in near if compare.refines(other.fact, candidate.fact)]
    return finer


def _disagree(
    candidates: Sequence[Candidate[F]], documents: Mapping[str, set[str]], compare: Comparison[F]
) -> bool:
    """Whether documents contradict each other; what one document says of itself is no contradiction."""
    if set.intersection(*(documents[c.value] for c in candidates)):
        return False
    # A list of a thousand days in one document is compared with that of another, and not with itself.
    told: dict[frozenset[str], list[Candidate[F]]] = defaultdict(list)
    for candidate in candidates:
        told[frozenset(documents[candidate.value])].append(candidate)
    return any(
        compare.contradicts(a.fact, b.fact)
        for (one, some), (other, more) in combinations(told.items(), 2)
        if one.isdisjoint(other)
        for a in some
        for b in more
    )


def _rules(
    compare: Comparison[F], documents: Mapping[str, set[str]]
) -> list[tuple[str, Callable[[Candidate[F]], Any]]]:
    return [
        ("official_source", lambda c: max(_OFFICIAL[claim.kind] for claim in c.claims)),
        ("not_inferred", lambda c: any(getattr(claim.fact, "inferred", None) is None for claim in c.stated)),
        ("most_documents", lambda c: len(documents[c.value])),
        ("most_precise", lambda c: compare.precision(c.fact)),
        (
            "highest_confidence",
            lambda c: max(e.confidence for claim in c.stated for e in claim.fact.evidence),
        ),
    ]
