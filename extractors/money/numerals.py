"""French numbers in digits and in words, exact, as they stand just before a unit."""

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from extractors.money.words import vocabulary


class Numeral(NamedTuple):
    """A number and where it stands; `exact` is false for "une dizaine", `words` tells how it is written."""

    start: int
    end: int
    value: Decimal
    exact: bool
    written: str
    words: bool


# A number in digits. Recognised text has letters for digits: o for 0, l for 1 (not to begin a short number).
DIGITS = (
    r"(?<![\w])(?<!\d[.,])(?:"
    r"(?:\d[\dol]{0,2}|l[\dol]{2})(?:(?: ?\. ?|[ '])[\dol]{3}(?![\dol]))+"
    r"(?: ?, ?\d{1,2}(?!\d)|\.\d{1,2}(?!\d))?"
    r"|\d{1,3}(?:,\d{3}(?!\d))+(?:\.\d{1,2}(?!\d))?"
    r"|\d{1,3}, \d(?!\d)|\d[\dol]*(?:[.,]\d+)?)"
)


@cache
def _digits_before() -> re.Pattern[str]:
    """Match a number in digits that ends where the search ends; the first match is the longest."""
    return re.compile(rf"(?P<digits>{DIGITS}) {{0,2}}-?$")


@cache
def _words_before() -> re.Pattern[str]:
    """Match a number in words, or with "mille", that ends where the search ends."""
    data = vocabulary()
    word = "(?:" + "|".join(sorted(data["words"], key=len, reverse=True)) + r")\b"
    rounded = "|".join(data["round_words"])
    return re.compile(
        rf"(?:(?P<digits>{DIGITS})(?P<mille> ?mille)"
        rf"|\b(?P<words>(?:{word}[ -]{{1,2}}(?:et[ -])?)*{word})"
        rf"|\b(?:une |la )?(?P<round>{rounded}) d[e']"
        rf"|\b(?:un |le |du |au |ce )?(?P<half>demi)"
        rf"|\b(?P<the>le|du|au|ce|premier)) ?-?$"
    )


@cache
def _thousands_behind() -> re.Pattern[str]:
    """Match thousands in words behind a magnitude, where no unit tells what they are by themselves."""
    word = "(?:" + "|".join(sorted(vocabulary()["words"], key=len, reverse=True)) + ")"
    return re.compile(
        rf" (?P<words>(?:{word}[ -]{{1,2}}(?:et[ -])?){{0,5}}mille(?:[ -](?:et[ -])?{word}){{0,6}})\b"
        rf"(?![ -](?:et[ -])?{word}\b)(?![ -](?:d'|de )?(?:€|eur|mill))"
    )


def thousands_behind(folded: str, start: int, end: int) -> Numeral | None:
    """Return the thousands that go on with a number of millions: "un million | deux cent mille".

    >>> thousands_behind("un million deux cent mille viendront", 10, 36).value
    Decimal('200000')
    """
    found = _thousands_behind().match(folded, start, end)
    if found is None:
        return None
    return Numeral(found.start(), found.end(), parse_words(found["words"]), True, found["words"], True)


# "BOP 304 386 500 €": the first group is the number of a budget line.
_CODE = re.compile(r"\b(?:bop|programme|chapitre|article|compte|nature|fonction|imputation|ligne) $")
_LONGEST = 28  # characters of a number in digits
_OF_DIGITS = "0123456789ol .,'-"  # all that `_digits_before` can match
_LIST = re.compile(r"\d{1,3}, \d")
_FORWARD = re.compile(DIGITS)
_RECOGNISED = str.maketrans("ol", "01", " '")


def number_before(folded: str, start: int, end: int, scale: Decimal = Decimal(1)) -> Numeral | None:
    """Return the number that ends at `end`, looking no further back than `start`.

    `scale` is what the number is multiplied with: "1.250" is a thousand and some of euros, but one and a
    quarter of millions. "le million" counts as one.

    >>> number_before("pour deux cent mille ", 0, 21).value
    Decimal('200000')
    """
    # Most numbers are in digits, and then there is no need to look for words.
    before = folded[start:end]
    last = before.rstrip(" -")[-1:]
    found = None
    if last.isdigit() or last in "ol":
        # The pattern is tried at each place: only at those behind which nothing else stands.
        length = min(len(before) - len(before.rstrip(_OF_DIGITS)), _LONGEST)
        found = _digits_before().search(folded, end - length, end)
    if found:
        return _in_digits(folded, found, scale)
    found = None if last.isdigit() else _words_before().search(folded, start, end)
    return _in_words(found, scale) if found else None


def _in_digits(folded: str, found: re.Match[str], scale: Decimal) -> Numeral | None:
    written, start, end = found["digits"], found.start(), found.end()
    if written.count(" ") > 1 and _CODE.search(folded, max(0, start - 14), start):
        return number_before(folded, start + written.index(" ") + 1, end, scale)
    if written[0] == "0" and written[1:2].isdigit():
        return None  # the end of a code
    if scale < 1000 and _LIST.fullmatch(written):  # "les axes 1, 2 €": only a magnitude tells the two apart
        return number_before(folded, start + written.index(" "), end, scale)
    return Numeral(start, end, parse_digits(written, scale), True, written, False)


def _in_words(found: re.Match[str], scale: Decimal) -> Numeral | None:
    kind = found.lastgroup or ""
    written, exact = found[kind], True
    if kind in ("half", "the"):
        if scale < 1000:
            return None  # "le million", but not "le euro"
        value = Decimal("0.5") if kind == "half" else Decimal(1)
    elif kind == "round":
        value, exact = Decimal(vocabulary()["round_words"][written]), False
    elif kind == "mille":
        written = found["digits"]
        value = parse_digits(written) * 1000
    else:
        value = parse_words(written)
    return Numeral(found.start(), found.end(), value, exact, written, kind != "mille")


def number_after(folded: str, start: int, end: int) -> Numeral | None:
    """Return the number in digits that starts at `start`: "€ 450 000"."""
    found = _FORWARD.match(folded, start, end)
    return found and Numeral(start, found.end(), parse_digits(found.group()), True, found.group(), False)


def parse_digits(written: str, scale: Decimal = Decimal(1)) -> Decimal:
    """Read a number in digits, in any of the notations that French texts use.

    Parameters
    ----------
    written : str
        Digits with separators; the letters o and l count as 0 and 1.
    scale : Decimal
        What the number is going to be multiplied with. Three figures after a single point or comma are a
        thousand unless millions follow.

    Raises
    ------
    ValueError
        If `written` holds no number.

    Examples
    --------
    >>> parse_digits("904. 724, 25"), parse_digits("450.000"), parse_digits("1.250", Decimal(10**6))
    (Decimal('904724.25'), Decimal('450000'), Decimal('1.250'))
    """
    plain = written.translate(_RECOGNISED)
    last = max(plain.rfind("."), plain.rfind(","))
    if last < 0:
        decimals = 0
    elif "." in plain and "," in plain:
        decimals = len(plain) - last - 1
    else:
        mark, tail = plain[last], len(plain) - last - 1
        thousands = tail == 3 and plain[0] != "0" and last <= 3 and scale < (1000 if mark == "," else 10**6)
        decimals = 0 if plain.count(mark) > 1 or thousands or (tail == 3 and " " in written) else tail
    digits = plain.replace(".", "").replace(",", "")
    if not digits.isdecimal():
        raise ValueError(f"{written!r} is no number in digits")
    return Decimal(digits).scaleb(-decimals)


def parse_words(written: str) -> Decimal:
    """Read a number below a million in words.

    >>> parse_words("quatre-vingt-dix-sept mille deux cent un")
    Decimal('97201')

    Raises
    ------
    KeyError
        If a word is no number word.
    """
    total = current = 0
    for word in re.split(r"[ -]+", written.strip()):
        if word == "et":
            continue
        value = vocabulary()["words"][word]
        if value == 1000:
            total += (current or 1) * 1000
            current = 0
        elif value == 100:
            current = max(current, 1) * 100
        elif value == 20 and current % 100 == 4:
            current += 76
        else:
            current += value
    return Decimal(total + current)
