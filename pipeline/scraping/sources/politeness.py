"""How much a source may be asked, and when: part of its declaration."""

import re
from collections.abc import Collection
from datetime import datetime, time
from typing import Annotated, Any, Protocol
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, IPvAnyNetwork

PARIS = ZoneInfo("Europe/Paris")

_HOURS = re.compile(r"(\d\d):(\d\d) ?[-–] ?(\d\d):(\d\d)", re.ASCII)


class Window(BaseModel):
    """The hours of day in which a source may be asked, on the clock of Paris; it may go over midnight.

    Examples
    --------
    >>> from datetime import UTC
    >>> night = Politeness(window="22:00-06:00").window
    >>> (
    ...     night.holds(datetime(2026, 7, 1, 20, 30, tzinfo=UTC)),
    ...     night.holds(datetime(2026, 7, 1, 4, tzinfo=UTC)),
    ... )
    (True, False)
    >>> str(night)
    '22:00-06:00'
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: time
    end: time

    def holds(self, moment: datetime) -> bool:
        """Whether `moment`, which has a time zone, lies in the window."""
        hour = moment.astimezone(PARIS).time()
        if self.start <= self.end:
            return self.start <= hour < self.end
        return hour >= self.start or hour < self.end

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"


def _hours(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    found = _HOURS.fullmatch(value.strip())
    if found is None:
        raise ValueError(f"“{value}” is no window: write the hours of day in Paris like 22:00-06:00")
    return {"start": f"{found[1]}:{found[2]}", "end": f"{found[3]}:{found[4]}"}


class Politeness(BaseModel):
    """How a source is asked.

    The defaults are what the shared platform of the préfectures is known to bear: a pause of 0.4 s has got an
    address banned from all of its hosts within two minutes.

    Parameters
    ----------
    seconds_between_pages : float
        Pause between two requests to one platform; a longer Crawl-delay of robots.txt goes before it.
    seconds_between_sites : float
        Pause when the next request goes to another site of the platform.
    pages_per_run : int
        Requests for this source in one run, redirects and retries counted.
    window : Window or None
        Hours of day in which it may be asked, as `22:00-06:00` on the clock of Paris; None: at any time.
    allow_addresses : sequence of networks
        Addresses that are not public and may be connected to all the same: `127.0.0.1`, `10.1.0.0/16`.

    Examples
    --------
    >>> Politeness().seconds_between_pages, Politeness(window="22:00-06:00").window.end.hour
    (3.0, 6)
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    seconds_between_pages: float = Field(3.0, ge=0)
    seconds_between_sites: float = Field(20.0, ge=0)
    pages_per_run: int = Field(200, ge=1)
    window: Annotated[Window | None, BeforeValidator(_hours)] = None
    allow_addresses: tuple[IPvAnyNetwork, ...] = ()


class FetchingSource(Protocol):
    """What fetching must know of a source."""

    @property
    def key(self) -> str:
        """Its name in the declarations."""
        ...

    @property
    def platform(self) -> str | None:
        """What it shares with others; None where it stands for itself."""
        ...

    @property
    def hosts(self) -> Collection[str]:
        """The hosts that it starts from."""
        ...

    @property
    def politeness(self) -> Politeness:
        """How it may be asked."""
        ...
