"""For how much: the same money told by several documents is one amount."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from extractors.facts import Amount, money
from pipeline.consolidation.agreement import Amounts, roundings
from pipeline.consolidation.settling import Candidate, Claim, settle
from pipeline.consolidation.usual import Whole, place, usual_of
from pipeline.record import Conflict, DocumentKind
from pipeline.wording import key

_COMPARE = Amounts()


def merge_amounts(
    reports: Sequence[tuple[DocumentKind, Sequence[Amount]]],
) -> tuple[list[Amount], list[Conflict]]:
    """Bring amounts together: one for the same value, payers and year, with the evidence of all documents.

    Two equal amounts in one document (two lines of a table) stay two. An amount that is told without payers
    or year, or rounded, is the fuller one of another document where there is exactly one such. Documents
    that give one payer different sums for the same year and purpose are in conflict.
    """
    candidates = _line_up(reports)
    conflicts: list[Conflict] = []
    dropped: set[int] = set()
    # What one document says stays as it says it.
    if len(reports) > 1:
        candidates = _absorb(candidates)
    rivals_about = _rivals(candidates) if len(reports) > 1 else {}
    for name, rivals in rivals_about.items():
        settled = settle(name, [claim for c in rivals for claim in c.claims], _COMPARE)
        if settled.conflict:
            conflicts.append(settled.conflict)
            kept = {id(claim.fact) for c in settled.kept for claim in c.stated}
            dropped |= {id(c) for c in rivals if id(c.fact) not in kept}
    merged = (_merge(c) for c in candidates if id(c) not in dropped)
    return sorted(merged, key=_first), conflicts


def _line_up(reports: Sequence[tuple[DocumentKind, Sequence[Amount]]]) -> list[Candidate[Amount]]:
    """Match equal amounts of different documents, the first with the first, the second with the second."""
    groups: dict[Hashable, list[Claim[Amount]]] = defaultdict(list)
    for kind, amounts in reports:
        seen: Counter[Hashable] = Counter()
        ordered = sorted(amounts, key=_in_document) if len(amounts) > 1 else amounts
        for amount in ordered:
            same = (
                amount.value, amount.value_max, amount.currency, tuple(sorted(amount.payers)), amount.year,
                amount.per_year, amount.role,
            )  # fmt: skip
            groups[same, seen[same]].append(Claim(shown(amount), amount, kind))
            seen[same] += 1
    candidates = [Candidate(claims[0].value, claims) for claims in groups.values()]
    return sorted(candidates, key=lambda c: min(map(_first, c.facts)))


def _in_document(amount: Amount) -> tuple[str, tuple[str, int], Whole]:
    return key(amount.purpose or ""), place(amount), Whole(amount)


def _first(amount: Amount) -> tuple[tuple[str, int], Whole]:
    return place(amount), Whole(amount)


def shown(amount: Amount) -> str:
    """Return an amount as it stands in a conflict: "2500000", "about 2000000", "1000000/2000000"."""
    if amount.value_max is not None:
        return f"{money(amount.value)}/{money(amount.value_max)}"
    return " ".join(filter(None, [amount.approximation, money(amount.value)]))


class _Shape(NamedTuple):
    """All of an amount that decides whether it is the fuller one of two: a table may hold thousands of one shape."""

    value: Decimal
    value_max: Decimal | None
    currency: str
    per_year: bool
    role: str
    payers: tuple[str, ...]
    year: str | None
    exact: bool


def shape_of(amount: Amount) -> _Shape:
    """Return all of an amount that decides how it compares with another one."""
    return _Shape(
        amount.value, amount.value_max, amount.currency, amount.per_year, amount.role,
        tuple(sorted(amount.payers)), amount.year, amount.approximation is None,
    )  # fmt: skip


def _absorb(candidates: list[Candidate[Amount]]) -> list[Candidate[Amount]]:
    """Put vaguer amounts down for the fuller one, where there is exactly one and no document tells both."""
    shapes: dict[_Shape, list[Candidate[Amount]]] = defaultdict(list)
    for candidate in candidates:
        shapes[shape_of(candidate.fact)].append(candidate)
    # What comes with it is told before anything is put down for anything.
    only: dict[int, tuple[Candidate[Amount], set[str]]] = {}
    finer = _finer(shapes)
    for shape, fuller in finer.items():
        hosts = [host for other in fuller if other not in finer for host in shapes[other]]
        if len(hosts) == 1:
            only |= {id(candidate): (hosts[0], hosts[0].documents) for candidate in shapes[shape]}
    kept: list[Candidate[Amount]] = []
    for candidate in candidates:
        host, documents = only.get(id(candidate), (None, set()))
        if host and documents.isdisjoint(candidate.documents):
            host.vaguer += candidate.stated
        else:
            kept.append(candidate)
    return kept


def _finer(shapes: Mapping[_Shape, list[Candidate[Amount]]]) -> dict[_Shape, list[_Shape]]:
    """Find the shapes that refine each one, looking only at those that are equal to it or round to it."""
    by_value: dict[Decimal, dict[Hashable, list[_Shape]]] = {}
    for shape in shapes:
        by_value.setdefault(shape.value, defaultdict(list))[shape[2:7]].append(shape)
    finer: dict[_Shape, list[_Shape]] = defaultdict(list)
    for shape, same in shapes.items():
        for value in (shape.value, *roundings(shape.value)):
            if near := by_value.get(value):
                for payers in {shape.payers, ()}:
                    for year in {shape.year, None}:
                        for other in near.get((*shape[2:5], payers, year), ()):
                            if _COMPARE.refines(same[0].fact, shapes[other][0].fact):
                                finer[other].append(shape)
    return finer


def _rivals(candidates: list[Candidate[Amount]]) -> dict[str, list[Candidate[Amount]]]:
    """Amounts that different documents give for the same thing, by the name of the conflict.

    Where one document gives several, they are parts of something and nothing says which one another
    document means.
    """
    groups: dict[str, list[Candidate[Amount]]] = defaultdict(list)
    for candidate in candidates:
        amount = candidate.fact
        if amount.payers and amount.scope in ("total", "share") and not amount.per_party:
            groups[about(amount)].append(candidate)
    return {
        name: rivals
        for name, rivals in groups.items()
        if len(rivals) > 1 and max(Counter(d for c in rivals for d in c.documents).values()) == 1
    }


def about(amount: Amount) -> str:
    """Return the name of a conflict about an amount: "amounts.etat.2020"."""
    parts = [
        "amounts", "+".join(sorted(amount.payers)), amount.year, amount.period, amount.currency,
        amount.role, "per_year" if amount.per_year else None, key(amount.purpose or ""),
    ]  # fmt: skip
    return ".".join(str(part) for part in parts if part and part not in ("EUR", "funding"))


def _merge(candidate: Candidate[Amount]) -> Amount:
    facts = candidate.facts
    if len(facts) == 1 and not candidate.vaguer and len(facts[0].evidence) == 1:
        return facts[0]
    if len(facts) == 1:
        return facts[0].model_copy(update={"evidence": candidate.evidence})
    base = min(facts, key=_first)
    return base.model_copy(
        update={
            "text": usual_of(facts, lambda a: a.text),
            "approximation": usual_of(facts, lambda a: a.approximation),
            "payees": next((a.payees for a in sorted(facts, key=place) if a.payees), []),
            "per_party": usual_of(facts, lambda a: a.per_party),
            "period": usual_of(facts, lambda a: a.period),
            "scope": usual_of(facts, lambda a: a.scope),
            "purpose": usual_of(facts, lambda a: a.purpose),
            "evidence": candidate.evidence,
        }
    )
