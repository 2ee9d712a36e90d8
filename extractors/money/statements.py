"""Where a text states money: ranges, evolutions, series and approximations put together."""

import re
from decimal import Decimal
from functools import cache

from extractors.facts import Approximation
from extractors.money.numerals import Numeral, number_before
from extractors.money.words import vocabulary
from extractors.money.written import Mention, block_start, written_money
from extractors.text.gated import Gated
from extractors.text.source import Source

_ONE = Decimal(1)
_WINDOW = 90  # characters: what the longest number in words takes

# What stands between two ways of writing one amount.
_SAME = re.compile(r" ?[,(\[:=/-]? ?(?:soit |c'est-a-dire |ou )?")
# What joins a number without a unit to the one after it.
_LINK = re.compile(
    r"(?: (?P<to>a) | (?P<or>ou) |(?P<dash>-)| (?P<and>et) |(?P<comma>,) )(?:d'|de |pres de |environ )?$"
)
_OPENING = re.compile(r"\b(?:(?P<between>entre)|de|d'un montant de) (?:environ |pres de |quelque )?$")
_TO = re.compile(r" a (?:pres de |environ |plus de )?")
_AND = re.compile(r" et (?:pres de |environ |plus de )?")
_YEAR = re.compile(r"(?:19|20)\d\d")


def find_money(source: Source) -> list[Mention]:
    """Find the money in the main text, in order, each amount once per place.

    Numbers with a magnitude but no currency ("80 millions") come with `unit` false: whether they are money
    is not decided here.

    >>> [str(m.value) for m in find_money(Source("De 1 à 2 M€, puis deux mille euros (2 000 €)."))]
    ['1000000', '2000']
    """
    mentions: list[Mention] = []
    for mention in written_money(source):
        last = mentions[-1] if mentions else None
        bound = max(last.end if last else 0, block_start(source, mention.core))
        if last and last.end == bound and _join(source.folded, last, mention):
            continue
        if mention.value == _ONE and _is_rate(source, mention):
            continue
        if last and last.end == bound and _range(source.folded, last, mention):
            continue
        mentions += _partners(source.folded, mention, bound)
        _approximate(source, mention, bound)
        mentions.append(mention)
    return mentions


# "À chaque euro de l'État doit répondre un euro du Département" tells how costs are shared, and no sum.
_EACH_EURO = re.compile(
    r"\b(?:chaque|euro pour un) euro\b|\bpour (?:un|1) euro (?:de |du |d'|verse|apporte|mis|investi|donne)"
    r"|\b(?:un|1) euro (?:[a-z']+ ){0,6}pour (?:un|1|chaque)\b"
    # "Un euro de l'État, un euro de la Ville"
    r"|\b(?:un|1) euro (?:de |du |d'|[a-z]+ par )[a-z' ]{2,25}(?:,(?: c'est| et)?| =) (?:un|1) euro"
    r" (?:du |d[e']|[a-z]+ par )"
)


def _is_rate(source: Source, mention: Mention) -> bool:
    """Whether one euro is what somebody adds to each euro of somebody else."""
    sentence = source.sentence_at(mention.core)
    return sentence is not None and _EACH_EURO.search(source.folded, sentence.start, sentence.end) is not None


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
    """Whether a verb of change stands a little before `offset`, or before the share told with this one."""
    too = _THAT_OF.search(folded, max(0, offset - _REACH), offset)
    return bool(_change().search(folded, max(0, (too.start() if too else offset) - _REACH), offset))


# "porte la part de l'État de 1 à 2 M€ et | celle du Département de | 2 M€ à 3 M€"
_THAT_OF = re.compile(r"\bcel(?:le|ui)s? d[eu'][^,;:.\d]{1,50} de $")
_REACH = 70  # characters


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


def _approximate(source: Source, mention: Mention, bound: int) -> None:
    """Take in what makes `mention` approximate, before and after it."""
    before, after = _approximations()
    if found := before.search(source, max(bound, mention.start - 45), mention.start):
        mention.start = found.start()
        mention.approximation = mention.approximation or _kind(found)
    if found := after.match(source.folded, mention.end):
        mention.end = found.end()
        mention.approximation = mention.approximation or _kind(found)


def _kind(found: re.Match[str]) -> Approximation:
    kinds: dict[str, Approximation] = {"about": "about", "almost": "almost", "at_least": "at_least"}
    return kinds.get(found.lastgroup or "", "at_most")


@cache
def _approximations() -> tuple[Gated, re.Pattern[str]]:
    """Wordings before the number (ending where the search ends) and after the money."""
    data = vocabulary()["approximation"]

    def groups(side: str) -> str:
        return "|".join(f"(?P<{kind}>{'|'.join(wordings)})" for kind, wordings in data[side].items())

    return (
        Gated(rf"(?<!\w)(?:{groups('before')})(?: les| des| de| d'une?| un| une| le)? *$"),
        re.compile(rf" ?\(?(?:{groups('after')})"),
    )
