"""Which documents somebody means, said as on the command line or in the parameters of a deployment."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from pipeline.catalogue import Selection
from pipeline.errors import WrongUsage
from pipeline.monitoring import HERE
from pipeline.reading.containers.archives import MEDIA_TYPES


def selection_of(
    sources: Iterable[str] = (),
    since: str | None = None,
    until: str | None = None,
    fingerprint: str | None = None,
    *,
    failed: bool = False,
    needs_ocr: bool = False,
) -> Selection:
    """Make a selection of what a person says.

    Archives (zip, WARC) are never selected: what was in them are documents of their own.

    Parameters
    ----------
    sources : iterable of str
        Keys of declared sources.
    since, until : str, optional
        The first and the last day of capture, in the time of Paris.
    fingerprint : str, optional
        What the fingerprint of the published version begins with.
    failed, needs_ocr : bool
        Only those whose published version failed, or needs character recognition.

    Raises
    ------
    WrongUsage
        If a day is none, or the last one is before the first.

    Examples
    --------
    >>> selection_of(until="2026-03-04").until.isoformat()
    '2026-03-05T00:00:00+01:00'
    """
    begin = _midnight(since) if since else None
    end = _midnight(until, days=1) if until else None
    if begin and end and begin >= end:
        raise WrongUsage(f"No day is both since {since} and until {until}: the first day comes first.")
    return Selection(
        sources=tuple(sources),
        since=begin,
        until=end,
        fingerprint=fingerprint or None,
        statuses=("failed",) * failed + ("needs_ocr",) * needs_ocr,
        without_types=tuple(sorted(MEDIA_TYPES)),
    )


def _midnight(day: str, days: int = 0) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(day) + timedelta(days), time(), HERE)
    except ValueError as error:
        raise WrongUsage(f"{day} is no day: write 2026-03-04.") from error
