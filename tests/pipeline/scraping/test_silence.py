"""When a source is silent: what raises an alarm, and what does not."""

from datetime import UTC, datetime, timedelta

import pytest

from pipeline.scraping.crawls import Past
from pipeline.scraping.outcome import Outcome
from pipeline.scraping.silence import find_alarms
from pipeline.scraping.sources.finding import Feed
from pipeline.scraping.sources.sources import Expected, Publisher, Source

NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)
SOURCE = Source(
    key="exemple",
    publisher=Publisher(name="Exemple", departement="23"),
    find=Feed(kind="feed", pages=("https://exemple.fr/rss",)),
)


def past(days: int, *, shown: int = 10, new: int = 0, alarms: tuple[str, ...] = ()) -> Past:
    """A crawl so many days ago."""
    return Past(NOW - timedelta(days), True, {"pages": 1, "shown": shown, "new": new}, list(alarms))


DAILY = [past(day) for day in range(1, 20)]
GOOD = Outcome("exemple", pages=1, shown=10)

# What came of a crawl after many that showed ten announcements, and the alarm.
ALARMS = [
    # as ever
    (GOOD, None),
    # fewer than usual, but not by much
    (Outcome("exemple", pages=1, shown=5), None),
    (Outcome("exemple", pages=1, shown=4), "it shows 4 announcements, usually 10"),
    # nothing at all, and the selector to blame
    (Outcome("exemple", pages=1), "it shows no announcement: its listing is empty"),
    (
        Outcome("exemple", pages=1, problems=["the selector link: 'a.b' matches nothing on https://exemple.fr"]),
        "it shows no announcement: the selector link: 'a.b' matches nothing on https://exemple.fr",
    ),
    # only errors
    (
        Outcome("exemple", pages_failed=1, problems=["https://exemple.fr/rss answered 500"]),
        "nothing but errors: https://exemple.fr/rss answered 500",
    ),
    # pages without main text: half of them, and fewer
    (
        Outcome("exemple", pages=1, shown=10, read=4, without_text=2),
        "2 of the 4 pages that were read have no main text",
    ),
    (Outcome("exemple", pages=1, shown=10, read=4, without_text=1), None),
    # announcements that cannot be had, more than those that can
    (
        Outcome("exemple", pages=1, shown=10, new=1, failed=3, problems=["https://exemple.fr/a answered 503"]),
        "3 of its announcements could not be had: https://exemple.fr/a answered 503",
    ),
    (Outcome("exemple", pages=1, shown=10, new=5, failed=3, problems=["a"]), None),
    # gone is not failed
    (Outcome("exemple", pages=1, shown=10, gone=3), None),
    # nothing could be asked: the platform has a pause, which ends by itself
    (Outcome("exemple", stopped="the platform is left alone"), None),
]  # fmt: skip


@pytest.mark.parametrize(("outcome", "alarm"), ALARMS)
def test_what_raises_an_alarm(outcome: Outcome, alarm: str | None) -> None:
    last_good = "; last good crawl 2026-03-01, 10 announcements shown"
    assert find_alarms(SOURCE, outcome, DAILY, NOW) == ([alarm + last_good] if alarm else [])


def test_a_source_that_could_not_be_asked_for_a_week_is_told() -> None:
    outcome = Outcome("exemple", stopped="the platform is left alone")
    assert find_alarms(SOURCE, outcome, [past(7)], NOW) == [
        (
            "it could not be asked for 7 days: the platform is left alone; "
            "last good crawl 2026-02-23, 10 announcements shown"
        )
    ]


def test_a_source_that_never_worked_is_told_so() -> None:
    assert find_alarms(SOURCE, Outcome("exemple", pages=1), [], NOW) == [
        "it shows no announcement: its listing is empty; it never had a good crawl"
    ]


def test_the_last_good_crawl_is_the_last_one_without_alarm() -> None:
    history = [past(1, shown=0, alarms=("silent",)), past(2, shown=3, alarms=("few",)), *DAILY[2:]]
    assert find_alarms(SOURCE, Outcome("exemple", pages=1), history, NOW) == [
        "it shows no announcement: its listing is empty; last good crawl 2026-02-27, 10 announcements shown"
    ]


# Documents that are expected in 30 days, how long ago the source was first crawled, how many days ago each of
# those found since came, and whether that is an alarm.
EXPECTED = [
    (4, 60, [3, 10], False),
    (4, 60, [3], True),
    (4, 60, [], True),
    # what came earlier does not count
    (4, 60, [31, 40], True),
    # the source is too young to tell
    (4, 29, [], False),
    # nothing is expected
    (0, 60, [], False),
]


@pytest.mark.parametrize(("documents", "first", "found", "is_alarm"), EXPECTED)
def test_what_is_expected_of_a_source(documents: int, first: int, found: list[int], is_alarm: bool) -> None:
    source = SOURCE.model_copy(update={"expected": Expected(documents=documents, days=30)})
    # The first crawl finds what has gathered over years: it says nothing of what comes in a month.
    history = [past(day, new=found.count(day)) for day in range(1, first)] + [past(first, new=200)]
    assert [alarm.split(";")[0] for alarm in find_alarms(source, GOOD, history, NOW)] == (
        [f"{sum(day < 30 for day in found)} new documents in 30 days, 4 are expected"] if is_alarm else []
    )


# Days since each of the announcements that were found, and whether the silence since the last one is an alarm.
RHYTHMS = [
    # every third day, then nothing for three weeks, or a fortnight
    (range(21, 60, 3), True),
    (range(13, 60, 3), False),
    # every tenth day, then nothing for six weeks: five times as long is patience enough
    (range(42, 110, 10), False),
    (range(52, 120, 10), True),
    # too few to know a rhythm
    ([90, 93, 96], False),
]


@pytest.mark.parametrize(("days", "is_alarm"), RHYTHMS)
def test_a_source_that_falls_out_of_its_rhythm(days: list[int], is_alarm: bool) -> None:
    history = [past(day, new=int(day in days)) for day in range(1, 130)]
    assert bool(find_alarms(SOURCE, GOOD, history, NOW)) == is_alarm
