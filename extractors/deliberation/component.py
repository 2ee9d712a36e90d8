"""The anatomy of deliberations: assembly, number, session, rapporteur, members, decisions, vote."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from extractors.contracts.acts import find_acts
from extractors.dates.component import find_dates
from extractors.deliberation.decisions import find_decisions
from extractors.deliberation.members import as_members, find_attendance
from extractors.deliberation.numbers import Numbered, find_number, written
from extractors.deliberation.sessions import find_assembly, find_session, rapporteur_at, session_in_margins
from extractors.deliberation.spans import Span, find_spans
from extractors.deliberation.told import told_day
from extractors.deliberation.votes import find_vote
from extractors.facts import Date, Deliberation, Evidence, Person
from extractors.found import Later, found_in
from extractors.text.anchors import Phrases
from extractors.text.source import Source, one_line


class Act(NamedTuple):
    """A deliberation with the bounds of its text."""

    span: Span
    deliberation: Deliberation


# An act decides something in a session, or, one of several in a file, tells no more than how it was voted.
_ACT = (
    *("deliber", "decide", "seance", "session", "commission permanente", "proces-verbal"),
    *("d e l i b", "d e c i d", "voix", "abst", "unanim"),
)
_GATE = Phrases(*_ACT)
# The head of minutes is read without the acts under it.
_SITTING = Phrases(*_ACT, "session du", "session de", "reunion du")
_NAME_REACH = 60
_HEAD = 1200  # characters in which an act tells its own session, before that of the whole file counts


def find_deliberations(source: Source, dates: Sequence[Date], people: Sequence[Person] = ()) -> list[Act]:
    r"""Find the deliberations of a text, in order; what its head tells holds for all acts of a file.

    >>> text = "Délibération n° 21-12\nSéance du 4 mai 2021\nDÉCIDE :\nd'approuver le contrat.\nPour : 24 - Contre : 1"
    >>> (act,) = find_deliberations(source := Source(text), find_dates(source, []))
    >>> act.deliberation.number, act.deliberation.session_date, act.deliberation.vote.for_
    ('21-12', '2021-05-04', 24)
    """
    if not _GATE.stand_in(source):
        return []
    spans = find_spans(source)
    if len(spans) < 2:
        spans = [_whole(source, spans)]
    acts = [(span, _deliberation(source, dates, people, span, spans[0].start)) for span in spans]
    return [Act(span, deliberation) for span, deliberation in acts if deliberation]


def _whole(source: Source, spans: Sequence[Span]) -> Span:
    """The one act of a text is all of it: the head stands before the number as often as behind it."""
    end = spans[0].end if spans else len(source.text)
    return Span(0, end, spans[0].number if spans else None, True)


def _deliberation(
    source: Source, dates: Sequence[Date], people: Sequence[Person], span: Span, first: int
) -> Deliberation | None:
    """Read one act; its session and assembly may stand in the head of the file, before the `first` act."""
    start, end = span.start, span.end
    evidence: list[Evidence] = []
    vote = find_vote(source.folded, start, end)
    decisions = find_decisions(source, start, end)
    session = (
        find_session(source, dates, start, min(end, start + _HEAD))
        or find_session(source, dates, 0, first)
        or find_session(source, dates, start, end)
        or find_session(source, dates, 0, len(source.text))  # a running foot stands in the last act only
        or session_in_margins(source)
        or told_day(source, dates, start, end)
    )
    decided = bool(vote or decisions)
    if not (decided or session):
        return None
    number = _number(source, span, decided=decided)
    if not (decided or number or span.number):
        return None
    assembly = find_assembly(source, start, end) or find_assembly(source, 0, first)
    if number:
        evidence.append(source.evidence(number.start, number.end, f"number: {number.opening}"))
    if assembly:
        evidence.append(source.evidence(*assembly, "assembly"))
    if session:
        evidence.append(replace(session.at, rule="session"))
    rapporteur = _rapporteur(source, people, start, end)
    if rapporteur:
        evidence.append(replace(rapporteur.at, rule="rapporteur"))
    if vote:
        evidence.append(source.evidence(vote.start, vote.end, "vote"))
    evidence += [source.evidence(p.start, p.end, "decision") for p in decisions]
    return Deliberation(
        number=written(source.text, number) if number else None,
        assembly=one_line(source.text[slice(*assembly)]) if assembly else None,
        session_date=session.value if session else None,
        rapporteur=rapporteur.name if rapporteur else None,
        vote=vote.told if vote else None,
        decisions=[one_line(source.text[p.start : p.end]) for p in decisions],
        evidence=evidence,
    )


def _number(source: Source, span: Span, *, decided: bool) -> Numbered | None:
    found = find_number(source.folded, source.text, span.start, span.end, decided=decided)
    if span.number is None or not decided or (found and found.opening != "dossier"):
        return found
    # Behind the debate on a report the act may stand far below.
    return Numbered(*span.number, "bare") if found is None or found.end < span.number[0] else found


def _rapporteur(source: Source, people: Sequence[Person], start: int, end: int) -> Person | None:
    """The person named right behind "Rapporteur :", else the one told to report within the act."""
    place = rapporteur_at(source, start, end)
    named = [(e.start, person) for person in people for e in person.evidence if start <= e.start < end]
    if place is not None:
        behind = sorted((at, i) for i, (at, _) in enumerate(named) if place <= at < place + _NAME_REACH)
        if behind:
            return named[behind[0][1]][1]
    return next(
        (person for _, person in sorted(named, key=lambda n: n[0]) if person.capacity == "rapporteur"), None
    )


@Language.factory("tripartite_deliberation", assigns=["doc._.deliberations"])
def make_deliberation(nlp: Language, name: str) -> "DeliberationFinder":
    """Make the spaCy component that sets `doc._.deliberations`."""
    return DeliberationFinder()


class DeliberationFinder:
    """spaCy component: sets `doc._.deliberations` and tells the members of the assembly in `doc._.people`."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the deliberations in `doc`."""
        found = found_in(doc)
        source, dates, people = found.source, found.dates, found.people
        if people and _SITTING.stand_in(source):
            found.people = people = as_members(source, people, find_attendance(source))
        dates = find_dates(source, find_acts(source)) if dates is None else dates
        found.deliberations = Later(partial(find_deliberations, source, dates, people or []))
        return doc
