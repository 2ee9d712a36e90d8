"""The people of a text: who they are, what they are, and what they do in it."""

import re
from collections.abc import Sequence
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from extractors.contracts.mentions import Mention
from extractors.contracts.objects import Step
from extractors.facts import Capacity, Evidence, Person
from extractors.found import found_in
from extractors.parties.territories import department
from extractors.people.entities import Entity, is_named
from extractors.people.figures import STANDS_FOR, Figure
from extractors.people.interviewed import interviewed
from extractors.people.name_writing import as_written
from extractors.people.offices import OfficeMention
from extractors.people.parties import acts_for_a_party, party_of
from extractors.people.same_people import is_full, same_people
from extractors.people.signing import Signing, find_signings
from extractors.people.signing_scene import SIGNING_OFFICES
from extractors.people.speech import QUOTED_AFTER, QUOTED_BEFORE
from extractors.text.folding import fold
from extractors.text.gated import Gated
from extractors.text.source import Source, one_line

_PRESENT = Gated(
    r"\b(?:en presence d|etai(?:t|ent) (?:egalement |aussi )?present|assist\w+|entoure|"
    r"accompagn|a(?:ux)? cote|(?<!\ba )(?<!\bla )(?<!\bont )presente?s?\b|participai)"
)
_CREDIT = re.compile(
    r"(?:photos?|credits?(?: photos?)?|©|texte|propos recueillis|par la redaction| par)[ :©-]*$"
)
_RAPPORTEUR = re.compile(r"\brapporteure?s?\b[ :]*")
_RAPPORTEUR_AFTER = re.compile(r"[ ,]*rapporteure?\b")


def find_people(
    source: Source,
    figures: Sequence[Figure],
    entities: Sequence[Entity],
    steps: Sequence[Step],
    mentions: Sequence[Mention],
) -> tuple[list[Person], list[Signing]]:
    """Find the people of a text.

    Returns
    -------
    people : list of Person
        Each once, under the fullest form of the name, with every passage that names them; those who sign
        have the capacity "signs" or "signs_for".
    unnamed : list of Signing
        Those who sign and are told by their role only.
    """
    figures = [
        figure for figure in figures if figure.name is None or _is_believable(source, figure, entities, steps)
    ]
    signings = find_signings(source, figures, steps, mentions)
    signs = {signing.figure.start: signing for signing in signings}
    groups = same_people([figure for figure in figures if figure.name])
    people = [_person(source, group, signs) for group in groups]
    unnamed = [signing for signing in signings if signing.figure.name is None]
    return _resolve_roles(source, people, unnamed)


def _is_believable(source: Source, figure: Figure, entities: Sequence[Entity], steps: Sequence[Step]) -> bool:
    """Whether a name by shape is a person.

    An honorific or a given name is enough. A given name that is also a word needs a role beside it or a signature in
    the sentence or the next one; a mere shape needs a role and the model's word.
    """
    name = figure.name
    assert name is not None
    if name.certain:
        return True
    if name.ground == "common given name":
        sentence = source.sentence_index(name.start) or 0
        acts = bool(figure.roles) or acts_for_a_party(source, name)
        return acts or any(step.act.sentence in (sentence, sentence + 1) for step in steps)
    if not figure.roles:
        return False
    labels = ("PER", "MISC") if _is_set_off(source, figure) else ("PER",)
    return _is_officer(source, figure) or is_named(name, entities, labels)


_LOCAL_OFFICES = ("sous_prefet", "president_epci", "president_region", "maire")


def _is_officer(source: Source, figure: Figure) -> bool:
    """Whether a name by shape has an office of those who sign in apposition, and more: "Ulma ROY, préfète".

    Its surname stands in capitals, or it opens its sentence and the office tells of which territory it is.
    """
    name, office = figure.name, figure.office
    if (
        name is None
        or office is None
        or office.plural
        or office.office not in (*SIGNING_OFFICES, *_LOCAL_OFFICES)
    ):
        return False
    apposed = source.folded[name.end : office.start] == ", "
    if not apposed or not name.given or name.given.isupper():
        return False
    sentence = source.sentence_at(name.start)
    opens = sentence is not None and sentence.start == name.start and office.office in SIGNING_OFFICES
    return name.family.isupper() or (opens and bool(office.codes) and len(name.family.split()) == 1)


def _is_set_off(source: Source, figure: Figure) -> bool:
    """Whether a name stands between commas behind an office of those who sign: "la présidente, Else Blanc, a signé"."""
    name, office = figure.name, figure.office
    if name is None or office is None or office.plural or office.office not in SIGNING_OFFICES:
        return False
    return source.folded[office.end : name.start] == ", " and source.folded.startswith(",", name.end)


def _person(source: Source, group: Sequence[Figure], signs: dict[int, Signing]) -> Person:
    """Make one person of the figures that are the same person."""
    signing = next((signs[f.start] for f in group if f.start in signs), None)
    main = signing.figure if signing else next((f for f in group if f.roles), group[0])
    full = next((f for f in group if is_full(f)), main)
    assert full.name is not None
    given, family = as_written(full.name.given, full.name.family)
    told = main if main.roles else next((f for f in group if f.roles), main)
    told = _fullest(source, told, group)
    evidence = [_evidence(source, f, signs, main) for f in [main, *(f for f in group if f is not main)]]
    office = told.office
    honorific = next((f.name.honorific for f in group if f.name and f.name.honorific), None)
    return Person(
        name=f"{given} {family}".strip(),
        given_name=given or None,
        family_name=family or None,
        honorific=one_line(honorific) if honorific else None,
        role=_role_text(source, told.roles),
        office=office.office if office else "other",
        party=party_of(source, told),
        territory=[
            department(code) for code in dict.fromkeys(code for role in told.roles for code in role.codes)
        ],
        capacity=signing.capacity if signing else _capacity(source, group),
        evidence=evidence,
    )


_IN_OFFICE = " en exercice"  # which tells nothing of the office


def _fullest(source: Source, told: Figure, group: Sequence[Figure]) -> Figure:
    """The figure that gives the role in full: "directeur général" is said again with its body at the foot.

    It names a place, for "de l'ARS" says no more; that of a mayor or of a community of municipalities has no code.
    """
    if len(group) == 1:
        return told
    role = fold(_role_text(source, told.roles) or "").removesuffix(_IN_OFFICE)
    longer = [f for f in group if role and fold(_role_text(source, f.roles) or "").startswith(role + " ")]
    longer = [f for f in longer if any(_names_whose(r) for r in f.roles)]
    return max(longer, key=lambda f: f.end - f.start) if longer and _is_bare(told) else told


def _names_whose(role: OfficeMention) -> bool:
    """Whether a role names its place, or a body that is none of those that every contract has."""
    return bool(role.codes or role.region) or role.office in ("maire", "president_epci") or role.body == "caf"


def _is_bare(figure: Figure) -> bool:
    """Whether a role names neither body nor territory."""
    return not any(role.body or role.codes or role.region for role in figure.roles)


def _evidence(source: Source, figure: Figure, signs: dict[int, Signing], main: Figure) -> Evidence:
    name = figure.name
    assert name is not None
    signing = signs.get(figure.start)
    rule = signing.rule if signing else ("name and role" if figure.roles else "name")
    return source.evidence(name.start, name.end, rule, 1.0 if name.certain else 0.7)


_NAMED = re.compile(r"[A-ZÀ-Ý][\wÀ-ÿ-]+\s[A-ZÀ-Ý]")  # somebody's name, between two roles


def _role_text(source: Source, roles: Sequence[OfficeMention]) -> str | None:
    """The role as written; two roles side by side in one piece."""
    if not roles:
        return None
    first, last = roles[0], roles[-1]
    length = sum(role.end - role.start for role in roles)
    gaps = (source.text[before.end : behind.start] for before, behind in pairwise(roles))
    parted = any(_NAMED.search(gap) for gap in gaps)
    if parted and STANDS_FOR.match(source.folded, last.start):
        roles = roles[:-1]  # "la sous-préfète Anne Roy, représentant le préfet"
    if parted or last.end - first.start > length + 12 * len(roles):
        return ", ".join(one_line(source.text[role.start : role.end]) for role in roles)
    return one_line(source.text[first.start : last.end])


def _capacity(source: Source, group: Sequence[Figure]) -> Capacity:
    """What a person who does not sign does in the text, by the words around the name."""
    for figure in group:
        block = source.blocks[figure.block]
        left, right = max(block.start, figure.start - 80), min(block.end, figure.end + 60)
        before, after = source.folded[left : figure.start], source.folded[figure.end : right]
        if _RAPPORTEUR.search(before[-30:]) or _RAPPORTEUR_AFTER.match(after):
            return "rapporteur"
        if _CREDIT.search(before[-25:]):
            return "other"
        if QUOTED_AFTER.match(after) or QUOTED_BEFORE.search(source, left, figure.start):
            return "quoted"
        if _PRESENT.search(source, left, figure.start) or _PRESENT.search(source, figure.end, right):
            return "present"
    return "other"


_SIGNS = ("signs", "signs_for")
_LONGEST_OPENING, _LONGEST_ARTICLE = 130, 4  # characters: a sentence that only introduces somebody, "L'"
_NOT_OF_OFFICE = re.compile(r"(?:\bl[ae] |\bl'|\bune? )[a-z-]+ $")  # "l'éducatrice Anne Roy"


def _named_before(source: Source, people: Sequence[Person], figure: Figure) -> Person | None:
    """Who is named alone, and for the first time, in the short sentence before the one that begins with a role.

    "« Nous y sommes », souffle Anne Roy. La préfète de la Creuse vient de signer le contrat."
    """
    index = source.sentence_index(figure.start)
    if not index or figure.office is None or figure.office.office not in SIGNING_OFFICES:
        return None
    before, sentence = source.sentences[index - 1], source.sentences[index]
    opens = figure.start - sentence.start < _LONGEST_ARTICLE
    if not opens or before.block != sentence.block or before.end - before.start > _LONGEST_OPENING:
        return None
    there = [p for p in people if any(before.start <= e.start < before.end for e in p.evidence)]
    if len(there) != 1 or there[0].role is not None:
        return None
    name = min(there[0].evidence, key=lambda evidence: evidence.start)
    apposed = source.folded[name.end : name.end + 1] == ","
    told = _NOT_OF_OFFICE.search(source.folded[max(before.start, name.start - 30) : name.start])
    return there[0] if name.start >= before.start and not apposed and not told else None


def _may_be_named(office: OfficeMention) -> bool:
    """Whether an office is one that a person holds alone and by which he or she signs."""
    return office.office in SIGNING_OFFICES and not office.plural


_PRESIDENT = re.compile(r"presidente?")


# "Notre présidente, Anne Roy": of those who write.
_OURS = re.compile(r"\b(?:notre|votre) presidente?,? (?:m\. |mme )?$")


def _is_same_office(source: Source, person: Person, office: OfficeMention) -> bool:
    """Whether somebody holds an office; "la présidente" alone, in a text on a département, is that of its council."""
    if person.office == office.office:
        return True
    short = person.role is not None and _PRESIDENT.fullmatch(fold(person.role))
    if not short or office.office != "president_departement":
        return False
    same = source.folded.startswith("presidente", office.start) == short.group().endswith("e")
    return same and not _OURS.search(source.folded, max(0, person.at.start - 30), person.at.start)


def _resolve_roles(
    source: Source, people: list[Person], unnamed: Sequence[Signing]
) -> tuple[list[Person], list[Signing]]:
    """Give a name to those who sign by role only, where exactly one person of the text holds that office."""
    left: list[Signing] = []
    for signing in unnamed:
        office = signing.figure.office
        if office is None or office.plural or office.office == "other":
            left.append(signing)
            continue
        holders = [
            p for p in people
            if _is_same_office(source, p, office) and p.party == office.party
            and (not office.codes or not p.territory or set(office.codes) & {d.code for d in p.territory})
        ]  # fmt: skip
        holder = holders[0] if len(holders) == 1 else None
        update: dict[str, object] = {}
        if not holders and (
            holder := _named_before(source, people, signing.figure)
            or (
                interviewed(source, people, office.start)
                if len(unnamed) == 1 and _may_be_named(office)
                else None
            )
        ):
            update = {
                "role": _role_text(source, signing.figure.roles),
                "office": office.office,
                "party": office.party,
                "territory": [department(code) for code in office.codes],
            }
        if holder and holder.capacity not in _SIGNS:
            role = source.evidence(office.start, office.end, f"{signing.rule}, by role", 0.8)
            update |= {"capacity": signing.capacity, "evidence": [*holder.evidence, role]}
            people[people.index(holder)] = holder.model_copy(update=update)
        elif not holders and not holder:
            left.append(signing)
    return people, left


@Language.factory("tripartite_people", requires=["doc._.figures"], assigns=["doc._.people", "doc._.unnamed"])
def make_people(nlp: Language, name: str) -> "PeopleFinder":
    """Make the spaCy component that sets `doc._.people` and `doc._.unnamed`."""
    return PeopleFinder()


class PeopleFinder:
    """spaCy component: sets `doc._.people` and `doc._.unnamed` (those who sign by role only)."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the people of `doc`."""
        found = found_in(doc)
        found.people, found.unnamed = find_people(
            found.source, found.figures or [], found.entities or [], found.steps or [], found.mentions or []
        )
        return doc
