"""Money as it is written: numbers with a unit or a magnitude, one by one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from extractors.facts import Approximation
from extractors.money.numerals import Numeral, number_after, number_before, parse_words, thousands_behind
from extractors.text.anchors import Phrases
from extractors.text.source import Source


@dataclass(slots=True)
class Mention:
    """Money at one place of the text.

    `start` and `end` bound the passage with its approximation, `core` is where the number starts; `scale` is
    the factor of the magnitude word; `unit` is false where no currency is written; `more` holds further
    passages with the same money ("deux mille euros (2 000 €)").
    """

    start: int
    end: int
    core: int
    value: Decimal
    scale: Decimal
    unit: bool = True
    value_max: Decimal | None = None
    approximation: Approximation | None = None
    rule: str = "digits"
    confidence: float = 0.99
    more: list[tuple[int, int]] = field(default_factory=list)


_ONE = Decimal(1)
_WINDOW = 90  # characters: what the longest number in words takes
_YEAR = re.compile(r"(?:19|20)\d\d")
_PART = re.compile(r" *(?:et )?")  # between "2 millions" and "800 000 euros"

# A footnote's number may be glued to it: "12 000 euros2".
_UNIT = r"(?:€(?:uros?\b)?|euros?(?:\b|(?=\d{1,2}(?!\w)))|eur\b)"
_TRIGGER = re.compile(
    r"(?P<word>m[i1][l1]{1,2}[i1][o0]ns?\b|m[i1][l1]{1,2}[i1]ards?\b|milliers?\b)(?P<half> et demie?\b)?"
    rf"(?P<unit> {{0,2}}(?:d ?'? ?|de )?{_UNIT})?"
    rf"|(?<![a-z])(?P<letter>mds?|mrds?|m|k) {{0,2}}(?:d ?'? ?)?{_UNIT}"
    rf"|(?<![a-z])(?P<bare>{_UNIT})(?:(?:(?<=\d€)|(?<=\d €))(?P<cents>\d\d(?! ?\d)))?"
)
_OTHER_CURRENCY = re.compile(r" ?(?:de |d')?(?:francs?|dollars?|livres|f\b|\$|£)")
_CENTIMES = re.compile(r" ?et (?P<words>[a-z-]+(?: [a-z]+)?|\d{1,2}) (?:centimes|cents)\b")


def written_money(source: Source) -> Iterator[Mention]:
    """Yield each number of the main text that has a unit or a magnitude, in order.

    >>> [str(m.value) for m in written_money(Source("2 millions 800 000 euros, € 12"))]
    ['2800000', '12']
    """
    return _compounds(source, _written(source))


def block_start(source: Source, offset: int) -> int:
    """Return where the block that holds `offset` starts."""
    index = source.block_index(offset)
    return 0 if index is None else source.blocks[index].start


def _scale(word: str) -> Decimal:
    """Return the factor of a magnitude word or letter."""
    if word.startswith("millier") or word == "k":
        return Decimal(1000)
    return Decimal(10**9 if "ard" in word or word[:2] in ("md", "mr") else 10**6)


# A trigger holds one of these.
_RARE = Phrases("€", "eur", "illion", "illiar", "illier", "ilion", "iliar", "1lion", "1liar", "i1lio")
_IN_WORD = re.compile("eur[a-np-z]")  # "directeurs"; most words that hold these letters end with them


def _triggers(source: Source) -> Iterator[re.Match[str]]:
    """Find units and magnitude words, in order."""
    folded, done = source.folded, 0
    for hit in _RARE.starts(source):
        if hit < done or _IN_WORD.match(folded, hit):
            continue
        found = _TRIGGER.search(folded, max(done, hit - 6), hit + 40)
        if found and found.start() <= hit:
            done = found.end()
            yield found


def _written(source: Source) -> Iterator[Mention]:
    """Yield each number with a unit or magnitude; the parts of "2 millions 800 000 euros" one by one."""
    folded, done = source.folded, 0
    for found in _triggers(source):
        start = found.start()
        if start < done or not source.is_main(start):
            continue
        bound = max(done, block_start(source, start), start - _WINDOW)
        word = found["word"] or found["letter"]
        scale = _scale(word) if word else _ONE
        unit = not found["word"] or bool(found["unit"])
        number = number_before(folded, bound, start, scale)
        end = found.end()
        if number is None:
            number = None if found["word"] else _after(folded, found)
            if number is None:
                continue
            start, end = min(start, number.start), number.end
            magnitude = (
                _TRIGGER.match(folded, end + (folded[end : end + 1] == " ")) if found["bare"] else None
            )
            if magnitude and magnitude["word"] and not magnitude["unit"]:  # "EUR 2,5 millions"
                scale, end = _scale(magnitude["word"]), magnitude.end()
        elif (scale == 1000 and not unit) or (not unit and _OTHER_CURRENCY.match(folded, end)):
            continue
        if found["letter"] and number.written in _ARTICLES:
            continue  # "Luc LE MEUR" is no million of euros
        value = number.value * scale
        if found["half"]:
            value += scale / 2
        if number.words and not unit and (rest := thousands_behind(folded, end, end + _WINDOW)):
            value, end = value + rest.value, rest.end
        if found["cents"]:
            value += Decimal(found["cents"]) / 100
        if unit and (centimes := _CENTIMES.match(folded, end)):
            value, end = value + _centimes(centimes["words"]), centimes.end()
        if not value or (value == 1 and number.words and _NONE.search(folded, bound, number.start)):
            continue
        done = end
        core = min(number.start, start)
        yield Mention(
            core,
            end,
            core,
            value,
            scale,
            unit,
            approximation=None if number.exact else "about",
            rule="words" if number.words else "digits",
        )


_ARTICLES = ("le", "du", "au", "ce")  # which count one before a magnitude in full: "le million"
_NONE = re.compile(r"\b(?:pas|sans|aucun|jamais)(?: meme)? $")  # "pas un euro"


_UNIT_FIRST = re.compile(r"(?:\)? ?[:=-])? ?")


def _after(folded: str, unit: re.Match[str]) -> Numeral | None:
    """Read the number that a unit stands before: "€ 450 000", "montant (en k€) : 450"."""
    low = unit.end()
    gap = _UNIT_FIRST.match(folded, low)
    number = number_after(folded, gap.end() if gap else low, low + _WINDOW)
    return None if number and _YEAR.fullmatch(number.written) else number


def _centimes(written: str) -> Decimal:
    try:
        return (Decimal(written) if written.isdecimal() else parse_words(written)) / 100
    except KeyError:  # "et quelques centimes"
        return Decimal(0)


def _compounds(source: Source, parts: Iterator[Mention]) -> Iterator[Mention]:
    """Join "2 millions" and "800 000 euros" where they stand side by side."""
    open_part: Mention | None = None
    for part in parts:
        if (
            open_part
            and part.value < open_part.scale
            and _PART.fullmatch(source.folded, open_part.end, part.core)
        ):
            part.value += open_part.value
            part.start = part.core = open_part.core
        elif open_part:
            yield open_part
        if part.unit:
            open_part = None
            yield part
        else:
            open_part = part
    if open_part:
        yield open_part
