"""What most documents say, where a difference is one of wording and not a conflict."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import total_ordering
from typing import TypeVar

from pydantic import BaseModel

from extractors.facts import Evidence, Fact

F = TypeVar("F", bound=Fact)
V = TypeVar("V", bound=Hashable)


def usual(values: Iterable[tuple[V | None, Iterable[str]]]) -> V | None:
    """Return the value that most documents give; null does not count, a tie goes to the fuller wording.

    >>> usual([("Le contrat", ["a"]), ("CDPPE", ["b", "c"]), (None, ["d", "e", "f"])])
    'CDPPE'
    """
    told = [(value, ids) for value, ids in values if value is not None]
    # Nearly always there is one value or none, and nobody need count.
    if len({value for value, _ in told}) < 2:
        return told[0][0] if told else None
    documents: dict[V, set[str]] = defaultdict(set)
    for value, ids in told:
        documents[value].update(ids)
    return max(documents, key=lambda v: (len(documents[v]), _fullness(str(v))))


def _fullness(wording: str) -> tuple[int, int, str]:
    """More accents, then more characters: "Démaret" before "Demaret" and "DEMARET"."""
    return len(wording) - len(wording.encode("ascii", "ignore")), len(wording), wording


def usual_of(facts: Sequence[F], get: Callable[[F], V | None]) -> V | None:
    """Return what most documents give for one field of a fact."""
    if len(facts) == 1:
        return get(facts[0])
    told = [(value, fact) for fact in facts if (value := get(fact)) is not None]
    if len({value for value, _ in told}) < 2:
        return told[0][0] if told else None
    return usual((value, [e.document for e in fact.evidence]) for value, fact in told)


def grouped(facts: Iterable[F], by: Callable[[F], V]) -> dict[V, list[F]]:
    """Group facts by what `by` returns for each."""
    groups: dict[V, list[F]] = defaultdict(list)
    for fact in facts:
        groups[by(fact)].append(fact)
    return groups


def merge_evidence(lists: Iterable[Sequence[Evidence]]) -> list[Evidence]:
    """Join lists of evidence: one per passage and rule, the most confident first, then by document and place.

    >>> from dataclasses import replace
    >>> a = Evidence(document="d", start=0, end=2, quote="ab", rule="r", confidence=0.5)
    >>> b = replace(a, start=4, end=6, confidence=0.9)
    >>> [e.start for e in merge_evidence([[a, b], [a]])]
    [4, 0]
    """
    evidences = [evidence for some in lists for evidence in some]
    if len(evidences) == 1:
        return evidences
    unique = {(-e.confidence, e.document, e.start, e.end, e.rule): e for e in evidences}
    return [unique[which] for which in sorted(unique)]


def place(fact: Fact) -> tuple[str, int]:
    """Where a fact stands first: facts of one document sort in reading order."""
    first, *others = fact.evidence
    least = first.document, first.start
    return min(least, *((e.document, e.start) for e in others)) if others else least


@total_ordering
class Whole:
    """All that a record says, to tell records apart where nothing else does: it is written out only then."""

    __slots__ = ("record",)

    def __init__(self, record: BaseModel) -> None:
        self.record = record

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Whole) and self._text == other._text

    def __lt__(self, other: "Whole") -> bool:
        return self._text < other._text

    __hash__ = None  # type: ignore[assignment]

    @property
    def _text(self) -> str:
        return self.record.model_dump_json()
