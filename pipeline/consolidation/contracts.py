"""One contract out of the reports of many documents on it."""

from collections import defaultdict
from collections.abc import Iterable

from extractors.facts import Department
from pipeline.consolidation.agreement import edtf_contradicts
from pipeline.consolidation.bodies import TRIPARTITE, merge_parties, merge_people
from pipeline.consolidation.conflicts import join_conflicts
from pipeline.consolidation.earlier import with_earlier
from pipeline.consolidation.funding import merge_amounts
from pipeline.consolidation.measures import merge_measures
from pipeline.consolidation.statuses import DONE, status_conflict
from pipeline.consolidation.superseding import Report, Reports, set_aside
from pipeline.consolidation.times import merge_dates, merge_deliberation, merge_period
from pipeline.consolidation.usual import Whole, merge_evidence, usual
from pipeline.contract_names import Family, family_of, name_of, year_of
from pipeline.record import STATUS_ORDER, Contract, Document, Reporting
from pipeline.wording import key


def consolidate(documents: Iterable[Document | Reporting]) -> list[Contract]:
    """Bring the contracts of many documents together, one contract per id, sorted by id.

    The order of the documents does not matter and a document that comes twice counts once. Documents are
    taken one by one and only their contracts are held: memory grows with the facts, not with the texts.

    A contract whose id has no year ("x") joins the only dated one with the same programme, départements and
    instrument, if there is exactly one and the two do not contradict each other.

    Examples
    --------
    >>> consolidate([])
    []
    """
    told: Reports = defaultdict(list)
    for document in documents:
        had, later = document.source.retrieved_at, document.source.superseded_by
        for contract in document.contracts:
            told[name_of(contract)].append(Report(document.kind, contract, had, later))
    reports, earlier = set_aside(told)
    merged = {name: _merge(name, found) for name, found in reports.items()}
    for undated, dated in _homes(merged):
        merged[dated] = _merge(dated, reports[dated] + reports[undated])
        del merged[undated]
        if undated in earlier:
            earlier[dated] = earlier.get(dated, []) + earlier.pop(undated)
    for name, found in earlier.items():
        merged[name] = with_earlier(merged[name], _in_order(found))
    return [merged[name] for name in sorted(merged)]


def _homes(merged: dict[str, Contract]) -> list[tuple[str, str]]:
    """Each undated contract with the one dated contract that it belongs to."""
    dated: dict[Family, list[str]] = defaultdict(list)
    undated: dict[Family, str] = {}
    for name, contract in merged.items():
        year = year_of(name)
        if not year or not contract.departments:  # of an unknown place there may be any number
            continue
        if year == "x":
            undated[family_of(name)] = name
        else:
            dated[family_of(name)].append(name)
    return [
        (name, dated[family][0])
        for family, name in undated.items()
        if len(dated[family]) == 1 and not _contradict(merged[name], merged[dated[family][0]])
    ]


def _contradict(one: Contract, other: Contract) -> bool:
    """Whether signature dates, signatories or outcomes rule out that two contracts are the same."""
    outcomes = {one.status, other.status}
    if "refused" in outcomes and outcomes & DONE:
        return True
    signed = [[date.value for date in c.dates if date.kind == "signature"] for c in (one, other)]
    if all(signed) and all(edtf_contradicts(a, b) for a in signed[0] for b in signed[1]):
        return True
    for party in TRIPARTITE:
        names = [
            {key(p.family_name or p.name) for p in c.signatories if p.party == party} for c in (one, other)
        ]
        if all(names) and not names[0] & names[1]:
            return True
    return False


def _merge(name: str, found: list[Report]) -> Contract:
    """Make one contract of all reports on it."""
    reports = _in_order(found)
    contracts = [report.contract for report in reports]
    departments = _merge_departments(contracts)
    dates, date_conflicts = merge_dates([(r.kind, r.contract.dates) for r in reports])
    period, period_conflicts = merge_period([(r.kind, p) for r in reports if (p := r.contract.period)])
    deliberation, deliberation_conflicts = merge_deliberation(
        [(r.kind, d) for r in reports if (d := r.contract.deliberation)]
    )
    amounts, amount_conflicts = merge_amounts([(r.kind, r.contract.amounts) for r in reports])
    engagements, actions = merge_measures([(c.engagements, c.actions) for c in contracts])
    conflicts = [
        *date_conflicts, *period_conflicts, *deliberation_conflicts, *amount_conflicts,
        *status_conflict(contracts),
    ]  # fmt: skip
    return Contract(
        id=name,
        programme=usual((c.programme, c.sources) for c in contracts) or contracts[0].programme,
        instrument=usual((c.instrument, c.sources) for c in contracts) or contracts[0].instrument,
        title=usual((c.title, c.sources) for c in contracts),
        status=max((c.status for c in contracts), key=STATUS_ORDER.index),
        departments=departments,
        parties=merge_parties([p for c in contracts for p in c.parties], departments),
        signatories=merge_people([p for c in contracts for p in c.signatories]),
        dates=dates,
        period=period,
        amounts=amounts,
        engagements=engagements,
        actions=actions,
        deliberation=deliberation,
        conflicts=join_conflicts(conflicts, [old for c in contracts for old in c.conflicts]),
        sources=sorted({source for c in contracts for source in c.sources}),
        evidence=merge_evidence(c.evidence for c in contracts),
    )


def _in_order(found: list[Report]) -> list[Report]:
    """Bring reports into an order that does not depend on how they came; the same one twice is one."""
    if len(found) == 1:
        return found
    ordered = sorted(found, key=lambda report: (report.contract.sources, report.kind, Whole(report.contract)))
    return [report for report, before in zip(ordered, [None, *ordered], strict=False) if report != before]


def _merge_departments(contracts: list[Contract]) -> list[Department]:
    names = {d.code: d for d in sorted((d for c in contracts for d in c.departments), key=lambda d: d.name)}
    return [names[code] for code in sorted(names)]
