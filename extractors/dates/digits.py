"""Dates that begin with digits: "13 octobre 2020", "13/10/2020", "2020", "2020-2022", "T3 2024"."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from extractors.dates.mentions import (
    WINDOW,
    YEAR,
    Mention,
    Shift,
    before,
    century,
    is_day,
    is_year,
    part_code,
    shared,
    shift_after,
    weekday_before,
    year_after,
    year_before,
)
from extractors.dates.words import any_of, calendar, months, number, weekdays

_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)(?: ?(?:er|eme|e)\b| ?[°º])?"
_RUN = re.compile(r"\d\d*")  # in this form `re` looks for a digit only, which is faster
# "n° 12", "article 3": what follows is no date.
_NUMBERED = re.compile(
    r"(?:\bn ?[°o] ?|\b(?:numero|no|articles?|art\.|pages?|p\.|dossier|ref\.?|reference|chapitre|(?<!du )(?<!le )lot"
    r"|annexe) ?:? ?)$"
)
# "Mise à jour de la page : 12 novembre 2019"
_OF_PAGE = re.compile(r"\b(?:page|dossier) ?: ?$")
# What it ends with: most dates are left after a look at these.
_NUMBERING = (
    *("n°", "n °", "no", "n o", "numero", "article", "articles", "art.", "page", "pages", "p.", "dossier"),
    *("ref", "ref.", "reference", "chapitre", "lot", "annexe"),
)
_CODED = re.compile(r"\b(?:deliberations?|rapport|arrete|decision|marche|convention|acte) $")
_SEPARATED = re.compile(r"\d{1,4} ?[-/.]")
_SPLIT_DAY = re.compile(r"[12] \d(?!\w)|3 [01](?!\w)")
_NUMERIC = re.compile(
    r"(?P<day>3[01]|[12]\d|0?[1-9])(?P<gap> ?)(?P<mark>[-/.]) ?(?P<month>1[0-2]|0?[1-9]) ?(?P=mark) ?"
    rf"(?:(?P<year>{YEAR})(?!\d)|(?P<short>\d\d)(?!\d| ?[-/.,]\d|[a-z]))"
)
_ISO = re.compile(
    rf"(?P<year>{YEAR})(?P<mark>[-/.])(?P<month>1[0-2]|0[1-9])(?P=mark)(?P<day>3[01]|[12]\d|0[1-9])(?!\d"
    rf"|[-/.]\d)"
)
_DAY_SLASH_MONTH = re.compile(r"(?P<day>3[01]|[012]?[1-9]|[12]0)/(?P<month>1[0-2]|0[1-9])(?!\d|/|[.,]\d| ?%)")
_MONTH_SLASH_YEAR = re.compile(rf"(?P<month>1[0-2]|0[1-9])[/-](?P<year>{YEAR})(?!\d|[-/.]\d)")
_BEFORE_MONTH = re.compile(r"(?:\b(?:en|de|depuis|fin|debut|mi|du|au|mois|a|entre|et|le|des)|[:(]) ?-?$")
_YEAR_MONTH = re.compile(rf"(?P<year>{YEAR})-(?P<month>1[0-2]|0[1-9])(?!\d|[-/]\d)")
_SPAN = re.compile(rf"(?: ?[-/] ?{YEAR}){{1,4}}(?!\d)|[-/](?P<short>\d\d)(?!\d)")
_LONGEST_SPAN = 20
_DECIMALS = re.compile(r"[.,]\d|[-/]\d")
_PART_ENDS = tuple("1234tqs")
_PART_AFTER = re.compile(r" ?[-/] ?(?P<letter>[tqs])(?P<number>[1-4])\b")


class _Patterns(NamedTuple):
    days_month: re.Pattern[str]
    article_before: re.Pattern[str]
    introduction_before: re.Pattern[str]
    part_before: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    data = calendar()
    weekday, short = any_of(weekdays(abbreviated=False)), any_of(weekdays())
    introductions = any_of(data["introductions"] + data["year_introductions"])
    letters = "".join(name.lower() for name in data["parts"] if len(name) == 1)
    more_days = (
        rf"(?:,? ?(?:le )?{_DAY}){{0,4}},? ?(?:et|ou|au|a|&|puis)(?: le| du)? (?:{weekday} (?:le )?)?{_DAY}"
        rf"| ?[-/] ?{_DAY}(?= )"
    )
    return _Patterns(
        days_month=re.compile(
            rf"(?P<days>{_DAY}(?:{more_days})?)(?: jour)?(?: ?[-./]? ?| du mois d(?:e |'))"
            r"(?P<month>[a-z0][a-z01]{1,10}[a-z])(?![a-z])(?P<dot>\.)?"
        ),
        article_before=re.compile(rf"(?:\b(?:le|du|au|ce|{weekday})|\b{short}\.) $"),
        introduction_before=re.compile(rf"(?:(?<!\w){introductions} ?:? ?|\bl'an |mi-)$"),
        part_before=re.compile(
            rf"(?<!\w)(?:(?P<letter>[{letters}]) ?(?P<number>[1-4])"
            rf"|(?P<first>[1-4]) ?(?:er |e |eme )?(?P<last>[{letters}])) ?[-/]? ?$"
        ),
    )


def from_digits(folded: str) -> Iterator[Mention]:
    """Yield the dates that begin with digits, in order.

    >>> [mention.day for mention in from_digits("les 3 et 4 mai 2021")]
    [3, 4]
    """
    position = 0
    for run in _RUN.finditer(folded):
        start, end = run.span()
        length = end - start
        if start < position or length > 4 or length == 3:
            continue
        found = _read(folded, start, length)
        if found:
            position = found[-1].end
            yield from found


def _read(folded: str, start: int, length: int) -> list[Mention]:
    lead = before(folded, start)
    if _is_glued(lead):
        return []
    found = _days(folded, start, length, lead) if length <= 2 else []
    if not found and not lead[-1:].isalpha():
        mention = _numeric(folded, start, lead) if _SEPARATED.match(folded, start) else None
        if mention is None and length == 4:
            mention = _year(folded, start, lead)
        found = [mention] if mention else []
    numbered = found and lead.rstrip(" :").endswith(_NUMBERING) and _NUMBERED.search(lead)
    if numbered and _OF_PAGE.search(lead) and found[-1].year and found[-1].month:
        return found
    return [] if numbered else found


def _is_glued(lead: str) -> bool:
    """Whether a number goes on one before it: a telephone number, an amount, a code.

    "Laon,13 octobre" only lacks a space; "T3-2024" and "mi-2021" are dates.
    """
    mark, letter = lead[-1:], lead[-2:-1]
    if not mark or mark not in ".,-/_":
        return False
    if not (letter.isdigit() or (letter.isalpha() and mark in "-/_")):
        return False
    return not (_part_before(lead) or lead.endswith("mi-"))


def _days(folded: str, start: int, length: int, lead: str) -> list[Mention]:
    """Read "13 octobre 2020", "les 3 et 4 mai", "du 3 au 5 mai"."""
    patterns = _patterns()
    offset, first = start, ""
    split = _SPLIT_DAY.match(folded, start) if length == 1 else None
    if split and patterns.article_before.search(lead):  # "le 1 3 octobre": recognised text
        offset, first = start + 2, folded[start]
    found = patterns.days_month.match(folded, offset)
    month = months().get(found["month"]) if found else None
    if not found or month is None:
        return []
    end = found.end("month")
    year, after = year_after(folded, end + len(found["dot"] or ""), has_day=True)
    if found["month"] not in months(abbreviated=False):
        if year is None and not found["dot"]:
            return []
        end = found.end()
    shift: Shift = ""
    if year is None:
        shift, end = shift_after(folded, end)
    else:
        end = after
    numbers, last = _numbers(first + found["days"])
    if not all(is_day(year, month, day) for day in numbers):
        return []
    weekday, start = weekday_before(folded, start)
    if year is None:
        year, start = year_before(folded, start)
    return [
        Mention(
            start,
            end,
            "day",
            year,
            month,
            day,
            weekday=None if index else weekday,
            last_day=last,
            shift=shift,
        )
        for index, day in enumerate(numbers[:1] if last else numbers)
    ]


_DIGITS = re.compile(r"\d+")
_FROM_TO = re.compile(r"\d\D* (?:au|a) |\d ?- ?\d")
_JOINED = re.compile(r"\d ?[-/] ?\d")


def _numbers(written: str) -> tuple[list[int], int | None]:
    """Read the days of "3, 10 et 17", or those of "3 au 5" and its last."""
    numbers = [number(digits) for digits in _DIGITS.findall(written)]
    if len(numbers) == 2 and _FROM_TO.search(written) and numbers[0] < numbers[1]:
        return numbers, numbers[1]
    if len(numbers) > 1 and _JOINED.search(written):
        return numbers[-1:], None  # "12-3 mai": only the last can be the day
    return numbers, None


def _numeric(folded: str, start: int, lead: str) -> Mention | None:
    """Read "13/10/2020", "2020-10-13", "le 13/10", "en 10/2020"."""
    found = _NUMERIC.match(folded, start) or _ISO.match(folded, start)
    if found:
        year = _year_of(found, lead)
    elif found := _DAY_SLASH_MONTH.match(folded, start):
        year = None
        if not _patterns().article_before.search(lead):
            return None
    else:
        return _month_and_year(folded, start, lead)
    month, day = int(found["month"]), int(found["day"])
    if year == 0 or not is_day(year, month, day):
        return None
    weekday, start = weekday_before(folded, start)
    return Mention(start, found.end(), "numeric", year, month, day, weekday=weekday)


def _year_of(found: re.Match[str], lead: str) -> int:
    """Read the year of a date in digits, 0 where it is none but a number."""
    parts = found.groupdict()
    if found["mark"] == "-" and _CODED.search(lead):
        return 0
    if parts["year"]:
        return int(parts["year"])
    two_digits = len(parts["day"]) == len(parts["month"]) == 2
    return 0 if parts["gap"] or (parts["mark"] != "/" and not two_digits) else century(int(parts["short"]))


def _month_and_year(folded: str, start: int, lead: str) -> Mention | None:
    found = _MONTH_SLASH_YEAR.match(folded, start)
    if found and not _BEFORE_MONTH.search(lead):
        return None
    if not found and folded[max(0, start - WINDOW) : start].strip() == "date":
        found = _YEAR_MONTH.match(folded, start)  # " date 2020-12 " is what a crawl puts before a text
    return Mention(start, found.end(), "month", int(found["year"]), int(found["month"])) if found else None


def _year(folded: str, start: int, lead: str) -> Mention | None:
    """Read "2020", "2020-2022", "fin 2021", "T3 2024"."""
    year, end = int(folded[start : start + 4]), start + 4
    if not is_year(year):
        return None
    if part := _part_before(lead):
        return Mention(start - len(lead) + part[1], end, "part", year, part=part[0])
    if after := _PART_AFTER.match(folded, end):
        code = part_code(after["letter"].upper(), int(after["number"]))
        return Mention(start, after.end(), "part", year, part=code) if code else None
    span = _SPAN.match(folded, end)
    last_year = _last_year(year, span) if span else None
    if span and last_year:
        end = span.end()
    if _DECIMALS.match(folded, end) or shared().units.match(folded, end):
        return None
    if last_year:
        return Mention(start, end, "span", year, last_year=last_year)
    if found := shared().qualifier_before.search(lead):
        return Mention(start - len(lead) + found.start(), end, "year", year)
    if year % 10 == 0 and lead.endswith("annees "):  # "les années 1990" are ten
        return Mention(start, end, "year", year, introduced=False)
    introduced = _patterns().introduction_before.search(lead) is not None
    return Mention(start, end, "year", year, introduced=introduced)


def _last_year(year: int, span: re.Match[str]) -> int | None:
    """Read the end of "2020-2022" or "2022-24"; None where the two are no span of years."""
    if span["short"]:
        last = year - year % 100 + int(span["short"])
        # "2011-12" is as well a month or a number.
        return last if year < last <= year + 10 and int(span["short"]) > 12 else None
    last = int(span.group()[-4:])
    return last if year < last <= year + _LONGEST_SPAN else None


def _part_before(lead: str) -> tuple[int, int] | None:
    """Read the code of "T3 " before a year and where it starts in `lead`."""
    if lead.rstrip(" -/")[-1:] not in _PART_ENDS:
        return None
    found = _patterns().part_before.search(lead)
    if not found:
        return None
    code = part_code((found["letter"] or found["last"]).upper(), int(found["number"] or found["first"]))
    return (code, found.start()) if code else None
