"""In which order the pages of a source are read, and where a crawl stops."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from pipeline.scraping.discovery.links import Found, Link
from pipeline.scraping.sources.finding import Feed, Listing, Numbered
from pipeline.scraping.walking import Walk, dated_order

START = "https://exemple.fr/actus"
NUMBERED = Numbered(suffix="?page={n}")
FIRST_DAY = date(2021, 1, 1)


def announcement(number: int) -> Link:
    """The announcement of a day: the higher its number, the newer it is."""
    return Link(f"https://exemple.fr/{number}", date=(FIRST_DAY + timedelta(number)).isoformat())


class Site:
    """A listing of ten announcements, numbered from the oldest, three a page."""

    def __init__(self, numbers: Sequence[int], *, dated: bool = True, pager: int | None = None) -> None:
        links = [announcement(n) if dated else announcement(n)._replace(date=None) for n in numbers]
        self.pages = [links[at : at + 3] for at in range(0, len(links), 3)]
        self.pager = pager
        self.broken: set[int] = set()
        self.asked: list[int] = []

    def read(self, url: str, start: str) -> Found | None:
        page = 0 if url == start else int(url.rpartition("=")[2])
        self.asked.append(page)
        if page in self.broken or page >= len(self.pages):
            return None
        end = len(self.pages) - 1
        last = min(end, page + self.pager) if self.pager else end
        return Found(self.pages[page], [NUMBERED.address(start, page + 1)] if page < end else [], last)

    def walk(
        self, known: Sequence[int] = (), *, whole: bool = False, resume: int | None = None, **way: Any
    ) -> tuple[list[int], Walk]:
        """Walk over it; the announcements are dealt with as they come."""
        met = {announcement(number).url for number in known}
        listing = Listing(kind="listing", pages=(START,), link="a", numbered=NUMBERED, **way)
        walk = Walk(
            listing,
            self.read,
            lambda links: met.issuperset(link.url for link in links),
            whole=whole,
            resume=resume,
        )
        order = []
        for step in walk:
            order += [int(link.url.rpartition("/")[2]) for link in step.links if link.url not in met]
            met.update(link.url for link in step.links)
        return order, walk


NEWEST_FIRST = range(9, -1, -1)
OLDEST_FIRST = range(10)


def test_everything_is_read_the_first_time_whichever_comes_first() -> None:
    site = Site(NEWEST_FIRST)
    assert site.walk()[0] == [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]
    assert site.asked == [0, 1, 2, 3]
    site = Site(OLDEST_FIRST)
    # The first page tells that the last one is to be read first.
    assert site.walk()[0] == [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]
    assert site.asked == [0, 3, 2, 1]


# What is known, and the pages that are asked for.
NEWEST_FIRST_STOPS = [
    # nothing is new: one page tells
    (range(10), [0]),
    # one is new: the page after it is all known
    (range(9), [0, 1]),
    # a whole page is new
    (range(7), [0, 1]),
    (range(6), [0, 1, 2]),
    # a gap further back is not looked for: only reading everything finds it
    ([*range(3), *range(4, 10)], [0]),
]


@pytest.mark.parametrize(("known", "asked"), NEWEST_FIRST_STOPS)
def test_a_listing_newest_first_is_read_until_a_page_brings_nothing_new(
    known: Sequence[int], asked: list[int]
) -> None:
    site = Site(NEWEST_FIRST)
    _, walk = site.walk(known)
    assert site.asked == asked
    assert walk.complete


OLDEST_FIRST_STOPS = [
    # nothing is new: the first page, to find the last one, and the last one
    (range(10), [0, 3]),
    (range(9), [0, 3, 2]),
    (range(6), [0, 3, 2, 1]),
]


@pytest.mark.parametrize(("known", "asked"), OLDEST_FIRST_STOPS)
def test_a_listing_oldest_first_is_read_backwards(known: Sequence[int], asked: list[int]) -> None:
    site = Site(OLDEST_FIRST)
    order, _ = site.walk(known)
    assert site.asked == asked
    assert order == [number for number in reversed(range(10)) if number not in known]


def test_a_pager_that_shows_only_the_next_pages_is_followed_to_the_end() -> None:
    site = Site(range(18), pager=2)
    assert site.walk(range(17))[0] == [17]
    assert site.asked == [0, 2, 4, 5]


def test_all_is_read_where_something_may_have_been_missed() -> None:
    site = Site(NEWEST_FIRST)
    assert site.walk([*range(3), *range(4, 10)], whole=True)[0] == [3]
    assert site.asked == [0, 1, 2, 3]


# Listings whose order neither dates nor declaration tell: what is known, and the pages that are asked for.
UNTOLD = [
    # nothing is new: two pages from the start, since one can be of what always stands on top, and the last one
    (Site(NEWEST_FIRST, dated=False), range(10), [0, 3, 1]),
    # what is new is at the start, or at the end
    (Site(NEWEST_FIRST, dated=False), range(9), [0, 3, 1, 2]),
    (Site(OLDEST_FIRST, dated=False), range(9), [0, 3, 1, 2]),
    # or behind what always stands on top
    (Site([2, 5, 1, *range(30, 20, -1)]), [2, 5, 1, *range(21, 30)], [0, 4, 1, 2, 3]),
    # more is known than two pages at each end
    (Site(range(40), dated=False), range(39), [0, 13, 1, 12]),
]  # fmt: skip


@pytest.mark.parametrize(("site", "known", "asked"), UNTOLD)
def test_a_listing_of_unknown_order_is_read_from_both_ends(
    site: Site, known: Sequence[int], asked: list[int]
) -> None:
    order, walk = site.walk(known)
    assert site.asked == asked
    assert len(order) == sum(map(len, site.pages)) - len(known)
    assert walk.complete


# Listings whose order cannot be relied on, and what is told of them.
UNORDERED = [
    # declared to be without order, though the dates of its first page look like one
    (Site(NEWEST_FIRST), {"order": "mixed"}, []),
    # the dates contradict the declaration
    (Site(OLDEST_FIRST), {"order": "newest_first"}, ["order: newest_first is declared, but the dates on"]),
]  # fmt: skip


@pytest.mark.parametrize(("site", "way", "told"), UNORDERED)
def test_a_listing_without_order_is_read_to_its_end(site: Site, way: dict[str, str], told: list[str]) -> None:
    site.asked.clear()
    _, walk = site.walk(range(10), **way)
    assert site.asked == [0, 1, 2, 3]
    assert [problem[: len(start)] for problem, start in zip(walk.problems, told, strict=True)] == told


def test_a_declared_order_counts_where_there_are_no_dates() -> None:
    site = Site(NEWEST_FIRST, dated=False)
    site.walk(range(9), order="newest_first")
    assert site.asked == [0, 1]


@pytest.mark.parametrize("numbers", [NEWEST_FIRST, OLDEST_FIRST])
def test_a_page_that_cannot_be_read_leaves_the_walk_incomplete(numbers: Sequence[int]) -> None:
    site = Site(numbers)
    site.broken = {2}
    assert not site.walk()[1].complete


def test_a_listing_that_never_ends_is_left() -> None:
    site = Site(range(300, 0, -1))
    _, walk = site.walk(max_pages=5)
    assert site.asked == [0, 1, 2, 3, 4]
    assert walk.problems == [f"{START} goes on after max_pages: 5 pages"]


# Which comes first, what is known, up to which page an earlier walk came before it was stopped, what is asked for.
RESUMED = [
    # what is new is read first, then the walk goes on where it was
    (range(17, -1, -1), range(11, 17), 1, [0, 1, 2, 3, 4, 5]),
    (range(17, -1, -1), range(6, 18), 4, [0, 4, 5]),
    # two new ones: they are on the first page, the next one is known
    (range(17, -1, -1), range(4, 16), 3, [0, 1, 3, 4, 5]),
    # the oldest first: the walk comes from the end
    (range(18), range(6, 18), 1, [0, 5, 1]),
    (range(18), range(6, 17), 2, [0, 5, 4, 2, 1]),
]


@pytest.mark.parametrize(("numbers", "known", "reached", "asked"), RESUMED)
def test_a_walk_that_was_stopped_is_gone_on_with(
    numbers: Sequence[int], known: Sequence[int], reached: int, asked: list[int]
) -> None:
    site = Site(numbers)
    order, walk = site.walk(known, whole=True, resume=reached)
    assert site.asked == asked
    assert sorted(order) == sorted(set(range(18)) - set(known))
    assert walk.complete


def test_a_page_that_leads_back_is_read_once() -> None:
    pages = {START: Found([announcement(2)], [START + "2"]), START + "2": Found([announcement(1)], [START])}
    asked: list[str] = []

    def read(url: str, start: str) -> Found:
        asked.append(url)
        return pages[url]

    for way in (
        Feed(kind="feed", pages=(START,)),
        Listing(kind="listing", pages=(START,), link="a", next="a.suite"),
    ):
        asked.clear()
        list(Walk(way, read, lambda links: False, whole=True))
        assert asked == [START, START + "2"]


# Dates as they stand on a page, and the order that they tell.
ORDERS = [
    (["2021-03-02", "2021-03-01"], "newest_first"),
    (["2021-03-01", "2021-03-02"], "oldest_first"),
    (["2021-03-01", "2021-03-02", "2021-03-01"], "mixed"),
    # all of one day, one alone, none
    (["2021-03-01", "2021-03-01"], None),
    (["2021-03-01"], None),
    ([], None),
    # one is not known
    (["2021-03-02", None, "2021-03-01"], "newest_first"),
]


@pytest.mark.parametrize(("dates", "order"), ORDERS)
def test_dates_tell_the_order(dates: list[str | None], order: str | None) -> None:
    assert dated_order([Link("https://exemple.fr/a", date=date) for date in dates]) == order
