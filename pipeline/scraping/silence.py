"""Silence is an alarm: why a source needs to be looked at, by what it gave and what it usually gives."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from pipeline.scraping.crawls import Past
from pipeline.scraping.ledger import Refusals
from pipeline.scraping.outcome import Outcome
from pipeline.scraping.sources.sources import Source

# So many good crawls tell what is usual; with fewer links than this a half is nothing special.
_CRAWLS, _FEW = 5, 4
# News that come as seldom as usual, so many times over, are no news any more; never before so long.
_TIMES, _PATIENCE = 5, timedelta(days=14)
# A source that could not be asked, for whatever reason, for so long.
_UNASKED = timedelta(days=7)
# So many announcements that could not be had, and fewer that could, are no accident.
_FAILED = 3


def find_alarms(
    source: Source,
    outcome: Outcome,
    history: Sequence[Past],
    now: datetime,
    refusals: Refusals | None = None,
) -> list[str]:
    """Tell why a source must be looked at; empty where nothing is strange.

    Parameters
    ----------
    source : Source
        What was crawled.
    outcome : Outcome
        What came of it.
    history : sequence of Past
        Its earlier crawls, the latest first.
    now : datetime
        The time.
    refusals : Refusals, optional
        What of it must not be asked for.
    """
    good = [past for past in history if not past.alarms and past.counts.get("shown")]
    told = _told(source, outcome, good, history, now)
    if refusals and not refusals.kept:
        told.append(
            f"it gives nothing and {refusals.refused} of its links must not be asked for: {refusals.reason}"
        )
    return [f"{alarm}; {_last(good)}" for alarm in told]


def _told(
    source: Source, outcome: Outcome, good: Sequence[Past], history: Sequence[Past], now: datetime
) -> list[str]:
    if not outcome.pages and not outcome.shown:
        if outcome.pages_failed:
            return [f"nothing but errors: {outcome.problems[0]}"]
        last = good[0].started_at if good else history[-1].started_at if history else now
        unasked = f"it could not be asked for {(now - last).days} days: {outcome.stopped}"
        return [unasked] if now - last >= _UNASKED else []
    if not outcome.shown:
        selectors = [problem for problem in outcome.problems if problem.startswith("the ")]
        return [f"it shows no announcement: {'; '.join(selectors) or 'its listing is empty'}"]
    alarms = []
    usual = median(past.counts["shown"] for past in good[:_CRAWLS]) if good else 0
    if usual >= _FEW and outcome.shown < usual / 2:
        alarms.append(f"it shows {outcome.shown} announcements, usually {usual:g}")
    if outcome.without_text and 2 * outcome.without_text >= outcome.read:
        alarms.append(f"{outcome.without_text} of the {outcome.read} pages that were read have no main text")
    if outcome.failed >= _FAILED and outcome.failed > outcome.new + outcome.changed + outcome.same:
        alarms.append(f"{outcome.failed} of its announcements could not be had: {outcome.problems[-1]}")
    alarms += _no_news(source, outcome, history, now)
    return alarms


def _no_news(source: Source, outcome: Outcome, history: Sequence[Past], now: datetime) -> list[str]:
    """Tell of a source that answers as ever and has nothing new."""
    if outcome.stopped or not history:
        return []
    # The first crawl found what had gathered over years.
    later = history[:-1]
    expected = source.expected
    since = now - timedelta(days=expected.days)
    if expected.documents and history[-1].started_at <= since:
        found = outcome.new + sum(past.counts.get("new", 0) for past in later if past.started_at > since)
        if found < expected.documents / 2:
            return [f"{found} new documents in {expected.days} days, {expected.documents} are expected"]
    news = [past.started_at for past in later if past.counts.get("new")]
    if outcome.new or len(news) <= _CRAWLS:
        return []
    gap = median((one - other) / timedelta(days=1) for one, other in pairwise(news))
    quiet = now - news[0]
    if quiet > max(_TIMES * timedelta(days=gap), _PATIENCE):
        return [f"nothing new for {quiet.days} days, usually there is every {max(gap, 1):.0f}"]
    return []


def _last(good: Sequence[Past]) -> str:
    if not good:
        return "it never had a good crawl"
    return f"last good crawl {good[0].started_at:%Y-%m-%d}, {good[0].counts['shown']} announcements shown"
