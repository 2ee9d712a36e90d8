"""Statements: what one sentence, or several that only a semicolon parts, says of dates and acts."""

import re
from dataclasses import dataclass, field

from extractors.contracts.acts import Act
from extractors.dates.cues import OCCASION, Kind
from extractors.dates.mentions import Mention
from extractors.text.source import Source

CONTEXT = 800  # characters of a statement around a date that are looked at
OPENING_REACH = 60  # characters before a date that opens its sentence
MOST_PARTS = 20  # sentences of a statement, blocks of a list
FINITE = re.compile(
    r" (?:est|sont|ont|a ete|etait|etaient|sera|seront|s'est|se sont|avait|avaient|doit|va)\b|\ba \w+e\b"
)
# What may stand before a date that opens its sentence.
_SMALL = re.compile(
    r"(?:\W|\b(?:c'est|ce fut|c'etait|ce|cet|le|en|au|aux|a|des|dans|lors|de|du|d|l|la|les|date|reunis?"
    r"|rassembles|au cours|a l'occasion|depuis)\b)*"
)
_PLACED = re.compile(r"(?:[,:.]| -) ?(?:le |ce )?$")


@dataclass(slots=True)
class Statement:
    """A sentence, or sentences that only a semicolon parts, with the dates and the acts in it."""

    first: int
    last: int
    start: int
    end: int
    dates: list[tuple[Mention, Kind]] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)


def statement_at(source: Source, statements: dict[int, Statement], at: int) -> Statement:
    """Return the statement that holds a sentence: "M. Roy ; M. Bey ont signé" is one."""
    sentences = source.sentences
    first = last = at
    while first and at - first < MOST_PARTS and _goes_on(source, first - 1):
        first -= 1
    if first not in statements:
        while last - first < MOST_PARTS and _goes_on(source, last):
            last += 1
        statements[first] = Statement(first, last, sentences[first].start, sentences[last].end)
    return statements[first]


def _goes_on(source: Source, at: int) -> bool:
    sentence = source.sentences[at]
    if source.text[sentence.end - 1] != ";" or at + 1 == len(source.sentences):
        return False
    return source.sentences[at + 1].block == sentence.block


def opens_sentence(folded: str, start: int, end: int) -> bool:
    """Whether what stands before a date in its sentence leaves it free to belong to the main verb."""
    lead = folded[max(start, end - CONTEXT) : end]
    if OCCASION.search(lead):
        return True
    if len(lead) > OPENING_REACH:
        return False
    return bool(_SMALL.fullmatch(lead)) or (lead.count(" ") < 7 and bool(_PLACED.search(lead)))


# "lundi à Laval (le 6 décembre 2021)", "hier, jeudi 8 décembre 2022": one day, told twice
_TOLD_AGAIN = re.compile(r"(?:[^.;:()\n]{0,30} \(|, )(?:le )?")


def is_told_again(folded: str, told: Mention, again: Mention) -> bool:
    """Whether a date says which day a weekday or "hier" before it is."""
    return told.form in ("weekday", "near") and bool(_TOLD_AGAIN.fullmatch(folded, told.end, again.start))
