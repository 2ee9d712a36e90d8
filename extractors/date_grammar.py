"""Where a text writes dates: days, months, quarters, seasons, years, spans of years, days told from today.

Nothing is resolved here: a mention holds what is written and no more. The scan looks for digits and for the
words of the calendar and reads outwards from them, so that its time grows with the length of the text only.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple
from weakref import WeakKeyDictionary

from extractors.date_words import any_of, calendar, months, number, number_words, weekdays
from extractors.source import Source

Form = Literal["day", "numeric", "month", "part", "year", "span", "weekday", "near"]
Shift = Literal["", "last", "this", "next"]


class Mention(NamedTuple):
    """A date as written; what is not written is None.

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


_YEAR = r"(?:19|20)\d\d"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)(?: ?(?:er|eme|e)\b| ?[°º])?"
_MONTH_NUMBER = r"(?:1[0-2]|0?[1-9])(?!\d)"
_RUN = re.compile(r"\d+")
# "n° 12", "article 3": what follows is no day.
_NUMBERED = re.compile(r"(?:\bn ?[°o] ?|\b(?:numero|no|articles?|art\.|pages?|p\.|dossier|ref\.?|reference|chapitre|lot|annexe) ?:? ?)$")
_CODED = re.compile(r"\b(?:deliberations?|rapport|arrete|decision|marche|convention|acte) $")
_SPLIT_DAY = re.compile(r"[12] \d(?!\d)|3 [01](?!\d)")
_ADVERB = re.compile(r" (?:(?P<last>derni(?:er|ere)|passee?|ecoulee?)|(?P<next>prochaine?|a venir))\b")
_NUMERIC = re.compile(
    r"(?P<day>3[01]|[12]\d|0?[1-9])(?P<gap> ?)(?P<mark>[-/.]) ?(?P<month>1[0-2]|0?[1-9]) ?(?P=mark) ?"
    rf"(?:(?P<year>{_YEAR})(?!\d)|(?P<short>\d\d)(?!\d| ?[-/.,]\d|[a-z]))"
)
_ISO = re.compile(rf"(?P<year>{_YEAR})(?P<mark>[-/.])(?P<month>1[0-2]|0[1-9])(?P=mark)(?P<day>3[01]|[12]\d|0[1-9])(?!\d|[-/.]\d)")
_DAY_SLASH_MONTH = re.compile(r"(?P<day>3[01]|[012]?[1-9]|[12]0)/(?P<month>1[0-2]|0[1-9])(?!\d|/|[.,]\d| ?%)")
_MONTH_SLASH_YEAR = re.compile(rf"(?P<month>1[0-2]|0[1-9])[/-](?P<year>{_YEAR})(?!\d|[-/.]\d)")
_YEAR_MONTH = re.compile(rf"(?P<year>{_YEAR})-(?P<month>1[0-2]|0[1-9])(?!\d|[-/]\d)")
_BEFORE_MONTH_YEAR = re.compile(r"(?:\b(?:en|de|depuis|fin|debut|mi|du|au|mois|a|entre|et|le|des)|[:(]) ?-?$")
_SPAN = re.compile(rf"(?: ?[-/] ?{_YEAR}){{1,4}}(?!\d)|[-/](?P<short>\d\d)(?!\d)")
_LONGEST_SPAN = 20
_PART_AFTER_YEAR = re.compile(r" ?[-/] ?(?P<letter>[tqs])(?P<number>[1-4])\b")
_WINDOW = 24
_PARTS = ("trimestre", "trimestres", "semestre", "semestres")


class _Patterns(NamedTuple):
    """Patterns made from the data file."""

    anchor: re.Pattern[str]
    days_month: re.Pattern[str]
    year_after: re.Pattern[str]
    weekday_before: re.Pattern[str]
    day_before: re.Pattern[str]
    day_words: re.Pattern[str]
    year_before: re.Pattern[str]
    qualifier: re.Pattern[str]
    introduction: re.Pattern[str]
    year_introduction: re.Pattern[str]
    month_introduction: re.Pattern[str]
    ordinal: re.Pattern[str]
    part_letter: re.Pattern[str]
    units: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    data = calendar()
    weekday = any_of(weekdays(abbreviated=False))
    short = any_of(weekdays())
    words = [*months(), *weekdays(abbreviated=False), *data["seasons"], *_PARTS, *data["near_days"], "mille"]
    stems = any_of({re.escape(word[:3]) for word in [*words, "dernier", "prochain", "passe"]})
    # Of the parts of "T3 2024" only the letters.
    letters = "".join(name.lower() for name in data["parts"] if len(name) == 1)
    before = "|".join(data["introductions"])
    list_of_days = (
        rf"(?:,? ?(?:le )?{_DAY}){{0,4}},? ?(?:et|ou|au|a|&|puis)(?: le| du)? (?:{weekday} (?:le )?)?{_DAY}| ?[-/] ?{_DAY}(?= )"
    )
    return _Patterns(
        anchor=re.compile(rf"\b{stems}[a-z01]*"),
        days_month=re.compile(rf"(?P<days>{_DAY}(?:{list_of_days})?)(?: jour)?(?: ?[-./]? ?| du mois d(?:e |'))(?P<month>[a-z0][a-z01]{{1,10}}[a-z])(?![a-z])(?P<dot>\.)?"),
        year_after=re.compile(
            rf"(?:,? {{0,2}}|\.? ?|[-/.])(?:de l'an(?:nee)? |l'an |de )?(?:(?P<year>{_YEAR}|20 \d\d(?= ?[.,;:)\n]|$)|2 0 \d \d|{number_words()})(?![\d])"
            r"|(?<=[-/'])(?P<short>\d\d)(?![\d%]))"
        ),
        weekday_before=re.compile(rf"(?<![a-z])(?:(?P<full>{weekday})|(?P<short>{short})\.),? *(?:le +)?$"),
        day_before=re.compile(rf"(?:\b(?:le|du|au|ce|{weekday})|\b{short}\.) $"),
        day_words=re.compile(rf"(?P<day>{number_words()}|\b(?:premier|ler|ier))(?: jour)?(?: du mois d(?:e |')|[ -])$"),
        year_before=re.compile(rf"\bl'an(?:nee)? (?P<year>{_YEAR}|{number_words()}) ?,? ?(?:et )?(?:le )?(?:{weekday} (?:le )?)?$"),
        qualifier=re.compile(rf"\b(?:{'|'.join(data['qualifiers'])})(?: (?:du mois )?d(?:e (?:l'annee )?|')|(?: de)? l'annee |[ -]{{1,3}})$"),
        introduction=re.compile(rf"(?:(?<!\w)(?:{before}) |\bl'an |mi-)$"),
        year_introduction=re.compile(rf"(?<!\w)(?:{'|'.join(data['year_introductions'])}) ?:? ?$"),
        month_introduction=re.compile(rf"(?<!\w)(?:{'|'.join(data['month_introductions'])}) ?$"),
        ordinal=re.compile(rf"(?<!\w)(?P<ordinal>{any_of(data['ordinals'])})(?: ?(?:er|e|eme|nd|d))? $"),
        part_letter=re.compile(rf"(?<!\w)(?:(?P<letter>[{letters}]) ?(?P<number>[1-4])|(?P<first>[1-4]) ?(?:er |e |eme )?(?P<last>[{letters}])) ?[-/]? ?$"),
        units=re.compile(rf" ?(?:{'|'.join(data['units'])})(?!\w)"),
    )


_SCANNED: WeakKeyDictionary[Source, list[Mention]] = WeakKeyDictionary()


def find_mentions(source: Source) -> list[Mention]:
    """Find everything in the text that is written as a date, in order; one scan per source.

    >>> [(m.form, m.year, m.month, m.day) for m in find_mentions(Source("Le 3 mai 2021, puis en octobre."))]
    [('day', 2021, 5, 3), ('month', None, 10, None)]
    """
    mentions = _SCANNED.get(source)
    if mentions is None:
        mentions = _SCANNED[source] = _scan(source.folded)
    return mentions


def _scan(folded: str) -> list[Mention]:
    digits = list(_from_digits(folded))
    days = [mention for mention in digits if mention.form not in ("year", "span")]
    found = [*digits, *_apart_from(days, _from_words(folded))]
    found.sort(key=lambda mention: (mention.start, -mention.end))
    mentions: list[Mention] = []
    for mention in found:
        last = mentions[-1] if mentions else None
        # The days of "les 3 et 4 mai" share their passage.
        if last is None or mention.start >= last.end or (mention[:2] == last[:2] and mention.form == last.form == "day"):
            mentions.append(mention)
    return _share_years(folded, mentions)


def _apart_from(days: list[Mention], words: Iterator[Mention]) -> Iterator[Mention]:
    """Leave out what a date in digits has read already: the weekday and the month of "mardi 13 octobre"."""
    position = 0
    for mention in words:
        while position < len(days) and days[position].end <= mention.start:
            position += 1
        if position == len(days) or mention.end <= days[position].start:
            yield mention


def _from_digits(folded: str) -> Iterator[Mention]:
    position = 0
    for run in _RUN.finditer(folded):
        start, length = run.start(), run.end() - run.start()
        if start < position or length > 4 or length == 3:
            continue
        found = _read_digits(folded, start, length)
        if found:
            position = found[-1].end
            yield from found


def _read_digits(folded: str, start: int, length: int) -> list[Mention]:
    before = folded[max(0, start - _WINDOW) : start].rpartition("\n")[2]
    mark, letter = before[-1:], before[-2:-1]
    # Part of a telephone number, an amount or a code; "Laon,13 octobre" only lacks a space.
    if mark and mark in ".,-/_" and (letter.isdigit() or (letter.isalpha() and mark in "-/_")) and not _part_letter(before):
        return []
    if _NUMBERED.search(before):
        return []
    if length <= 2:
        days = _days_of_month(folded, start, before)
        if days or mark.isalpha():
            return days
    elif mark.isalpha():
        return []
    mention = _numeric(folded, start, before) or (_year(folded, start, before) if length == 4 else None)
    return [mention] if mention else []


def _days_of_month(folded: str, start: int, before: str) -> list[Mention]:
    """Read "13 octobre 2020", "les 3 et 4 mai", "du 3 au 5 mai" from its first digit."""
    patterns = _patterns()
    offset = start
    first = ""
    split = _SPLIT_DAY.match(folded, start)
    if split and patterns.day_before.search(before):  # "le 1 3 octobre": recognised text
        first, offset = folded[start], start + 2
    found = patterns.days_month.match(folded, offset)
    month = months().get(found["month"]) if found else None
    if not found or month is None:
        return []
    end = found.end("month")
    year, after = _year_after(folded, end + len(found["dot"] or ""), has_day=True)
    if found["month"] not in months(abbreviated=False):
        if year is None and not found["dot"]:
            return []
        end = found.end()
    end = after if year is not None else end
    shift, end = ("", end) if year is not None else _shift_after(folded, end)
    numbers = [number(word) for word in re.findall(r"\d+", first + found["days"])]
    if not all(_is_day(year, month, day) for day in numbers):
        return []
    weekday, start = _weekday_before(before, start)
    if year is None:
        year, start = _year_before(folded, start)
    ranged = len(numbers) == 2 and re.search(r"\d\D* (?:au|a) |\d ?- ?\d", found["days"]) and numbers[0] < numbers[1]
    if len(numbers) > 1 and not ranged and re.search(r"\d ?[-/] ?\d", found["days"]):
        numbers = numbers[-1:]  # "12-3 mai": only the last can be the day
    last = numbers[1] if ranged else None
    days = numbers[:1] if ranged else numbers
    return [
        Mention(start, end, "day", year, month, day, weekday=weekday if not index else None, last_day=last, shift=shift)
        for index, day in enumerate(days)
    ]


def _year_after(folded: str, position: int, has_day: bool) -> tuple[int | None, int]:
    """Read the year that follows a month; without a day only one that follows at once."""
    found = _patterns().year_after.match(folded, position)
    if not found:
        return None, position
    if found["short"]:
        return (2000 + int(found["short"]), found.end()) if has_day else (None, position)
    year = number(found["year"])
    apart = folded[position : found.start("year")].strip(" -/.")
    if not 1900 <= year < 2100 or (apart.startswith(",") and not has_day) or _patterns().units.match(folded, found.end()):
        return None, position
    return year, found.end()


def _year_before(folded: str, start: int) -> tuple[int | None, int]:
    """Read the year of "L'an deux mille vingt, le seize octobre"."""
    window = folded[max(0, start - 80) : start].rpartition("\n")[2]
    found = _patterns().year_before.search(window) if "l'an" in window else None
    if found and 1900 <= number(found["year"]) < 2100:
        return number(found["year"]), start - len(window) + found.start()
    return None, start


def _shift_after(folded: str, end: int) -> tuple[Shift, int]:
    found = _ADVERB.match(folded, end)
    if not found:
        return "", end
    return ("last" if found["last"] else "next"), found.end()


def _weekday_before(before: str, start: int) -> tuple[int | None, int]:
    found = _patterns().weekday_before.search(before)
    if not found:
        return None, start
    return weekdays()[found["full"] or found["short"]], start - len(before) + found.start()


def _is_day(year: int | None, month: int, day: int) -> bool:
    # A leap year where none is written.
    return 1 <= day <= monthrange(year or 2000, month)[1]


def _numeric(folded: str, start: int, before: str) -> Mention | None:
    """Read "13/10/2020", "2020-10-13", "le 13/10", "en 10/2020" from its first digit."""
    found = _NUMERIC.match(folded, start) or _ISO.match(folded, start)
    if found:
        parts = found.groupdict()
        if parts.get("short"):
            two_digits = len(parts["day"]) == len(parts["month"]) == 2
            if parts["gap"] or (parts["mark"] != "/" and not two_digits):
                return None
        if found["mark"] == "-" and _CODED.search(before):
            return None
        year = int(parts["year"]) if parts["year"] else _century(int(parts["short"]))
        if not _is_day(year, int(found["month"]), int(found["day"])):
            return None
        weekday, start = _weekday_before(before, start)
        return Mention(start, found.end(), "numeric", year, int(found["month"]), int(found["day"]), weekday=weekday)
    if found := _DAY_SLASH_MONTH.match(folded, start):
        if _patterns().day_before.search(before) and _is_day(None, int(found["month"]), int(found["day"])):
            weekday, start = _weekday_before(before, start)
            return Mention(start, found.end(), "numeric", None, int(found["month"]), int(found["day"]), weekday=weekday)
    if found := _MONTH_SLASH_YEAR.match(folded, start):
        if _BEFORE_MONTH_YEAR.search(before):
            return Mention(start, found.end(), "month", int(found["year"]), int(found["month"]))
    # " date 2020-12 " is what a crawl puts before the text.
    elif (found := _YEAR_MONTH.match(folded, start)) and folded[:start].strip() == "date":
        return Mention(start, found.end(), "month", int(found["year"]), int(found["month"]))
    return None


def _century(year: int) -> int:
    return year + (2000 if year < 50 else 1900)


def _year(folded: str, start: int, before: str) -> Mention | None:
    """Read "2020", "2020-2022", "fin 2021", "T3 2024" from the first digit of the year."""
    year, end = int(folded[start : start + 4]), start + 4
    if not 1900 <= year < 2100:
        return None
    patterns = _patterns()
    if part := _part_letter(before):
        return Mention(start - len(before) + part[1], end, "part", year, part=part[0])
    if part_after := _PART_AFTER_YEAR.match(folded, end):
        code = _part_code(part_after["letter"].upper(), int(part_after["number"]))
        return Mention(start, part_after.end(), "part", year, part=code) if code else None
    span = _SPAN.match(folded, end)
    last_year = _last_year(year, span) if span else None
    if span and last_year:
        end = span.end()
    if re.match(r"[.,]\d|[-/]\d", folded[end : end + 2]) or patterns.units.match(folded, end):
        return None
    if last_year:
        return Mention(start, end, "span", year, last_year=last_year)
    if found := patterns.qualifier.search(before):
        return Mention(start - len(before) + found.start(), end, "year", year)
    introduced = bool(patterns.introduction.search(before) or patterns.year_introduction.search(before))
    return Mention(start, end, "year", year, introduced=introduced)


def _last_year(year: int, span: re.Match[str]) -> int | None:
    """The end of "2020-2022" or "2022-24"; None where the two are no span of years."""
    if span["short"]:
        last = year - year % 100 + int(span["short"])
        # "2011-12" is as well a month or a number.
        return last if year < last <= year + 10 and int(span["short"]) > 12 else None
    last = int(span.group()[-4:])
    return last if year < last <= year + _LONGEST_SPAN else None


def _part_letter(before: str) -> tuple[int, int] | None:
    """The code of "T3 " before a year and where it starts in `before`."""
    found = _patterns().part_letter.search(before)
    if not found:
        return None
    code = _part_code((found["letter"] or found["last"]).upper(), int(found["number"] or found["first"]))
    return (code, found.start()) if code else None


def _part_code(name: str, ordinal: int) -> int | None:
    part = calendar()["parts"][name]
    if ordinal < 0:
        ordinal = part["count"]
    return int(part["first"]) + ordinal - 1 if ordinal <= part["count"] else None


def _from_words(folded: str) -> Iterator[Mention]:
    all_months, all_weekdays, seasons = months(), weekdays(abbreviated=False), calendar()["seasons"]
    for found in _patterns().anchor.finditer(folded):
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
            mention = _year_in_words(folded, start)
        elif word in ("hier", "aujourd", "demain"):
            mention = _near_day(folded, start)
        elif word in ("dernier", "derniere", "prochain", "prochaine", "passe", "passee"):
            mention = _near_month_or_year(folded, start, end)
        if mention:
            yield mention


def _before(folded: str, start: int, width: int = _WINDOW) -> str:
    return folded[max(0, start - width) : start].rpartition("\n")[2]


def _month(folded: str, start: int, end: int) -> Mention | None:
    """Read "octobre 2020", "mi-juin", "treize octobre" from the month on; days in digits are read elsewhere."""
    patterns = _patterns()
    month, full = months()[folded[start:end]], folded[start:end] in months(abbreviated=False)
    before = _before(folded, start, 60)
    words = patterns.day_words.search(before)
    dot = not full and folded[end : end + 1] == "."
    year, after = _year_after(folded, end + dot, has_day=bool(words))
    end = after if year is not None else end
    shift: Shift = ""
    if year is None:
        if not full:
            return None
        shift, end = _shift_after(folded, end)
    if words and _is_day(year, month, day := number(words["day"])):
        weekday, first = _weekday_before(before[: words.start()], start - len(before) + words.start())
        if year is None:
            year, first = _year_before(folded, first)
        return Mention(first, end, "day", year, month, day, weekday=weekday, shift=shift)
    if found := patterns.qualifier.search(before):
        return Mention(start - len(before) + found.start(), end, "month", year, month, shift=shift)
    introduced = bool(year or shift or patterns.introduction.search(before) or patterns.month_introduction.search(before))
    return Mention(start, end, "month", year, month, shift=shift, introduced=introduced)


_TIME_OF_DAY = r"(?: (?:matin|apres-midi|apres midi|midi|soir))?"
_WEEKDAY_AFTER = re.compile(
    _TIME_OF_DAY + r"(?:,? (?:le )?(?P<day>3[01]|[12]\d|0?[1-9])(?:er)?(?! ?(?:h\b|heures|[:%€/.-]?\d|[%€]| [a-z]+s\b)))?" + _TIME_OF_DAY
)


def _weekday(folded: str, start: int, end: int) -> Mention | None:
    """Read "ce vendredi", "vendredi dernier", "mardi 13" where no month follows."""
    before = _before(folded, start, 12)
    after = _WEEKDAY_AFTER.match(folded, end)
    day = int(after["day"]) if after and after["day"] else None
    if after:
        end = after.end()
    shift, end = _shift_after(folded, end)
    if not shift and re.search(r"\bcet? $", before):
        shift, start = "this", start - (3 if before.endswith("ce ") else 4)
    if not shift and re.search(r"\b(?:le|les|du|au|chaque|tous les|un|des|de|et|ou|a|,) $|- ?$", before):
        return None
    return Mention(start, end, "weekday", day=day, weekday=weekdays()[folded[start:end].removeprefix("ce ").split(" ")[0].rstrip(",")], shift=shift)


def _season(folded: str, start: int, end: int) -> Mention | None:
    """Read "printemps 2021", "l'été dernier", "hiver 2021-2022"."""
    before = _before(folded, start)
    part = calendar()["seasons"][folded[start:end]]
    # "été" is a participle too.
    if folded[start:end] == "ete" and not re.search(r"(?:\b[ldcs]'|\bcet |\bmi-|\b(?:fin|debut|en|et|ou|mi|courant) |[-/(]|^)$", before):
        return None
    year, after = _year_after(folded, end, has_day=False)
    if year is not None:
        winter = re.match(rf"[-/](?:{_YEAR}|\d\d)(?!\d)", folded[after : after + 6])
        end = after + winter.end() if winter else after
    shift, end = _shift_after(folded, end) if year is None else ("", end)
    if year is None and not shift:
        if not re.search(r"\bcet? $", before):
            return None
        shift = "this"
    found = _patterns().qualifier.search(before)
    return Mention(start - len(before) + found.start() if found else start, end, "part", year, part=part, shift=shift)


def _part(folded: str, start: int, end: int) -> Mention | None:
    """Read "3ème trimestre 2024", "premier semestre"."""
    before = _before(folded, start)
    found = _patterns().ordinal.search(before)
    code = _part_code(folded[start:end].rstrip("s"), calendar()["ordinals"][found["ordinal"]]) if found else None
    if not found or code is None:
        return None
    year, after = _year_after(folded, end, has_day=False)
    return Mention(start - len(before) + found.start(), after if year is not None else end, "part", year, part=code)


def _year_in_words(folded: str, start: int) -> Mention | None:
    """Read "deux mille vingt" where it is brought in like a year."""
    before = _before(folded, start)
    first = re.search(r"\b(?:deux[ -])?$", before)
    begin = start - len(before) + first.start() if first else start
    found = re.compile(number_words()).match(folded, begin)
    if not found or not 1900 <= number(found.group()) < 2100 or _patterns().units.match(folded, found.end()):
        return None
    before = _before(folded, begin)
    qualifier = _patterns().qualifier.search(before)
    if not qualifier and not re.search(r"\b(?:en|l'an|annee|depuis) $", before):
        return None
    return Mention(begin - len(qualifier.group()) if qualifier else begin, found.end(), "year", number(found.group()))


_NEAR = re.compile(r"(?:hier|aujourd'hui|demain)" + _TIME_OF_DAY)


def _near_day(folded: str, start: int) -> Mention | None:
    found = _NEAR.match(folded, start)
    if not found:
        return None
    prefix = re.search(r"\b(?:avant|apres)-$", _before(folded, start, 6))
    start -= len(prefix.group()) if prefix else 0
    word = re.match(r"[a-z'-]+", folded[start : found.end()])
    return Mention(start, found.end(), "near", offset=calendar()["near_days"][word.group()]) if word else None


def _near_month_or_year(folded: str, start: int, end: int) -> Mention | None:
    """Read "le mois dernier", "l'an passé", "l'année prochaine" from its last word."""
    before = _before(folded, start, 12)
    found = re.search(r"(?:\b(?P<year>l'an(?:nee)?)|\ble (?P<month>mois)) $", before)
    if not found:
        return None
    shift: Shift = "next" if folded[start:end].startswith("pro") else "last"
    begin = start - len(before) + (found.start("year") + 2 if found["year"] else found.start("month"))
    return Mention(begin, end, "month" if found["month"] else "year", shift=shift)


_SHARED = re.compile(r"(?:,? ?(?:et|ou|au|a|puis)|,| ?[-/])? ?(?:jusqu'au |jusqu'en )?(?:le |du |en |de |d'|fin |debut |mi-|la mi-|au )?")


def _share_years(folded: str, mentions: list[Mention]) -> list[Mention]:
    """Give "le 3 mai" its year in "le 3 mai et le 4 juin 2021", and what stands beside a date its standing."""
    shared = list(mentions)
    for index in range(len(shared) - 2, -1, -1):
        mention, following = shared[index], shared[index + 1]
        if mention.form not in ("day", "numeric", "month", "part") or mention.year or mention.shift or not following.year:
            continue
        if following.form in ("span", "year") or following.start - mention.end > 16:
            continue
        if mention[:2] != following[:2] and not _SHARED.fullmatch(folded, mention.end, following.start):
            continue
        earlier = (mention.month or 0, mention.day or 0) <= (following.month or 12, following.day or 31)
        shared[index] = mention._replace(year=following.year if earlier else following.year - 1, introduced=True)
    for index in range(1, len(shared)):
        before, mention = shared[index - 1], shared[index]
        if not mention.introduced and before.introduced and before.form == mention.form in ("year", "month"):
            if re.fullmatch(r",? ?(?:et|ou|puis)? ?(?:en )?", folded[before.end : mention.start]):
                shared[index] = mention._replace(introduced=True)
    return shared
