"""What bodies undertake: "Le Département ouvre dix places", "l'ARS financera deux postes et formera les équipes"."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from extractors.engagements.commitments import Commitments
from extractors.engagements.cues import NUMBERED, cues, told
from extractors.engagements.enumerated import enumerated
from extractors.engagements.measures import pieces_at_joints
from extractors.engagements.pieces import Bounds
from extractors.people.contract_text import contract_zone
from extractors.text.anchors import Anchored
from extractors.text.source import Sentence, Source

_FEWEST = 2  # one may be anything
_BODY = (
    r"(?:l'(?:etat|ars|agence regionale de sante|agglomeration|education nationale|hopital)"
    r"|le (?:conseil )?departement(?:al)?|la (?:region|caf|prefecture|collectivite|metropole|ville|pmi|communaute)"
    r"|les (?:parties|signataires|partenaires))"
)
_BODIES = rf"{_BODY}(?:(?:,| et) {_BODY}){{0,2}}(?:, (?:lui|elle|eux)(?:-memes?)?,)?"
_OPENING = r"(?:(?:a ce titre|dans ce cadre|a cet effet|de son cote|en outre|par ailleurs|enfin|ainsi),? )?"
_AND = r"(?: (?:aussi|egalement|notamment|ainsi|[a-z]+ment)|,[^,.;]{3,110},)?"
_MONEY = r"\d[\d .,]*(?:m€|k€|€|euros?\b|millions?\b)"
# "L'ARS financera un lieu et des visites", "l'État prendra à sa charge la formation de …": what is paid for is done.
_PAYS = re.compile(
    rf"{_OPENING}{_BODIES} "
    rf"(?:(?:co)?financer(?:a|ont)|paier(?:a|ont)|prendr(?:a|ont) (?:a (?:sa|leur)|en) charge){_AND} "
)
# "Le Département s'engage à ouvrir un lieu et à former les équipes"
_PLEDGES = re.compile(rf"{_OPENING}(?:{_BODIES}|ils?|elles?) s'engage(?:nt)?{_AND} a ")
_JOINT = re.compile(r"(?:[;,] (?:et )?| et |, tandis qu(?:e |'))")


class _Clauses(NamedTuple):
    """Patterns of clauses: how the first one begins, how one behind a joint does."""

    first: re.Pattern[str]
    next: re.Pattern[str]


@cache
def _verbs() -> Anchored:
    """Compile the verbs of which each sentence that counts holds one, but for those in the articles of a contract."""
    data = told()["undertakings"]
    stems = (*(f"{stem}er" for stem in data["er"]), *data["futures"], "prendr", "paier")
    return Anchored([*(rf"{stem}(?:a|ont)\b" for stem in stems), "s'engage"])


@cache
def _clauses() -> tuple[_Clauses, _Clauses]:
    """Compile what is said to be done: elsewhere than in a contract, and in one."""
    data = told()["undertakings"]
    er, other = "|".join(data["er"]), "|".join(told()["futures"]["not_new"])
    future = rf"(?:(?:{er})er|{'|'.join(data['futures'])})(?:a|ont)\b"
    present = rf"(?:(?:{er})(?:e|ent)\b|(?:{'|'.join(data['presents'])})\b)"
    place = r"(?: en place| a disposition| en service)?"
    new = rf"(?:une? |des |{NUMBERED})(?!(?:[a-z]+e?s? )?(?:{other})\b)"
    known = rf"(?:l[ae]s? |l'|de (?=\d)|a (?=\d))(?!(?:{other})\b)"
    done = rf"{place}{_AND}{place} (?!{_MONEY})(?:{new}|{known})"
    press, contract = rf"{future}{done}", rf"(?:{future}|{present}){done}"
    return (
        _Clauses(re.compile(rf"{_OPENING}{_BODIES} {press}"), re.compile(rf"(?:{_BODIES} )?{press}")),
        _Clauses(
            re.compile(rf"{_OPENING}(?:{_BODIES}|ils?|elles?) {contract}"),
            re.compile(rf"(?:(?:{_BODIES}|ils?|elles?) )?{contract}"),
        ),
    )


def add_undertakings(source: Source, found: Commitments, first_mention: int) -> None:
    """Take what bodies do for the contract, where a text tells two such things or other measures too.

    The articles of a contract tell it in the present; elsewhere only what is still to come counts.

    >>> source, found = (
    ...     Source("L'ARS financera deux postes, le Département recrutera un médecin."),
    ...     Commitments(),
    ... )
    >>> add_undertakings(source, found, -1)
    >>> [action.text for action in found.actions]
    ['deux postes', 'le Département recrutera un médecin']
    """
    press, articles = _clauses()
    contract = contract_zone(source) is not None
    undertaken = [
        bounds
        for sentence in _that_may_tell(source, everywhere=contract)
        if sentence.start > first_mention and found.is_free(source, sentence.start, sentence.end)
        for bounds in _cut(source, sentence, articles if contract else press)
    ]
    if len(undertaken) + len(found.actions) < _FEWEST:
        return
    for start, end in undertaken:
        found.add_action(source, start, end, "undertaking:actions", 0.7)
        found.take(source, start, end)


def _that_may_tell(source: Source, *, everywhere: bool) -> Iterator[Sentence]:
    """Yield the sentences that hold one of the verbs, or all; not those that somebody says."""
    verbs = {source.sentence_index(verb.start()) for verb in _verbs().finditer(source)}
    for index, sentence in enumerate(source.sentences):
        told_here = everywhere or index in verbs
        if told_here and '"' not in source.folded[sentence.start : sentence.end]:
            yield sentence


def _cut(source: Source, sentence: Sentence, clauses: _Clauses) -> Bounds:
    """Cut a sentence into what is done in each of its clauses, where the first one says what a body does."""
    folded, start, end = source.folded, sentence.start, sentence.end
    opening = _opening(folded, start, end, clauses.first)
    if opening is None:
        return []
    bounds: Bounds = []
    for joint in _JOINT.finditer(folded, opening.end(), end):
        if joint.start() >= opening.end() and (behind := _opening(folded, joint.end(), end, clauses.next)):
            bounds.append((start, joint.start()))
            start, opening = joint.end(), behind
    return [piece for clause in [*bounds, (start, end)] for piece in _done(source, *clause)]


def _opening(folded: str, start: int, end: int, clause: re.Pattern[str]) -> re.Match[str] | None:
    return (
        _PLEDGES.match(folded, start, end)
        or _PAYS.match(folded, start, end)
        or clause.match(folded, start, end)
    )


def _done(source: Source, start: int, end: int) -> Bounds:
    """Return what is done in a clause: the deeds that are pledged, the things that are paid for, else all of it."""
    if pledges := _PLEDGES.match(source.folded, start, end):
        pieces = pieces_at_joints(source, pledges.end(), end)
        return [piece for piece in pieces if cues().deeds.match(source.folded, piece[0])]
    if pays := _PAYS.match(source.folded, start, end):
        return enumerated(source, pays.end(), end)
    return [(start, end)]
