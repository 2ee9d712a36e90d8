"""Where a text writes money: a number with its unit, magnitude and approximation."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from extractors.facts import Approximation
from extractors.money_words import vocabulary
from extractors.numerals import Numeral, number_after, number_before, parse_words
from extractors.source import Source


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

_UNIT = r"(?:€(?:uros?\b)?|euros?\b|eur\b)"
_TRIGGER = re.compile(
    r"(?P<word>m[i1][l1]{1,2}[i1][o0]ns?\b|m[i1][l1]{1,2}[i1]ards?\b|milliers?\b)(?P<half> et demie?\b)?"
    rf"(?P<unit> {{0,2}}(?:d ?'? ?|de )?{_UNIT})?"
    rf"|(?<![a-z])(?P<letter>mds?|mrds?|m|k) {{0,2}}(?:d ?'? ?)?{_UNIT}"
    rf"|(?<![a-z])(?P<bare>{_UNIT})(?:(?:(?<=\d€)|(?<=\d €))(?P<cents>\d\d(?! ?\d)))?"
)
_OTHER_CURRENCY = re.compile(r" ?(?:de |d')?(?:francs?|dollars?|livres|f\b|\$|£)")
_CENTIMES = re.compile(r" ?et (?P<words>[a-z-]+(?: [a-z]+)?|\d{1,2}) (?:centimes|cents)\b")
# What stands between two ways of writing one amount, and between the parts of one.
_SAME = re.compile(r" ?[,(\[:=/-]? ?(?:soit |c'est-a-dire |ou )?")
_PART = re.compile(r" *(?:et )?")
# What joins a number without a unit to the one after it.
_LINK = re.compile(
    r"(?: (?P<to>a) | (?P<or>ou) |(?P<dash>-)| (?P<and>et) |(?P<comma>,) )(?:d'|de |pres de |environ )?$"
)
_OPENING = re.compile(r"\b(?:(?P<between>entre)|de|d'un montant de) (?:environ |pres de |quelque )?$")
_TO, _AND = (
    re.compile(r" a (?:pres de |environ |plus de )?"),
    re.compile(r" et (?:pres de |environ |plus de )?"),
)
_YEAR = re.compile(r"(?:19|20)\d\d")


def find_money(source: Source) -> list[Mention]:
    """Find the money in the main text, in order, each amount once per place.

    Numbers with a magnitude but no currency ("80 millions") come with `unit` false: whether they are money
    is not decided here.

    >>> [str(m.value) for m in find_money(Source("De 1 à 2 M€, puis deux mille euros (2 000 €)."))]
    ['1000000', '2000']
    """
    mentions: list[Mention] = []
    for mention in _compounds(source, _written(source)):
        last = mentions[-1] if mentions else None
        bound = max(last.end if last else 0, _block_start(source, mention.core))
        if last and last.end == bound and _join(source.folded, last, mention):
            continue
        if last and last.end == bound and _range(source.folded, last, mention):
            continue
        mentions += _partners(source.folded, mention, bound)
        _approximate(source.folded, mention, bound)
        mentions.append(mention)
    return mentions


def _block_start(source: Source, offset: int) -> int:
    index = source.block_index(offset)
    return 0 if index is None else source.blocks[index].start


def _scale(word: str) -> Decimal:
    """The factor of a magnitude word or letter."""
    if word.startswith("millier") or word == "k":
        return Decimal(1000)
    return Decimal(10**9 if "ard" in word or word[:2] in ("md", "mr") else 10**6)


# A trigger holds one of these; finding them costs next to nothing.
_RARE = ("€", "eur", "illion", "illiar", "illier", "ilion", "iliar", "1lion", "1liar", "i1lio")


def _triggers(folded: str) -> Iterator[re.Match[str]]:
    """Find units and magnitude words, in order."""
    hits = set()
    for literal in _RARE:
        hit = folded.find(literal)
        while hit >= 0:
            if literal != "eur" or not folded[hit + 3 : hit + 4].isalpha() or folded[hit + 3] == "o":
                hits.add(hit)
            hit = folded.find(literal, hit + 1)
    done = 0
    for hit in sorted(hits):
        found = _TRIGGER.search(folded, max(done, hit - 6), hit + 40) if hit >= done else None
        if found and found.start() <= hit:
            done = found.end()
            yield found


def _written(source: Source) -> Iterator[Mention]:
    """Each number with a unit or magnitude; the parts of "2 millions 800 000 euros" one by one."""
    folded, done = source.folded, 0
    for found in _triggers(folded):
        start = found.start()
        if start < done or not source.is_main(start):
            continue
        bound = max(done, _block_start(source, start), start - _WINDOW)
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
            if found["bare"] and (word_after := _TRIGGER.match(folded, end + (folded[end : end + 1] == " "))):
                if word_after["word"] and not word_after["unit"]:  # "EUR 2,5 millions"
                    scale, end = _scale(word_after["word"]), word_after.end()
        elif (scale == 1000 and not unit) or (not unit and _OTHER_CURRENCY.match(folded, end)):
            continue
        value = number.value * scale
        if found["half"]:
            value += scale / 2
        if found["cents"]:
            value += Decimal(found["cents"]) / 100
        if unit and (centimes := _CENTIMES.match(folded, end)):
            value, end = value + _centimes(centimes["words"]), centimes.end()
        if not value:
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


_UNIT_FIRST = re.compile(r"(?:\)? ?[:=-])? ?")


def _after(folded: str, unit: re.Match[str]) -> Numeral | None:
    """Read the number that a unit stands before: "€ 450 000", "montant (en k€) : 450"."""
    low = unit.end()
    start = low + len(_UNIT_FIRST.match(folded, low).group())  # type: ignore[union-attr]  # it may be empty
    number = number_after(folded, start, low + _WINDOW)
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


def _join(folded: str, last: Mention, mention: Mention) -> bool:
    """Whether `mention` says the same as `last` beside it: "deux mille euros (2 000 €)"."""
    if last.value != mention.value or last.value_max or not _SAME.fullmatch(folded, last.end, mention.core):
        return False
    last.more.append((mention.core, mention.end))
    return True


def _range(folded: str, last: Mention, mention: Mention) -> bool:
    """Whether `mention` closes the range that `last` opens: "entre 800 000 € et 1 M€"."""
    opening = _OPENING.search(folded, max(0, last.start - 25), last.start)
    if last.value_max or last.value >= mention.value or not opening:
        return False
    if opening["between"]:
        ranges = bool(_AND.fullmatch(folded, last.end, mention.core))
    else:
        evolves = _changes(folded, last.start) or not (last.unit or mention.unit)
        ranges = not evolves and bool(_TO.fullmatch(folded, last.end, mention.core))
    if _TO.fullmatch(folded, last.end, mention.core):
        last.unit = mention.unit = last.unit or mention.unit
    if ranges:
        last.value_max, last.start, last.end = mention.value, opening.start(), mention.end
        last.approximation, last.unit = "range", last.unit or mention.unit
    return ranges


@cache
def _change() -> re.Pattern[str]:
    data = vocabulary()["change"]
    stems = "|".join(data["stems"])
    return re.compile(
        rf"\b(?:(?:{stems})(?:e|ee|es|ees|er|era|eront|ait|aient|ent|ant|a|erait)|{'|'.join(data['words'])})\b[^.;]*$"
    )


def _changes(folded: str, offset: int) -> bool:
    """Whether a verb of change stands a little before `offset`."""
    return bool(_change().search(folded, max(0, offset - 70), offset))


def _partners(folded: str, mention: Mention, bound: int) -> list[Mention]:
    """Numbers before `mention` that share its unit; for a range `mention` itself takes them in."""
    partners: list[Mention] = []
    core = mention.core
    while link := _LINK.search(folded, max(bound, core - 20), core):
        number = number_before(folded, max(bound, core - _WINDOW), link.start(), mention.scale)
        if (
            number is None
            or _YEAR.fullmatch(number.written)
            or number.written in ("le", "du", "au", "ce", "demi")
        ):
            break
        value = number.value * (mention.scale if number.value < 10_000 else _ONE)
        kind = link.lastgroup
        if kind in ("and", "comma"):
            opening = _OPENING.search(folded, max(bound, number.start - 25), number.start)
            if kind == "and" and not partners and opening and opening["between"]:
                kind = "to"
            elif not _alike(number, folded[core : mention.end]):
                break
        if value * 100 < mention.value:
            break  # "la fiche 3 à 120 000 €"
        if kind in ("to", "or", "dash") and value < mention.value and not _changes(folded, number.start):
            mention.value, mention.value_max, mention.approximation = value, mention.value, "range"
            opening = _OPENING.search(folded, max(bound, number.start - 25), number.start)
            mention.core = number.start
            mention.start = opening.start() if opening else number.start
            break
        if kind in ("or", "dash"):
            break
        partner = Mention(
            number.start, number.end, number.start, value, mention.scale, mention.unit, rule="series"
        )
        partner.end -= len(folded[number.start : number.end]) - len(
            folded[number.start : number.end].rstrip(" -")
        )
        partners.insert(0, partner)
        core = number.start
        if kind == "to":
            break
    return partners


def _alike(number: Numeral, written: str) -> bool:
    """Whether `number` can be one of a series with the money `written`: both in thousands or with decimals."""
    thousands = re.compile(r"\d[ .']\d{3}(?!\d)")
    decimals = re.compile(r"^\d+[.,]\d{1,2}(?!\d)")
    return any(p.search(number.written) and p.search(written) for p in (thousands, decimals))


def _approximate(folded: str, mention: Mention, bound: int) -> None:
    """Take in what makes `mention` approximate, before and after it."""
    before, after = _approximations()
    if found := before.search(folded, max(bound, mention.start - 45), mention.start):
        mention.start = found.start()
        mention.approximation = mention.approximation or _kind(found)
    if found := after.match(folded, mention.end):
        mention.end = found.end()
        mention.approximation = mention.approximation or _kind(found)


def _kind(found: re.Match[str]) -> Approximation:
    kinds: dict[str, Approximation] = {"about": "about", "almost": "almost", "at_least": "at_least"}
    return kinds.get(found.lastgroup or "", "at_most")


@cache
def _approximations() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Wordings before the number (ending where the search ends) and after the money."""
    data = vocabulary()["approximation"]

    def groups(side: str) -> str:
        return "|".join(f"(?P<{kind}>{'|'.join(wordings)})" for kind, wordings in data[side].items())

    return (
        re.compile(rf"(?<!\w)(?:{groups('before')})(?: les| des| de| d'une?| un| une| le)? *$"),
        re.compile(rf" ?\(?(?:{groups('after')})"),
    )
