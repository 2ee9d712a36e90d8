"""The time for which a contract runs that an amendment prolongs: its own start, and the new end."""

import re
from collections.abc import Sequence

from extractors.contracts.mentions import Mention
from extractors.dates.component import period_subject
from extractors.dates.words import months
from extractors.facts import Date, Period
from extractors.text.source import Source
from pipeline.assembly.report import Report

# Words that tell of more time than a contract had.
LONGER = re.compile(r"\b(?<!possibilite de )(?:prolong|prorog|recondui|report|repouss)\w*")
# "L'échéance du contrat, initialement prévue le …, est reportée au 31 décembre 2023"
_NEW_END = re.compile(
    # "prendra fin non plus le 31 décembre 2022 mais le 31 décembre 2023"
    r"\b(?:non plus|non pas|au lieu) (?:le |du |en |au |de |fin )?[^.;]{4,30},? mais"
    r" (?:le |au |en |a la |jusqu'(?:au|en) )?$"
    r"|\b(?:report|port|prolong|prorog|repouss|reconduit|etend)\w*[^.;]{0,110}?"
    r"(?:\bau|\bjusqu'(?:au|a|en)) (?:\w+di )?$"
)
_END = re.compile(r"\b(?:echeance|terme|fin|duree|effets?|validite|contrat|convention)\b")
_BEHIND = 40  # characters behind a new end: "prolonge jusqu'en 2023 le contrat"
_MOST_MORE = 3  # years that an amendment adds
_ONE_YEAR_MORE = re.compile(
    r"\b(?:prolong|prorog|reconduit|reconduct)\w*[^.;]{0,60}\b(?:d'un an|d'une annee|pour un an|"
    r"pour une annee|une annee supplementaire)\b"
)


def _lengthened(source: Source, base: Period, periods: Sequence[Period]) -> Period | None:
    """The period that begins as the base one does and ends later: "2019-2021 …, court désormais de 2019 à 2022"."""
    first, last = (base.start or "")[:4], (base.end or "")[:4]
    if not last:
        return None
    longer = [
        period
        for period in periods
        if (period.start or "").startswith(first)
        and last < (period.end or "")[:4] <= str(int(last) + _MOST_MORE)
        and period_subject(source, period) != "strategy"
    ]
    return max(longer, key=lambda period: period.end or "", default=None)


def extended(
    source: Source, report: Report, found: Period | None, periods: Sequence[Period], dates: Sequence[Date]
) -> Period | None:
    """The period with the end that an amendment gives it, or that it is told to have now.

    Where no sentence of an amendment tells that of the base contract, it stands in the contract's name.
    """
    if found and found.end and not found.start and (since := _since(source, report, found)):
        return since
    base = found
    if report.instrument == "amendment":
        base = found or next((p for p in periods if p.start and p.end), None)
    elif report.status != "amended":
        return found
    if base is None or base.start is None:
        return found
    if longer := _lengthened(source, base, periods):
        return longer
    for date in dates:
        before = source.folded[max(0, date.at.start - 170) : date.at.start].replace("\n", " ")
        before = before[before.rfind(". ") + 1 :]
        around = before + source.folded[date.at.end : date.at.end + _BEHIND]
        if date.value[:4] > (base.end or "")[:4] and _NEW_END.search(before) and _END.search(around):
            return Period(start=base.start, end=date.value, text=base.text, evidence=[base.at, date.at])
    for period in periods:  # "Il prolonge jusqu'en 2023 le contrat 2020-2022"
        sentence = source.sentence_at(period.at.start)
        later = period.start is None and (period.end or "")[:4] > (base.end or "9999")[:4]
        if later and sentence and _PROLONGS.search(source.folded, sentence.start, sentence.end):
            return Period(
                start=base.start, end=period.end, text=base.text, evidence=[base.at, *period.evidence]
            )
    more = next(
        (m for m in _ONE_YEAR_MORE.finditer(source.folded) if not _is_of_earlier(source, base, m)), None
    )
    if base.end and more and not _is_result(source, base):
        told = source.evidence(more.start(), more.end(), "period: one year more")
        return Period(
            start=base.start, end=str(int(base.end[:4]) + 1), text=base.text, evidence=[base.at, told]
        )
    return found


# "Le contrat couvre ainsi les années 2020 à 2023": with the year that was added.
_NOW = re.compile(r"\b(?:ainsi|desormais|dorenavant|maintenant|a present|donc|du coup)\b")


def _is_result(source: Source, base: Period) -> bool:
    sentence = source.sentence_at(base.at.start)
    return sentence is not None and _NOW.search(source.folded, sentence.start, sentence.end) is not None


_YEAR = re.compile(r"\b20\d\d\b")


def _is_of_earlier(source: Source, base: Period, more: re.Match[str]) -> bool:
    """Whether what got one year more is the contract before: "l'ancien contrat, échu en 2022, prolongé d'un an"."""
    sentence = source.sentence_at(more.start())
    years = _YEAR.findall(source.folded, sentence.start, sentence.end) if sentence else []
    return bool(years) and max(years) < (base.start or "")[:4]


_BEGAN = r"(?:sign|conclu|lanc|paraph|scell|engag|nou|initi|demarr|instaur|contractualis|liai|unissai)"
_NOT_END = r"(?:(?!jusqu|avenant|prolong|prorog)[^.;:\n]){0,60}?"
# "signé en octobre 2020", "s'étaient engagés pour trois ans en 2020"; "En 2020, … concluait"; "le contrat de 2020"
_SINCE = re.compile(
    rf"\b{_BEGAN}\w*{_NOT_END}\b(?P<year>20\d\d)\b"
    rf"|\b(?:en|des|depuis) (?P<opening>20\d\d),[^.;:\n]{{0,90}}?\b{_BEGAN}\w*"
    r"|\b(?:contrat|convention|cdppe|calpae|protocole) (?:datant )?(?:de |d')"
    rf"(?:(?:{'|'.join(months(abbreviated=False))}) )?(?P<of>20\d\d)\b"
)
_PROLONGS = re.compile(rf"{LONGER.pattern}|\b(?:ira|courra|vaudra|s'appliquera|restera)\b")
_LONGEST = 8  # years


def _since(source: Source, report: Report, found: Period) -> Period | None:
    """The period with the year in which the contract that is prolonged was concluded; none where that is not told."""
    told = source.sentence_at(found.at.start)
    prolongs = told is not None and LONGER.search(source.folded, told.start, told.end)
    if not (prolongs or report.instrument == "amendment"):
        return None
    last = int((found.end or "")[:4])
    for index in sorted(report.named_in):
        sentence = source.sentences[index]
        began = _SINCE.search(source.folded, sentence.start, sentence.end)
        mentions = [m for m in report.mentions if m.sentence == index]
        if began is None or _is_of_amendment(source, mentions, began):
            continue
        group = next(name for name in ("year", "opening", "of") if began[name])
        if last - _LONGEST < int(began[group]) < last:
            first = source.evidence(*began.span(group), "period: from the year of the contract", 0.7)
            return found.model_copy(update={"start": began[group], "evidence": [*found.evidence, first]})
    return None


# "le CDPPE du Lot | conclu en 2020", and what an amendment is one to.
_BEHIND_NOUN = re.compile(r"(?: (?:d[eu]s?|d'|de la|de l')[a-z' -]{1,30})? ?")
_AMENDS = re.compile(r"\bavenant[a-z0-9 °]{0,12} (?:au|a la|a ce|a cette|a l')(?: \w+)? ?$")


def _is_of_amendment(source: Source, mentions: Sequence[Mention], began: re.Match[str]) -> bool:
    """Whether it is the amendment that was signed: "L'avenant au contrat, signé en 2022", "a signé en 2022 l'avenant".

    What stands right behind its noun is said of that: "l'avenant au contrat signé en 2020". `mentions` are those of
    the sentence.
    """
    before = [m for m in mentions if m.end <= began.start() + 1]
    if before:
        gap = source.folded[before[-1].end : began.start()]
        amended = _AMENDS.search(source.folded, max(0, before[-1].start - 30), before[-1].start)
        if not gap.strip() or (not amended and _BEHIND_NOUN.fullmatch(gap)):
            return before[-1].instrument == "amendment"
    return any(m.instrument == "amendment" for m in before or mentions[:1])
