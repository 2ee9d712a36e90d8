"""Measures that somebody says a contract is: "Ce contrat, c'est d'abord la création d'un lieu. C'est aussi un bus."."""

import re
from collections.abc import Sequence

from extractors.contracts.mentions import Mention
from extractors.engagements.brought_about import is_abstract
from extractors.engagements.clauses import no_news
from extractors.engagements.commitments import DEED, Commitments
from extractors.engagements.cues import NUMBERED, cues
from extractors.engagements.entry_shapes import MADE
from extractors.engagements.enumerated import enumerated
from extractors.engagements.pieces import Bounds
from extractors.text.anchors import Phrases
from extractors.text.source import Sentence, Source

_NAMES = (
    "contrat",
    "convention",
    "accord",
    "cdppe",
    "texte",
    "partenariat",
    "pacte",
    "document",
    "protocole",
)
_IS = Phrases(
    *(f"{name}{comma} {be} " for name in _NAMES for comma in (",", "") for be in ("c'est", "ce sont"))
)
_MOREOVER = r"(?:(?:d'abord|avant tout|surtout|aussi|egalement|encore|enfin|ainsi|donc|[a-z]+ment),? ){0,2}"
# "« Ce contrat, c'est d'abord |", "Pour la préfète, « ce contrat, c'est |"
_OPENS = re.compile(
    rf"(?:[^.;:!?\"]{{0,60}}[:\"] ?|(?:pour|selon|d'apres) [^,.;:]{{2,60}}, |(?:[a-z]+ )?[a-z]+ment, )?(?:\" ?)?"
    rf"(?:l[ae] |l'|ce |cet |cette |notre )(?:{'|'.join(_NAMES)})(?: [^.,;:]{{2,40}})?,? (?:c'est|ce sont) {_MOREOVER}"
)
_GOES_ON = re.compile(rf"(?:\" ?)?(?:mais |et |puis |enfin,? )?(?:c'est|ce sont) {_MOREOVER}")
_MADE_OR_COUNTED = re.compile(rf"{MADE.pattern}|{NUMBERED}")
_MEASURE = re.compile(rf"{DEED.pattern}|{NUMBERED}")
_MOST = 6  # sentences


def add_presented(source: Source, found: Commitments, mentions: Sequence[Mention]) -> None:
    """Take what a contract is said to be, where each of it is a measure, and what the sentences behind add to it.

    >>> source = Source(
    ...     "« Ce contrat, c'est la création d'un lieu », dit-elle. « C'est aussi l'achat d'un bus. »"
    ... )
    >>> found = Commitments()
    >>> add_presented(source, found, [])
    >>> [action.text for action in found.actions]
    ["la création d'un lieu", "l'achat d'un bus"]
    """
    since = min((mention.start for mention in mentions), default=0)
    for start in _IS.starts(source):
        first = source.sentence_index(start)
        if first is None or source.sentences[first].end < since:
            continue
        block = source.sentences[first].block
        for index in range(first, min(first + _MOST, len(source.sentences))):
            sentence = source.sentences[index]
            pattern = _OPENS if index == first else _GOES_ON
            told = pattern.match(source.folded, sentence.start, sentence.end)
            things = _measures(source, told.end(), sentence) if told else []
            if sentence.block != block or not things or index in found.taken:
                break
            for low, high in things:
                found.add_action(source, low, high, "said:actions", 0.7)
            found.take(source, sentence.start, sentence.end)


def _measures(source: Source, start: int, sentence: Sentence) -> Bounds:
    """Read measures up to where somebody's words end; none where one is only said of the contract."""
    closing = source.folded.find('"', start, sentence.end)
    things = enumerated(source, start, closing if closing >= 0 else sentence.end)
    made = any(_MADE_OR_COUNTED.match(source.folded, low) for low, _ in things)
    fits = all(
        _MEASURE.match(source.folded, low)
        and not is_abstract(source, low)
        and not no_news().match(source.folded, low)
        and not cues().not_measure.match(source.folded, low)
        for low, _ in things
    )
    return things if made and fits else []
