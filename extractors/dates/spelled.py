"""Dates that hang on a word: "en octobre", "treize octobre", "printemps 2021", "ce lundi", "l'an passé"."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from extractors.dates.mentions import (
    YEAR,
    Mention,
    Shift,
    before,
    is_day,
    is_year,
    part_code,
    shared,
    shift_after,
    weekday_before,
    year_after,
    year_before,
)
from extractors.dates.words import any_of, calendar, months, number, number_words, weekdays
from extractors.text.anchors import Anchors
from extractors.text.source import Source

_PARTS = ("trimestre", "trimestres", "semestre", "semestres")
_DAY_TIMES = ("jour", "matin", "midi", "soir")
_SHIFTS = ("dernier", "derniere", "passe", "passee", "prochain", "prochaine")


class _Patterns(NamedTuple):
    anchors: Anchors
    day_words: re.Pattern[str]
    introduction: re.Pattern[str]
    ordinal: re.Pattern[str]
    number: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    data = calendar()
    words = [
        *months(),
        *weekdays(abbreviated=False),
        *data["seasons"],
        *data["near_days"],
        *_PARTS,
        *_SHIFTS,
        *_DAY_TIMES,
        "mille",
    ]
    return _Patterns(
        anchors=Anchors(words),
        day_words=re.compile(
            rf"(?P<day>{number_words()}|\b(?:premier|ler|ier))(?: jour)?(?: du mois d(?:e |')|[ -])$"
        ),
        introduction=re.compile(rf"(?<!\w){any_of(data['introductions'] + data['month_introductions'])} ?$"),
        ordinal=re.compile(rf"(?<!\w)(?P<ordinal>{any_of(data['ordinals'])})(?: ?(?:er|e|eme|nd|d))? $"),
        number=re.compile(number_words()),
    )


_WORD = re.compile("[a-z01]+")


def from_words(source: Source) -> Iterator[Mention]:
    """Yield the dates that hang on a word, in order; days in digits are read elsewhere.

    >>> [mention.month for mention in from_words(Source("en octobre, puis fin mars 2021"))]
    [10, 3]
    """
    folded = source.folded
    all_months, all_weekdays, seasons = months(), weekdays(abbreviated=False), calendar()["seasons"]
    for found in _patterns().anchors.finditer(_WORD, source):
        word, start, end = found.group(), found.start(), found.end()
        mention: Mention | None = None
        if word in all_months:
            mention = _month(folded, start, end)
        elif word in all_weekdays:
            mention = _weekday(folded, start, end)
        elif word in seasons:
            mention = _season(folded, start, end)
        elif word in _PARTS:
            mention = _part(folded, start, end)
        elif word == "mille":
            mention = _year(folded, start)
        elif word in _SHIFTS:
            mention = _shifted(folded, start, end)
        elif word in ("hier", "aujourd", "demain"):
            mention = _near_day(folded, start)
        elif word in _DAY_TIMES:
            mention = _this_day(folded, start, end)
        if mention:
            yield mention


# "Juin 30, 2019" is what some publishing software writes.
_DAY_AFTER = re.compile(rf" (?P<day>3[01]|[12]\d|0?[1-9]), (?P<year>{YEAR})(?!\d)")


def _month(folded: str, start: int, end: int) -> Mention | None:
    """Read "octobre 2020", "mi-juin", "treize octobre"."""
    month, full = months()[folded[start:end]], folded[start:end] in months(abbreviated=False)
    if full and (found := _DAY_AFTER.match(folded, end)):
        written = int(found["year"]), month, int(found["day"])
        return Mention(start, found.end(), "day", *written) if is_day(*written) else None
    lead = before(folded, start, 60)
    words = None if lead[-2:-1].isdigit() else _patterns().day_words.search(lead)
    year, after = year_after(folded, end + (not full and folded[end : end + 1] == "."), has_day=bool(words))
    shift: Shift = ""
    if year is not None:
        end = after
    elif full:
        shift, end = shift_after(folded, end)
    else:
        return None
    if words and is_day(year, month, day := number(words["day"])):
        weekday, first = weekday_before(folded, start - len(lead) + words.start())
        if year is None:
            year, first = year_before(folded, first)
        return Mention(first, end, "day", year, month, day, weekday=weekday, shift=shift)
    if qualifier := shared().qualifier_before.search(lead):
        return Mention(start - len(lead) + qualifier.start(), end, "month", year, month, shift=shift)
    introduced = year or shift or _patterns().introduction.search(lead)
    return Mention(start, end, "month", year, month, shift=shift, introduced=bool(introduced))


_TIME_OF_DAY = r"(?: (?:matin|apres-midi|apres midi|midi|soir))?"
# The day of "mardi 13", not the hour or the count of "mardi 13 h", "mardi 13 enfants".
_DAY_ALONE = (
    r"(?:,? (?:le )?(?P<day>3[01]|[12]\d|0?[1-9])(?:er)?(?! ?(?:h\b|heures|[:%€/.-]?\d|[%€]| [a-z]+s\b)))?"
)
_WEEKDAY_AFTER = re.compile(_TIME_OF_DAY + _DAY_ALONE + _TIME_OF_DAY)
_THIS = re.compile(r"\bcet? $")
_HABIT = re.compile(
    r"\b(?:le|les|du|au|chaque|tous les|un|des|de|a) $|(?:di|dis|dimanche)(?:,| et| ou| a| au| ?-) ?(?:le )?$"
)


def _weekday(folded: str, start: int, end: int) -> Mention | None:
    """Read "ce vendredi", "vendredi dernier", "mardi 13"."""
    weekday = weekdays()[folded[start:end]]
    lead = before(folded, start, 14)
    after = _WEEKDAY_AFTER.match(folded, end)
    day = int(after["day"]) if after and after["day"] else None
    shift, end = shift_after(folded, after.end() if after else end)
    if not shift and (this := _THIS.search(lead)):
        shift, start = "this", start - len(this.group())
    if not shift and _HABIT.search(lead):
        return None
    return Mention(start, end, "weekday", day=day, weekday=weekday, shift=shift)


# "été" is a participle too.
_SUMMER = re.compile(r"(?:\b[ldcs]'|\bcet |\bmi-|\b(?:fin|debut|en|et|ou|mi|courant) |[-/(]|[-,|•·] |^)$")
_WINTER = re.compile(rf"[-/](?:{YEAR}|\d\d)(?!\d)")


def _season(folded: str, start: int, end: int) -> Mention | None:
    """Read "printemps 2021", "l'été dernier", "hiver 2021-2022"."""
    lead = before(folded, start)
    if folded[start:end] == "ete" and not _SUMMER.search(lead):
        return None
    part = calendar()["seasons"][folded[start:end]]
    year, end = year_after(folded, end, has_day=False)
    shift: Shift = ""
    if year is not None:
        winter = _WINTER.match(folded, end)
        end = winter.end() if winter else end
    else:
        shift, end = shift_after(folded, end)
        if not shift and not _THIS.search(lead):
            return None
        shift = shift or "this"
    found = shared().qualifier_before.search(lead)
    first = start - len(lead) + found.start() if found else start
    return Mention(first, end, "part", year, part=part, shift=shift)


def _part(folded: str, start: int, end: int) -> Mention | None:
    """Read "3ème trimestre 2024", "premier semestre"."""
    lead = before(folded, start)
    found = _patterns().ordinal.search(lead)
    if not found:
        return None
    code = part_code(folded[start:end].rstrip("s"), calendar()["ordinals"][found["ordinal"]])
    year, end = year_after(folded, end, has_day=False)
    return Mention(start - len(lead) + found.start(), end, "part", year, part=code) if code else None


def _year(folded: str, start: int) -> Mention | None:
    """Read "deux mille vingt" where it is brought in like a year."""
    lead = before(folded, start)
    two = lead.endswith(("deux ", "deux-"))
    first = start - 5 if two else start
    found = _patterns().number.match(folded, first)
    if not found or not is_year(number(found.group())) or shared().units.match(folded, found.end()):
        return None
    lead = lead[: len(lead) - 5] if two else lead
    qualifier = shared().qualifier_before.search(lead)
    if not qualifier and not re.search(r"\b(?:en|l'an|annee|depuis) $", lead):
        return None
    return Mention(
        first - len(qualifier.group()) if qualifier else first, found.end(), "year", number(found.group())
    )


_NEAR = re.compile(r"(?:hier|aujourd'hui|demain)" + _TIME_OF_DAY)
_NEAR_WORD = re.compile(r"[a-z'-]+")


def _near_day(folded: str, start: int) -> Mention | None:
    found = _NEAR.match(folded, start)
    if not found:
        return None
    start -= 6 if before(folded, start, 6) in ("avant-", "apres-") else 0
    word = _NEAR_WORD.match(folded, start)
    offset = calendar()["near_days"].get(word.group()) if word else None
    return None if offset is None else Mention(start, found.end(), "near", offset=offset)


_THIS_DAY = re.compile(r"(?<!\ba )\b(?:ce |cet (?:apres-)?)$")


def _this_day(folded: str, start: int, end: int) -> Mention | None:
    """Read "ce jour", "ce matin", "cet après-midi"; "à ce jour" and "ce jour-là" are other days."""
    lead = before(folded, start, 14)
    found = _THIS_DAY.search(lead)
    if not found or folded.startswith("-la", end):
        return None
    return Mention(start - len(lead) + found.start(), end, "near", shift="this")


_SHIFTED = re.compile(r"(?:\bl'(?P<year>an(?:nee)?)|\ble (?P<month>mois)) $")


def _shifted(folded: str, start: int, end: int) -> Mention | None:
    """Read "le mois dernier", "l'an passé", "l'année prochaine" from its last word."""
    lead = before(folded, start, 12)
    found = _SHIFTED.search(lead)
    if not found:
        return None
    name = "month" if found["month"] else "year"
    shift: Shift = "next" if folded.startswith("pro", start) else "last"
    return Mention(
        start - len(lead) + found.start(name), end, "month" if name == "month" else "year", shift=shift
    )
