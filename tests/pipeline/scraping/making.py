"""A clock that nobody waits for, a list of captures, and sources."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from pipeline.scraping.fetching.captures import Capture
from pipeline.scraping.sources.politeness import Politeness

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


@dataclass
class FakeClock:
    """Its time goes by only when it is slept by; `events` gets the pauses."""

    time: datetime = NOON
    events: list[object] = field(default_factory=list)

    def now(self) -> datetime:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.events.append(round(seconds, 3))
        self.time += timedelta(seconds=seconds)

    def go_on(self, **time: float) -> None:
        """Let time go by."""
        self.time += timedelta(**time)


class MemoryLog:
    """Captures in a list."""

    def __init__(self) -> None:
        self.captures: list[Capture] = []

    def keep(self, capture: Capture) -> None:
        self.captures.append(capture)

    def earlier(self, document: str) -> Capture | None:
        return next((c for c in self.captures if c.document == document), None)

    def recorded(self, warc: str) -> Collection[int]:
        return {c.warc_offset for c in self.captures if c.warc == warc}


LOCAL = Politeness(allow_addresses=("127.0.0.1",))
# For tests that are not about pauses.
HASTY = LOCAL.model_copy(update={"seconds_between_pages": 0, "seconds_between_sites": 0})


@dataclass(frozen=True)
class DeclaredSource:
    """A source as fetching sees it."""

    key: str = "creuse"
    platform: str | None = None
    hosts: Collection[str] = ("www.creuse.fr",)
    politeness: Politeness = LOCAL
