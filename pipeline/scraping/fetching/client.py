"""Fetching pages without being a burden: the client that asks, waits, obeys, and keeps what it gets."""

import logging
import ssl
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path
from types import TracebackType

import httpx
import stamina
from hishel import CacheOptions, SqliteStorage
from hishel.httpx import CacheTransport

from pipeline.reading.sniffing import sniff
from pipeline.record import Problem
from pipeline.scraping.canonical import canonical
from pipeline.scraping.fetching.breaker import NO_ANSWER, Breaker
from pipeline.scraping.fetching.captures import CaptureLog
from pipeline.scraping.fetching.clock import Clock, SystemClock
from pipeline.scraping.fetching.exchange import FetchLimits
from pipeline.scraping.fetching.faults import BrokenAnswer, FetchFault, NotAsked
from pipeline.scraping.fetching.keeping import WARC_BYTES, Keeper, recover
from pipeline.scraping.fetching.pacing import Pacing
from pipeline.scraping.fetching.public_addresses import Resolver, resolve
from pipeline.scraping.fetching.robots import Robots, RobotsAnswer
from pipeline.scraping.fetching.sites import checked_url, platforms_of, redirect_target
from pipeline.scraping.fetching.state import State
from pipeline.scraping.fetching.transport import Errand, PoliteTransport
from pipeline.scraping.refresh import refresh_target
from pipeline.scraping.sources.politeness import FetchingSource

_log = logging.getLogger(__name__)

# What failed on the way is tried again so often, after a pause that grows.
_ATTEMPTS = 3
_FIRST_PAUSE = 10
_PAUSE_GROWS = 6
# How long a page is remembered that the site may say has not changed.
_REMEMBERED_DAYS = 180
_REMEMBERED_BYTES = 50_000_000  # of one page
_REMEMBERED_IN_ALL = 5_000_000_000


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of asking for a page.

    Parameters
    ----------
    url, final_url : str
        What was asked for, and where that led.
    status : int or None
        Of HTTP; None where there is no answer.
    media_type : str or None
        What the bytes are, whatever the site says.
    body : bytes
        The page; empty where there is a problem.
    at : datetime
        When.
    problem : Problem or None
        Why there is no page.
    from_cache : bool
        Whether the site said that it has not changed.
    """

    url: str
    final_url: str
    status: int | None
    media_type: str | None
    body: bytes
    at: datetime
    problem: Problem | None = None
    from_cache: bool = False


class Fetcher:
    """Fetches pages, one after the other, for one run.

    It is to be used in one thread; other processes may fetch at the same time with the same folder, and keep to the
    same pauses.

    Parameters
    ----------
    folder : Path
        Where the state of platforms, the cache and the WARC files (in `warc/`) are.
    log : CaptureLog
        Notes what was fetched.
    sources : iterable of FetchingSource
        All declared sources: they say which sites belong to one platform.
    agent : str
        How the program introduces itself, see `user_agent`.
    clock : Clock
        Tells the time and waits.
    resolver : Resolver
        Finds the addresses of hosts.
    limits : FetchLimits
        What a page may cost.
    authorities : Path or None
        A file of certificates that are believed beside those that the system believes.
    warc_bytes : int
        How large a WARC file gets before another one is begun.
    """

    def __init__(
        self,
        folder: Path,
        log: CaptureLog,
        sources: Iterable[FetchingSource],
        *,
        agent: str,
        clock: Clock | None = None,
        resolver: Resolver = resolve,
        limits: FetchLimits | None = None,
        authorities: Path | None = None,
        warc_bytes: int = WARC_BYTES,
    ) -> None:
        self._clock = clock or SystemClock()
        self._limits = limits or FetchLimits()
        self._state = State(folder / "scraping.sqlite")
        self._robots = Robots(self._state, self._clock)
        self._breaker = Breaker(self._state, self._clock)
        context = ssl.create_default_context()
        if authorities:
            context.load_verify_locations(authorities)
        if found := recover(folder / "warc", log):
            _log.info(
                "a run that was stopped had fetched %d pages that nobody had noted; they are noted now", found
            )
        self._keeper = Keeper(folder / "warc", log, agent, warc_bytes)
        self._transport = PoliteTransport(
            self._keeper,
            Pacing(self._state, self._clock),
            self._breaker,
            platforms_of(sources),
            clock=self._clock,
            resolver=resolver,
            limits=self._limits,
            context=context,
        )
        cache = SqliteStorage(
            database_path=folder / "http-cache.sqlite",
            default_ttl=_REMEMBERED_DAYS * 86_400,
            max_stream_size=_REMEMBERED_BYTES,
            max_size=_REMEMBERED_IN_ALL,
        )
        self._client = httpx.Client(
            transport=CacheTransport(self._transport, cache, rfc=CacheOptions(shared=False)),
            # Cookies would make answers depend on what was asked before.
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            headers={
                "user-agent": agent,
                "accept": "*/*",
                "accept-encoding": "gzip",
                "accept-language": "fr",
                # To the cache alone, see PoliteTransport: it asks the site whether what it has still holds, each
                # time. Left to itself it believes a page for a week that states no time and was not changed for long.
                "cache-control": "no-cache",
                "connection": "close",
            },
            trust_env=False,
        )

    def fetch(
        self,
        url: str,
        *,
        source: FetchingSource,
        had: Callable[[str], httpx.Response | None] = lambda _: None,
    ) -> Fetched:
        """Fetch a page, through redirects.

        Parameters
        ----------
        url : str
            The page.
        source : FetchingSource
            For which source, and so how politely.
        had : callable
            From an address to the answer that was had there already and need not be asked for.

        Returns
        -------
        Fetched
            With a problem where there is no page: a site's faults are no errors of the run.
        """
        final = url
        seen: list[str] = []
        try:
            final = checked_url(url)
            while True:
                seen.append(final)
                response = had(final) or self._allowed(final, source)
                if response.has_redirect_location:
                    target = redirect_target(final, response.headers["location"])
                    # Without the session that it may carry, unless the site insists.
                    final = bare if (bare := canonical(target)) and bare not in seen else target
                elif (to := refresh_target(response.content, final)) and to not in seen:
                    final = checked_url(to)
                else:
                    return self._fetched(url, final, response)
                self._check_redirect(url, final, seen)
        except FetchFault as fault:
            problem = Problem(code=fault.code, message=fault.message)
            return Fetched(url, final, None, None, b"", self._clock.now(), problem)

    def _check_redirect(self, url: str, target: str, seen: list[str]) -> None:
        if target in seen:
            raise BrokenAnswer("redirect_loop", f"{url} leads in a circle: back to {target}.")
        if len(seen) > self._limits.redirects:
            raise BrokenAnswer(
                "too_many_redirects",
                f"{url} leads through more than {self._limits.redirects} other addresses.",
            )

    def _allowed(self, url: str, source: FetchingSource) -> httpx.Response:
        """Fetch what robots.txt allows."""
        delay = self._robots.check(url, lambda robots: self._robots_page(robots, source))
        return self._sent(url, Errand(source, delay))

    def _robots_page(self, url: str, source: FetchingSource) -> RobotsAnswer:
        first = url
        seen = [url]
        while True:
            response = self._sent(url, Errand(source, note="robots.txt"))
            if not response.has_redirect_location:
                return RobotsAnswer(response.status_code, response.content)
            url = redirect_target(url, response.headers["location"])
            self._check_redirect(first, url, seen)
            seen.append(url)

    def _sent(self, url: str, errand: Errand) -> httpx.Response:
        """Send a request, and again if something broke on the way."""
        try:
            for attempt in stamina.retry_context(
                _is_transient, attempts=_ATTEMPTS, timeout=None, wait_initial=0, wait_max=0, wait_jitter=0
            ):
                with attempt:
                    if attempt.num > 1:
                        self._clock.sleep(_FIRST_PAUSE * _PAUSE_GROWS ** (attempt.num - 2))
                    return self._client.get(url, extensions=errand.put_on())
        except (httpx.InvalidURL, httpx.RemoteProtocolError) as error:  # the latter: where a redirect leads
            raise NotAsked(
                "bad_url", f"{url} cannot be asked for, or leads to what cannot: {error}"
            ) from error
        except BrokenAnswer as fault:
            if fault.transient:
                self._breaker.strike(self._transport.platform_of(url), NO_ANSWER, fault.message)
            raise
        raise AssertionError("the last attempt returns or raises")

    def _fetched(self, url: str, final: str, response: httpx.Response) -> Fetched:
        now = self._clock.now()
        status = response.status_code
        if status != httpx.codes.OK:
            message = f"{final} answered {status} {response.reason_phrase}.".replace(" .", ".")
            problem = Problem(code=f"http_{status}", message=message)
            return Fetched(url, final, status, None, b"", now, problem)
        cached = response.extensions.get("caching", {}).get("from_cache", False)
        return Fetched(url, final, status, sniff(response.content), response.content, now, from_cache=cached)

    def close(self) -> None:
        """Close files and connections."""
        self._client.close()
        self._keeper.close()
        self._state.close()

    def __enter__(self) -> "Fetcher":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _is_transient(error: Exception) -> bool:
    if isinstance(error, BrokenAnswer) and error.transient:
        _log.info(error.message)
        return True
    return False
