"""The terms of an amount: each year or each party, which year or period, total or share, what for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extractors.money import Mention
from extractors.money_words import pattern, vocabulary
from extractors.passages import Passage, introduction
from extractors.source import Source

Scope = Literal["total", "share", "action", "unit"]


@dataclass(slots=True)
class Terms:
    """What is said of an amount beside its value; `end` is where its passage ends with "par an"."""

    end: int
    per_year: bool = False
    per_party: bool = False
    year: str | None = None
    period: str | None = None
    scope: Scope = "total"
    purpose: str | None = None


_Y = r"(?:19|20)\d\d"
_YEAR = re.compile(
    rf"(?:(?<!jusqu')\ben|\bpour|\bdes|\bcourant|(?:pour |sur |en |au titre de |a compter de |de )?(?:la seule |toute )?(?:l'|d')?(?:annee|exercice)(?: budgetaire| civile)?"
    rf"|\b(?:budgets?|subventions?|dotations?|enveloppes?|credits?|tranches?|financements?|montants?)(?: primitif)?|\bau titre de|\bau budget|\bcompte administratif)"
    rf" (?:fin |debut |l'annee )?(?P<year>{_Y})(?!\d| ?(?:[-/]|a|et) ?{_Y}| enfants| jeunes| places)|\((?P<paren>{_Y})\)"
)
_NOT_MONEY_YEAR = re.compile(
    r"(?:sign|conclu|cre|lanc|adopt|public|publi|paru|initi|loi|nomm|elu|arriv|demarr|ne)\w{0,4} (?:\w+ )?$"
)
_PERIOD = re.compile(
    rf"\b(?:(?:sur|pour|durant|pendant) (?:la|une) (?:periode|duree)(?: de| allant de| triennale)? ?|sur les annees |pour les annees |entre |de |sur |pour |(?:annees|periode) )?\(?"
    rf"(?P<first>{_Y})(?: ?[-/] ?| a | et (?!de)|(?:, {_Y})* et )(?P<last>{_Y})\b(?!\d)"
    r"|\b(?:sur|pour|pendant|durant)(?: une (?:duree|periode) de)? (?:les )?(?P<span>(?:un|deux|trois|quatre|cinq|six|\d{1,2})(?: prochaine?s?)? (?:ans|annees|mois|exercices))\b"
    r"|\ben (?:deux|trois|quatre|cinq) ans\b|\bsur (?:toute )?la (?:duree|periode)(?: (?:du|de la|de l')\w* ?\w+)?"
)
# Nothing is said of time without one of these.
_TIME = re.compile(r"(?:19|20)\d\d|\bans\b|\bannees?\b|\bl'an\b|\bmois\b|exercices|duree|periode")
_RELATIVE = re.compile(
    r"\b(?:(?P<then>la meme annee|cette annee-la|(?:au cours|dans le courant) de l'annee(?! \d))|(?P<same>cette annee)|(?P<past>l'an(?:nee)? (?:dernier|passe|derniere|passee|precedente?))|l'an(?:nee)? prochaine?)\b"
)
_SEPARATOR = re.compile(r"[,;:]| et | puis | contre | dont | soit ")


def find_terms(source: Source, mentions: Sequence[Mention], passages: Sequence[Passage]) -> list[Terms]:
    """Read the terms of each of `mentions` from the sentence around it.

    >>> from extractors.money import find_money
    >>> from extractors.passages import find_passages
    >>> source = Source("Une aide de 2 M€ par an sur la période 2024-2027.")
    >>> mentions = find_money(source)
    >>> (terms,) = find_terms(source, mentions, find_passages(source, mentions))
    >>> terms.per_year, terms.period
    (True, '2024/2027')
    """
    all_terms: list[Terms] = []
    headed: str | None = None  # the year with which the sentence begins
    for index, (mention, passage) in enumerate(zip(mentions, passages, strict=True)):
        start, end, low, high, own_low, _ = passage
        terms = Terms(mention.end)
        _read_rates(source.folded, mention, own_low, high, terms)
        _read_time(source, mention, low, high, first=low == start, last=high == end, terms=terms)
        terms.scope = _scope(source, mention, low, high, all_terms[-1] if low > start else None)
        terms.purpose = _purpose(source, mention, high)
        if terms.scope == "share" and all_terms and all_terms[-1].per_year and not terms.year and not terms.period:
            terms.per_year = low > start
        block = source.block_index(mention.core)
        if not terms.year and not terms.period and block is not None and (opening := introduction(source, block)):
            _read_opening(source, opening, terms)
        if low > start and headed and not terms.year and not terms.period:
            terms.year = headed  # "En 2021, l'État verse 2 M€ et l'ARS 1 M€"
        if low == start:
            near = source.folded[mention.end : high]
            headed = terms.year if terms.year and terms.year not in near else None
        all_terms.append(terms)
    _read_pairs(source, mentions, all_terms)
    return all_terms


def _read_opening(source: Source, opening: tuple[int, int], terms: Terms) -> None:
    """Take the year of the line that opens a list: "Financement 2022 :"."""
    if found := _YEAR.search(source.folded, *opening):
        terms.year = found["year"] or found["paren"]


_AND = re.compile(r" (?:et|ou) (?:de |d')?")
_TO = re.compile(r" (?:euros |millions )?a (?:pres de |plus de |environ |quelque )?")


def _read_pairs(source: Source, mentions: Sequence[Mention], all_terms: Sequence[Terms]) -> None:
    """Let two amounts side by side share what is said once: "2 M€ et 3 M€ par an", "de 2 à 3 M€ entre 2017 et 2020"."""
    for index in range(len(mentions) - 1, 0, -1):
        before, after = mentions[index - 1], mentions[index]
        gap = source.folded[before.end : after.start]
        if _AND.fullmatch(gap) and all_terms[index].per_year:
            all_terms[index - 1].per_year = True
        period = all_terms[index - 1].period or all_terms[index].period or ""
        one_year = all_terms[index].year or all_terms[index - 1].year
        if _TO.fullmatch(gap) and one_year and not (all_terms[index].year and all_terms[index - 1].year):
            all_terms[index].year, all_terms[index - 1].year = one_year, None  # where it ends
        if _TO.fullmatch(gap) and (years := re.fullmatch(r"(\d{4})/(\d{4})", period)):
            for terms, year in zip(all_terms[index - 1 : index + 1], years.groups(), strict=True):
                terms.year, terms.period = year, None


@cache
def _around(name: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What may follow the money in its clause and what may stand before it, for a key of the data."""
    data = vocabulary()[name]
    after, before = "|".join(data["after"]), "|".join(data["before"])
    return (
        re.compile(rf"[^\d,.;:]{{0,45}}?,? ?(?P<term>{after})"),
        re.compile(rf"\b(?:{before})[^\d;]{{0,90}}$"),
    )


_TIMES = re.compile(
    r"\b(?:fois|enfants?|jeunes|mineurs|personnes|seances|familles|situations|mesures|heures|jours|places) (?:\w+ )?$"
)


def _read_rates(folded: str, mention: Mention, low: int, high: int, terms: Terms) -> None:
    """Each year, each party."""
    for name in ("per_year", "per_party"):
        after, before = _around(name)
        found = after.match(folded, mention.end, high)
        if found and not _TIMES.search(folded, mention.end, found.start("term")):
            setattr(terms, name, True)
            if found.end() - mention.end <= len(found["term"]) + 4 + (terms.end - mention.end):
                terms.end = max(terms.end, found.end())
        elif before.search(folded, max(low, mention.start - 120), mention.start):
            setattr(terms, name, True)


def _read_time(
    source: Source, mention: Mention, low: int, high: int, *, first: bool, last: bool, terms: Terms
) -> None:
    """The year or the period: just after the money, else before it, else later in the sentence."""
    folded = source.folded
    if not _TIME.search(folded, low, high):
        return
    after = [(m, "year") for m in _YEAR.finditer(folded, mention.end, high)]
    after += [(m, "period") for m in _PERIOD.finditer(folded, mention.end, high)]
    after += [(m, "relative") for m in _RELATIVE.finditer(folded, mention.end, high)]
    after.sort(key=lambda item: item[0].start())
    before = [(m, "year") for m in _YEAR.finditer(folded, low, mention.start)]
    before += [(m, "period") for m in _PERIOD.finditer(folded, low, mention.start)]
    before += [(m, "relative") for m in _RELATIVE.finditer(folded, low, mention.start)]
    before.sort(key=lambda item: item[0].start())
    near = [f for f in after if not _SEPARATOR.search(folded, mention.end, f[0].start())]
    own_before = [f for f in before if first or _SEPARATOR.search(folded, low, f[0].start() + 1)]
    far = after if last else []
    for found, kind in [*near, *reversed(own_before), *far]:
        if _NOT_MONEY_YEAR.search(folded, max(0, found.start() - 24), found.start()):
            continue
        if kind == "year" and not terms.year and not terms.period:
            terms.year = found["year"] or found["paren"]
        elif kind == "relative" and found["then"] and not terms.year and not terms.period:
            years = re.findall(_Y, folded[max(0, mention.start - 250) : mention.start])
            terms.year = years[-1] if years else None
        elif kind == "relative" and not terms.year and not terms.period and source.published:
            shift = 0 if found["same"] else -1 if found["past"] else 1
            terms.year = str(int(source.published[:4]) + shift)
        elif kind == "period" and not terms.period and (not terms.year or found in near):
            years = found["first"] and found["first"] < found["last"]
            terms.period = (
                f"{found['first']}/{found['last']}" if years else source.text[found.start() : found.end()]
            )
            terms.year = None if years else terms.year


@cache
def _scopes() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = vocabulary()["scope"]
    return (
        re.compile(rf"\b(?:{'|'.join(data['share'])})[^\d;]{{0,40}}$"),
        re.compile(rf"\b(?:{'|'.join(data['unit_before'])})[^\d;]{{0,60}}$"),
        re.compile(rf"(?: ?[a-z]+)? ?(?:{'|'.join(data['unit_after'])})"),
        re.compile(rf"(?:\d+ |un |une |des |le |la |l')?(?:{'|'.join(data['action'])})"),
    )


def _scope(source: Source, mention: Mention, low: int, high: int, before: Terms | None) -> Scope:
    share, unit_before, unit_after, action = _scopes()
    folded = source.folded
    if unit_before.search(folded, low, mention.start) or unit_after.match(folded, mention.end, high):
        return "unit"
    if share.search(folded, low, mention.start):
        return "share"
    if (
        before
        and before.scope == "share"
        and re.search(r"^,? ?(?:et |puis )|, $| et ", folded[low : mention.start])
    ):
        return "share"
    index = source.block_index(mention.core)
    opening = source.blocks[index].start if index is not None else low
    labelled = re.search(r"[:(–-] ?$", folded[max(opening, mention.start - 3) : mention.start])
    return "action" if labelled and action.match(folded, opening) else "total"


@cache
def _purposes() -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|[ ,])(?:{'|'.join(vocabulary()['purpose']['after'])})(?P<what>[^.;:,()\d\"]{{3,120}})"
    )


def _purpose(source: Source, mention: Mention, high: int) -> str | None:
    """Return what the money is for, as written after it; null where the clause does not say."""
    found = _purposes().search(source.folded, mention.end, min(high, mention.end + 160))
    if found is None or re.search(r"[.;]", source.folded[mention.end : found.start()]):
        return None
    start, end = found.span("what")
    if pattern(r"(?:@purpose.no_thing)").match(source.folded, start):
        return None
    what = re.sub(r"\s+(?:et|ou|dont|soit|puis|en|sur|pour|de|à|au|les|la|le|des)$", "", source.text[start:end].strip())
    return " ".join(what.split()) if len(what) > 3 else None
