"""What was said of a contract before it was put right: it stays visible beside what is said now."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple

from extractors.facts import Evidence
from pipeline.consolidation.agreement import Amounts, Dates, Deliberations, Periods
from pipeline.consolidation.bodies import TRIPARTITE
from pipeline.consolidation.conflicts import join_conflicts
from pipeline.consolidation.funding import about, shape_of, shown
from pipeline.consolidation.statuses import takes_back
from pipeline.consolidation.superseding import Report
from pipeline.consolidation.usual import merge_evidence
from pipeline.record import Conflict, ConflictValue, Contract
from pipeline.wording import key

_RULE = "later_capture"


class _Field(NamedTuple):
    """How a field of contracts compares: the name of its conflicts, a fact as it stands there, who says it still.

    All who say still what is `sought` are `filed` under one of the keys of that: each with each is not compared. Facts
    that are `alike` compare alike: a table may hold thousands of one sum.
    """

    attribute: str
    about: Callable[[Any], str]
    shown: Callable[[Any], str]
    alike: Callable[[Any], Hashable]
    filed: Callable[[Any], Iterable[Hashable]]
    sought: Callable[[Any], Iterable[Hashable]]
    still: Callable[[Any, Any], bool] = lambda _now, _then: True


def _only(_: Any) -> Iterable[Hashable]:
    """Return the key of a field with room for one."""
    return (None,)


def _worded(
    attribute: str, shown: Callable[[Any], str], words: Callable[[Any], Hashable] | None = None
) -> _Field:
    """Return a field of which nothing but the words, or what stands for them, is compared."""
    what = words or (lambda fact: key(shown(fact)))
    return _Field(
        attribute, lambda _: attribute, shown, what, lambda now: [what(now)], lambda then: [what(then)]
    )


_FIELDS = (
    _Field(
        "dates",
        about=lambda date: f"dates.{date.kind}",
        shown=lambda date: date.value,
        alike=lambda date: (date.kind, date.value),
        filed=Dates.filed,
        sought=lambda then: chain.from_iterable(Dates.sought(then)),
        still=lambda now, then: now.kind == then.kind and Dates.refines(now, then),
    ),
    _Field(
        "period",
        about=lambda _: "period",
        shown=lambda period: f"{period.start or ''}/{period.end or ''}",
        alike=lambda period: (period.start, period.end),
        filed=_only,
        sought=_only,
        still=Periods.refines,
    ),
    _Field(
        "deliberation",
        about=lambda _: "deliberation",
        shown=lambda found: " ".join(filter(None, [found.number, found.session_date])),
        alike=lambda found: (found.number, found.session_date),
        filed=_only,
        sought=_only,
        still=lambda now, then: (
            not Deliberations.contradicts(now, then)
            and Deliberations.precision(now) >= Deliberations.precision(then)
        ),
    ),
    _Field(
        "amounts",
        about=about,
        shown=shown,
        alike=shape_of,
        filed=Amounts.filed,
        sought=lambda then: chain.from_iterable(Amounts.sought(then)),
        still=Amounts.refines,
    ),
    _Field(
        "signatories",
        about=lambda _: "signatories",
        shown=lambda person: person.name,
        alike=lambda person: (key(person.name), key(person.family_name or ""), bool(person.given_name)),
        filed=lambda now: [("name", key(now.name)), ("family", key(now.family_name or ""))],
        sought=lambda then: [
            (part, key(then.name)) for part in ("name", *([] if then.given_name else ["family"]))
        ],
    ),
    _worded(
        "parties",
        lambda party: party.name,
        lambda party: (party.kind, None if party.kind in TRIPARTITE else key(party.name)),
    ),
    _worded("engagements", lambda measure: measure.text),
    _worded("actions", lambda measure: measure.text),
)


def with_earlier(contract: Contract, earlier: Sequence[Report]) -> Contract:
    """Add to a contract what documents said of it before they were put right.

    What is still said gets their evidence as well; what is not becomes a conflict by the rule `later_capture`, with
    the time at which it was said.
    """
    said = _Said()
    changes = {field.attribute: said.compare(field, contract, earlier) for field in _FIELDS}
    for report in earlier:
        said.compare_plain(contract, report)
    reports = [report.contract for report in earlier]
    before = [conflict for report in reports for conflict in report.conflicts]
    return contract.model_copy(
        update={
            **changes,
            "conflicts": join_conflicts(contract.conflicts, [*said.conflicts(), *before]),
            "sources": sorted({*contract.sources, *(source for r in reports for source in r.sources)}),
            "evidence": merge_evidence([contract.evidence, *(r.evidence for r in reports)]),
        }
    )


class _Said:
    """What is said now and what was only said then, by the names of conflicts."""

    def __init__(self) -> None:
        self._now: dict[str, list[ConflictValue]] = defaultdict(list)
        self._then: dict[str, list[ConflictValue]] = defaultdict(list)

    def compare(self, field: _Field, contract: Contract, earlier: Sequence[Report]) -> Any:
        """Return the field with the evidence of all who say the same."""
        value = getattr(contract, field.attribute)
        facts = _facts(value)
        evidence = [[fact.evidence] for fact in facts]
        # Most is as it was: only for what is not is it looked up who says it otherwise.
        places = {(field.about(fact), field.shown(fact)): number for number, fact in enumerate(facts)}
        otherwise = _Otherwise(field, facts)
        for report in earlier:
            for then in _facts(getattr(report.contract, field.attribute)):
                same = places.get((field.about(then), field.shown(then)))
                if same is None:
                    same = otherwise.place(then)
                if same is not None:
                    evidence[same].append(then.evidence)
                else:
                    told = _value(field.shown(then), then.evidence, report.retrieved_at)
                    self._then[field.about(then)].append(told)
        kept = [
            fact.model_copy(update={"evidence": merge_evidence(all_of_it)})
            for fact, all_of_it in zip(facts, evidence, strict=True)
        ]
        for fact in kept:
            self._now[field.about(fact)].append(_value(field.shown(fact), fact.evidence))
        return kept if isinstance(value, list) else next(iter(kept), None)

    def compare_plain(self, contract: Contract, report: Report) -> None:
        """Compare what are no facts."""
        then = report.contract
        pairs = [("id", contract.id, then.id)] if contract.id != then.id else []
        if takes_back(contract.status, then.status):
            pairs.append(("status", contract.status, then.status))
        for name, now, before in pairs:
            self._then[name].append(_value(before, then.evidence, report.retrieved_at))
            self._now[name] = [_value(now, contract.evidence)]

    def conflicts(self) -> Iterator[Conflict]:
        """Yield a conflict for each name under which something is said no more."""
        for name, then in sorted(self._then.items()):
            now = self._now.get(name, [])
            # Of a list of things nothing says which one came in the place of which.
            only = {told.value for told in now}
            chosen = only.pop() if len(only) == 1 else None
            values = then + now if chosen else then
            yield Conflict(field=name, values=values, chosen=chosen, rule=_RULE)


class _Otherwise:
    """Where among the facts of a field the one stands that says the same as an earlier one, in other words."""

    def __init__(self, field: _Field, facts: Sequence[Any]) -> None:
        self._field = field
        self._facts = facts
        self._known: dict[Hashable, int | None] = {}

    @cached_property
    def _files(self) -> Mapping[Hashable, Mapping[Hashable, int]]:
        """The first of each kind of facts that are alike, by what it is filed under."""
        files: dict[Hashable, dict[Hashable, int]] = defaultdict(dict)
        for number, now in enumerate(self._facts):
            for filed in self._field.filed(now):
                files[filed].setdefault(self._field.alike(now), number)
        return files

    def place(self, then: Any) -> int | None:
        """Return the place of the first such fact; None if nobody says so any more."""
        alike = self._field.alike(then)
        if alike not in self._known:
            near = (n for sought in self._field.sought(then) for n in self._files.get(sought, {}).values())
            self._known[alike] = min(
                (n for n in near if self._field.still(self._facts[n], then)), default=None
            )
        return self._known[alike]


def _facts(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _value(value: str, evidence: Sequence[Evidence], retrieved_at: str | None = None) -> ConflictValue:
    return ConflictValue(value=value, evidence=list(evidence), retrieved_at=retrieved_at)
