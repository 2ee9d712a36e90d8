"""Whether a source is as it is declared: a look at its first page and at one announcement."""

from dataclasses import dataclass, field
from datetime import datetime

from pipeline.errors import RejectedInput
from pipeline.scraping.crawl import Site, Stop
from pipeline.scraping.discovery.by_kind import read_found
from pipeline.scraping.discovery.links import Found, Link
from pipeline.scraping.discovery.urls import list_at
from pipeline.scraping.page import read_page
from pipeline.scraping.relevance import judge_link
from pipeline.scraping.sources.finding import Listing, OnTheWeb, UrlList
from pipeline.scraping.sources.sources import Source
from pipeline.scraping.walking import dated_order, starts_of


@dataclass(slots=True)
class Check:
    """What a look at a source showed.

    Parameters
    ----------
    source : str
        Its key.
    links : list of Link
        What its first pages lead to.
    wanted : int
        How many of these would be followed.
    order : str or None
        The order that their dates tell.
    more : bool
        Whether there are further pages.
    characters : int or None
        Length of the main text of one announcement; None where that is a file, or none was looked at.
    problems : list of str
        What does not fit.
    """

    source: str
    links: list[Link] = field(default_factory=list)
    wanted: int = 0
    order: str | None = None
    more: bool = False
    characters: int | None = None
    problems: list[str] = field(default_factory=list)

    def told(self) -> str:
        """Say it in lines for people.

        >>> print(
        ...     Check("cher", [Link("https://exemple.fr/a")], 1, "newest_first", problems=["no text"]).told()
        ... )
        cher: 1 announcement shown (0 dated, newest first), 1 to follow; one page
          no text
        """
        dated = sum(link.date is not None for link in self.links)
        order = (self.order or "no order known").replace("_", " ")
        plural = "" if len(self.links) == 1 else "s"
        shown = f"{self.source}: {len(self.links)} announcement{plural} shown ({dated} dated, {order})"
        shown += f", {self.wanted} to follow; {'more pages' if self.more else 'one page'}"
        if self.characters is not None:
            shown += f"; main text of one: {self.characters} characters"
        return "\n  ".join([shown, *self.problems])


def check_source(source: Source, way: OnTheWeb, site: Site, now: datetime) -> Check:
    """Look at a source."""
    check = Check(source.key)
    try:
        _look(source, way, site, now, check)
    except Stop as stop:
        check.problems.append(str(stop))
    return check


def _look(source: Source, way: OnTheWeb, site: Site, now: datetime, check: Check) -> None:
    if isinstance(way, UrlList):
        check.links += map(Link, way.urls)
    for start in starts_of(way):
        found = _first(source, way, site, now, start, check)
        if found and found.pages and not found.links:
            # An index: one of its parts tells what the others are like.
            found = _first(source, way, site, now, found.pages[0], check)
        if found:
            check.links += found.links
            check.more |= bool(found.pages)
    _judge(source, way, check)
    if not check.links:
        return
    example = next((link for link in check.links if judge_link(link, source).wanted), check.links[0])
    answered = site.fetch(example.url, source, now)
    if answered.problem:
        check.problems.append(answered.problem)
        return
    try:
        page = read_page(answered.body, answered.final_url)
    except RejectedInput as error:
        check.problems.append(f"{example.url}: {error.message}")
        return
    check.characters = None if page.text is None else len(page.text)
    if page.text == "":
        check.problems.append(f"no main text was found on {example.url}")


def _first(source: Source, way: OnTheWeb, site: Site, now: datetime, url: str, check: Check) -> Found | None:
    """Read a page with links, and note what is wrong with it."""
    if isinstance(way, UrlList):
        body, problem = list_at(url)
    else:
        answered = site.fetch(url, source, now)
        body, problem = answered.body, answered.problem
    if problem:
        check.problems.append(problem)
        return None
    found = read_found(way, body, url, url)
    check.problems += found.problems
    return found


def _judge(source: Source, way: OnTheWeb, check: Check) -> None:
    check.order = dated_order(check.links)
    check.wanted = sum(judge_link(link, source).wanted for link in check.links)
    declared = way.order if isinstance(way, Listing) else "mixed"
    if declared not in ("by_date", "mixed", check.order) and check.order:
        check.problems.append(f"order: {declared} is declared, the dates say {check.order}")
