"""Where a text writes dates: days, months, quarters, seasons, years, spans of years, days told from today.

Nothing is resolved here: a mention holds what is written and no more. The scan looks for digits and for the
words of the calendar and reads outwards from them, so that its time grows with the length of the text only.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from extractors.dates.digits import from_digits
from extractors.dates.mentions import Mention, is_day
from extractors.dates.spelled import from_words
from extractors.text.source import Source, once_per_source


@once_per_source
def find_mentions(source: Source) -> list[Mention]:
    """Find everything in the text that is written as a date, in order.

    >>> [(m.form, m.year, m.month, m.day) for m in find_mentions(Source("Le 3 mai 2021, puis en octobre."))]
    [('day', 2021, 5, 3), ('month', None, 10, None)]
    """
    folded = source.folded
    digits = list(from_digits(folded))
    days = [mention for mention in digits if mention.form not in ("year", "span")]
    found = [*digits, *_apart_from(days, from_words(source))]
    found.sort(key=lambda mention: (mention.start, -mention.end))
    mentions: list[Mention] = []
    for mention in found:
        last = mentions[-1] if mentions else None
        # The days of "les 3 et 4 mai" share their passage.
        if (
            last is None
            or mention.start >= last.end
            or (_same_passage(mention, last) and mention.form == last.form == "day")
        ):
            mentions.append(mention)
    return _introduce(folded, _share_years(folded, _with_later_days(source, mentions)))


# "Prévue le 3 novembre, la signature a eu lieu le | 17 |.": a day alone, in the month that its sentence has named.
_LONE_DAY = re.compile(r"le (?P<day>\d{1,2})(?![.,]?\d)(?= ?[.,;)\n]| (?:au|a|dans|en)\b|$)")
_OF_EVENT = re.compile(
    r"\b(?:lieu|tenue?s?|deroulee?s?|signee?s?|paraphee?s?|intervenue?s?) (?:finalement |seulement )?$"
)
_EVENT_REACH = 32  # characters


def _with_later_days(source: Source, mentions: list[Mention]) -> list[Mention]:
    """Add days that are told without their month behind an earlier day of the same sentence."""
    later: list[Mention] = []
    for found in _LONE_DAY.finditer(source.folded) if mentions else ():
        start, end = found.span("day")
        if not _OF_EVENT.search(source.folded, max(0, found.start() - _EVENT_REACH), found.start()):
            continue
        index = bisect_left(mentions, start, key=lambda mention: mention.start)
        first = mentions[index - 1] if index else None
        day = int(found["day"])
        if (
            first is not None
            and first.form == "day"
            and first.month
            and (first.last_day or first.day or 0) < day
            and is_day(first.year, first.month, day)
            and source.sentence_index(first.start) == source.sentence_index(start)
        ):
            later.append(Mention(start, end, "day", first.year, first.month, day))
    return sorted([*mentions, *later], key=lambda mention: mention.start) if later else mentions


def _apart_from(days: list[Mention], words: Iterator[Mention]) -> Iterator[Mention]:
    """Leave out what a date in digits has read already: the weekday and the month of "mardi 13 octobre"."""
    position = 0
    for mention in words:
        while position < len(days) and days[position].end <= mention.start:
            position += 1
        if position == len(days) or mention.end <= days[position].start:
            yield mention


def _same_passage(one: Mention, other: Mention) -> bool:
    return one.start == other.start and one.end == other.end


_SHARED = re.compile(
    r"(?:,? ?(?:et|ou|au|a|puis)|,| ?[-/])? ?(?:jusqu'(?:au|en) )?(?:le |du |en |de |d'|fin |debut "
    r"|(?:la )?mi-|au )?"
)
_LISTED = re.compile(r",? ?(?:et|ou|puis)? ?(?:en )?")
_LONGEST_GAP = 16


def _share_years(folded: str, mentions: list[Mention]) -> list[Mention]:
    """Give "le 3 mai" its year in "le 3 mai et le 4 juin 2021"."""
    shared = list(mentions)
    for index in range(len(shared) - 2, -1, -1):
        mention, following = shared[index], shared[index + 1]
        if mention.form not in ("day", "numeric", "month", "part") or mention.year or mention.shift:
            continue
        if (
            not following.year
            or following.form in ("span", "year")
            or following.start - mention.end > _LONGEST_GAP
        ):
            continue
        if _same_passage(mention, following) or _SHARED.fullmatch(folded, mention.end, following.start):
            at = (mention.month or 0, mention.day or 0)
            earlier = at <= (following.month or 12, following.day or 31)
            shared[index] = replace(mention, year=following.year - (not earlier), introduced=True)
    return shared


def _introduce(folded: str, mentions: list[Mention]) -> list[Mention]:
    """Make a year or month that stands in one list with a date a date: "en 2019 et 2021"."""
    for index in range(1, len(mentions)):
        earlier, mention = mentions[index - 1], mentions[index]
        alike = earlier.introduced and earlier.form == mention.form and mention.form in ("year", "month")
        if alike and not mention.introduced and _LISTED.fullmatch(folded, earlier.end, mention.start):
            mentions[index] = replace(mention, introduced=True)
    return mentions
