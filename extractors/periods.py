"""Spans of time: "2020-2022", "d'octobre 2021 à décembre 2022", "pour trois ans à compter du 1er janvier 2021"."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from extractors.date_grammar import find_mentions
from extractors.date_mentions import Mention
from extractors.date_words import calendar, number, number_words
from extractors.date_years import edtf, written
from extractors.facts import Period
from extractors.source import Source


class _Found(NamedTuple):
    start: int
    end: int
    first: str | None
    last: str | None
    rule: str


_GAP = 60  # characters between the two ends of a period
_LONGEST_YEARS = 20

# Between two dates that bound a period, and before the first of them.
_TO = re.compile(
    r",? ?(?:-|a|au|jusqu'(?:au|en|a)|et jusqu'(?:au|en|a)|->|=>|→|>) ?(?:le |la |l'annee |la fin (?:de (?:l'annee )?)?|l'ete |l'automne |le mois d[e'] ?)?(?:inclus )?"
)
_AND = re.compile(r" et (?:le |l'annee |la fin |la |l')?")
_BETWEEN = re.compile(r"\bentre (?:le |l'annee |les annees |la fin |la |l')?$")
_THEN = re.compile(
    r",? ?(?:et |pour )?(?:il |elle )?(?:prend\w* fin|s'ach\w+|se termin\w+|expir\w+|arriv\w+ a (?:echeance|terme|son terme)|cess\w+(?: de produire)?(?: ses effets)?"
    r"|jusqu')(?: ?(?:le|au|en|a))? ?(?:la |fin )*"
)
_LISTED = re.compile(r" ?(?:,|,? et|&|,? puis|/) ?(?:de )?")
_LIST_NOUN = re.compile(
    r"\b(?:annees?|exercices?|ans|periode|triennal\w*|biennal\w*)(?: civiles?| budgetaires?)?(?: de)? ?:? ?$"
)
_FOR = re.compile(
    r"\b(?:pour|sur|couvr\w+|en)(?: (?:les? |la |l')?(?:deux |trois |quatre |cinq )?(?:annees?|exercices?|ans))? $"
)
_PAGES = re.compile(
    r"\b(?:pages?|pp?\.|articles?|n ?[°o]|numero|loi|decret|arrete|deliberation|circulaire|lot) ?(?:n ?[°o] ?)?$"
)
_SCHOOL = re.compile(
    r"\b(?:annees? (?:scolaires?|universitaires?)|saisons?(?: \w+)?|rentree(?: scolaire)?|hiver|campagne) (?:\w+ )?$"
)

# "jusqu'en 2024", "prend fin le 31 décembre 2022": only the end is told.
_UNTIL = re.compile(
    r"\b(?:jusqu'(?:au|en|a)(?: la)?(?: fin)?(?: de)?(?: l'annee)?|(?:prend\w* fin|s'ach\w+|se termin\w+|expir\w+|arriv\w+ a (?:echeance|terme|expiration|son terme)"
    r"|cess\w+(?: de produire)?(?: ses effets)?|prorog\w+ jusqu'(?:au|en|a)|date de fin ?:|echeance ?:)(?: (?:le|au|en|a))?(?: la)?(?: fin)?) ?$"
)


@cache
def _durations() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of a duration before and after the date that it counts from."""
    length = rf"(?P<count>\d{{1,3}}|{number_words()}|une?)(?: ?\((?:\d{{1,3}}|[a-z -]{{2,20}})\))? (?:annees?|(?P<unit>ans?|mois))(?: (?:fermes?|civiles?|pleines?|renouvelables?|consecutifs?))?"
    lead = r"(?:(?:pour|sur|pendant|durant) (?:une |la )?(?:duree |periode )?(?:maximale |totale |initiale )?(?:de |d')?|d'une duree (?:\w+ )?(?:de |d')|(?:une )?duree (?:\w+ )?(?:est )?(?:(?:fixee a|de|d'|:) ?)?)"
    before = re.compile(
        rf"(?P<lead>{lead}){length},?(?: \w+){{0,4}}?,? (?:a compter|a partir|a dater|courant a compter|qui debute|debutant|commencant|prenant effet|a effet)(?: (?:du|de|d'|le|au|en|de l'annee))? ?$"
    )
    after = re.compile(
        rf",? ?(?:et )?(?:il |elle )?(?:est )?(?:conclue?s?|signee?s?|etablie?s?|valable|court|s'etend|vaut)?,? ?(?P<lead>{lead}){length}"
    )
    return before, after


_FROM = re.compile(
    r"\b(?:a compter|a partir|a dater|(?:en|de) vigueur|prend\w*(?: ses?)? effets?|effet|debut\w+|demarr\w+|commenc\w+|date d'effet)(?: a compter| a partir| des)?(?: (?:du|de|d'|le|au|en|de l'annee))? ?$"
)


def find_periods(source: Source) -> list[Period]:
    """Find the spans of time in the text, in order, with EDTF bounds; a bound that is not told is None.

    >>> [
    ...     (p.start, p.end)
    ...     for p in find_periods(Source("Le contrat vaut pour trois ans à compter du 1er mars 2021."))
    ... ]
    [('2021-03-01', '2024-02-29')]
    """
    mentions = find_mentions(source)
    found: list[_Found] = []
    for period in sorted(_candidates(source.folded, mentions), key=lambda p: (p.start, -p.end)):
        if not found or period.start >= found[-1].end:
            found.append(period)
        elif found[-1].first is None and period.first is not None and period.end >= found[-1].end:
            found[-1] = period
    return [
        Period(
            start=p.first,
            end=p.last,
            text=source.text[p.start : p.end],
            evidence=[source.evidence(p.start, p.end, p.rule)],
        )
        for p in found
        if source.is_main(p.start)
    ]


def _candidates(folded: str, mentions: Sequence[Mention]) -> Iterator[_Found]:
    for index, mention in enumerate(mentions):
        if mention.year is None:
            continue
        before = folded[max(0, mention.start - 110) : mention.start].rpartition("\n")[2]
        if mention.form == "span":
            if not _PAGES.search(before) and not _SCHOOL.search(before):
                yield _Found(
                    mention.start, mention.end, edtf(mention.year), edtf(mention.last_year), "span of years"
                )
            continue
        duration = _with_duration(folded, mention, before)
        if duration:
            yield duration
        following = mentions[index + 1] if index + 1 < len(mentions) else None
        paired = _paired(folded, mention, following, before) if following else None
        if paired:
            yield paired
        listed = _listed(folded, mentions, index, before)
        if listed:
            yield listed
        if not (duration or paired or listed) and (until := _UNTIL.search(before)):
            start = mention.start - len(before) + until.start()
            yield _Found(start, mention.end, None, _bound(mention), "until")


def _bound(mention: Mention) -> str:
    return written(mention._replace(last_day=None), mention.year)


def _paired(folded: str, first: Mention, last: Mention, before: str) -> _Found | None:
    """Read "de 2020 à 2023", "entre 2019 et 2021", "du 1er janvier au 31 décembre 2021"."""
    if (
        last.year is None
        or last.form == "span"
        or not 0 <= last.start - first.end <= _GAP
        or first.year is None
    ):
        return None
    if first.last_day or not first.year <= last.year <= first.year + _LONGEST_YEARS:
        return None
    fine = (first.form in ("day", "numeric")) == (last.form in ("day", "numeric"))
    start = first.start
    if (between := _BETWEEN.search(before)) and _AND.fullmatch(folded, first.end, last.start):
        start = first.start - len(before) + between.start()
        rule = "between"
    elif _TO.fullmatch(folded, first.end, last.start):
        if first.form == last.form == "year" and (_SCHOOL.search(before) or _PAGES.search(before)):
            return None
        rule = "from to"
    elif _FROM.search(before) and _THEN.fullmatch(folded, first.end, last.start):
        rule = "from until"
    else:
        return None
    if (
        not fine
        and rule == "from to"
        and first.form in ("day", "numeric")
        and not re.search(r"\b(?:du|le|a compter du) $", before)
    ):
        return None
    low, high = _bound(first), _bound(last)
    if (first.year, first.month or 0, first.day or 0) >= (last.year, last.month or 13, last.day or 32):
        return None
    return _Found(start, last.end, low, high, rule)


def _listed(folded: str, mentions: Sequence[Mention], index: int, before: str) -> _Found | None:
    """Read "pour les années 2021, 2022 et 2023": years that follow each other, brought in as years."""
    years = [mentions[index]]
    if years[0].form != "year":
        return None
    for mention in mentions[index + 1 : index + 8]:
        follows = mention.form == "year" and mention.year == (years[-1].year or 0) + 1
        if not follows or not _LISTED.fullmatch(folded, years[-1].end, mention.start):
            break
        years.append(mention)
    plural = _LIST_NOUN.search(before) is not None
    if len(years) < 2 or not (
        plural or (_FOR.search(before) and (len(years) > 2 or not before.endswith("en ")))
    ):
        return None
    return _Found(years[0].start, years[-1].end, edtf(years[0].year), edtf(years[-1].year), "list of years")


def _with_duration(folded: str, mention: Mention, before: str) -> _Found | None:
    """Read "pour trois ans à compter du 1er janvier 2021", or the other way round; the end is computed."""
    if mention.form not in ("day", "numeric", "month", "year") or mention.year is None or mention.last_day:
        return None
    ahead, behind = _durations()
    if (
        "compter" in before
        or "partir" in before
        or "dater" in before
        or "effet" in before
        or "debut" in before
        or "commenc" in before
    ):
        if found := ahead.search(before):
            months = _months(found)
            start = mention.start - len(before) + found.start("count")
            return (
                _Found(start, mention.end, _bound(mention), _end(mention, months), "duration")
                if months
                else None
            )
        if _FROM.search(before) and (found := behind.match(folded, mention.end)):
            months = _months(found)
            return (
                _Found(mention.start, found.end(), _bound(mention), _end(mention, months), "duration")
                if months
                else None
            )
    return None


def _months(found: re.Match[str]) -> int:
    count = 1 if found["count"] in ("un", "une") else number(found["count"])
    months = count if found["unit"] == "mois" else count * 12
    return months if months <= _LONGEST_YEARS * 12 else 0


def _end(start: Mention, months: int) -> str | None:
    """The last day, month or year of a period of `months` from `start`."""
    year = start.year or 0
    if start.month is None:
        return edtf(year + months // 12 - 1) if months % 12 == 0 else None
    if start.day is None:
        last = year * 12 + start.month - 1 + months - 1
        return edtf(last // 12, last % 12 + 1)
    after = year * 12 + start.month - 1 + months
    try:
        day = dt.date(after // 12, after % 12 + 1, start.day) - dt.timedelta(days=1)
    except ValueError:  # three months from 30 November end with February
        day = dt.date((after + 1) // 12, (after + 1) % 12 + 1, 1) - dt.timedelta(days=1)
    return day.isoformat()


__all__ = ["calendar", "find_periods"]
