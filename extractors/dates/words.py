"""The words of the French calendar and the numbers written in words that dates use."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any


@cache
def calendar() -> dict[str, Any]:
    """Read `data/calendar.toml`, once."""
    return tomllib.loads((files("extractors") / "data/calendar.toml").read_text("utf-8"))


@cache
def date_kinds() -> dict[str, Any]:
    """Read `data/date_kinds.toml`, once."""
    return tomllib.loads((files("extractors") / "data/date_kinds.toml").read_text("utf-8"))


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of `words`, longest first.

    >>> any_of(["mar", "mardi"])
    '(?:mardi|mar)'
    """
    return "(?:" + "|".join(sorted(words, key=lambda word: (-len(word), word))) + ")"


@cache
def months(abbreviated: bool = True) -> dict[str, int]:
    """Each form of each month: its number, January being 1.

    >>> months()["oct"], months()["fevier"]
    (10, 2)
    """
    lists = calendar()["months"]
    forms = {form: number for number, words in enumerate(lists, start=1) for form in words}
    if abbreviated:
        short = calendar()["month_abbreviations"]
        forms |= {form: number for number, words in enumerate(short, start=1) for form in words}
    return forms


@cache
def weekdays(abbreviated: bool = True) -> dict[str, int]:
    """Each form of each weekday: its number, Monday being 0."""
    forms = {form: number for number, words in enumerate(calendar()["weekdays"]) for form in words}
    if abbreviated:
        forms |= {
            form: number for number, words in enumerate(calendar()["weekday_abbreviations"]) for form in words
        }
    return forms


@cache
def number_words() -> str:
    """Return a pattern for a run of number words: "vingt et un", "deux mille vingt"."""
    word = any_of(calendar()["numbers"]) + r"\b"
    return rf"(?:\b{word}(?:(?: ?- ?| +)(?:et(?: ?- ?| +))?{word}){{0,8}})"


@lru_cache(4096)
def number(written: str) -> int:
    """Read a day or a year, in digits or words.

    >>> number("1er"), number("deux mille vingt et un"), number("20 20"), number("premier")
    (1, 2021, 2020, 1)
    >>> number("mille neuf cent quatre-vingt-dix-huit")
    1998

    Raises
    ------
    ValueError
        If `written` is no number.
    """
    digits = re.sub(r"(?:er|eme|e|[° ])+$", "", written).replace(" ", "")
    if digits.isdecimal():
        return int(digits)
    words = calendar()["numbers"] | {"premier": 1, "ler": 1, "ier": 1, "et": 0}
    total = current = 0
    for word in re.findall(r"[a-z]+", written):
        if word not in words:
            raise ValueError(f"{written!r} is no number: {word!r} is no number word")
        value = words[word]
        if value == 1000:
            total, current = max(current, 1) * 1000, 0
        elif value == 100:
            current = max(current, 1) * 100
        else:
            current += 76 if value == 20 and current % 100 == 4 else value  # quatre-vingts
    return total + current
