"""What the ledger remembers of a source, in SQLite and in PostgreSQL."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.catalogue import Catalogue
from pipeline.scraping.discovery.links import Link, Verdict
from pipeline.scraping.ledger import Due, Ledger

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)
YES, NO = Verdict(True, "yes"), Verdict(False, "no")


@pytest.fixture
def ledger(new_catalogue: Callable[[], Catalogue]) -> Iterator[Ledger]:
    with new_catalogue() as catalogue:
        yield Ledger(catalogue.database)


def link(name: str, date: str | None = None) -> Link:
    return Link(f"https://exemple.fr/{name}", name, date=date)


def due(ledger: Ledger, now: datetime, revisited: datetime | None = None) -> Due:
    found = ledger.next_due("a", now, revisited)
    assert found
    return found


def test_a_link_is_new_once_for_each_source(ledger: Ledger) -> None:
    assert ledger.meet("a", [(link("un"), YES), (link("deux"), NO), (link("un"), YES)], "page", NOON) == 2
    assert ledger.meet("a", [(link("un"), YES), (link("trois"), YES)], "page", NOON) == 1
    assert ledger.meet("b", [(link("un"), YES)], "page", NOON) == 1
    assert set(ledger.known("a", [link("un").url, link("quatre").url])) == {link("un").url}


def test_the_latest_announcement_is_visited_first_and_one_of_unknown_date_last(ledger: Ledger) -> None:
    dates = {"b": "2026-02-03", "d": None, "a": "2026-02-01", "c": "2026-02-05"}
    ledger.meet("a", [(link(name, date), YES) for name, date in dates.items()], "page", NOON)
    order = []
    while found := ledger.next_due("a", NOON, NOON):
        order.append(found.title)
        ledger.kept("a", found, NOON, "digest")
    assert order == ["c", "b", "a", "d"]


def test_what_is_due_again_comes_after_what_is_new_and_only_where_it_is_asked_for(ledger: Ledger) -> None:
    ledger.meet("a", [(link("vieux"), YES)], "page", NOON)
    ledger.kept("a", due(ledger, NOON), NOON, "digest")
    ledger.meet("a", [(link("neuf"), YES)], "page", NOON + DAY)
    later = NOON + 2 * DAY
    assert due(ledger, later, later).title == "neuf"
    ledger.passed("a", due(ledger, later), later, "no")
    assert ledger.next_due("a", later) is None
    assert due(ledger, later, later).title == "vieux"


def test_a_page_that_stays_the_same_is_looked_at_less_and_less_often_at_least_every_ninety_days(
    ledger: Ledger,
) -> None:
    ledger.meet("a", [(link("un"), YES)], "page", NOON)
    ledger.kept("a", due(ledger, NOON), NOON, "digest")
    visits = []
    for day in range(1, 400):
        now = NOON + day * DAY
        if found := ledger.next_due("a", now, now):
            visits.append(day)
            ledger.kept("a", found, now, "digest")
    assert visits == [1, 2, 4, 8, 16, 32, 64, 128, 218, 308, 398]


def test_a_page_that_changes_is_looked_at_again_soon(ledger: Ledger) -> None:
    ledger.meet("a", [(link("un", "2020-01-01"), YES)], "page", NOON)
    ledger.kept("a", due(ledger, NOON), NOON, "digest")
    # It has been there for years.
    assert ledger.next_due("a", NOON + 60 * DAY, NOON + 60 * DAY) is None
    now = NOON + 90 * DAY
    ledger.kept("a", due(ledger, now, now), now, "another")
    assert due(ledger, now + DAY, now + DAY).changed_at == now


def test_what_fails_comes_back_and_is_given_up_after_six_times(ledger: Ledger) -> None:
    ledger.meet("a", [(link("un"), YES)], "page", NOON)
    ledger.failed("a", due(ledger, NOON), NOON, "refused")
    visits = []
    for day in range(1, 400):
        now = NOON + day * DAY
        if found := ledger.next_due("a", now, now):
            visits.append(day)
            ledger.failed("a", found, now, "refused")
    assert visits == [1, 3, 7, 15, 31]
    assert [over.reason for over in ledger.passed_over()] == ["refused"]


def test_what_was_passed_over_is_told_by_source_the_latest_first(ledger: Ledger) -> None:
    ledger.meet("a", [(link("un"), NO)], "page", NOON)
    ledger.meet("b", [(link("deux"), NO), (link("trois"), YES)], "page", NOON + DAY)
    assert [(over.source, over.title) for over in ledger.passed_over()] == [("b", "deux"), ("a", "un")]
    assert [over.title for over in ledger.passed_over("a")] == ["un"]


def test_what_was_kept_and_is_gone_is_told_from_its_first_day_on(ledger: Ledger) -> None:
    ledger.meet("a", [(link("un"), YES), (link("deux"), NO)], "page", NOON)
    ledger.kept("a", due(ledger, NOON), NOON, "digest")
    assert [over.title for over in ledger.passed_over()] == ["deux"]
    for day in (1, 3):
        now = NOON + day * DAY
        ledger.failed("a", due(ledger, now, now), now, "answered 404", gone=True)
    told = [(over.title, over.gone_at, over.reason) for over in ledger.passed_over()]
    assert told == [("un", NOON + DAY, "answered 404"), ("deux", None, "no")]


# Crawls of a source, each with the day of its begin, whether it came to its end (None: it was interrupted) and was
# complete; and whether the crawl after them reads everything.
CRAWLS = [
    ([], True),
    ([(0, True, True)], False),
    # something was left unread
    ([(0, True, False)], True),
    ([(0, True, True), (1, True, False)], True),
    # and was read then
    ([(0, True, True), (1, True, False), (2, True, True)], False),
    # a month later
    ([(0, True, True), (29, True, True)], True),
    ([(0, True, True), (28, True, True)], False),
]


@pytest.mark.parametrize(("crawls", "whole"), CRAWLS)
def test_when_everything_is_read(ledger: Ledger, crawls: list[tuple[int, bool, bool]], whole: bool) -> None:
    day = -1
    for day, _, complete in crawls:
        opened = ledger.begin("a", NOON + day * DAY)
        ledger.end(opened.id, NOON + day * DAY, {"shown": day}, complete=complete)
    assert ledger.begin("a", NOON + (day + 1) * DAY).whole == whole
    assert [past.counts for past in ledger.history("a")] == [{"shown": day} for day, *_ in reversed(crawls)]


def test_files_are_known_by_what_tells_that_they_changed(ledger: Ledger) -> None:
    ledger.store_files("a", [("un.txt", "1"), ("deux.txt", "1")], NOON)
    ledger.store_files("a", [("un.txt", "2")], NOON + DAY)
    assert ledger.known("a", ["un.txt", "deux.txt"]) == {"un.txt": "2", "deux.txt": "1"}
    assert ledger.next_due("a", NOON + 2 * DAY, NOON + 2 * DAY) is None
    assert list(ledger.passed_over()) == []
