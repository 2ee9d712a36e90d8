"""What a date without a year, or told from today, means: only the document's own dates can say so."""

import datetime as dt
from calendar import monthrange
from collections.abc import Collection
from typing import Literal, NamedTuple

from extractors.dates.mentions import Mention

Tense = Literal["past", "future", ""]


class Known(NamedTuple):
    """A date that others are read from; `rule` names what is inferred from it."""

    year: int
    month: int | None
    day: int | None
    rule: str


class Reading(NamedTuple):
    """The EDTF value of a mention; `inferred` names the rule that gave what the text does not."""

    value: str
    inferred: str | None
    confidence: float


# Without a tense a date lies near the publication; further off it could be of either year.
_NEAR_DAYS = 120
# An update may come long after the news it keeps.
_FRESH_DAYS = 60
# The last month of a season or quarter.
SEASON_ENDS = {21: 6, 22: 9, 23: 12, 33: 3, 34: 6, 35: 9, 36: 12}


def edtf(year: int | None, month: int | None = None, day: int | None = None) -> str:
    """Write a date in EDTF; a year that is not known is XXXX.

    >>> edtf(2020, 10), edtf(None, 10, 18)
    ('2020-10', 'XXXX-10-18')
    """
    text = "XXXX" if year is None else f"{year:04}"
    for part in (month, day):
        if part is None:
            break
        text += f"-{part:02}"
    return text


def known(value: str | None, rule: str) -> Known | None:
    """Read an EDTF year, month or day; None for anything else.

    >>> known("2020-12", "publication_year")
    Known(year=2020, month=12, day=None, rule='publication_year')
    """
    parts = (value or "").split("-")
    if not 1 <= len(parts) <= 3 or not all(part.isdecimal() for part in parts) or len(parts[0]) != 4:
        return None
    numbers = [int(part) for part in parts] + [None, None]
    if numbers[1] is not None and not 1 <= numbers[1] <= 12:
        return None
    return Known(numbers[0] or 0, numbers[1], numbers[2], rule)


def written(mention: Mention, year: int | None) -> str:
    """Write a mention in EDTF with the given year: a day, an interval of days, a month, a season, a year.

    >>> written(Mention(0, 1, "day", month=5, day=3, last_day=5), 2021)
    '2021-05-03/2021-05-05'
    """
    if mention.part is not None:
        return f"{edtf(year)}-{mention.part}"
    value = edtf(year, mention.month, mention.day)
    return f"{value}/{edtf(year, mention.month, mention.last_day)}" if mention.last_day else value


def fits_weekday(mention: Mention, year: int) -> bool:
    """Whether the day of `mention` in `year` exists and is the weekday that the text names, if any."""
    if mention.month is None or mention.day is None:
        return True
    if mention.day > monthrange(year, mention.month)[1]:
        return False
    return mention.weekday in (None, dt.date(year, mention.month, mention.day).weekday())


class Around(NamedTuple):
    """What a date whose year is not written is read by.

    `published` and `updated` are the document's own dates, `today` the day that "hier" is told from where it says no
    day of publication; `before` and `after` the nearest full dates in the same sentence, or in the one before it;
    `years` those in which the text places anything but laws and the like. `back` tells that the date is of what came
    before `before`: "réunis le 6 octobre 2022, ils parlent du contrat signé en avril".
    """

    published: Known | None = None
    updated: Known | None = None
    before: Mention | None = None
    after: Mention | None = None
    years: Collection[int] = ()
    today: Known | None = None
    back: bool = False


def read(mention: Mention, tense: Tense, around: Around) -> Reading | None:
    """Give a mention its value.

    Parameters
    ----------
    mention : Mention
        What is written.
    tense : {"past", "future", ""}
        When its sentence says that things happened.
    around : Around
        What tells the year where none is written.

    Returns
    -------
    Reading or None
        None where a date told from today cannot be resolved; XXXX for a year that cannot be known.
    """
    if mention.year is not None:
        return Reading(
            written(mention, mention.year), None, 1.0 if fits_weekday(mention, mention.year) else 0.7
        )
    if mention.form in ("near", "weekday"):
        return _told_from_today(mention, tense, around)
    if mention.month is None:
        return _shifted_year(mention, around.published)
    year, rule, confidence = _infer_year(mention, tense, around)
    return Reading(written(mention, year), rule, confidence)


def _told_from_today(mention: Mention, tense: Tense, around: Around) -> Reading | None:
    published = around.published or (around.today if tense == "past" else None)
    if published is None or published.month is None or published.day is None:
        return None
    today = dt.date(published.year, published.month, published.day)
    day: dt.date | None
    if mention.form == "near":
        day = today + dt.timedelta(days=mention.offset)
    elif mention.day is not None:
        near = (today + dt.timedelta(days=days) for days in range(-27, 28))
        days = [d for d in near if d.day == mention.day and d.weekday() == mention.weekday]
        day = days[0] if len(days) == 1 else None
    else:
        day = _weekday_near(mention, tense, today)
    if day is None:
        return None
    rule, confidence = ("publication_day", 0.9) if around.published else ("update_day", 0.7)
    return Reading(day.isoformat(), rule, confidence)


def _weekday_near(mention: Mention, tense: Tense, today: dt.date) -> dt.date | None:
    """Resolve "vendredi" to the last or next one; without a tense only where it is the day of publication."""
    ago = (today.weekday() - (mention.weekday or 0)) % 7
    if mention.shift == "last":
        return today - dt.timedelta(days=ago or 7)
    if mention.shift == "next":
        return today + dt.timedelta(days=(7 - ago) % 7 or 7)
    if ago == 0 and (tense or mention.shift == "this"):
        return today
    if tense == "past":
        return today - dt.timedelta(days=ago)
    return today + dt.timedelta(days=7 - ago) if tense == "future" else None


def _shifted_year(mention: Mention, published: Known | None) -> Reading | None:
    """Resolve "l'an dernier", "le mois dernier", "l'été dernier"; a quarter without a year keeps XXXX."""
    step = {"last": -1, "next": 1}.get(mention.shift, 0)
    if mention.form == "part":
        year = _season_year(mention, published)
        return Reading(written(mention, year), "publication_year" if year else None, 0.9)
    if published is None:
        return None
    if mention.form == "month":
        if published.month is None or published.rule == "publication_season":
            return None
        months = published.year * 12 + published.month - 1 + step
        return Reading(edtf(months // 12, months % 12 + 1), "publication_month", 0.9)
    return Reading(edtf(published.year + step), "publication_year", 0.9)


def _season_year(mention: Mention, published: Known | None) -> int | None:
    end = SEASON_ENDS.get(mention.part or 0)
    # A winter lies in two years.
    if published is None or published.month is None or end is None or mention.part == 24 or not mention.shift:
        return None
    if mention.shift == "last":
        return published.year if end <= published.month else published.year - 1
    if mention.shift == "next":
        return published.year if end - 3 >= published.month else published.year + 1
    return published.year


def _infer_year(mention: Mention, tense: Tense, around: Around) -> tuple[int | None, str | None, float]:
    """Find the year of a day or month; the first rule that applies decides, and a wrong weekday vetoes it."""
    if mention.shift in ("last", "next"):
        tense = "past" if mention.shift == "last" else "future"
    reference = around.published or (around.updated if tense == "past" else None)
    if reference and reference.month:
        year = _year_around(mention, tense, reference)
        if year is None or not fits_weekday(mention, year):
            return None, None, 1.0
        if around.published is None and not _is_fresh(mention, year, reference):
            return None, None, 1.0
        return year, reference.rule, 0.95
    if year := _nearest_year(mention, around):
        return year, "nearest_year", 0.8
    if mention.weekday is not None:
        fitting = sorted({year for year in around.years if fits_weekday(mention, year)})
        if len(fitting) == 1:
            return fitting[0], "weekday", 0.7
    return None, None, 1.0


def _year_around(mention: Mention, tense: Tense, reference: Known) -> int | None:
    """Return the year that puts a past date last before the reference, a future one next after it."""
    at = (mention.month or 0, mention.day or 0)
    now = (reference.month or 0, reference.day or 31)
    same_month = at[0] == now[0] and (mention.day is None or reference.day is None)
    if tense == "past":
        return reference.year if same_month or at <= now else reference.year - 1
    if tense == "future":
        return reference.year if same_month or at >= now else reference.year + 1
    middle = dt.date(reference.year, reference.month or 1, reference.day or 15)
    candidates = [
        (abs((_day(mention, year) - middle).days), year)
        for year in range(reference.year - 1, reference.year + 2)
    ]
    distance, year = min(candidates)
    return year if distance <= _NEAR_DAYS else None


def _day(mention: Mention, year: int) -> dt.date:
    month = mention.month or 1
    return dt.date(year, month, min(mention.day or 15, monthrange(year, month)[1]))


def _is_fresh(mention: Mention, year: int, updated: Known) -> bool:
    days = (dt.date(updated.year, updated.month or 12, updated.day or 28) - _day(mention, year)).days
    return days <= _FRESH_DAYS or mention.weekday is not None


def _nearest_year(mention: Mention, around: Around) -> int | None:
    """Return the year of the date told just before, if the tale goes on from it, or that it leads up to."""
    before, after, at = around.before, around.after, (mention.month or 0, mention.day or 0)
    if before and before.year and (around.back or (before.month or 0, before.day or 0) <= at):
        return before.year if fits_weekday(mention, before.year) else None
    if after and after.year and at <= (after.month or 12, after.day or 31):
        return after.year if fits_weekday(mention, after.year) else None
    return None
