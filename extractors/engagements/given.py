"""What people or places will have: "les habitants bénéficieront d'un relais, de deux médecins et d'un bus"."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from extractors.contracts.mentions import Mention
from extractors.engagements.brought_about import is_abstract
from extractors.engagements.clauses import LARGE_SUM, no_news
from extractors.engagements.commitments import Commitments
from extractors.engagements.cues import NUMBERED, cues, told
from extractors.engagements.enumerated import enumerated, tells
from extractors.engagements.pieces import Bounds, split
from extractors.engagements.series import NEAR
from extractors.engagements.spoken_of import is_outside, is_wished
from extractors.engagements.times import AT_SOME_TIME
from extractors.text.anchors import Phrases
from extractors.text.source import Sentence, Source

_FEWEST = 2  # one alone is told by what will be: "les familles disposeront d'un lieu"


def add_given(source: Source, found: Commitments, mentions: Sequence[Mention]) -> None:
    """Take several new things that a sentence says people or a place will have, where no other rule has read it.

    >>> from extractors.contracts.mentions import find_mentions
    >>> source = Source("Le CDPPE est signé. Les familles disposeront d'un relais à Die et de deux médecins.")
    >>> found = Commitments()
    >>> add_given(source, found, find_mentions(source))
    >>> [action.text for action in found.actions]
    ['un relais à Die', 'deux médecins']
    """
    for index in _that_may_tell(source, found, mentions):
        sentence = source.sentences[index]
        have = _pattern().search(source.folded, sentence.start, sentence.end)
        if have is None or _is_aside(source, sentence, have.start()):
            continue
        closing = source.folded.find('"', have.end(), sentence.end)
        end = closing if closing >= 0 else sentence.end
        things = (_of if have["of"] else enumerated)(source, have.end(), end)
        if len(things) >= _FEWEST and not any(_is_none(source, start) for start, _ in things):
            for start, end in things:
                found.add_action(source, start, end, "given:actions", 0.7)
            found.take(source, sentence.start, sentence.end)


def _that_may_tell(source: Source, found: Commitments, mentions: Sequence[Mention]) -> list[int]:
    """Return the sentences with a word for having, not far behind one on the contract, that no rule has read."""
    named = [mention.sentence for mention in mentions]
    read = {source.sentence_index(action.at.start) for action in found.actions} | found.taken
    indexes = {source.sentence_index(start) for start in _WORDS.starts(source)} - read
    lasts = [(index, bisect_right(named, index) - 1) for index in indexes if index is not None]
    return sorted(index for index, last in lasts if last >= 0 and index - named[last] <= NEAR)


_WORDS = Phrases(
    *(
        "beneficier",
        "disposer",
        "profiter",
        " dotera",
        " doteront",
        " dote",
        " equipe",
        " pourvu",
        " acces a",
    ),
    *(
        " aura ",
        " auront ",
        "recevra",
        "recevront",
        "gagnera",
        "gagneront",
        "renforce",
        " epaule",
        " complete",
    ),
    *("rejoint", "compter sur"),
)
_MOREOVER = r"(?: (?:aussi|ainsi|egalement|desormais|bientot|enfin|tous|toutes|chacune?|d'abord|[a-z]+ment))?"


@cache
def _pattern() -> re.Pattern[str]:
    """Compile who will have something, and the verb; `of` where its things have a preposition each."""
    people = "|".join(told()["given"]["people"])
    return re.compile(
        r"(?<!que )(?<!dont )(?<!ou )(?<!avec )(?<!pour )"
        rf"\b(?:les |l[ae] |l'|chaque |tou(?:s|te|tes) les |nos |ses |leurs )(?:{NUMBERED})?(?:{people})\b"
        r"(?: (?!ne |n'|qui )[^.;:,? ]+){0,6}?,? "
        rf"(?:(?P<of>(?:(?:beneficier|disposer|profiter|se doter)(?:a|ont)"
        rf"|(?:va|vont|pourr(?:a|ont)){_MOREOVER} (?:beneficier|disposer|profiter|se doter)"
        rf"|ser(?:a|ont){_MOREOVER} (?:dote|equipe|pourvu)e?s?){_MOREOVER}{AT_SOME_TIME} (?=d'|de ))"
        rf"|(?:(?:aur|recevr|gagner)(?:a|ont)|(?:va|vont){_MOREOVER} (?:avoir|recevoir|gagner)"
        rf"|pourr(?:a|ont){_MOREOVER} compter sur){_MOREOVER}(?: droit a| acces a)?{AT_SOME_TIME} "
        rf"|ser(?:a|ont){_MOREOVER} (?:renforce|epaule|complete|rejoint)e?s?{_MOREOVER} par )"
    )


# "Si le contrat est renouvelé, les familles auront un bus", "Dans le Jura voisin, …"
_ELSEWHERE = re.compile(
    r"^(?:mais |et )?(?:si |s'il|quand |a condition)|\b(?:voisine?s?|ailleurs)\b(?<!par ailleurs)"
)


def _is_aside(source: Source, sentence: Sentence, who: int) -> bool:
    """Whether a sentence tells what is wished, is without the contract or of another plan, named before `who`."""
    bounds = sentence.start, sentence.end
    before = source.folded[sentence.start : who]
    other = cues().rival.search(before) is not None and cues().contract.search(before) is None
    return (
        other
        or _ELSEWHERE.search(before) is not None
        or is_wished(source, *bounds)
        or is_outside(source, *bounds)
    )


_OF = re.compile(rf"(?:d'(?=une? )|de (?=plus d)|de (?={NUMBERED}))")
_JOINT = re.compile(r"(?:, (?:et |puis |enfin |mais aussi )?| et | ainsi que )(?=d'|de )")


def _of(source: Source, start: int, end: int) -> Bounds:
    """Cut new things that have a preposition each; what has one and is not new belongs to the thing before it."""
    if tells(source, start, end):
        return []
    found: Bounds = []
    for low, high in split(source.folded, start, end, _JOINT):
        if of := _OF.match(source.folded, low, high):
            found.append((of.end(), high))
        elif found:
            found[-1] = found[-1][0], high
        else:
            return []
    return found


@cache
def _nothing() -> re.Pattern[str]:
    nothing = "|".join(told()["given"]["nothing"])
    return re.compile(rf"(?:{NUMBERED}|une? |des )(?:(?:{nothing})s?\b|{LARGE_SUM})|{LARGE_SUM}")


def _is_none(source: Source, start: int) -> bool:
    """Whether what stands at `start` is no measure, though new: "un délai de deux mois", "une meilleure écoute"."""
    return bool(
        is_abstract(source, start)
        or no_news().match(source.folded, start)
        or cues().not_measure.match(source.folded, start)
        or _nothing().match(source.folded, start)
    )
