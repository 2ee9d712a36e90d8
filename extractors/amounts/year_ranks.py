"""Years that are counted from the first one of the contract: "1 M€ la première année, 2 M€ la deuxième"."""

import re
from collections.abc import Sequence

from extractors.amounts.terms import Terms
from extractors.dates.period_subjects import period_subject
from extractors.dates.periods import find_periods
from extractors.money.passages import last, opening_sentence
from extractors.money.written import Mention
from extractors.text.anchors import Anchored
from extractors.text.source import Sentence, Source

_RANKS = {"premier": 0, "second": 1, "deuxiem": 1, "troisiem": 2, "quatriem": 3, "cinquiem": 4, "dernier": -1}
_RANK = r"(?P<rank>premier|second|deuxiem|troisiem|quatriem|cinquiem|dernier)e?"
_THE = r"(?P<the>la |le |sa |son |(?:cette|cet|ce|ladite) )"
_COUNTED = Anchored([rf"{rank}e? (?:annee|exercice)" for rank in _RANKS])
_BEHIND = re.compile(
    r"(?: (?:de |du |d'|des )[^.,;:()€\d]{2,40}?)?"  # "2 M€ | de l'État | la première année"
    rf",? (?:au total,? |en tout,? )?(?:pour |au titre de |sur |lors de |des )?{_THE}(?:seule )?{_RANK}"
    r"(?: (?:annee|exercice)(?: (?:du|de la) (?:contrat|convention))?)?(?= ?[,;:.)]| et | puis | dont |\n|$)"
)
_BEFORE = re.compile(rf"\b{_THE}{_RANK} (?:annee|exercice)[^.;:€\d]{{0,60}}$")
_OPENED = re.compile(rf"\b{_THE}{_RANK} (?:annee|exercice)(?: (?:du|de la) (?:contrat|convention))? ?:$")
# "Pour la première année, l'État verse 2 M€, l'ARS | 1 M€": of all that the sentence tells.
_HEADED = re.compile(rf"(?:[^.;:,\d]{{0,20}}\b)?{_THE}{_RANK} (?:annee|exercice)[^.;:,€\d]{{0,40}}, ?")
# "2 M€ la première année, | 3 M€ | les deux suivantes"
_LATER = re.compile(
    r"[^,;.:\d]{0,30} (?:les (?:[a-z]+ )?(?:suivantes|autres)|les annees suivantes|ensuite|par la suite)\b"
)
_OTHER_TIME = re.compile(rf"\b(?:{_RANK}|suivante?s?|20\d\d)\b")
_OF_IT = re.compile(r"[^.;€]{0,60}\bdont ")
_REACH = 90
_THIS = re.compile(r"(?:cette|cet|ce|ladite) ")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NAMED_REACH = 900


def count_years(source: Source, mentions: Sequence[Mention], terms: Sequence[Terms]) -> None:
    """Give money of "la deuxième année" its year, where the text tells in which years one contract begins and ends."""
    if not mentions or not _COUNTED.search(source):
        return
    found = [
        (index, told)
        for index, (mention, term) in enumerate(zip(mentions, terms, strict=True))
        if not (term.time or term.per_year) and (told := _rank(source, mention)) is not None
    ]
    years = _contract_years(source) if found else range(0)
    for index, told in found:
        rank = _RANKS[told["rank"]]
        counted = -len(years) <= rank < len(years) and not (rank < 0 and _THIS.match(told["the"]))
        year = str(years[rank]) if counted else _just_named(source, told)
        if year:
            terms[index].time.year = year
            of_it = index + 1 < len(mentions) and _OF_IT.fullmatch(
                source.folded, last(mentions[index]), mentions[index + 1].start
            )
            if of_it and not terms[index + 1].time:
                terms[index + 1].time.year = terms[index].time.year


def _just_named(source: Source, told: re.Match[str]) -> str | None:
    """Return the year named last before "cette première année", or "cette dernière année", which is that one."""
    if not _THIS.match(told["the"]):
        return None
    years = _YEAR.findall(source.folded, max(0, told.start() - _NAMED_REACH), told.start())
    return years[-1] if years else None


def _rank(source: Source, mention: Mention) -> re.Match[str] | None:
    sentence = source.sentence_at(mention.core)
    if sentence is None:
        return None
    if not _COUNTED.search(source, sentence.start, sentence.end):
        return _opened(source, mention)
    if _LATER.match(source.folded, last(mention), sentence.end):
        return None
    behind = _BEHIND.match(source.folded, last(mention))
    low = max(sentence.start, mention.start - _REACH)
    return behind or _BEFORE.search(source.folded, low, mention.start) or _headed(source, sentence)


def _headed(source: Source, sentence: Sentence) -> re.Match[str] | None:
    """Read the rank with which a sentence begins; none where it tells another one, or a year, further on."""
    head = _HEADED.match(source.folded, sentence.start, sentence.end)
    if head is None or _OTHER_TIME.search(source.folded, head.end(), sentence.end):
        return None
    return head


def _opened(source: Source, mention: Mention) -> re.Match[str] | None:
    """Read the rank in what opens the list of the money: "Pour la dernière année :"."""
    opening = opening_sentence(source, mention)
    return _OPENED.search(source.folded, *opening) if opening else None


def _contract_years(source: Source) -> range:
    """Return the years of the contract; none where the text tells several, or one that begins within a year."""
    bounds = {
        (period.start[:4], period.end[:4])
        for period in find_periods(source)
        if period.start and period.end and period.start[4:7] in ("", "-01")
        if period_subject(source, period) == "contract"
    }
    if len(bounds) != 1:
        return range(0)
    first, last_year = bounds.pop()
    return range(int(first), int(last_year) + 1)
