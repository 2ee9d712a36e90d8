"""Bare numbers beside the bodies that pay them: "4,2 M€ : 2,3 de l'État, 1,9 du Département"."""

import re
from collections.abc import Iterator
from decimal import Decimal

from extractors.money.numerals import parse_digits, parse_words
from extractors.money.words import gated, pattern
from extractors.money.written import Mention
from extractors.parties.bodies import Group, find_groups
from extractors.text.source import Source

_REACH = 250  # characters behind the money in which it is parted
# No unit follows, and nothing that is counted in per cent.
_NO_UNIT = r"(?![\w%/]|[.,]\d| ?(?:%|€|[km]€|millions?\b|milliards?\b|euros?\b|pour cent\b))"
_SMALL = re.compile(rf"\d(?<![\w.,/]\d)\d{{0,2}}(?:[.,]\d{{1,3}})?{_NO_UNIT}")
_LARGE = re.compile(rf"\d(?<![\w.,/]\d)\d{{0,2}}(?:[ .]\d{{3}})+(?:,\d\d)?{_NO_UNIT}")
# "L'État en paie | neuf cent mille": so many euros, whatever the money before is counted in.
_WORDS = (
    rf"(?:\b(?:@words)[ -])+mille\b(?:[ -](?:@words)\b)*{_NO_UNIT}|"
    r"\b(?:une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix(?:-sept|-huit|-neuf)?|onze|douze|treize|quatorze|quinze"
    rf"|seize|vingt|trente|quarante)(?=[ ,.;:)]|$)(?! et ){_NO_UNIT}"
)
# "cinq actions", "à deux" are none.
_COUNTED = re.compile(
    r" (?!(?:de|du|des|a|au|par|pour|et|en|sur|soit|venant|(?:vers|apport|pay|financ)ee?s?)\b|d'|a l)[a-z]"
)
_TOGETHER = re.compile(r"\b(?:a|avec|entre|tou(?:te)?s) (?:les |ces )?$")
_OF_IT = r"[^.;:\d]{0,40}\ben (?:@carried.giving)"
_GIVES_OF_IT = r"\ben (?:@carried.giving)[a-z]* (?:environ |pres de )?$"  # "l'État en paie | cinq"
_BEFORE = re.compile(r"[^\d.;]{0,40}")  # "l'État en apporte | 1,8"
_BEHIND = re.compile(r"[^\d.;:,]{0,30}")  # "1,8 | versés par l' | État"
# "l'État met 2,9 M€ | , l'ARS | pour | 0,6 | et le Département 3,4."
_NEXT = re.compile(r"(?: [^\d.;:,]{0,30})?[,;]? ?(?:et |puis )?")
_ITS = re.compile(r",?(?: en met| en apporte)? (?:pour |: )?")
_ENDS = re.compile(r"[,;.)]|$| et | soit ")
_ROUNDED = Decimal("0.02")  # how far rounded parts may be from the whole, as a share of it


def bare_shares(source: Source, whole: Mention, limit: int) -> list[Mention]:
    """Return the bare numbers before `limit` that are shares of `whole`, or beside it the shares of others.

    Shares of a whole add up to it, or the text says who pays the rest.

    >>> from extractors.money.statements import find_money
    >>> source = Source("Il pèse 4,2 M€ : 2,3 de l'État et 1,9 du Département.")
    >>> [str(m.value) for m in bare_shares(source, find_money(source)[0], 53)]
    ['2300000.0', '1900000.0']
    """
    limit = min(limit, _end_of_next(source, whole), whole.end + _REACH)
    in_words = whole.rule == "words"
    figure = pattern(_WORDS) if in_words else _LARGE if whole.scale < 1000 else _SMALL
    numbers = list(figure.finditer(source.folded, whole.end, limit))
    if in_words:
        numbers = [found for found in numbers if not _is_counted(source.folded, found)]
    groups = find_groups(source, whole.end, limit) if numbers else []
    if not groups:
        return []
    shares = [_share(whole, found) for found in numbers if _has_bearer(source.folded, found, groups)]
    total = sum((share.value for share in shares), Decimal(0))
    if len(shares) > 1 and abs(total - whole.value) <= whole.value * _ROUNDED:
        return shares
    if shares and total < whole.value and gated(r"\b(?:@clauses.rest)\b").search(source, whole.end, limit):
        told = not in_words or gated(_GIVES_OF_IT).search(source, whole.end, shares[0].start)
        return shares if told else []
    return [_share(whole, found) for found in _in_series(source.folded, whole, numbers, groups)]


def _is_counted(folded: str, number: re.Match[str]) -> bool:
    """Whether a number in words counts something else than money."""
    start, end = number.span()
    return bool(_COUNTED.match(folded, end) or _TOGETHER.search(folded, max(0, start - 12), start))


def _share(whole: Mention, number: re.Match[str]) -> Mention:
    written = number.group()
    start, end = number.span()
    scale = Decimal(1) if "mille" in written else whole.scale
    count = parse_digits(written, scale) if written[0].isdigit() else parse_words(written)
    return Mention(start, end, start, count * scale, scale, rule="carried", confidence=0.85)


def _in_series(
    folded: str, whole: Mention, numbers: list[re.Match[str]], groups: list[Group]
) -> Iterator[re.Match[str]]:
    """Yield the numbers that others give beside `whole`, one after another, each behind its body."""
    position = whole.end
    for number, group in zip(numbers, groups, strict=False):
        opens = group.end <= number.start() and _NEXT.fullmatch(folded, position, group.start)
        if not opens or not _ITS.fullmatch(folded, group.end, number.start()):
            return
        if not _ENDS.match(folded, number.end()):
            return
        yield number
        position = number.end()


def _end_of_next(source: Source, whole: Mention) -> int:
    """Where the sentence behind that of `whole` ends, in the same block or where it goes on: "L'État en paie cinq"."""
    index = source.sentence_index(whole.end - 1)
    if index is None:
        return whole.end
    here, behind = source.sentences[index], source.sentences[min(index + 1, len(source.sentences) - 1)]
    goes_on = behind.block == here.block or pattern(_OF_IT).match(source.folded, behind.start, behind.end)
    return behind.end if goes_on else here.end


def _has_bearer(folded: str, number: re.Match[str], groups: list[Group]) -> bool:
    """Whether a body stands right before or behind a number."""
    start, end = number.span()
    return any(
        (group.end <= start and _BEFORE.fullmatch(folded, group.end, start))
        or (group.bare_start >= end and _BEHIND.fullmatch(folded, end, group.bare_start))
        for group in groups
    )
