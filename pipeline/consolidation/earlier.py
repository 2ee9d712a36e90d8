"""What was said of a contract before it was put right: it stays visible beside what is said now."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from extractors.facts import Evidence
from pipeline.consolidation.agreement import Amounts, Dates, Deliberations, Periods
from pipeline.consolidation.bodies import TRIPARTITE
from pipeline.consolidation.conflicts import join_conflicts
from pipeline.consolidation.funding import about, shown
from pipeline.consolidation.statuses import takes_back
from pipeline.consolidation.superseding import Report
from pipeline.consolidation.usual import merge_evidence
from pipeline.record import Conflict, ConflictValue, Contract
from pipeline.wording import key

_RULE = "later_capture"


class _Field(NamedTuple):
    """How a field of contracts compares: the name of its conflicts, a fact as it stands there, who says it still."""

    attribute: str
    about: Callable[[Any], str]
    shown: Callable[[Any], str]
    still: Callable[[Any, Any], bool]


_FIELDS = (
    _Field(
        "dates",
        lambda date: f"dates.{date.kind}",
        lambda date: date.value,
        lambda now, then: now.kind == then.kind and (now.value == then.value or Dates.refines(now, then)),
    ),
    _Field(
        "period",
        lambda _: "period",
        lambda period: f"{period.start or ''}/{period.end or ''}",
        lambda now, then: (now.start, now.end) == (then.start, then.end) or Periods.refines(now, then),
    ),
    _Field(
        "deliberation",
        lambda _: "deliberation",
        lambda found: " ".join(filter(None, [found.number, found.session_date])),
        lambda now, then: (
            not Deliberations.contradicts(now, then)
            and Deliberations.precision(now) >= Deliberations.precision(then)
        ),
    ),
    _Field(
        "amounts",
        about,
        shown,
        lambda now, then: (
            (shown(now) == shown(then) and about(now) == about(then)) or Amounts.refines(now, then)
        ),
    ),
    _Field(
        "signatories",
        lambda _: "signatories",
        lambda person: person.name,
        lambda now, then: (
            key(now.name) == key(then.name)
            or (not then.given_name and key(now.family_name or "") == key(then.name))
        ),
    ),
    _Field(
        "parties",
        lambda _: "parties",
        lambda party: party.name,
        lambda now, then: (
            now.kind == then.kind and (now.kind in TRIPARTITE or key(now.name) == key(then.name))
        ),
    ),
    *(
        _Field(
            name, about_it, lambda measure: measure.text, lambda now, then: key(now.text) == key(then.text)
        )
        for name, about_it in (("engagements", lambda _: "engagements"), ("actions", lambda _: "actions"))
    ),
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
        # Most is as it was: only what is not is compared with each.
        places = {(field.about(fact), field.shown(fact)): number for number, fact in enumerate(facts)}
        for report in earlier:
            for then in _facts(getattr(report.contract, field.attribute)):
                same = places.get((field.about(then), field.shown(then)))
                if same is None:
                    same = next((n for n, now in enumerate(facts) if field.still(now, then)), None)
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


def _facts(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _value(value: str, evidence: Sequence[Evidence], retrieved_at: str | None = None) -> ConflictValue:
    return ConflictValue(value=value, evidence=list(evidence), retrieved_at=retrieved_at)
