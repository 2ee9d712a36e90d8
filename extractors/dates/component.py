"""Dates with their kind, periods, and the dates of the document itself: the spaCy component."""

import re
from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from extractors.contracts.acts import Act, find_acts
from extractors.dates.cues import Kind
from extractors.dates.datelines import Dateline, find_datelines
from extractors.dates.grammar import find_mentions
from extractors.dates.kinds import classify
from extractors.dates.mentions import Mention
from extractors.dates.period_subjects import period_subject
from extractors.dates.periods import find_periods
from extractors.dates.years import SEASON_ENDS, Around, Known, Reading, known, read
from extractors.facts import Date, DateKind, Period
from extractors.found import found_in, mark
from extractors.text.source import Source

__all__ = ["document_dates", "find_dates", "find_periods", "make_dates", "period_subject"]

_FULL = ("day", "numeric")
# "A été signé le 3 mars 2022" on a page of January: it was changed since and does not say so.
_CHANGED_AFTER = 0.7
_NEAR = 4  # dates on either side that may tell a year


def find_dates(source: Source, acts: Sequence[Act]) -> list[Date]:
    r"""Find the dates in the text, each with what it is the date of, in order.

    Parameters
    ----------
    source : Source
        The text; `published` and `updated` of its metadata help where the text dates itself nowhere.
    acts : sequence of Act
        What the text says is done to contracts: a date next to a signing is its date.

    Returns
    -------
    list of Date
        Values are EDTF: `2020-10-13`, `2020-10`, `2024-35` (a quarter), `XXXX-10-18` where no year can be
        known. What cannot be resolved at all ("en début de semaine") is left out. A date whose weekday
        contradicts it has confidence 0.7.

    Examples
    --------
    >>> source = Source("Publié le 8 juin 2023\\nLe contrat a été signé mardi 6 juin.")
    >>> [(date.kind, date.value, date.inferred) for date in find_dates(source, find_acts(source))]
    [('publication', '2023-06-08', None), ('signature', '2023-06-06', 'publication_year')]
    """
    return _find_dates(source, acts, find_periods(source))


def _find_dates(source: Source, acts: Sequence[Act], periods: Sequence[Period]) -> list[Date]:
    mentions = find_mentions(source)
    lines = find_datelines(source)
    published, updated = _references(source, lines)
    today = updated if _tells_hour(source, lines) else None
    stated = {line.mention: line for line in lines}
    kept = [m for m, inside in _with_period(mentions, periods) if m in stated or _is_date(source, m, inside)]
    of_text = [m for m in kept if m not in stated]
    bounds = _bounds(source, of_text, periods)
    kinds = dict(zip(of_text, classify(source, of_text, acts, bounds), strict=True))
    years = _years(mentions, kinds)
    dates: list[Date] = []
    for index, mention in enumerate(kept):
        kind = kinds.get(mention) or Kind("publication")
        if _is_loose(mention) and not kind.acted:
            continue
        before, after = _neighbours(source, kept, kinds, index)
        back = kind.recalled and before in kinds and kinds[before].kind == "event"
        around = Around(published, updated, before, after, years, today, back)
        reading = read(mention, kind.tense or "", around)
        if reading:
            dates.append(_date(source, mention, kind, reading, updated or published, stated.get(mention)))
    return dates


def _date(
    source: Source,
    mention: Mention,
    kind: Kind,
    reading: Reading,
    latest: Known | None,
    line: Dateline | None,
) -> Date:
    name: DateKind = kind.kind
    confidence = reading.confidence * (line.confidence if line else 1.0)
    if name in ("signature", "adoption") and latest and _is_later(reading.value, latest):
        if kind.acted and kind.tense == "past" and mention.year is not None:
            confidence *= _CHANGED_AFTER
        else:
            name = "event"  # what lies after the publication is not done yet: "signe le 3 mars" announces it
    rule = f"{line.role} date" if line else f"{name}: {mention.form}"
    evidence = source.evidence(mention.start, mention.end, rule, round(confidence, 2))
    return Date(
        kind=name, value=reading.value, text=evidence.quote, inferred=reading.inferred, evidence=[evidence]
    )


def _is_later(value: str, latest: Known) -> bool:
    date = known(value, "")
    if date is None or date.day is None or latest.day is None:
        return False
    return (date.year, date.month or 0, date.day) > (latest.year, latest.month or 0, latest.day)


def _with_period(
    mentions: Sequence[Mention], periods: Sequence[Period]
) -> Iterator[tuple[Mention, Period | None]]:
    """Yield each mention with the period that it is part of."""
    position = 0
    for mention in mentions:
        while position < len(periods) and periods[position].at.end <= mention.start:
            position += 1
        period = periods[position] if position < len(periods) else None
        inside = period and period.at.start <= mention.start and mention.end <= period.at.end
        yield mention, period if inside else None


def _is_date(source: Source, mention: Mention, period: Period | None) -> bool:
    """Whether a mention stands as a date of its own: not one of a period's years or months."""
    if not mention.introduced or mention.form == "span" or not source.is_main(mention.start):
        return False
    return period is None or mention.form in _FULL


def _is_loose(mention: Mention) -> bool:
    """Whether a mention is a date only where an act makes it one: "vendredi", "aujourd'hui"."""
    if mention.form == "weekday":
        return not mention.shift and mention.day is None
    return mention.form == "near" and mention.offset == 0


def _bounds(
    source: Source, mentions: Sequence[Mention], periods: Sequence[Period]
) -> dict[Mention, DateKind]:
    """Return the days that bound a period, as start and end if it is a contract's."""
    found: dict[int, list[Mention]] = {}
    for mention, period in _with_period(mentions, periods):
        if period and period.at.rule.startswith("from") and mention.form in _FULL:
            found.setdefault(period.at.start, []).append(mention)
    bounds: dict[Mention, DateKind] = {}
    for period in periods:
        days = found.get(period.at.start, [])
        if len(days) == 2:
            of_contract = period_subject(source, period) == "contract"
            bounds[days[0]], bounds[days[1]] = ("effective", "end") if of_contract else ("event", "event")
    return bounds


def _references(source: Source, lines: Sequence[Dateline]) -> tuple[Known | None, Known | None]:
    """Choose the dates of publication and update that others are read from: words, metadata, position."""
    published = _line(lines, "published")
    stated = published and published.confidence == 1.0
    metadata = known(source.published, "metadata_year")
    season = _line(lines, "season")
    own = _known(published) if published else _known(season) if season else None
    update = _line(lines, "updated")
    updated = (_known(update) if update else None) or known(source.updated, "metadata_year")
    return (own if stated or not metadata else metadata), updated


# A newspaper tells the hour at which an article of yesterday's or today's was changed: "Modifié le 05/07/2019 à 08h15".
_HOUR = re.compile(r",? ?(?:a|-|\|)? ?\d{1,2} ?(?:h|:) ?\d\d")


def _tells_hour(source: Source, lines: Sequence[Dateline]) -> bool:
    """Whether the update is told with its hour: then the text is of that day, where it says no other."""
    update = _line(lines, "updated")
    return update is not None and _HOUR.match(source.folded, update.mention.end) is not None


def _known(line: Dateline) -> Known | None:
    mention = line.mention
    if mention.year is None:
        return None
    if mention.part is not None:
        return Known(mention.year, SEASON_ENDS.get(mention.part), None, "publication_season")
    rule = {"published": "publication_year", "season": "publication_season"}.get(line.role, "update_year")
    return Known(mention.year, mention.month, mention.day, rule)


def _line(lines: Sequence[Dateline], role: str) -> Dateline | None:
    """Return the best line of a role: the most certain, of equals the first."""
    own = [line for line in lines if line.role == role]
    if not own:
        return None
    best = max(own, key=lambda line: line.confidence)
    if best.mention.day is None:  # a crawl's month, of which a line tells the day
        return next((line for line in own if line.mention.day and _month(line) == _month(best)), best)
    return best


def _month(line: Dateline) -> tuple[int | None, int | None]:
    return line.mention.year, line.mention.month


def _years(mentions: Sequence[Mention], kinds: dict[Mention, Kind]) -> set[int]:
    """Return the years in which the text places anything but laws."""
    years: set[int] = set()
    for mention in mentions:
        if mention.year is None or (mention in kinds and kinds[mention].legal):
            continue
        if mention.form == "span":
            years.update(range(mention.year, (mention.last_year or mention.year) + 1))
        elif mention.month or mention.introduced:
            years.add(mention.year)
    return years


def _neighbours(
    source: Source, mentions: Sequence[Mention], kinds: dict[Mention, Kind], index: int
) -> tuple[Mention | None, Mention | None]:
    """Return the nearest full dates before (same or last sentence) and after (same sentence), but of laws.

    Before a signature it may stand anywhere in its paragraph.
    """
    if mentions[index].year is not None:
        return None, None
    at = source.sentence_index(mentions[index].start)
    if at is None:
        return None, None
    here = source.sentences[at]
    last = source.sentences[at - 1] if at else here
    start = last.start if last.block == here.block else here.start
    kind = kinds.get(mentions[index])
    if kind and kind.kind == "signature":  # told behind another one of the paragraph
        start = source.blocks[here.block].start

    def usable(m: Mention) -> bool:
        return m.form in _FULL and m.year is not None and m in kinds and not kinds[m].legal

    earlier, later = mentions[max(0, index - _NEAR) : index], mentions[index + 1 : index + 1 + _NEAR]
    before = next((m for m in reversed(earlier) if m.start >= start and usable(m)), None)
    after = next((m for m in later if m.end <= here.end and usable(m)), None)
    return before, after


def document_dates(source: Source) -> tuple[Date | None, Date | None]:
    """Return when the text says that it was published and updated, each None where it does not.

    >>> published, updated = document_dates(Source("Publié le 5 avril 2018 - Mis à jour le 7 mai 2019"))
    >>> published.value, updated.value
    ('2018-04-05', '2019-05-07')
    """
    lines = find_datelines(source)
    published, updated = _line(lines, "published"), _line(lines, "updated")
    reference = _known(published) if published else None
    return _document_date(source, published, None), _document_date(source, updated, reference)


def _document_date(source: Source, line: Dateline | None, published: Known | None) -> Date | None:
    if line is None:
        return None
    # "Publié le 3 mai 2021, mis à jour le 5 mai": an update follows.
    reading = read(line.mention, "future", Around(published))
    return reading and _date(source, line.mention, Kind("publication"), reading, None, line)


@Language.factory("tripartite_dates", assigns=["doc._.dates", "doc._.periods", "doc.spans"])
def make_dates(nlp: Language, name: str) -> "DateFinder":
    """Make the spaCy component that sets `doc._.dates`, `doc._.periods` and `doc.spans["dates"]`."""
    return DateFinder()


class DateFinder:
    """spaCy component: sets `doc._.dates`, `doc._.periods` and `doc.spans["dates"]`."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the dates and periods in `doc`."""
        found = found_in(doc)
        source, acts = found.source, found.acts
        found.periods = periods = find_periods(source)
        found.dates = dates = _find_dates(source, find_acts(source) if acts is None else acts, periods)
        mark(doc, "dates", ((date.at.start, date.at.end, date.kind) for date in dates))
        return doc
