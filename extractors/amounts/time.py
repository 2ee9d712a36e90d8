"""Which year or which span of years an amount is for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from extractors.amounts.today import today
from extractors.amounts.year_notes import heading_above, year_told_behind, years_of_notes
from extractors.money.passages import Passage, last, opening_sentence
from extractors.money.words import pattern
from extractors.money.written import Mention
from extractors.text.alternatives import by_letter
from extractors.text.source import Source


@dataclass(slots=True)
class Time:
    """The year of an amount, or its period: an EDTF interval, else as written; neither where none is told."""

    year: str | None = None
    period: str | None = None

    def __bool__(self) -> bool:
        return bool(self.year or self.period)


_Kind = Literal["year", "period", "relative"]
_Found = tuple[re.Match[str], _Kind]

_Y = r"(?:19|20)\d\d"
ANY_YEAR = re.compile(_Y)
_YEAR = (
    rf"(?:@time.year_after) (?:fin |debut |l'annee )?(?P<year>{_Y})(?!\d| ?(?:[-/]|a|et) ?{_Y}|@time.no_year)"
    rf"|\((?P<paren>{_Y})\)"
)
_PERIOD = (
    rf"(?:@time.period_before)?\(?(?P<first>{_Y})(?: ?[-/] ?| a | et (?!de)|(?:, {_Y})* et )(?P<last>{_Y})\b(?!\d)"
    r"|@time.span"
)
_RELATIVE = (
    r"\b(?:(?P<then>@time.then)|(?P<same>cette annee|l'(?:annee|exercice) en cours)|(?P<past>@time.last_year)"
    r"|@time.next_year)\b"
)
# Nothing is said of time without a year or one of these.
_HINT_WORD = re.compile(
    by_letter([r"\bans\b", r"\bannees?\b", r"\bl'an\b", r"\bmois\b", "exercice", "duree", "periode"])
)
_HINT = re.compile(rf"{_HINT_WORD.pattern}|19\d\d|20\d\d")
_SEPARATOR = re.compile(r"[,;:\"]| et | puis | contre | dont | soit ")
_LONGEST_LEAD = 80  # characters before a year that tell that the money is for it, at most
_REACH = 900  # characters before the money in which "la même année" finds its year

# "…, soit 2 M€ ; pour l'année 2022, | 1 M€ de l'État": a year that holds for all that follows again.
_HEADS = re.compile(
    rf"[;,:] ?(?:et |puis |enfin,? )?(?:pour|en|au titre de|sur)(?: l'(?:annee|exercice))? {_Y} ?[,:][^,;:]*$"
)


def find_times(source: Source, mentions: Sequence[Mention], passages: Sequence[Passage]) -> list[Time]:
    """Read the year or period of each of `mentions` from the sentence around it.

    >>> from extractors.money.statements import find_money
    >>> from extractors.money.passages import find_passages
    >>> source = Source("En 2021, elle verse 2 M€, puis 3 M€ en 2022 et 9 M€ sur trois ans.")
    >>> mentions = find_money(source)
    >>> [time.year or time.period for time in find_times(source, mentions, find_passages(source, mentions))]
    ['2021', '2022', 'sur trois ans']
    """
    times: list[Time] = []
    headed: str | None = None  # the year with which the sentence begins: it holds for all that follows
    for mention, passage in zip(mentions, passages, strict=True):
        time = _read(source, mention, passage)
        first = passage.low == passage.start
        if (
            not time
            and first
            and times
            and (_adds(source, mention, passage) or _is_fraction(source, mention))
        ):
            time = Time(times[_not_compared(source, mentions, len(times) - 1)].year)
        elif not time:
            time = _opened(source, mention) if first or not headed else Time(headed)
        if first:
            after = source.folded[mention.end : passage.high]
            headed = time.year if time.year and time.year not in after else None
        elif time.year and _HEADS.search(source.folded, passage.low, mention.start):
            headed = time.year
        times.append(time)
    for index, year in years_of_notes(source, mentions, times):
        times[index].year = year
    for mention, time in zip(mentions, times, strict=True):
        if not time:
            time.year = year_told_behind(source, mention)
    _part_evolutions(source, mentions, times)
    _count_back(source, mentions, passages, times)
    return times


def _read(source: Source, mention: Mention, passage: Passage) -> Time:
    """Read the time just after the money, else before it, else later in the sentence."""
    folded, time = source.folded, Time()
    if not _HINT.search(folded, passage.low, passage.high):
        return time
    if label := _LABEL.search(folded, max(0, passage.start - 2), mention.start):
        return Time(label["year"])
    after = sorted(_times_in(folded, mention.end, passage.high), key=lambda item: item[0].start())
    before = sorted(_times_in(folded, passage.low, mention.start), key=lambda item: item[0].start())
    labelled = _opens_line(folded, mention) and _LABELLED_BEHIND.match(folded, mention.end)
    end = labelled.end() if labelled else mention.end
    near = [f for f in after if not _is_parted(folded, end, f[0].start())]
    if passage.low > passage.start:  # what stands right after the money before is said of that
        before = [f for f in before if _SEPARATOR.search(folded, passage.low, f[0].start() + 1)]
    far = after if passage.high == passage.end else []
    # Years between two sums may be one of each.
    years_from = passage.low if passage.low == passage.start else mention.end
    for index, (found, kind) in enumerate([*near, *reversed(before), *far]):
        if pattern(r"\b(?:@time.other_event) (?:\w+ )?$").search(
            folded, max(0, found.start() - 24), found.start()
        ) or _COMPARED.search(folded, max(0, found.start() - 12), found.start()):
            continue
        if found.start() >= mention.end and _TO_BE_REVISED.search(folded, mention.end, found.start()):
            continue
        if kind == "year" and not time and (both := _of_two_years(folded, years_from, found)):
            return Time(None, both)
        if kind == "period" and not time.period and (not time.year or index < len(near)):
            time = _period(source, found, time)
        elif kind != "period" and not time:
            time.year = _year(source, mention, found) if kind == "year" else _relative(source, mention, found)
    return time


# "| 2022 : | 2 M€ ; | 2023 : | 3 M€"; "le 3 mai 2022 : 2 M€" tells a day.
_LABEL = re.compile(rf"(?:^|[,;:.(\n]) ?(?P<year>{_Y}) ?: ?$")
# "2 M€ | en 2021 | et en 2022" is for both; in "2 M€ en 2021 et en 2022 3 M€" each has its own.
_AND_IN = re.compile(
    rf"(?P<in>en|pour) (?P<first>{_Y}) et (?P=in) (?P<last>{_Y})\b(?! (?:[a-z']+ ){{0,2}}\d|, \d)"
)
_AND_REACH = 20  # characters before a year in which the first of two stands


def _of_two_years(folded: str, low: int, found: re.Match[str]) -> str | None:
    """Return the period of the two years, told with "et" between them, of which one is found behind `low`."""
    year = found.start("year")
    for both in _AND_IN.finditer(folded, max(low, year - _AND_REACH), max(0, year) + 2 * _AND_REACH):
        if year in (both.start("first"), both.start("last")) and both["first"] < both["last"]:
            return f"{both['first']}/{both['last']}"
    return None


# "60 000 € de moins qu' | en 2022"
_COMPARED = re.compile(r"\b(?:plus|moins) qu'$")
# "2 M€, un montant qui | sera révisé à la hausse | l'an prochain": it is not for that year.
_TO_BE_REVISED = re.compile(
    r"\b(?:ser(?:a|ont)|etre) (?:\w+ment )?(?:revis|revu|reexamin|reevalu|ajust|actualis|rediscut|renegoci)\w*"
    r"(?: a la (?:hausse|baisse))? (?:des |en )?$"
)
# "1 M€ : c'est ce que l'État verse pour 2020", "2 M€ (DETR, DSIL) sont fléchés dès 2021"
_PRESENTED = re.compile(r" ?: (?:c'est|voila|tel est) ")
# "1 M€ : budget du contrat en 2021", a line of figures that each tell behind them what they are
_LABELLED_BEHIND = re.compile(
    r" ?: (?:l[ae] |l')?(?:budgets?|montants?|couts?|enveloppe|total|financements?|parts?|contributions?"
    r"|participations?|dotations?|subventions?|aides?|credits?|depenses?)\b"
)
_BRACKETS = re.compile(r"\([^()]*\)")
# "2 M€ | de l'État et de l'ARS | pour 2023": two of one kind part nothing.
_BOTH = re.compile(r"\b(?:de |d'|du |des )[^,;:.\d]{2,40} et (?=(?:de |d'|du |des )(?!\d))")
_ONE_CLAUSE = re.compile(r'[^,;:."]*')


def _opens_line(folded: str, mention: Mention) -> bool:
    """Whether nothing stands before the money in its line."""
    return not folded[folded.rfind("\n", 0, mention.start) + 1 : mention.start].strip(' -•>*"')


def _is_parted(folded: str, start: int, end: int) -> bool:
    """Whether another statement begins between the money and a year, brackets left aside."""
    between = _BOTH.sub(" ", _BRACKETS.sub("", folded[start:end]))
    if presented := _PRESENTED.match(between):
        return not _ONE_CLAUSE.fullmatch(between, presented.end())
    return _SEPARATOR.search(between) is not None


def _times_in(folded: str, start: int, end: int) -> Iterator[_Found]:
    # The patterns are costly: a period is told by two years or in words, what is relative in words alone.
    years, worded = list(ANY_YEAR.finditer(folded, start, end)), _HINT_WORD.search(folded, start, end)
    if years:
        for found in pattern(_YEAR).finditer(folded, max(start, years[0].start() - _LONGEST_LEAD), end):
            yield found, "year"
    if worded or len(years) > 1:
        for found in pattern(_PERIOD).finditer(folded, start, end):
            yield found, "period"
    if worded:
        for found in pattern(_RELATIVE).finditer(folded, start, end):
            yield found, "relative"


def _year(source: Source, mention: Mention, found: re.Match[str]) -> str:
    return found["year"] or found["paren"]


def _relative(source: Source, mention: Mention, found: re.Match[str]) -> str | None:
    """Return the year that "la même année" or "l'an dernier" means; null where the text cannot tell."""
    if found["then"]:
        years = re.findall(_Y, source.folded[max(0, mention.start - _REACH) : mention.start])
        return years[-1] if years else None
    day = today(source)
    if not day[:4].isdecimal():
        return None
    return str(int(day[:4]) + (0 if found["same"] else -1 if found["past"] else 1))


def _period(source: Source, found: re.Match[str], time: Time) -> Time:
    if found["first"] and found["first"] < found["last"]:
        return Time(None, f"{found['first']}/{found['last']}")
    return Time(time.year, source.text[found.start() : found.end()])


def _opened(source: Source, mention: Mention) -> Time:
    """Return the year of the line that opens the mention's list: "Financement 2022 :"."""
    opening = opening_sentence(source, mention)
    opening = opening or heading_above(source, mention)
    found = pattern(_YEAR).search(source.folded, *opening) if opening else None
    return Time(_year(source, mention, found)) if found else Time()


def _adds(source: Source, mention: Mention, passage: Passage) -> bool:
    """Whether a sentence adds to what the one before it tells: "Le Département y consacre 2 M€", "Celle de l'ARS"."""
    folded = source.folded
    return bool(
        pattern(r"(?:@time.again)").match(folded, passage.start, mention.start)
        or pattern(r"\b(?:@time.adds)\b").search(folded, passage.start, mention.start)
    )


_FRACTION = re.compile(
    r"\b(?:la moitie|un tiers|le tiers|(?:les )?deux tiers|un quart|le quart|(?:les )?trois quarts|\d\d ?%)"
    r"(?:,? soit|,| \()? ?$"
)


def _is_fraction(source: Source, mention: Mention) -> bool:
    """Whether money is told as a fraction of the money before: "La moitié, 900 000 €, vient de l'État"."""
    return _FRACTION.search(source.folded, max(0, mention.start - 24), mention.start) is not None


# "… à 2 M€ (contre 1 M€ en 2021)": another time than that of what is told.
_AGAINST = re.compile(r"\b(?:contre|au lieu de) (?:environ |pres de |plus de )?$")
_AGAINST_REACH = 30  # characters


def is_compared(source: Source, mention: Mention) -> bool:
    """Whether a mention is what other money is compared with."""
    return _AGAINST.search(source.folded, max(0, mention.start - _AGAINST_REACH), mention.start) is not None


def _not_compared(source: Source, mentions: Sequence[Mention], index: int) -> int:
    """Which sum the next sentence adds to: the last one that no other is compared with."""
    return index - 1 if index > 0 and is_compared(source, mentions[index]) else index


def opens_at(source: Source, mention: Mention) -> int:
    """Return where the sentence of a mention starts, or so far before it as a year still tells its own."""
    sentence = source.sentence_at(mention.core)
    return max(sentence.start, mention.start - _REACH) if sentence else mention.start


_EARLIER = re.compile(
    r"[^.;:,\d]{0,30}\b(?:(un|deux|trois|quatre) ans? (?:plus tot|auparavant|avant)\b"
    r"|l'(?:annee|exercice) (?:precedente?|d'avant|anterieure?)\b)"
)
_YEARS_BACK = {"un": 1, "deux": 2, "trois": 3, "quatre": 4}


def _count_back(
    source: Source, mentions: Sequence[Mention], passages: Sequence[Passage], times: Sequence[Time]
) -> None:
    """Read "contre 2 M€ un an plus tôt", counted from the year of the money before; unknown where that has none."""
    for index in range(1, len(mentions)):
        earlier = _EARLIER.match(source.folded, last(mentions[index]), passages[index].high)
        if earlier is None:
            continue
        from_ = times[index - 1].year
        if from_ or earlier[1]:  # else the publication may tell which year is the one before
            times[index].year = str(int(from_) - _YEARS_BACK[earlier[1] or "un"]) if from_ else None
            times[index].period = None


_TO = re.compile(r" (?:euros |millions )?a (?:pres de |plus de |environ |quelque )?")


def goes_to(source: Source, one: Mention, other: Mention) -> bool:
    """Whether one sum becomes the other: "passe | de 2 | à 3 M€"."""
    return _TO.fullmatch(source.folded, one.end, other.start) is not None


def _part_evolutions(source: Source, mentions: Sequence[Mention], times: Sequence[Time]) -> None:
    """Give each its year where money goes "de 2 à 3 M€": first and last of a period, or the year it ends."""
    for index in range(1, len(mentions)):
        one, other = times[index - 1 : index + 1]
        if not goes_to(source, mentions[index - 1], mentions[index]):
            continue
        if years := re.fullmatch(r"(\d{4})/(\d{4})", one.period or other.period or ""):
            one.year, other.year = years.groups()
            one.period = other.period = None
        elif not (one.year and other.year):
            one.year, other.year = None, one.year or other.year
