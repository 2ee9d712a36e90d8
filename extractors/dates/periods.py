"""Spans of time: "2020-2022", "de mars 2015 à juin 2016", "trois ans à compter du 1er janvier 2021"."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from extractors.contracts.mentions import in_running_head
from extractors.dates.deadlines import is_deadline
from extractors.dates.grammar import find_mentions
from extractors.dates.mentions import Mention, before
from extractors.dates.one_year import ASKED, ONE_YEAR, is_asked_for, told_for_one_year
from extractors.dates.school_years import school_years
from extractors.dates.words import number, number_words
from extractors.dates.years import edtf, written
from extractors.facts import Period
from extractors.text.anchors import Phrases
from extractors.text.gated import Gated
from extractors.text.source import Source


class _Found(NamedTuple):
    start: int
    end: int
    first: str | None
    last: str | None
    rule: str


_LEFT = 110  # characters before a date that may tell of a duration
_LONGEST_GAP = 60
_LONGEST_YEARS = 20
_LONGEST_CALL = 9  # months in which projects or dossiers may be handed in

# Between two dates that bound a period.
_TO = re.compile(
    r",? ?(?:-|a|au|(?:et )?jusqu'(?:au|en|a)|->|=>|[→➔➜➝⇒⇨⟶➡]\ufe0f?|>|›|») ?"
    r"(?:le |la |l'annee |la fin (?:de (?:l'annee )?)?|l'ete |l'automne |le mois d[e'] ?)?(?:inclus )?"
)
_AND = re.compile(r" et (?:le |l'annee |la fin |la |l')?")
_THEN = re.compile(
    r" ?[,;.]? ?(?:date de )?fin ?: ?(?:le )?"  # "Début : 1er janvier 2021 ; fin : 31 décembre 2023"
    r"|,? ?(?:et |pour )?(?:(?:il|elle|l[ea] \w+) )?(?:(?:desormais|donc|ainsi|encore|maintenant) )?"
    r"(?:(?:court|courra|vaut|vaudra|dure|durera|s'appliqu\w+|se poursui\w+|est prolonge\w*|est proroge\w*)"
    r"(?: (?:desormais|donc|ainsi|encore|maintenant))? (?=jusqu'))?(?:prend\w* fin|s'ach\w+|se termin\w+|expir\w+"
    r"|arriv\w+ a (?:echeance|terme|son terme)|cess\w+(?: de produire)?(?: ses effets)?|s'etein\w+|fini(?:t|ra|ssant)"
    r"|se clo\w+|vien\w+ a (?:echeance|terme|expiration)|jusqu')(?: ?(?:le"
    r"|au|en|a))? ?(?:la |fin )*"
)
_LISTED = re.compile(r" ?(?:,|,? et|&|,? puis|/) ?(?:de )?")
# Before the first of them.
_BETWEEN = re.compile(r"\bentre (?:le |l'annee |les annees |la fin |la |l')?$")
_FROM = re.compile(
    r"\b(?:a compter|a partir|a dater|(?:en|de) vigueur|prend\w*(?: ses?)? effets?|effet|debut\w*|demarr\w+"
    r"|commenc\w+|date d'effet)(?: retroacti(?:f|vement))?(?: a compter| a partir| des| depuis)?"
    r"(?: ?:|(?: (?:du|de|d'|le|au|en|de l'annee))?) ?$"
)
_DAY_FROM = re.compile(r"\b(?:du|le|a compter du) $")
_YEARS = re.compile(
    r"\b(?:annees?|exercices?|ans|periode|triennal\w*|biennal\w*)"
    r"(?: civiles?| budgetaires?| couvertes?| concernees?)?(?:,? (?:ceux|celles))?(?: de)? ?[:(,]? ?$"
)
_FOR = re.compile(
    r"\b(?:pour|sur|couvr\w+|(?P<loose>en))"
    r"(?: (?:les? |la |l')?(?:deux |trois |quatre |cinq )?(?:annees?|exercices?|ans))? $"
)
# "le contrat qui nous liera à l'État en 2021 et 2022"
_RUNS = re.compile(
    r"\b(?:lie(?:nt|ra|ront|r)?|unit|unissent|unira|uniront|unir|engage(?:nt|ra|ront|r)?|cour(?:t|ra|ront|ir|ant)"
    r"|vau(?:t|dra|dront)|valables?|s'appliqu\w+|s'execut\w+|portera sur|couvr\w+)\b[^.;:]{0,90}\ben $"
)
_NO_PERIOD = re.compile(
    r"\b(?:pages?|pp?\.|articles?|n ?[°o]|numero|loi|decret|arrete|deliberation|circulaire"
    r"|(?<!du )(?<!le )lot) ?(?:n ?[°o] ?)?$|\b(?:annees? (?:scolaires?|universitaires?)|saisons?(?: \w+)?"
    r"|rentree(?: scolaire)?|hiver|campagne) (?:\w+ )?$"
)
# "jusqu'en 2024", "prend fin le 31 décembre 2022": only the end is told.
_UNTIL = Gated(
    r"\b(?:jusqu'(?:au|en|a)(?: la)?(?: fin)?(?: de)?(?: l'annee)?"
    r"|(?:prend\w* fin|s'ach\w+|se termin\w+|expir\w+|arriv\w+ a (?:echeance|terme|expiration|son terme)"
    r"|s'etein\w+|se clo\w+|vien\w+ a (?:echeance|terme|expiration)"
    r"|cess\w+(?: de produire)?(?: ses effets)?|prorog\w+ jusqu'(?:au|en|a)|date de fin ?:|echeance ?:)"
    r"(?: (?:le|au|en|a))?(?: la)?(?: fin)?) ?$"
)
# "jusqu'au 31 décembre 2022 | avec effet au | 1er juillet 2021": the start is told behind the end.
_SINCE = re.compile(
    r"[.;,]? ?\(?(?:et )?(?:il |elle )?(?:avec (?:un |une )?(?:effet|prise d'effet|debut|entree en vigueur)"
    r"|(?:a |ayant |avait )?(?:pri[ts]|prend|prenant|prendra) effet|a effet|(?:est )?entree? en vigueur"
    r"|a compter|a partir|a dater|debut(?:ant| du contrat)?|(?:a |ayant )?(?:debut|demarr|commenc)(?:e|ant)|depuis)"
    r"(?: retroacti(?:f|ve|vement))?(?: a compter| a partir| depuis| fixee?)?"
    r"(?: ?: ?| (?:du|de|d'|le|au|en) | )?(?:mois d[e'] ?)?"
)
# Of seasons, quarters and half-years.
_FIRST_MONTH = {21: 3, 22: 6, 23: 9, 24: 12, 33: 1, 34: 4, 35: 7, 36: 10, 40: 1, 41: 7}
# One of these stands in what a duration counts from.
_STARTING = Phrases("compter", "partir", "dater", "effet", "debut", "commenc", "vigueur", "demarr")


class _Durations(NamedTuple):
    before: re.Pattern[str]
    after: re.Pattern[str]


@cache
def _durations() -> _Durations:
    """Compile the patterns of a duration before and after the date that it counts from."""
    length = (
        rf"(?P<count>\d{{1,3}}|{number_words()}|une?)(?: ?\((?:\d{{1,3}}|[a-z -]{{2,20}})\))?"
        r" (?:annees?|(?P<unit>ans?|mois))(?: (?:fermes?|civiles?|pleines?|renouvelables?|consecutifs?))?"
    )
    lead = (
        r"(?:(?:pour|sur|pendant|durant) (?:une |la )?(?:duree |periode )?"
        r"(?:maximale |totale |initiale )?(?:de |d')?|d'une duree (?:\w+ )?(?:de |d')"
        r"|(?:une )?duree (?:(?:du |de la |de l')?\w+ )?(?:est )?(?:(?:fixee a|de|d'|:) ?)?)"
    )
    starting = (
        r"(?:a compter|a partir|a dater|courant a compter|qui debute|debutant|commencant|prenant effet"
        r"|(?:a pris|prend|prendra) effet|a (?:debute|commence|demarre)|a effet)"
        r"(?: (?:du|de|d'|le|au|en|de l'annee))?"
    )
    verb = r"(?:conclue?s?|signee?s?|etablie?s?|valable|court|s'etend|vaut)"
    return _Durations(
        before=re.compile(rf"{lead}{length},?(?: \w+){{0,4}}?,? {starting} ?$"),
        after=re.compile(rf"[.;,]? ?(?:et )?(?:il |elle )?(?:est )?{verb}?,? ?{lead}{length}"),
    )


def find_periods(source: Source) -> list[Period]:
    """Find the spans of time in the text, in order, with EDTF bounds; a bound that is not told is None.

    >>> [(p.start, p.end) for p in find_periods(Source("Le contrat vaut trois ans (2021-2023)."))]
    [('2021', '2023')]
    >>> [(p.start, p.end) for p in find_periods(Source("Conclu pour trois ans à compter du 1er mars 2021."))]
    [('2021-03-01', '2024-02-29')]
    """
    found: list[_Found] = []
    candidates = _candidates(source, find_mentions(source))
    for period in sorted(candidates, key=lambda p: (p.start, -p.end)):
        if not found or period.start >= found[-1].end:
            found.append(period)
        elif found[-1].first is None and period.first and period.end >= found[-1].end:
            found[-1] = period
    return [
        Period(
            start=p.first,
            end=p.last,
            text=source.text[p.start : p.end],
            evidence=[source.evidence(p.start, p.end, p.rule)],
        )
        for p in found
        if source.is_main(p.start) or in_running_head(source, p.start)
    ]


def _candidates(source: Source, mentions: Sequence[Mention]) -> Iterator[_Found]:
    folded = source.folded
    for index, mention in enumerate(mentions):
        if mention.year is None:
            continue
        lead = before(folded, mention.start, _LEFT)
        if mention.form == "span":
            first, last = edtf(mention.year), edtf(mention.last_year)
            if closing := school_years(folded, mentions, index, lead):
                yield _Found(mention.start, closing.end, first, edtf(closing.last_year), "school years")
            elif not _NO_PERIOD.search(lead):
                yield _Found(mention.start, mention.end, first, last, "span of years")
            continue
        following = mentions[index + 1] if index + 1 < len(mentions) else None
        periods = (
            _with_duration(source, mention, lead),
            _paired(folded, mention, following, lead) if following else None,
            _listed(folded, mentions, index, lead),
        )
        yield from (period for period in periods if period)
        if any(periods):
            continue
        goes_on = following and _TO.fullmatch(folded, mention.end, following.start)
        if mention.form == "year" and not goes_on:
            asked = is_asked_for(source, mention.start, mention.end)
            if asked or told_for_one_year(lead):
                year = edtf(mention.year)
                yield _Found(mention.start, mention.end, year, year, ASKED if asked else ONE_YEAR)
        until = _UNTIL.search(source, mention.start - len(lead), mention.start)
        if until and not is_deadline(folded, mention):
            begun = following if following and _is_begun(folded, mention, following) else None
            start = _bound(begun) if begun else None
            yield _Found(until.start(), (begun or mention).end, start, _bound(mention), "until")


def _is_begun(folded: str, last: Mention, first: Mention) -> bool:
    """Whether a date behind the end of a period tells its start."""
    if first.year is None or first.form == "span" or _order(first, 0) >= _order(last, 99):
        return False
    return _SINCE.fullmatch(folded, last.end, first.start) is not None


def _bound(mention: Mention) -> str:
    """Return the value of a date that bounds a period: of several days the first."""
    if mention.part is not None:
        return written(mention, mention.year)
    return edtf(mention.year, mention.month, mention.day)


def _paired(folded: str, first: Mention, last: Mention, lead: str) -> _Found | None:
    """Read "de 2020 à 2023", "entre 2019 et 2021", "du 1er janvier au 31 décembre 2021"."""
    if first.year is None or last.year is None or last.form == "span" or first.last_day:
        return None
    if not 0 <= last.start - first.end <= _LONGEST_GAP or last.year - first.year > _LONGEST_YEARS:
        return None
    if _order(first, 0) >= _order(last, 99):
        return None
    start, days = first.start, first.form in ("day", "numeric")
    if days and _months(first, last) < _LONGEST_CALL and is_deadline(folded, first):
        return None  # "les dossiers sont reçus du 4 mai au 30 juin"
    if (between := _BETWEEN.search(lead)) and _AND.fullmatch(folded, first.end, last.start):
        rule, start = "between", first.start - len(lead) + between.start()
    elif _TO.fullmatch(folded, first.end, last.start):
        if _NO_PERIOD.search(lead) or (days and last.day is None and not _DAY_FROM.search(lead)):
            return None
        rule = "from to"
    elif _FROM.search(lead) and _THEN.fullmatch(folded, first.end, last.start):
        rule = "from until"
    else:
        return None
    return _Found(start, last.end, _bound(first), _bound(last), rule)


def _months(first: Mention, last: Mention) -> int:
    return ((last.year or 0) - (first.year or 0)) * 12 + (last.month or 0) - (first.month or 0)


def _order(mention: Mention, missing: int) -> tuple[int, int, int]:
    month = mention.month or _FIRST_MONTH.get(mention.part or 0) or missing
    return mention.year or 0, month, mention.day or missing


def _listed(folded: str, mentions: Sequence[Mention], index: int, lead: str) -> _Found | None:
    """Read "pour les années 2021, 2022 et 2023": years that follow each other, brought in as years."""
    years = [mentions[index]]
    if years[0].form != "year":
        return None
    for mention in mentions[index + 1 : index + 8]:
        if mention.form != "year" or mention.year != (years[-1].year or 0) + 1:
            break
        if not _LISTED.fullmatch(folded, years[-1].end, mention.start):
            break
        years.append(mention)
    if len(years) < 2:
        return None
    brought_in = _FOR.search(lead)
    # "en 2021 et 2022" may be two years, unless something runs in them; "en 2021, 2022 et 2023" is all of them.
    bracketed = lead.endswith("(") and len(years) > 2  # "le contrat (2021, 2022, 2023)"
    loose = brought_in and brought_in["loose"] and len(years) < 3 and not _RUNS.search(lead)
    if not bracketed and not _YEARS.search(lead) and (not brought_in or loose):
        return None
    return _Found(years[0].start, years[-1].end, edtf(years[0].year), edtf(years[-1].year), "list of years")


def _with_duration(source: Source, mention: Mention, lead: str) -> _Found | None:
    """Read "pour trois ans à compter du 1er janvier 2021", or the other way round; the end is computed."""
    start, end = mention.start, mention.end
    if mention.part or mention.last_day or not _STARTING.stand_between(source, start - len(lead), start):
        return None
    if found := _durations().before.search(lead):
        start = mention.start - len(lead) + found.start("count")
    elif _FROM.search(lead) and (found := _durations().after.match(source.folded, end)):
        end = found.end()
    else:
        return None
    months = number(found["count"]) * (1 if found["unit"] == "mois" else 12)
    if not 0 < months <= _LONGEST_YEARS * 12:
        return None
    return _Found(start, end, _bound(mention), _end(mention, months), "duration")


def _end(start: Mention, months: int) -> str | None:
    """Return the last day, month or year of a period of `months` from `start`."""
    year = start.year or 0
    if start.month is None:
        return edtf(year + months // 12 - 1) if months % 12 == 0 else None
    after = year * 12 + start.month - 1 + months
    if start.day is None:
        return edtf((after - 1) // 12, (after - 1) % 12 + 1)
    try:
        day = dt.date(after // 12, after % 12 + 1, start.day) - dt.timedelta(days=1)
    except ValueError:  # three months from 30 November end with February
        day = dt.date((after + 1) // 12, (after + 1) % 12 + 1, 1) - dt.timedelta(days=1)
    return day.isoformat()
