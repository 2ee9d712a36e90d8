"""One contract out of the reports of many documents on it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from extractors.facts import Department, Evidence, Status
from pipeline.consolidation.agreement import edtf_contradicts
from pipeline.consolidation.bodies import TRIPARTITE, merge_parties, merge_people
from pipeline.consolidation.funding import merge_amounts
from pipeline.consolidation.measures import merge_measures
from pipeline.consolidation.times import merge_dates, merge_deliberation, merge_period
from pipeline.consolidation.usual import Whole, merge_evidence, usual
from pipeline.contract_names import Family, family_of, name_of, year_of
from pipeline.record import Conflict, ConflictValue, Contract, Document, DocumentKind, Reporting
from pipeline.wording import key

# A refusal comes before what overtakes it: a département that declines in May may adopt and sign in October,
# while a contract that is signed is refused no more. An amendment supposes a signature.
STATUS_ORDER: tuple[Status, ...] = ("announced", "negotiated", "refused", "adopted", "signed", "amended")
_DONE = frozenset(["adopted", "signed", "amended"])


class Report(NamedTuple):
    """A contract as one document reports it, and the kind of that document."""

    kind: DocumentKind
    contract: Contract


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
    reports: dict[str, list[Report]] = defaultdict(list)
    for document in documents:
        for contract in document.contracts:
            reports[name_of(contract)].append(Report(document.kind, contract))
    merged = {name: _merge(name, found) for name, found in reports.items()}
    for undated, dated in _homes(merged):
        merged[dated] = _merge(dated, reports[dated] + reports[undated])
        del merged[undated]
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
    if "refused" in outcomes and outcomes & _DONE:
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
        *_status_conflict(contracts),
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
        conflicts=_join_conflicts(conflicts, [old for c in contracts for old in c.conflicts]),
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


def _status_conflict(contracts: list[Contract]) -> Iterator[Conflict]:
    """Find documents that tell of a refusal and others of the contrary; other statuses follow each other."""
    statuses = {contract.status for contract in contracts}
    if "refused" in statuses and statuses & _DONE:
        told = sorted(statuses & {"refused", *_DONE}, key=STATUS_ORDER.index)
        values = [
            ConflictValue(value=s, evidence=merge_evidence(c.evidence for c in contracts if c.status == s))
            for s in told
        ]
        yield Conflict(field="status", values=values, chosen=told[-1], rule="furthest")


def _join_conflicts(found: list[Conflict], reported: list[Conflict]) -> list[Conflict]:
    """One conflict per field: those found now, with the values of any that the contracts brought along."""
    if not found and not reported:
        return []
    groups: dict[str, list[Conflict]] = defaultdict(list)
    for conflict in [*found, *sorted(reported, key=lambda c: c.model_dump_json())]:
        groups[conflict.field].append(conflict)
    return [_join(groups[field]) for field in sorted(groups)]


def _join(same: list[Conflict]) -> Conflict:
    """One conflict of several about one field; the first says what was chosen."""
    evidence: dict[str, list[list[Evidence]]] = defaultdict(list)
    for conflict in same:
        for told in conflict.values:
            evidence[told.value].append(told.evidence)
    values = [
        ConflictValue(value=value, evidence=merge_evidence(evidence[value])) for value in sorted(evidence)
    ]
    return same[0].model_copy(update={"values": values})
