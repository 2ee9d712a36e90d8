"""Measures picked out of those that a contract counts: "neuf actions, parmi lesquelles un bus et l'achat d'un lieu"."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from extractors.contracts.mentions import Mention
from extractors.engagements.brought_about import is_abstract
from extractors.engagements.commitments import Commitments
from extractors.engagements.cues import NUMBERED, cues
from extractors.engagements.enumerated import enumerated
from extractors.engagements.pieces import Bounds
from extractors.engagements.series import NEAR, is_aside, is_said
from extractors.text.anchors import Phrases
from extractors.text.source import Sentence, Source

_FEWEST = 2  # "douze actions, dont une nouvelle" tells none
_PICKS = Phrases(
    *(" dont ", " comme ", " commencer par "),
    *(f" {such} {that}" for such in ("tels", "telles") for that in ("que ", "qu'")),
    *(f" parmi {them} " for them in ("lesquels", "lesquelles", "eux", "elles")),
)
_MEASURES = r"(?:actions?|mesures?|projets?|initiatives|nouveautes|fiches|operations|chantiers)"
_SUCH_AS = r"(?:comme|telle?s (?:que |qu'))"
# "douze actions sont prévues, dont |", "vingt actions, telles que |"
_OF_THEM = re.compile(
    rf"[^.;:!?\n]{{0,160}}?\b{_MEASURES}\b[^.;:!?\n,]{{0,60}},"
    rf" (?:dont|{_SUCH_AS}|a commencer par|parmi (?:lesquel(?:le)?s|eux|elles))(?: notamment| par exemple)? ?"
    r"(?P<things>[^.;:!?\n]+)"
)
# "Le texte prévoit des actions comme |": so many are told of in passing that a word of planning must stand before.
_EXAMPLES = re.compile(
    rf"(?P<plan>[^.;:!?\n]{{3,160}}?) (?:des|plusieurs|{NUMBERED})(?: ?[a-z]+)? ?{_MEASURES}(?: [a-z]+s)? {_SUCH_AS} ?"
    r"(?P<things>[^.;:!?\n]+)"
)


def add_picked(source: Source, found: Commitments, mentions: Sequence[Mention]) -> None:
    """Take the measures that a sentence picks out of many, also where "ou" joins the last of them.

    >>> from extractors.contracts.mentions import find_mentions
    >>> source = Source("Le CDPPE compte vingt actions, comme l'achat d'un bus ou un lieu neutre.")
    >>> found = Commitments()
    >>> add_picked(source, found, find_mentions(source))
    >>> [action.text for action in found.actions]
    ["l'achat d'un bus", 'un lieu neutre']
    """
    named = [mention.sentence for mention in mentions]
    for index in _that_pick(source):
        sentence = source.sentences[index]
        last = bisect_right(named, index) - 1
        if last < 0 or index - named[last] > NEAR or index in found.taken:
            continue
        if is_said(source, sentence) or is_aside(source, sentence):
            continue
        if things := _picked(source, sentence):
            for start, end in things:
                found.add_action(source, start, end, "picked:actions", 0.7)
            found.take(source, sentence.start, sentence.end)


def _that_pick(source: Source) -> list[int]:
    """Return the sentences that hold a word that picks, in order."""
    return sorted(
        {index for start in _PICKS.starts(source) if (index := source.sentence_index(start)) is not None}
    )


def _picked(source: Source, sentence: Sentence) -> Bounds:
    """Read the measures behind the word that picks them, where each of several names one."""
    told = _OF_THEM.match(source.folded, sentence.start, sentence.end)
    if told is None:
        told = _EXAMPLES.match(source.folded, sentence.start, sentence.end)
        if told is None or not cues().plans.search(source, *told.span("plan")):
            return []
    things = enumerated(source, *told.span("things"), examples=True)
    things = [bounds for bounds in things if not cues().not_measure.match(source.folded, bounds[0])]
    named = len(things) >= _FEWEST and not any(is_abstract(source, start) for start, _ in things)
    return things if named else []
