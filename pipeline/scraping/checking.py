"""Whether a source is as it is declared: a look at its first page and at one announcement."""

from dataclasses import dataclass, field
from datetime import datetime

from pipeline.errors import RejectedInput
from pipeline.scraping.crawl import Site, Stop
from pipeline.scraping.discovery import read_found
from pipeline.scraping.finding import OnTheWeb
from pipeline.scraping.links import Link
from pipeline.scraping.page import read_page
from pipeline.scraping.relevance import judge_link
from pipeline.scraping.sources import Source
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
    for start in starts_of(way):
        answered = site.fetch(start, source, now)
        if answered.problem:
            check.problems.append(answered.problem)
            continue
        found = read_found(way, answered.body, start, start)
        check.links += found.links
        check.more |= bool(found.pages)
        check.problems += found.problems
    check.order = dated_order(check.links)
    declared = getattr(way, "order", None)
    if declared in ("newest_first", "oldest_first") and check.order not in (None, declared):
        check.problems.append(f"order: {declared} is declared, the dates say {check.order}")
    wanted = [link for link in check.links if judge_link(link, source).wanted]
    check.wanted = len(wanted)
    if not check.links:
        return
    example = (wanted or check.links)[0]
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
