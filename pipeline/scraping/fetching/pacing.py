"""One rate limit for each platform, whatever number of hosts, processes and runs ask it."""

import re

from pyrate_limiter import Rate, RateItem, SQLiteBucket

from pipeline.scraping.fetching.clock import Clock
from pipeline.scraping.fetching.state import State
from pipeline.scraping.sources.politeness import Politeness


class Pacing:
    """Lets one request of a platform through at a time, with pauses in between.

    The bucket of a platform keeps its requests under the name of the site that they went to: the last one says
    whether the next goes to another site, and so how long the pause is.

    Parameters
    ----------
    state : State
        Where the buckets are.
    clock : Clock
        What is waited by.
    """

    def __init__(self, state: State, clock: Clock) -> None:
        self._state = state
        self._clock = clock

    def wait(
        self, platform: str, site: str, politeness: Politeness, crawl_delay: float = 0, slowness: int = 1
    ) -> None:
        """Return when `site` may be asked; that moment counts as its request.

        Parameters
        ----------
        platform, site : str
            What is asked.
        politeness : Politeness
            The pauses.
        crawl_delay : float
            Seconds that robots.txt asks for.
        slowness : int
            How many times longer the pauses are, after trouble.
        """
        between_pages = max(politeness.seconds_between_pages, crawl_delay) * slowness
        between_sites = max(politeness.seconds_between_sites * slowness, between_pages)
        while pause := self._taken(platform, site, between_pages, between_sites):
            self._clock.sleep(pause)

    def _taken(self, platform: str, site: str, between_pages: float, between_sites: float) -> float:
        """Take the turn and return 0, or the seconds until there may be one."""
        now = int(self._clock.now().timestamp() * 1000)
        with self._state.transaction() as connection:
            table = _table(platform)
            connection.execute(_BUCKET.format(table=table))
            bucket = SQLiteBucket([_one_each(between_sites)], connection, table)
            last = bucket.peek(0)
            if last is None or last.name == site:
                bucket.rates = [_one_each(between_pages)]
            item = RateItem(site, now)
            if not bucket.put(item):
                wait = bucket.waiting(item)
                assert isinstance(wait, int)  # only buckets of asyncio have it otherwise
                return wait / 1000
            bucket.rates = [_one_each(between_sites)]
            bucket.leak(now)
        return 0


# As the library makes it; its own way opens a connection for each bucket.
_BUCKET = "CREATE TABLE IF NOT EXISTS '{table}' (name VARCHAR, item_timestamp INTEGER)"


def _one_each(seconds: float) -> Rate:
    """One request in so many seconds; the library counts what lies exactly at the start of the time in."""
    return Rate(1, max(1, round(seconds * 1000) - 1))


def _table(platform: str) -> str:
    return "bucket " + re.sub(r"[^\w.-]", "_", platform)
