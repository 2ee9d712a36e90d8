"""The acts of one file → its contracts: each act is assembled alone, then all are told as one document."""

from collections.abc import Sequence
from typing import NamedTuple

from spacy.tokens import Doc

from extractors.dates import document_dates
from extractors.deliberation_sessions import find_assembly, find_session
from extractors.facts import Date, Deliberation, Department
from extractors.source import Source, source_of
from pipeline.assembly import Assembled, assemble
from pipeline.localisation import department_of_assembly
from pipeline.parts import Division, Part, aside_message, place_evidence
from pipeline.record import Contract, Problem


class _Head(NamedTuple):
    """What stands before the first act and holds for every act of the file."""

    session: Date | None
    assembly: str | None
    departments: list[Department]


# So far into an act it tells its own session; behind that, the head of the file knows better.
_OWN_HEAD = 1200


def assemble_file(source: Source, division: Division, docs: Sequence[Doc]) -> Assembled:
    """Assemble a file of several acts from the Docs of its parts."""
    published, updated = document_dates(source)
    told = [assemble(doc, kind="deliberation") for doc in docs]
    head = _head(division.parts, docs)
    contracts: list[Contract] = []
    seen: set[int] = set()
    for part, found in zip(division.parts, told, strict=True):
        if part.act:
            contracts += [_completed(contract, head) for contract in found.contracts]
        place_evidence([*found.contracts, *found.amounts, *found.people, *found.dates], part.start, seen)
    contracts = _reported(contracts)
    signing = {person.name for contract in contracts for person in contract.signatories}
    people = {person.name: person for found in reversed(told) for person in found.people}
    message = aside_message(source, division)
    aside = [Problem(code="acts_set_aside", message=message)] if division.aside else []
    return Assembled(
        kind="deliberation",
        published=published,
        updated=updated,
        contracts=contracts,
        amounts=[amount for found in told for amount in found.amounts],
        people=sorted((p for n, p in people.items() if n not in signing), key=lambda p: p.at.start),
        dates=[date for found in told for date in found.dates],
        problems=[*(problem for found in told for problem in found.problems), *aside],
    )


def _reported(contracts: list[Contract]) -> list[Contract]:
    """The contracts of a known programme; others only where there are none."""
    return [c for c in contracts if c.programme != "other"] or contracts


def _head(parts: Sequence[Part], docs: Sequence[Doc]) -> _Head:
    if not parts or parts[0].act:
        return _Head(None, None, [])
    source, found = source_of(docs[0]), docs[0]._
    end = len(source.text)
    bounds = find_assembly(source, 0, end)
    assembly = " ".join(source.text[slice(*bounds)].split()) if bounds else None
    return _Head(
        find_session(source, found.dates or [], 0, end),
        assembly,
        department_of_assembly(source, found.territories or []),
    )


def _completed(contract: Contract, head: _Head) -> Contract:
    """Tell of a contract what the head of the file says of all its acts: session, assembly, département."""
    deliberation = contract.deliberation
    update: dict[str, object] = {}
    if deliberation:
        update["deliberation"] = _with_head(deliberation, head)
    if not contract.departments and head.departments:
        codes = [d.code for d in head.departments]
        update["departments"] = head.departments
        rest = contract.id.removeprefix(contract.programme)
        update["id"] = "-".join([contract.programme, *(code.lower() for code in codes)]) + rest
    return contract.model_copy(update=update)


def _with_head(deliberation: Deliberation, head: _Head) -> Deliberation:
    session = next((e for e in deliberation.evidence if e.rule == "session"), None)
    update: dict[str, object] = {}
    if head.session and (session is None or session.start > _OWN_HEAD):
        kept = [e for e in deliberation.evidence if e is not session]
        own = head.session.at.model_copy(update={"rule": "session, head of the file"})
        update = {"session_date": head.session.value, "evidence": [*kept, own]}
    if head.assembly and (deliberation.assembly is None or len(head.assembly) > len(deliberation.assembly)):
        update["assembly"] = head.assembly
    return deliberation.model_copy(update=update)
