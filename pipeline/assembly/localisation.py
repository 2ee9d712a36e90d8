"""Which départements a contract is for: those of its parties, not those named in passing."""

import re
from collections.abc import Sequence

from extractors.facts import Department, Person
from extractors.parties.gazetteer import department, territories
from extractors.parties.territories import TerritoryMention
from extractors.people.signing import Signing
from extractors.text.source import Source
from pipeline.assembly.party_territories import PARTY_BODY, STATE_BODY, of_parties, side_by_side
from pipeline.assembly.report import Report
from pipeline.assembly.seats import of_address, of_seat

# Bodies of which each département has one.
_LOCAL_BODY = re.compile(
    r"\b(?:caf|caisse d'allocations familiales|udaf|ddets(?:pp)?|dsden|direction departementale [a-z' -]{3,60}?)"
    r"(?: (?:du|de la|de l'|des|de|d'))? ?$"
)


def find_departments(
    source: Source,
    report: Report,
    territories: Sequence[TerritoryMention],
    signatories: Sequence[Person],
    unnamed: Sequence[Signing],
) -> list[Department]:
    """Find the départements of the parties to a contract.

    The strongest kind of proof that names any decides: the contract's own name, the département as a party or
    as the subject of what was done or where it was; then the préfet's territory; then the title or dateline; then the
    only one named.
    """
    known = [t for t in territories if t.codes and source.is_main(t.start)]
    proof = (
        of_parties(source, report, known, signatories, unnamed)
        or _of_state(source, known, signatories)
        or _of_heading(source, known)
    )
    if proof:
        return _official(_with_enumeration(source, known, proof))
    if not known:
        aside = _named_by_body(source, territories)
        regions = {t.region for t in territories}
        return _official(aside or of_seat(source, regions, report.steps_in) or of_address(source))
    return _official(known[0].codes) if len({t.codes for t in known}) == 1 else []


# "MAYENNE – LE DÉPARTEMENT", "Creuse, le Département": a council's sign
_SIGN = re.compile(r" ?[-–—,|] ?le (?:departement|conseil departemental)\b")


def _named_by_body(source: Source, territories: Sequence[TerritoryMention]) -> list[str]:
    """The département of the council in whose name a running head or a menu stands, in a text that names none."""
    codes = {
        code
        for t in territories
        for code in t.codes
        if _SIGN.match(source.folded, t.end)
        or PARTY_BODY.search(source.folded[max(0, t.start - 70) : t.start])
    }
    return list(codes) if len(codes) == 1 else []


# Two collectivities share the département's old code, which is what statistics go on using.
_STATISTICAL = {"69M": "69", "69D": "69"}


def _official(codes: Sequence[str]) -> list[Department]:
    """Départements by code; a collectivity that joins several stands for those."""
    members = {member for code in codes for member in territories()[code].members or (code,)}
    return [department(code) for code in sorted({_STATISTICAL.get(code, code) for code in members})]


def department_of_assembly(source: Source, territories: Sequence[TerritoryMention]) -> list[Department]:
    """Find the département whose assembly sat, in the head of the minutes: the only one that stands behind its name."""
    codes = {
        code
        for t in territories
        for code in t.codes
        if PARTY_BODY.search(source.folded[max(0, t.start - 70) : t.start])
    }
    return _official(sorted(codes)) if len(codes) == 1 else []


def _of_state(
    source: Source, territories: Sequence[TerritoryMention], signatories: Sequence[Person]
) -> list[str]:
    """The territory of the State's signatory, or of a préfet or Conseil départemental named anywhere, else of a CAF."""
    codes = [
        d.code
        for p in signatories
        if p.party in ("etat", "ars") and "region" not in (p.role or "")
        for d in p.territory
    ]
    if codes:
        return codes
    bodies: list[str] = []
    prefects: list[str] = []
    others: list[str] = []
    for territory in territories:
        before = source.folded[max(0, territory.start - 70) : territory.start]
        if PARTY_BODY.search(before):
            bodies += territory.codes
        elif STATE_BODY.search(before) and not _OF_REGION.search(before):
            prefects += territory.codes
        elif _LOCAL_BODY.search(before):
            others += territory.codes
    heading = _of_heading(source, territories) if len(bodies) == 1 else []
    if heading and not prefects and sum(list(t.codes) == heading for t in territories) > 1:
        return heading  # "MARNE. Venue du département de l'Aube, elle … la Marne"
    found = _narrowed(bodies or prefects or others)
    return found if len(set(found)) <= 2 else []


def _narrowed(codes: list[str]) -> list[str]:
    """Leave out a larger territory of which a part is named: "préfet de Corse, préfet de la Corse-du-Sud"."""
    return [code for code in codes if not set(territories()[code].members) & set(codes)]


# "préfet de la région Nouvelle-Aquitaine, préfet de la Gironde": where the region is administered from.
_OF_REGION = re.compile(r"\bregion [^;:]{3,40}, (?:et )?prefete? (?:du|de la|de l'|des|de|d') ?$")


_DATELINE = re.compile(r" ?(?:[-:/|.,]|$)")


def _of_heading(source: Source, territories: Sequence[TerritoryMention]) -> list[str]:
    """The territory of the title or dateline."""
    for territory in territories:
        index = source.block_index(territory.start)
        if index is None:
            continue
        block = source.blocks[index]
        first = next((i for i, _ in source.main_blocks), 0)
        if territory.start > max(400, source.blocks[first].end):
            break
        opens = territory.start - block.start < 5 and _DATELINE.match(source.folded, territory.end)
        if block.kind == "heading" or opens:
            return list(territory.codes)
    return []


def _with_enumeration(source: Source, territories: Sequence[TerritoryMention], codes: list[str]) -> list[str]:
    """Widen several départements to the enumeration that holds them all, when the text gives one."""
    wanted = set(codes)
    if len(wanted) < 2:
        return codes
    for run in side_by_side(source, territories):
        listed = {code for t in run for code in t.codes}
        if len(run) > 2 and wanted <= listed and len(listed) <= len(wanted) + 2:
            return sorted(listed)
    return codes
