"""What robots.txt allows: asked for once a day, remembered from run to run."""

from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

import httpx
from protego import Protego

from pipeline.scraping.fetching.clock import Clock
from pipeline.scraping.fetching.faults import BrokenAnswer, NotAsked
from pipeline.scraping.fetching.sites import origin_of
from pipeline.scraping.fetching.state import State

# The name by which a robots.txt calls us.
PRODUCT = "tripartite"

_VALID = timedelta(days=1)
# One that could not be had is asked for again after so long.
_RETRIED_AFTER = timedelta(hours=1)
# What more of it says is not read.
_LONGEST = 500_000
# A site that wants longer pauses than this is not one to be read by a program.
_LONGEST_DELAY = 300


class RobotsAnswer(NamedTuple):
    """An answer, as far as robots.txt is concerned."""

    status: int
    body: bytes


class Robots:
    """Asks each origin for its robots.txt, and obeys it.

    Parameters
    ----------
    state : State
        Where they are remembered.
    clock : Clock
        Tells the time.
    """

    def __init__(self, state: State, clock: Clock) -> None:
        self._state = state
        self._clock = clock

    def check(self, url: str, fetch: Callable[[str], RobotsAnswer]) -> float:
        """Return the seconds that must lie between two requests.

        Parameters
        ----------
        url : str
            What is to be fetched.
        fetch : callable
            Fetches robots.txt where it is not known.

        Raises
        ------
        NotAsked
            If it must not be fetched, or nobody can tell.
        """
        known = self._known(origin_of(url), fetch)
        if known.rules is None:
            raise NotAsked(
                "robots_unknown",
                f"{url} was not asked for, since {origin_of(url)}/robots.txt could not be had: {known.reason} "
                "A later run tries again.",
            )
        robots = Protego.parse(known.rules)
        if not robots.can_fetch(url, PRODUCT):
            raise NotAsked(
                "robots",
                f"{origin_of(url)}/robots.txt does not let {url} be fetched. Ask the site, or leave it out.",
            )
        delay = robots.crawl_delay(PRODUCT) or 0.0
        if rate := robots.request_rate(PRODUCT):
            delay = max(delay, rate.seconds / max(rate.requests, 1))
        if delay > _LONGEST_DELAY:
            raise NotAsked(
                "robots",
                f"{origin_of(url)}/robots.txt wants {delay:g} s between pages, which is a no. Ask the site.",
            )
        return delay

    def _known(self, origin: str, fetch: Callable[[str], RobotsAnswer]) -> "_Known":
        now = self._clock.now()
        row = self._state.execute(
            "SELECT rules, reason FROM robots WHERE origin = ? AND valid_until > ?", (origin, now.timestamp())
        ).fetchone()
        if row:
            return _Known(*row)
        known = _fetched(f"{origin}/robots.txt", fetch)
        valid = now + (_RETRIED_AFTER if known.rules is None else _VALID)
        self._state.execute(
            "INSERT OR REPLACE INTO robots VALUES (?, ?, ?, ?)", (origin, *known, valid.timestamp())
        )
        return known


class _Known(NamedTuple):
    """The rules: none at all where there is no such file, None where nobody can tell, and why."""

    rules: str | None
    reason: str | None = None


def _fetched(url: str, fetch: Callable[[str], RobotsAnswer]) -> _Known:
    try:
        page = fetch(url)
    except BrokenAnswer as fault:
        return _Known(None, fault.message)
    if page.status == httpx.codes.OK:
        return _Known(page.body[:_LONGEST].decode("utf-8", "replace"))
    if page.status == httpx.codes.UNAUTHORIZED or httpx.codes.is_server_error(page.status):
        return _Known(None, f"it answered {page.status}.")
    return _Known("")
