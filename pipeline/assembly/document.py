"""The facts of one document → the contracts that it reports. What belongs to none stays visible as context."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from spacy.tokens import Doc

from extractors.amounts.amended import cancelled
from extractors.dates.component import document_dates
from extractors.deliberation.component import Act
from extractors.deliberation.spans import Span
from extractors.deliberation.told import told_deliberation
from extractors.facts import (
    Action,
    Amount,
    Date,
    Deliberation,
    Engagement,
    Evidence,
    Party,
    PartyKind,
    Period,
    Person,
    Problem,
    Status,
)
from extractors.found import Found, asked, found_in
from extractors.people.signing import Signing
from extractors.people.signing_lists import LISTED
from extractors.text.source import Source
from pipeline.assembly.kinds import find_kind
from pipeline.assembly.localisation import find_departments
from pipeline.assembly.others import tells_of_many
from pipeline.assembly.ownership import owner
from pipeline.assembly.public_bodies import sign_for_public
from pipeline.assembly.report import Report
from pipeline.assembly.reports import find_reports, is_authorised
from pipeline.assembly.signers import SIGNERS, signatories_of
from pipeline.assembly.timing import dates_of, period_of
from pipeline.record import Contract, DocumentKind

_YEAR = re.compile(r"\d{4}")
_NAMES: dict[PartyKind, str] = {
    "etat": "État",
    "ars": "Agence régionale de santé",
    "departement": "Département",
    "region": "Région",
    "metropole": "Métropole",
    "commune": "Commune",
    "epci": "Intercommunalité",
    "caf": "Caisse d'allocations familiales",
    "association": "Association",
}


class Assembled(NamedTuple):
    """What the facts of one document amount to."""

    kind: DocumentKind
    published: Date | None
    updated: Date | None
    contracts: list[Contract]
    amounts: list[Amount]
    people: list[Person]
    dates: list[Date]
    problems: list[Problem]


def assemble(doc: Doc, kind: DocumentKind | None = None) -> Assembled:
    """Assemble the contracts that `doc` reports from the facts that the components found in it.

    `kind` is that of the file where `doc` is a part of one; else the text tells it.
    """
    found = found_in(doc)
    source = found.source
    published, updated = document_dates(source)
    kind = kind or find_kind(source)
    public = sign_for_public(found.people or (), found.unnamed or ())
    reports = find_reports(
        source,
        kind,
        found.mentions or (),
        found.steps or (),
        found.figures or (),
        public=public,
        listed=any(e.rule in LISTED for person in found.people or () for e in person.evidence),
    )
    acts: list[Act] = (asked(found.deliberations) or []) if kind == "deliberation" else []
    for report in reports:
        act = _deliberation(report, acts)
        if act and act.vote and (report.status == "adopted" or _is_proposed(report)):
            # "d'approuver" and "il vous est proposé d'approuver" are what was put to the vote
            report.status = _VOTED.get(act.vote.outcome or "", report.status)
        elif act and act.vote and act.vote.outcome == "rejected" and report.status == "announced":
            report.status = "refused"  # "Objet : contrat …", and below it no more than the vote
        elif act and act.vote and act.vote.outcome != "rejected" and is_authorised(source, report):
            report.status = "adopted"
    contracts = [
        contract
        for report in reports
        if not _is_of_none(contract := _contract(found, source, report, reports, acts), report, source)
    ]
    in_contract = {id(a) for c in contracts for a in c.amounts}
    signatories = {id(p) for c in contracts for p in c.signatories}
    dated = {id(d) for c in contracts for d in c.dates}
    amounts = [a for a in found.amounts or () if id(a) not in in_contract]
    for amount in amounts:
        amount.role = "context"
    return Assembled(
        kind=kind,
        published=published,
        updated=updated,
        contracts=contracts,
        amounts=amounts,
        people=[not_signing(p) for p in found.people or () if id(p) not in signatories],
        dates=[d for d in found.dates or () if id(d) not in dated and d.kind != "publication"],
        problems=list(found.problems or ()),
    )


_VOTED: dict[str, Status] = {"rejected": "refused", "adopted": "adopted", "unanimous": "adopted"}


def _is_proposed(report: Report) -> bool:
    """Whether nothing is told of a contract but that it is to be approved."""
    to_come = any(step.act.kind == "adopted" and step.act.modality == "future" for step in report.steps)
    return to_come and report.status in ("announced", "negotiated")


def _is_of_none(contract: Contract, report: Report, source: Source) -> bool:
    """Whether a contract is one in general: nobody signs it nowhere, in a text that speaks of many.

    "Trente départements seront retenus. Le contrat est conclu pour trois ans entre le préfet et le Département."
    """
    told = contract.departments or contract.signatories or report.is_text or contract.deliberation
    return contract.status in ("signed", "amended") and not told and tells_of_many(source)


def not_signing(person: Person) -> Person:
    """A person who signs no reported contract."""
    return person.model_copy(update={"capacity": "other"}) if person.capacity in SIGNERS else person


def _contract(
    found: Found, source: Source, report: Report, reports: Sequence[Report], acts: Sequence[Act]
) -> Contract:
    signatories = signatories_of(found, source, report, reports)
    unnamed, all_dates = found.unnamed or (), found.dates or ()
    departments = find_departments(source, report, found.territories or (), signatories, unnamed)
    period = period_of(source, report, reports, found.periods or (), all_dates)
    dates = dates_of(source, report, reports, all_dates)
    parties = _parties(found, source, report, signatories, unnamed)
    first_year = _first_year(period, dates)
    engagements, actions = _commitments(source, report, reports, found)
    refused = report.status == "refused"
    decision = "refused" if refused else "adopted"
    decided = [s.act.start for s in report.steps if s.act.kind == decision and s.act.modality == "done"]
    return Contract(
        id=_identifier(report, [d.code for d in departments], first_year),
        programme=report.programme,
        instrument=report.instrument,
        title=_title(source, report),
        status=report.status,
        departments=departments,
        parties=parties,
        signatories=signatories,
        dates=dates,
        period=period,
        amounts=_amounts(source, report, reports, found, parties, _other_acts(report, acts)),
        engagements=engagements,
        actions=actions,
        deliberation=_deliberation(report, acts)
        if acts
        else told_deliberation(source, decided, dates, refused=refused),
        sources=[source.id],
        evidence=_evidence(source, report),
    )


def _first_year(period: Period | None, dates: Sequence[Date]) -> str:
    value = (
        period.start
        if period and period.start
        else next((d.value for d in dates if d.kind in ("signature", "adoption")), "")
    )
    year = _YEAR.match(value)
    return year.group() if year else "x"


def _identifier(report: Report, codes: Sequence[str], year: str) -> str:
    parts = [report.programme, *[code.lower() for code in codes], year]
    if report.instrument == "amendment":
        parts += ["avenant", *([str(report.number)] if report.number else [])]
    elif report.instrument != "contract":
        parts.append(report.instrument)
    return "-".join(parts)


def _deliberation(report: Report, acts: Sequence[Act]) -> Deliberation | None:
    """The act that decides on this contract: where it is adopted or refused, else where it is named first."""
    places = [
        s.act.start for s in report.steps if s.act.kind in ("adopted", "refused") and s.act.modality == "done"
    ]
    places += [mention.start for mention in report.mentions]
    for place in places:
        for act in acts:
            if act.span.start <= place < act.span.end:
                return act.deliberation
    return None


def _other_acts(report: Report, acts: Sequence[Act]) -> list[Span]:
    """The acts of a text that say nothing of this contract; none where no act does."""
    places = [step.act.start for step in report.steps] + [mention.start for mention in report.mentions]
    others = [a.span for a in acts if not any(a.span.start <= place < a.span.end for place in places)]
    return others if len(others) < len(acts) else []


def _title(source: Source, report: Report) -> str | None:
    """The contract's name as written: the longest mention."""
    named = [m for m in report.mentions if m.programme]
    if not named:
        return None
    best = max(named, key=lambda m: m.end - m.start)
    return " ".join(source.text[best.start : best.end].split())


def _evidence(source: Source, report: Report) -> list[Evidence]:
    steps = [
        source.evidence(s.act.start, s.act.end, f"{s.act.kind}, {s.act.modality}, {s.act.form}")
        for s in report.steps
    ]
    return [source.evidence(m.start, m.end, "contract named") for m in report.mentions[:1]] + steps


def _parties(
    found: Found,
    source: Source,
    report: Report,
    signatories: Sequence[Person],
    unnamed: Sequence[Signing],
) -> list[Party]:
    """The bodies that are party: those in whose name somebody signs, and those named where it is told."""
    parties: dict[PartyKind, Party] = {}
    sentences = {s.act.sentence for s in report.steps} | {m.sentence for m in report.mentions if not m.plural}
    for group in asked(found.bodies) or ():
        if source.sentence_index(group.bare_start) not in sentences:
            continue
        for kind in group.kinds:
            if kind not in parties and (kind in ("etat", "ars", "departement") or len(group.kinds) > 1):
                evidence = [source.evidence(group.bare_start, group.end, "named with the contract", 0.8)]
                parties[kind] = Party(kind=kind, name=_NAMES.get(kind, "Autre"), evidence=evidence)
    for person in signatories:
        kind = person.party or "other"
        if kind != "other":
            parties[kind] = Party(kind=kind, name=_NAMES[kind], evidence=person.evidence[:1])
    represented = {person.party for person in signatories}
    for signing in unnamed:
        office = signing.figure.office
        if office and office.party in ("etat", "ars", "departement") and office.party not in represented:
            represented.add(office.party)
            role = source.text[office.start : office.end]
            evidence = [source.evidence(office.start, office.end, signing.rule, 0.9)]
            parties[office.party] = Party(
                kind=office.party, name=_NAMES[office.party], representative=role, evidence=evidence
            )
    return [parties[kind] for kind in _NAMES if kind in parties]


def _amounts(
    source: Source,
    report: Report,
    reports: Sequence[Report],
    found: Found,
    parties: Sequence[Party],
    elsewhere: Sequence[Span],
) -> list[Amount]:
    """The money of this contract; a payer that is not said is the only other party, where there are two.

    What an amendment cancels is no money of it any more, and what stands `elsewhere`, in other acts of the
    same minutes, is none of it.
    """
    amounts = found.amounts or []
    if report.instrument == "amendment":
        old = cancelled(source, amounts, found.tables or [])
        amounts = [amount for index, amount in enumerate(amounts) if index not in old]
    own = [
        a
        for a in amounts
        if a.role == "funding"
        and owner(source, a.at.start, reports) is report
        and not any(span.start <= a.at.start < span.end for span in elsewhere)
    ]
    kinds = [p.kind for p in parties]
    for amount in own:
        if (
            not amount.payers
            and amount.payees == ["departement"]
            and sorted(kinds) == ["departement", "etat"]
        ):
            amount.payers = ["etat"]
            amount.evidence[0].rule += ", payer: the only other party"
    return own


def _commitments(
    source: Source, report: Report, reports: Sequence[Report], found: Found
) -> tuple[list[Engagement], list[Action]]:
    """The engagements and actions of this contract, their references to each other renumbered."""
    commitments = asked(found.commitments)
    if commitments is None:
        return [], []
    all_engagements, all_actions = commitments.engagements, commitments.actions
    mine = [i for i, e in enumerate(all_engagements) if owner(source, e.at.start, reports) is report]
    place = {old: new for new, old in enumerate(mine)}
    engagements = [all_engagements[i].model_copy(update={"actions": []}) for i in mine]
    actions: list[Action] = []
    for action in all_actions:
        if action.engagement is None:
            if owner(source, action.at.start, reports) is report:
                actions.append(action)
        elif action.engagement in place:
            index = place[action.engagement]
            engagements[index].actions.append(len(actions))
            actions.append(action.model_copy(update={"engagement": index}))
    return engagements, actions
