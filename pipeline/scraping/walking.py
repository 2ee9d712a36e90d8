"""In which order the pages of a source are read, and where it is safe to stop."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from pipeline.scraping.discovery.links import Found, Link
from pipeline.scraping.sources.finding import Feed, Listing, Numbered, OnTheWeb, UrlList

Order = Literal["newest_first", "oldest_first", "mixed"]
# So many pages in a row that show what was shown before, or nothing, are not the end of a listing but go on for ever.
_REPEATED, _EMPTY = 2, 10
# Where nothing tells the order, one page without anything new could be of announcements that always stand on top.
_KNOWN_PAGES = 2


class Step(NamedTuple):
    """A page of a source that was read: its address, what was found there, in the order newest first."""

    url: str
    found: Found
    links: Sequence[Link]


class Walk:
    """Reads the pages of a source one after the other.

    Iterating gives one `Step` after the other. The walk looks at what has become of a step's links only when
    the next one is asked for, so that the caller can deal with them in between.

    Parameters
    ----------
    way : OnTheWeb
        How the source tells what it has.
    read : callable
        From an address and the start of its listing to what is found there, None where it cannot be read.
    all_known : callable
        Whether links, all of them, were met in an earlier crawl.
    whole : bool
        Whether to read to the end, whatever is known: where the last crawl did not come to its end, or was
        long ago. Announcements can have been put in anywhere.
    resume : int, optional
        The page of a numbered listing, counted from 0, up to which an earlier walk came before it was stopped. What
        is new is read first; then this one goes on there.

    Attributes
    ----------
    reached : int or None
        Up to which page of a numbered listing this walk came, or an earlier one.
    complete : bool
        Whether nothing that could hold something new is left unread; false until the end.
    shown : int
        How many links the first page of each listing or feed holds, or all parts of an index: what can be compared
        from crawl to crawl.
    problems : list of str
        What contradicts the declaration.
    """

    def __init__(
        self,
        way: OnTheWeb,
        read: Callable[[str, str], Found | None],
        all_known: Callable[[Sequence[Link]], bool],
        *,
        whole: bool,
        resume: int | None = None,
    ) -> None:
        self._way = way
        self._read = read
        self._all_known = all_known
        self._whole = whole
        # With several listings a number would not say which one it is of.
        self._resume = resume if len(starts_of(way)) == 1 else None
        self.reached = self._resume
        self.complete = False
        self.shown = 0
        self.problems: list[str] = []
        self._failed = False
        self._met: set[str] = set()
        self._repeated = self._empty = 0

    def __iter__(self) -> Iterator[Step]:
        if isinstance(self._way, UrlList) and self._way.urls:
            found = Found([Link(url) for url in self._way.urls])
            self.shown += len(found.links)
            yield Step("the list of addresses", found, found.links)
        for start in starts_of(self._way):
            if isinstance(self._way, Listing):
                yield from self._listing(self._way, start)
            else:
                yield from self._parts(start)
        self.complete = not self._failed

    def _parts(self, start: str) -> Iterator[Step]:
        """Read a feed with its older pages, an index with its sitemaps, a list."""
        todo, seen = deque([start]), {start}
        while todo:
            url = todo.popleft()
            found = self._get(url, start)
            if found is None:
                continue
            # Asked before they are dealt with, which makes them known.
            known = self._is_known(found)
            yield Step(url, found, found.links)
            if known and not self._whole and isinstance(self._way, Feed):
                return
            new = [page for page in found.pages if page not in seen]
            seen.update(new)
            todo.extend(new)

    def _listing(self, way: Listing, start: str) -> Iterator[Step]:
        first = self._get(start, start)
        if first is None:
            return
        self._met = {link.url for link in first.links}
        self._repeated = self._empty = 0
        order = self._order(way, first, start)
        if order == "oldest_first" and way.numbered and first.last:
            yield from self._backwards(way, way.numbered, start, first)
        elif order is None and way.numbered and first.last and not self._whole:
            yield from self._ends(way, way.numbered, start, first)
        else:
            yield from self._forwards(way, start, first, stops=order == "newest_first")

    def _forwards(self, way: Listing, start: str, first: Found, *, stops: bool) -> Iterator[Step]:
        url, found, seen, page = start, first, {start}, 0
        while True:
            known = self._is_known(found)
            yield Step(url, found, found.links)
            if known and stops and not self._whole:
                return
            if known and way.numbered and self._resume and page < self._resume:
                page = self._resume
                following = [way.numbered.address(start, page)]
            else:
                self.reached = max(page, self.reached or 0)
                following = [address for address in found.pages if address not in seen]
                page += 1
            if not following:
                return
            if len(seen) == way.max_pages:
                self.problems.append(f"{start} goes on after max_pages: {way.max_pages} pages")
                return
            url = following[0]
            seen.add(url)
            after = self._get(url, start)
            if after is None or self._goes_round(after, url):
                return
            found = after

    def _backwards(self, way: Listing, numbered: Numbered, start: str, first: Found) -> Iterator[Step]:
        end, ahead = self._end(way, numbered, start, first)
        if end > way.max_pages:
            self.problems.append(f"{start} has more than max_pages: {way.max_pages} pages")
        going_on = False
        for page in range(end, max(0, end - way.max_pages), -1):
            if going_on and self._resume is not None and page > self._resume:
                continue
            url = numbered.address(start, page)
            found = ahead[page] if page in ahead else self._get(url, start)
            if found is None:
                continue
            if self._goes_round(found, url):
                break
            known = self._is_known(found)
            yield Step(url, found, found.links[::-1])
            if known and not self._whole:
                return
            going_on |= known
            self.reached = min(page, page if self.reached is None else self.reached)
        # It was read to begin with; what is new on it comes after what is newer.
        yield Step(start, first, first.links[::-1])

    def _ends(self, way: Listing, numbered: Numbered, start: str, first: Found) -> Iterator[Step]:
        """Read a listing of unknown order from both of its ends: what is new is at one of them."""
        end, ahead = self._end(way, numbered, start, first)
        ahead[0] = first
        quiet = page = 0
        while page <= end and quiet < _KNOWN_PAGES:
            step = self._step(numbered.address(start, page), start, ahead.get(page))
            quiet = quiet + 1 if step is None or self._is_known(step.found) else 0
            if step:
                yield step
            page += 1
        for other in range(end, page - 1, -1):
            step = self._step(numbered.address(start, other), start, ahead.get(other))
            known = step is None or self._is_known(step.found)
            if step:
                yield step
            if known:
                return

    def _step(self, url: str, start: str, had: Found | None) -> Step | None:
        found = had or self._get(url, start)
        return Step(url, found, found.links) if found else None

    def _end(
        self, way: Listing, numbered: Numbered, start: str, first: Found
    ) -> tuple[int, dict[int, Found | None]]:
        """Find the last page, which a pager need not show from the first one; return what was read on the way."""
        end, ahead = first.last or 0, dict[int, Found | None]()
        while True:
            ahead[end] = found = self._get(numbered.address(start, end), start)
            if found is None or not found.last or found.last <= end or len(ahead) == way.max_pages:
                return end, ahead
            if len(ahead) > 1 and found.links == first.links:  # it shows its first page whatever is asked for
                self.problems.append(f"{start} shows its first page also at {numbered.address(start, end)}")
                return end, ahead
            end = found.last

    def _goes_round(self, found: Found, url: str) -> bool:
        """Whether a listing shows the same again and again, or nothing: then it is left."""
        new = {link.url for link in found.links} - self._met
        self._met |= new
        self._repeated = self._repeated + 1 if found.links and not new else 0
        self._empty = 0 if found.links else self._empty + 1
        if self._repeated < _REPEATED and self._empty < _EMPTY:
            return False
        what = "what pages before it showed" if found.links else "nothing"
        self.problems.append(f"{url} shows {what}, as those before it: the listing is left there")
        return True

    def _is_known(self, found: Found) -> bool:
        return bool(found.links) and self._all_known(found.links)

    def _get(self, url: str, start: str) -> Found | None:
        found = self._read(url, start)
        self._failed |= found is None
        if found and (url == start or not isinstance(self._way, Listing | Feed)):
            self.shown += len(found.links)
        return found

    def _order(self, way: Listing, first: Found, start: str) -> Order | None:
        """Return the order to rely on: the declared one unless the dates on the first page contradict it.

        None where it is not declared and the dates do not tell it.
        """
        seen = dated_order(first.links)
        if way.order == "by_date":
            return None if seen == "mixed" else seen
        if seen and way.order != "mixed" and seen != way.order:
            self.problems.append(f"order: {way.order} is declared, but the dates on {start} say {seen}")
            return "mixed"
        return way.order


def starts_of(way: OnTheWeb) -> tuple[str, ...]:
    """Return what a crawl begins with: the first pages of listings, feeds, the file of a list."""
    if isinstance(way, UrlList):
        return (way.file,) if way.file else ()
    return way.pages


def dated_order(links: Sequence[Link]) -> Order | None:
    """Tell from their dates in which order links stand; None where these do not tell.

    >>> dates = "2021-03-04", "2021-03-02", "2021-03-02", "2021-01-30"
    >>> dated_order([Link("https://exemple.fr", date=date) for date in dates])
    'newest_first'
    """
    dates = [link.date for link in links if link.date]
    steps = [(one > other) - (one < other) for one, other in pairwise(dates)]
    falls, rises = steps.count(1), steps.count(-1)
    if falls + rises == 0:
        return None
    if rises == 0:
        return "newest_first"
    return "oldest_first" if falls == 0 else "mixed"
