"""The acts of one file → its contracts: each act is assembled alone, then all are told as one document."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from spacy.tokens import Doc

from extractors.dates.component import document_dates, find_dates
from extractors.deliberation.sessions import find_assembly, find_session
from extractors.deliberation.spans import Span
from extractors.facts import Date, Deliberation, Department, Person
from extractors.found import found_in, source_of
from extractors.people.contract_foot import is_closed_contract
from extractors.people.contract_text import contract_zone
from extractors.people.signing_deliberations import authorised_role, president_of
from extractors.text.source import Source
from pipeline.assembly.document import Assembled, assemble, not_signing
from pipeline.assembly.kinds import find_kind, kind_of_contract
from pipeline.assembly.localisation import department_of_assembly
from pipeline.assembly.parts import Division, Part, aside_message, part_of, place_evidence
from pipeline.record import Contract, DocumentKind, Problem


class _Read(NamedTuple):
    """A part with its finished Doc and what that amounts to."""

    part: Part
    doc: Doc
    found: Assembled


class _Head(NamedTuple):
    """What stands before the first act and holds for every act of the file."""

    session: Date | None
    assembly: str | None
    departments: list[Department]
    president: Person | None


_DECIDED = ("adopted", "signed", "amended", "refused")
# So far into an act it tells its own session; behind that, the head of the file knows better.
_OWN_HEAD = 1200


def assemble_file(source: Source, division: Division, docs: Sequence[Doc]) -> Assembled:
    """Assemble a file of several acts from the Docs of its parts."""
    published, updated = document_dates(source)
    kinds = [
        _kind(part, doc, gazette=division.gazette) for part, doc in zip(division.parts, docs, strict=True)
    ]
    told = [assemble(doc, kind=kind) for doc, kind in zip(docs, kinds, strict=True)]
    told = [
        found if part.act else _as_context(found) for part, found in zip(division.parts, told, strict=True)
    ]
    read = [_Read(*row) for row in zip(division.parts, docs, told, strict=True)]
    head = _head(source, read)
    division, read = _deciding(division, read)
    contracts: list[Contract] = []
    seen: set[int] = set()
    for part, doc, found in read:
        # What the head tells stands where it is: only what was read in the part is moved.
        contracts += [_completed(contract, head, doc) for contract in found.contracts]
        facts = [*found.contracts, *found.amounts, *found.people, *found.dates]
        place_evidence(source, facts, part.start, seen)
    assembled = [found for _, _, found in read]
    contracts = _reported(contracts)
    signing = {person.name for contract in contracts for person in contract.signatories}
    people = {person.name: person for found in reversed(assembled) for person in found.people}
    message = aside_message(source, division)
    aside = [Problem(code="acts_set_aside", message=message)] if division.aside else []
    return Assembled(
        kind=kinds[-1],
        published=published,
        updated=updated,
        contracts=contracts,
        amounts=[amount for found in assembled for amount in found.amounts],
        people=sorted((p for n, p in people.items() if n not in signing), key=lambda p: p.at.start),
        dates=[date for found in assembled for date in found.dates],
        problems=[*(problem for found in assembled for problem in found.problems), *aside],
    )


def _kind(part: Part, doc: Doc, *, gazette: bool) -> DocumentKind:
    """What kind of document a part is: the contracts of a gazette are none of an assembly."""
    if gazette and contract_zone(part.source):
        return find_kind(part.source)
    if gazette and is_closed_contract(part.source, found_in(doc).figures or ()):
        return kind_of_contract(part.source)
    return "deliberation"


def _as_context(found: Assembled) -> Assembled:
    """What is told outside the acts belongs to no contract: money is context, nobody signs."""
    amounts = [*found.amounts, *(amount for contract in found.contracts for amount in contract.amounts)]
    people = [*found.people, *(p for contract in found.contracts for p in contract.signatories)]
    dates = [*found.dates, *(date for contract in found.contracts for date in contract.dates)]
    return found._replace(
        contracts=[],
        amounts=sorted((a.model_copy(update={"role": "context"}) for a in amounts), key=lambda a: a.at.start),
        people=[not_signing(person) for person in people],
        dates=sorted(dates, key=lambda date: date.at.start),
    )


def _deciding(division: Division, read: Sequence[_Read]) -> tuple[Division, list[_Read]]:
    """Set aside the acts that name a contract only in passing, where others decide on one."""
    deciding = [r for r in read if any(c.status in _DECIDED for c in r.found.contracts)]
    if not deciding:
        return division, list(read)
    kept = [r for r in read if not r.part.act or r in deciding]
    dropped = [r.part for r in read if r not in kept]
    spans = [Span(part.start, part.start + len(part.source.text), None, True) for part in dropped]
    aside = sorted([*division.aside, *spans])
    return division._replace(parts=[r.part for r in kept], aside=aside), kept


def _reported(contracts: list[Contract]) -> list[Contract]:
    """The contracts of a known programme; others only where there are none."""
    return [c for c in contracts if c.programme != "other"] or contracts


# "Extrait des délibérations prises en séance publique du 25 juin 2021": at the foot of the file.
_FOOT = 700


def _session_at_foot(source: Source) -> Date | None:
    """The day of the session where only the foot of the file tells it."""
    start = max(0, len(source.text) - _FOOT)
    foot = part_of(source, start, len(source.text), act=False).source
    session = find_session(foot, find_dates(foot, []), 0, len(foot.text))
    if session:
        place_evidence(source, session, start, set())
    return session


def _head(source: Source, read: Sequence[_Read]) -> _Head:
    if not read or read[0].part.act:
        return _Head(_session_at_foot(source), None, [], None)
    doc, assembled = read[0].doc, read[0].found
    found = found_in(doc)
    top = found.source
    end = len(top.text)
    bounds = find_assembly(top, 0, end)
    presides = president_of(top, found.figures or [])
    name = presides.name if presides else None
    return _Head(
        find_session(top, found.dates or [], 0, end) or _session_at_foot(source),
        " ".join(top.text[slice(*bounds)].split()) if bounds else None,
        department_of_assembly(top, found.territories or []),
        next((p for p in assembled.people if name and any(e.start == name.start for e in p.evidence)), None),
    )


def _completed(contract: Contract, head: _Head, doc: Doc) -> Contract:
    """Tell of a contract what the head of the file says of all its acts: session, assembly, département, president."""
    update: dict[str, object] = {}
    if contract.deliberation:
        update["deliberation"] = _with_head(contract.deliberation, head)
    if not contract.departments and head.departments:
        codes = [d.code for d in head.departments]
        update["departments"] = head.departments
        rest = contract.id.removeprefix(contract.programme)
        update["id"] = "-".join([contract.programme, *(code.lower() for code in codes)]) + rest
    if president := _authorised(contract, head, doc):
        update["signatories"] = [*contract.signatories, president]
    return contract.model_copy(update=update)


def _authorised(contract: Contract, head: _Head, doc: Doc) -> Person | None:
    """The president named in the head of the file, whom the act authorises to sign with those whom it names."""
    parties = {person.party for person in contract.signatories}
    source = source_of(doc)
    role = authorised_role(source) if head.president and parties and "departement" not in parties else None
    if role is None or head.president is None:
        return None
    evidence = [replace(e) for e in head.president.evidence]
    update = {
        "role": head.president.role or source.text[slice(*role)],
        "office": "president_departement",
        "party": "departement",
        "capacity": "signs",
        "evidence": evidence,
    }
    return head.president.model_copy(update=update)


def _with_head(deliberation: Deliberation, head: _Head) -> Deliberation:
    session = next((e for e in deliberation.evidence if e.rule == "session"), None)
    update: dict[str, object] = {}
    if head.session and (session is None or session.start > _OWN_HEAD):
        kept = [e for e in deliberation.evidence if e is not session]
        own = replace(head.session.at, rule="session, head of the file")
        update = {"session_date": head.session.value, "evidence": [*kept, own]}
    if head.assembly and (deliberation.assembly is None or len(head.assembly) > len(deliberation.assembly)):
        update["assembly"] = head.assembly
    return deliberation.model_copy(update=update)
