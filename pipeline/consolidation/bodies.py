"""Parties and signatories: the same body or person under the names that documents give them."""

from collections import defaultdict

from extractors.facts import Department, Party, Person
from pipeline.consolidation.usual import grouped, merge_evidence, usual_of
from pipeline.wording import key

# The three parties of a tripartite contract come first.
TRIPARTITE = ("etat", "ars", "departement")


def merge_parties(parties: list[Party], departments: list[Department]) -> list[Party]:
    """Bring parties together.

    The State is one; so are ARS and département where the contract is of one département.
    """
    single = {"etat"} if len(departments) > 1 else set(TRIPARTITE)
    groups = grouped(parties, lambda p: (p.kind, "" if p.kind in single else key(p.name)))
    return sorted(map(_merge_party, groups.values()), key=lambda p: (_rank(p.kind), key(p.name), p.name))


def _merge_party(same: list[Party]) -> Party:
    if len(same) == 1 and len(same[0].evidence) == 1:
        return same[0]
    return Party(
        kind=same[0].kind,
        name=usual_of(same, lambda p: p.name) or same[0].name,
        representative=usual_of(same, lambda p: p.representative),
        evidence=merge_evidence(p.evidence for p in same),
    )


def _rank(kind: str | None) -> tuple[int, str]:
    return (TRIPARTITE.index(kind) if kind in TRIPARTITE else len(TRIPARTITE)), kind or ""


def merge_people(people: list[Person]) -> list[Person]:
    """Bring people together by folded name; "M. Blanc" is the only Blanc whose given name is known.

    >>> from extractors.text.source import Source
    >>> def person(text, **names):
    ...     return Person(name=text, evidence=[Source(text, id=text).evidence(0, len(text), "r")], **names)
    >>> full = person("Léa Blanc", given_name="Léa", family_name="Blanc")
    >>> [p.name for p in merge_people([full, person("Lea BLANC"), person("Blanc", family_name="Blanc")])]
    ['Léa Blanc']
    """
    groups = grouped(people, lambda p: key(p.name))
    full: dict[str, set[str]] = defaultdict(set)
    for name, same in groups.items():
        for person in same:
            if person.given_name and person.family_name:
                full[key(person.family_name)].add(name)
    for name in sorted(groups):
        homes = full.get(name, set()) - {name}
        if len(homes) == 1 and not any(person.given_name for person in groups[name]):
            groups[homes.pop()] += groups.pop(name)
    merged = [_merge_person(same) for same in groups.values()]
    return sorted(merged, key=lambda p: (_rank(p.party), key(p.family_name or p.name), p.name))


def _merge_person(same: list[Person]) -> Person:
    if len(same) == 1 and len(same[0].territory) < 2 and len(same[0].evidence) == 1:
        return same[0]
    named = [p for p in same if p.given_name] or same
    territory = {d.code: d for p in same for d in sorted(p.territory, key=lambda d: d.name)}
    return Person(
        name=usual_of(named, lambda p: p.name) or same[0].name,
        given_name=usual_of(named, lambda p: p.given_name),
        family_name=usual_of(named, lambda p: p.family_name),
        honorific=usual_of(same, lambda p: p.honorific),
        role=usual_of(same, lambda p: p.role),
        office=usual_of(same, lambda p: None if p.office == "other" else p.office) or "other",
        party=usual_of(same, lambda p: p.party),
        territory=[territory[code] for code in sorted(territory)],
        capacity=usual_of(same, lambda p: None if p.capacity == "other" else p.capacity) or "other",
        evidence=merge_evidence(p.evidence for p in same),
    )
