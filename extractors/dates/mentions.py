"""A date as written, and what dates in digits and in words have in common: years, weekdays, "dernier"."""

import re
from calendar import monthrange
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from extractors.dates.words import any_of, calendar, number, number_words, weekdays

Form = Literal["day", "numeric", "month", "part", "year", "span", "weekday", "near"]
Shift = Literal["", "last", "this", "next"]


@dataclass(slots=True, eq=False)
class Mention:
    """A date as written; what is not written is None. Two are the same where they are one object.

    `part` is the EDTF code of a season, quarter or half-year; `last_day` the end of "du 3 au 5 mai";
    `last_year` the end of "2020-2022"; `weekday` counts from Monday = 0. `shift` tells "dernier", "ce" and
    "prochain"; `offset` counts days from the day of writing ("hier" is -1). A mention that is not
    `introduced` is a month or a year that could be anything: only its surroundings make it a date.
    """

    start: int
    end: int
    form: Form
    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: int | None = None
    weekday: int | None = None
    last_day: int | None = None
    last_year: int | None = None
    shift: Shift = ""
    offset: int = 0
    introduced: bool = True


YEAR = r"(?:19|20)\d\d"
FIRST_YEAR, LAST_YEAR = 1900, 2099
WINDOW = 24  # characters before a date that can tell something of it


class Shared(NamedTuple):
    """Patterns around a date, made from the data file; those "before" end where the date starts."""

    year_after: re.Pattern[str]
    year_before: re.Pattern[str]
    weekday_before: re.Pattern[str]
    qualifier_before: re.Pattern[str]
    units: re.Pattern[str]


@cache
def shared() -> Shared:
    """Compile the patterns, once."""
    data = calendar()
    full, short, words = any_of(weekdays(abbreviated=False)), any_of(weekdays()), number_words()
    qualifiers = any_of(data["qualifiers"])
    return Shared(
        # "2 0 2 0" and "20 20" come from text recognition.
        year_after=re.compile(
            rf"(?:,? {{0,2}}|\.? ?|[-/.])(?:de l'an(?:nee)? |l'an |de )?"
            rf"(?:(?P<year>{YEAR}|20 \d\d(?= ?[.,;:)\n]|$)|2 0 \d \d|{words})(?!\d)"
            rf"|(?<=[-/'])(?P<short>\d\d)(?![\d%]))"
        ),
        # "L'an deux mille treize, le six avril"
        year_before=re.compile(
            rf"\bl'an(?:nee)? (?P<year>{YEAR}|{words}) ?,? ?(?:et )?(?:le )?(?:{full} (?:le )?)?$"
        ),
        weekday_before=re.compile(rf"(?<![a-z])(?:(?P<full>{full})|(?P<short>{short})\.),? *(?:le +)?$"),
        qualifier_before=re.compile(
            rf"\b{qualifiers}(?: (?:du mois )?d(?:e (?:l'annee )?|')|(?: de)? l'annee |[ -]{{1,3}})$"
        ),
        units=re.compile(rf" ?(?:{'|'.join(data['units'])})(?!\w)"),
    )


def before(folded: str, start: int, width: int = WINDOW) -> str:
    """Return what stands before `start` in its block, at most `width` characters."""
    return folded[max(0, start - width) : start].rpartition("\n")[2]


def year_after(folded: str, position: int, has_day: bool) -> tuple[int | None, int]:
    """Read the year that follows a month and where it ends; without a day only one that follows at once.

    >>> year_after("octobre 2020", 7, has_day=False)
    (2020, 12)
    """
    found = shared().year_after.match(folded, position)
    if not found:
        return None, position
    if found["short"]:
        return (century(int(found["short"])), found.end()) if has_day else (None, position)
    year = number(found["year"])
    apart = folded[position : found.start("year")].startswith(",") and not has_day
    if apart or not is_year(year) or (not has_day and shared().units.match(folded, found.end())):
        return None, position
    return year, found.end()


def year_before(folded: str, start: int) -> tuple[int | None, int]:
    """Read the year of "L'an deux mille treize, le six avril" and where the whole starts."""
    window = before(folded, start, 80)
    found = shared().year_before.search(window) if "l'an" in window else None
    if found and is_year(number(found["year"])):
        return number(found["year"]), start - len(window) + found.start()
    return None, start


def weekday_before(folded: str, start: int) -> tuple[int | None, int]:
    """Read the weekday before a day and where the whole starts."""
    window = before(folded, start)
    found = shared().weekday_before.search(window)
    if not found:
        return None, start
    return weekdays()[found["full"] or found["short"]], start - len(window) + found.start()


_ADVERB = re.compile(r" (?:(?P<last>derni(?:er|ere)|passee?|ecoulee?)|(?P<next>prochaine?|a venir))\b")


def shift_after(folded: str, end: int) -> tuple[Shift, int]:
    """Read "dernier" or "prochain" after a date and where the whole ends."""
    found = _ADVERB.match(folded, end)
    if not found:
        return "", end
    return ("last" if found["last"] else "next"), found.end()


def part_code(name: str, ordinal: int) -> int | None:
    """Return the EDTF code of a quarter or half-year; -1 counts from the end.

    >>> part_code("trimestre", 3), part_code("S", 3)
    (35, None)
    """
    part = calendar()["parts"][name]
    if ordinal < 0:
        ordinal = part["count"]
    return int(part["first"]) + ordinal - 1 if ordinal <= part["count"] else None


def is_year(year: int) -> bool:
    """Whether a number can be a year."""
    return FIRST_YEAR <= year <= LAST_YEAR


def is_day(year: int | None, month: int, day: int) -> bool:
    """Whether the day exists; without a year, in a leap year."""
    return 1 <= day <= monthrange(year or 2000, month)[1]


def century(year: int) -> int:
    """Return the year that two digits stand for."""
    return year + (2000 if year < 50 else 1900)
