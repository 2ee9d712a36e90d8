"""A site that is a dict: what a crawl asks, and in which order, without a network."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from pipeline.scraping.crawl import Answered, Stop
from pipeline.scraping.sources.sources import Source


class Clock:
    """Goes on only when told, or by a second with every look."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 2, 6, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time

    def pass_days(self, days: float) -> None:
        self.time += timedelta(days=days)


@dataclass
class PretendSite:
    """Answers from `pages`; a number in the place of a page is a status, an exception is raised."""

    pages: dict[str, str | bytes | int | BaseException] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    budget: int = 1000

    def fetch(self, url: str, source: Source, since: datetime) -> Answered:
        if not self.budget:
            raise Stop("the budget of this run is used up")
        self.budget -= 1
        self.asked.append(url)
        page = self.pages.get(url, 404)
        if isinstance(page, BaseException):
            raise page
        if isinstance(page, int):
            return Answered(url, b"", url, f"{url} answered {page}", gone=page == 404)
        return Answered(url, page.encode() if isinstance(page, str) else page, url)

    def keep(self, answered: Answered) -> None:
        self.kept.append(answered.url)
