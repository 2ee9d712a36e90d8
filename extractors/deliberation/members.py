"""Who belongs to an assembly: those present, absent, standing in for others, voting. They sign nothing by that."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from extractors.deliberation.assemblies import party_of_assembly
from extractors.deliberation.numbers import Line, lines_of
from extractors.deliberation.words import words
from extractors.facts import Capacity, Evidence, Person
from extractors.text.gated import Gated
from extractors.text.source import Source


class Attendance(NamedTuple):
    """The passages that list members, in order."""

    starts: list[int]
    ends: list[int]

    def holds(self, offset: int) -> bool:
        """Whether `offset` lies in one of them."""
        index = bisect_right(self.starts, offset) - 1
        return index >= 0 and offset < self.ends[index]


# "…, que / représente Mme A": a line of a sentence, not "représentés :".
_VERB = "représente"
_LIST_OPENS = re.compile(
    r" ?(?:\([^)\n]{0,40}\) ?)?(?:sous la presidence d[^:\n]{3,60} ?:|:|$|(?=mm?\. |mmes? ))"
)
# A line that goes on with names: it has no verb of its own and is none of the parts of an act.
_PART = re.compile(
    r"\W*(?:vu|considerant|objet|l'an|deliberation|le conseil|la commission|l'assemblee|apres|article|le quorum|"
    r"la seance|ordre du jour|"
    r"monsieur le|madame la|m\. le|mme la|m\. l[ae] president|il est|n ?°|rapport|le rapport|le president|"
    r"la presidente|le maire|"
    r"decide|pour ?:|contre ?:|abstentions? ?:|resultats?|votants|nombre|fait a|pour extrait|certifie|"
    r"titre|contexte|expose|"
    r"le proces|le compte|(?:[ivx]{1,5}|\d{1,2})(?:\.\d{1,2}){0,2} ?[.)/-]? ?deliberation n|\d{1,2}[.)°] |annexe|"
    r"date|convocation)\b"
)
_REGISTER = Gated(
    r"\b(?:ont|a) signe (?:au|le) registre\b|\bsuivent les signatures\b|\bregistre (?:sont|dument) (?:les )?sign"
)
_LONGEST = 6000


def find_attendance(source: Source, start: int = 0, end: int | None = None) -> Attendance:
    r"""Find the lists of members between `start` and `end`.

    >>> attendance = find_attendance(Source("Présents : Mme Anne Roy\nVu le code"))
    >>> attendance.holds(15), attendance.holds(25)
    (True, False)
    """
    end = len(source.text) if end is None else end
    found = Attendance([], [])
    opened: int | None = None
    for line in lines_of(source.text, start, end):
        opening = _opening(source, line.start, line.end)
        part = opened is not None and not opening and _is_part(source, line)
        if opened is not None and (opening or part or line.start - opened > _LONGEST):
            found.ends.append(line.start)
            opened = None
        if opening:
            opened = line.start
            found.starts.append(line.start)
    if opened is not None:
        found.ends.append(min(end, opened + _LONGEST))
    return found


# The words of a line and those behind it that are looked at, the letters they take, and how many of them tell prose.
_PROSE_WORDS, _PROSE_REACH, _PROSE_SMALL = 12, 160, 5
# Small words of a list of names: "M. Luc de Brosse ayant donné pouvoir à Mme Anne Roy, vice-présidente".
_OF_NAMES = re.compile(
    r"d[eu]s?|d['’].*|l[ae]|les|et|à|ayant|donn.*|pouvoirs?|procurations?|par|pour|.*-.*|.*présid.*|.*conseill.*"
)


def _is_part(source: Source, line: Line) -> bool:
    """Whether a line is no more of a list of members: a part of the act begins, or a sentence that names nobody."""
    if _PART.match(source.folded, line.start, line.end):
        return True
    before = source.text[max(0, line.start - 2) : line.start].rstrip("\n")
    ended = before[-1:] in (".", ")", ":", "") or before[-1].isupper()  # by a surname in capitals too
    if not source.text[line.start].isupper() or not ended:
        return False
    # Over the ends of narrow lines.
    head = source.text[line.start : line.start + _PROSE_REACH].split()[:_PROSE_WORDS]
    small = [word for word in head if word[0].islower() and not _OF_NAMES.fullmatch(word)]
    return len(head) == _PROSE_WORDS and len(small) >= _PROSE_SMALL


def _opening(source: Source, start: int, end: int) -> bool:
    folded = source.folded
    while start < end and not folded[start].isalnum():
        start += 1
    head = words().attendance_opening.match(folded, start, end)
    if head and _LIST_OPENS.match(folded, head.end(), end):
        return not source.text.endswith(_VERB, start, head.end())
    return _REGISTER.search(source, start, end) is not None


_RAPPORTEUR_BEFORE = re.compile(r"\brapport(?:eure?s?|euse)\b[ :]*(?:mm?\.? |mmes? |madame |monsieur )?$")
_RAPPORTEUR_AFTER = re.compile(r"[ ,]*(?:[^.;:,\n]{0,60}, )?rapport(?:eure?|euse)\b")


def as_members(source: Source, people: Sequence[Person], attendance: Attendance) -> list[Person]:
    """Tell members and rapporteurs among the people of a deliberation.

    Without a role they act for the assembly. Whoever signs by nothing but being listed among the members is one of
    them and signs nothing.
    """
    return [_told(source, person, attendance) for person in people]


def _told(source: Source, person: Person, attendance: Attendance) -> Person:
    listed = [e for e in person.evidence if attendance.holds(e.start)]
    if person.capacity in ("signs", "signs_for"):
        proofs = [e for e in person.evidence if e.rule not in ("name", "name and role")]
        if not proofs or not all(attendance.holds(e.start) for e in proofs):
            return person
    capacity: Capacity | None = None
    if any(_is_rapporteur(source, e) for e in person.evidence):
        capacity = "rapporteur"
    elif listed:
        capacity = "member"
    if capacity is None:
        return person
    party = person.party
    if party is None and person.role is None:
        party = party_of_assembly(source, person.at.start)
    return person.model_copy(update={"capacity": capacity, "party": party})


def _is_rapporteur(source: Source, evidence: Evidence) -> bool:
    before = source.folded[max(0, evidence.start - 40) : evidence.start].replace("\n", " ")
    line_end = source.text.find("\n", evidence.end, evidence.end + 90)
    reach = line_end if line_end >= 0 else evidence.end + 90
    return bool(
        _RAPPORTEUR_BEFORE.search(before) or _RAPPORTEUR_AFTER.match(source.folded, evidence.end, reach)
    )
