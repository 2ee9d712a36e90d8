"""When: the dates of a contract, its period and the deliberation that decided it."""

from extractors.facts import Date, Deliberation, Period
from pipeline.consolidation.agreement import Dates, Deliberations, Periods
from pipeline.consolidation.settling import Claim, settle
from pipeline.consolidation.usual import grouped, merge_evidence, place, usual_of
from pipeline.record import Conflict, DocumentKind
from pipeline.wording import key

# A contract has one of these; of deliberations, events and publications it may have many.
_ONE_DATE = ("signature", "effective", "end")


def merge_dates(reports: list[tuple[DocumentKind, list[Date]]]) -> tuple[list[Date], list[Conflict]]:
    """Bring dates together by kind and value; settle those of which a contract has one."""
    merged: list[Date] = []
    conflicts: list[Conflict] = []
    for kind in _ONE_DATE:
        claims = [Claim(d.value, d, source) for source, dates in reports for d in dates if d.kind == kind]
        if claims:
            settled = settle(f"dates.{kind}", claims, Dates())
            merged += [_merge_date(kept.facts, [c.fact for c in kept.vaguer]) for kept in settled.kept]
            conflicts += [settled.conflict] if settled.conflict else []
    others = [date for _, dates in reports for date in dates if date.kind not in _ONE_DATE]
    merged += [_merge_date(same, []) for same in grouped(others, lambda d: (d.kind, d.value)).values()]
    return sorted(merged, key=lambda d: (d.kind, d.value)), conflicts


def _merge_date(stated: list[Date], vaguer: list[Date]) -> Date:
    if len(stated) == 1 and not vaguer and len(stated[0].evidence) == 1:
        return stated[0]
    inferred = None if any(d.inferred is None for d in stated) else usual_of(stated, lambda d: d.inferred)
    return Date(
        kind=stated[0].kind,
        value=stated[0].value,
        text=usual_of(stated, lambda d: d.text) or stated[0].text,
        inferred=inferred,
        evidence=merge_evidence(d.evidence for d in stated + vaguer),
    )


def merge_period(reports: list[tuple[DocumentKind, Period]]) -> tuple[Period | None, list[Conflict]]:
    """Settle the period; in a conflict it is written as EDTF does, "2020/2022", an unknown bound left out."""
    if not reports:
        return None, []
    claims = [Claim(f"{p.start or ''}/{p.end or ''}", p, kind) for kind, p in reports]
    settled = settle("period", claims, Periods())
    agreed = settled.agreed
    merged = Period(
        start=next((c.fact.start for c in agreed if c.fact.start), None),
        end=next((c.fact.end for c in agreed if c.fact.end), None),
        text=usual_of(agreed[0].facts, lambda p: p.text) or agreed[0].fact.text,
        evidence=merge_evidence(c.evidence for c in agreed),
    )
    return merged, [settled.conflict] if settled.conflict else []


def merge_deliberation(
    reports: list[tuple[DocumentKind, Deliberation]],
) -> tuple[Deliberation | None, list[Conflict]]:
    """Settle which deliberation it was; what documents say of that one completes each other."""
    if not reports:
        return None, []
    claims = [Claim(" ".join(filter(None, [d.number, d.session_date])), d, kind) for kind, d in reports]
    settled = settle("deliberation", claims, Deliberations())
    agreed = settled.agreed
    facts = sorted((claim.fact for c in agreed for claim in c.claims), key=place)
    votes = {fact.vote.model_dump_json(): fact.vote for fact in facts if fact.vote}
    vote = usual_of(facts, lambda d: d.vote.model_dump_json() if d.vote else None)
    decisions: dict[str, str] = {}
    for fact in facts:
        for text in fact.decisions:
            decisions.setdefault(key(text), text)
    merged = Deliberation(
        number=next((c.fact.number for c in agreed if c.fact.number), None),
        assembly=usual_of(facts, lambda d: d.assembly),
        session_date=next((c.fact.session_date for c in agreed if c.fact.session_date), None),
        rapporteur=usual_of(facts, lambda d: d.rapporteur),
        vote=votes[vote] if vote else None,
        decisions=list(decisions.values()),
        evidence=merge_evidence(c.evidence for c in agreed),
    )
    return merged, [settled.conflict] if settled.conflict else []
