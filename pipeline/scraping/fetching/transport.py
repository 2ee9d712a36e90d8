"""The one way out: every request that leaves for a site passes here, and every answer is kept here."""

import ssl
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import httpx

from pipeline.scraping.fetching.breaker import NO_ANSWER, Breaker
from pipeline.scraping.fetching.clock import Clock
from pipeline.scraping.fetching.exchange import Answer, FetchLimits, exchange
from pipeline.scraping.fetching.faults import NotAsked, TurnedAway
from pipeline.scraping.fetching.keeping import Keeper
from pipeline.scraping.fetching.pacing import Pacing
from pipeline.scraping.fetching.public_addresses import Resolver
from pipeline.scraping.fetching.sites import site_of
from pipeline.scraping.fetching.verdicts import verdict
from pipeline.scraping.sources.politeness import FetchingSource

# What is left of the header after the body was unpacked.
_UNPACKED = (b"content-encoding", b"content-length", b"transfer-encoding")


@dataclass(frozen=True, slots=True)
class Errand:
    """For what a request is made; it travels with it, past the cache.

    Parameters
    ----------
    source : FetchingSource
        For which source.
    crawl_delay : float
        Seconds that the site wants between two requests.
    note : str or None
        What it is, where it is no document: robots.txt.
    """

    source: FetchingSource
    crawl_delay: float = 0.0
    note: str | None = None

    def put_on(self) -> dict[str, "Errand"]:
        """Return the extensions of a request that carry it."""
        return {"errand": self}


class PoliteTransport(httpx.BaseTransport):
    """Sends requests when they may be sent, and keeps what comes.

    Parameters
    ----------
    keeper : Keeper
        Keeps it.
    pacing, breaker : Pacing, Breaker
        Say when.
    platforms : mapping of str to str
        Which platform serves which site; any other site stands for itself.
    clock : Clock
        Tells the time.
    resolver : Resolver
        Finds the addresses of hosts.
    limits : FetchLimits
        What a page may cost.
    context : ssl.SSLContext
        How TLS is verified.
    """

    def __init__(
        self,
        keeper: Keeper,
        pacing: Pacing,
        breaker: Breaker,
        platforms: Mapping[str, str],
        *,
        clock: Clock,
        resolver: Resolver,
        limits: FetchLimits,
        context: ssl.SSLContext,
    ) -> None:
        self._keeper = keeper
        self._pacing = pacing
        self._breaker = breaker
        self._platforms = platforms
        self._clock = clock
        self._resolver = resolver
        self._limits = limits
        self._context = context
        self._asked: Counter[str] = Counter()

    def platform_of(self, url: str) -> str:
        """Return what shares rate limit and breaker with the site of a URL."""
        site = site_of(url)
        return self._platforms.get(site, site)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Wait for the turn, send, keep the answer.

        Raises
        ------
        FetchFault
            If it was not sent, or no good answer came.
        """
        errand = request.extensions["errand"]
        assert isinstance(errand, Errand)
        url = str(request.url)
        platform = self.platform_of(url)
        self._wait(url, platform, errand)
        request = _as_sent(request)
        answer = exchange(
            request,
            limits=self._limits,
            resolver=self._resolver,
            allowed=errand.source.politeness.allow_addresses,
            context=self._context,
        )
        now = self._clock.now()
        fault = verdict(url, answer, now)
        note = errand.note or (fault.code if fault else None)
        if isinstance(fault, TurnedAway):
            self._breaker.strike(platform, fault.weight, fault.message, fault.until)
        self._keeper.keep(request, answer, now, platform=platform, source=errand.source.key, note=note)
        if fault:
            raise fault
        if httpx.codes.is_server_error(answer.status):
            self._breaker.strike(platform, NO_ANSWER, f"{url} answered {answer.status}")
        else:
            self._breaker.good(platform)
        return _response(answer)

    def _wait(self, url: str, platform: str, errand: Errand) -> None:
        politeness = errand.source.politeness
        if politeness.window and not politeness.window.holds(self._clock.now()):
            raise NotAsked(
                "outside_window",
                f"{url} was not asked for: {errand.source.key} is read between {politeness.window} in Paris only.",
            )
        if self._asked[errand.source.key] >= politeness.pages_per_run and not errand.note:
            raise NotAsked(
                "budget_spent",
                f"{url} was not asked for: the {politeness.pages_per_run} requests that {errand.source.key} "
                "is asked in one run are made. A later run goes on.",
            )
        slowness = self._breaker.check(platform)
        self._pacing.wait(platform, site_of(url), politeness, errand.crawl_delay, slowness)
        self._breaker.check(platform)  # another process may have been turned away meanwhile
        self._asked[errand.source.key] += not errand.note


def _as_sent(request: httpx.Request) -> httpx.Request:
    """Leave out what is for our own cache: caches of the site's need not bother its server."""
    fields = [(name, value) for name, value in request.headers.raw if name.lower() != b"cache-control"]
    return httpx.Request(request.method, request.url, headers=fields)


def _response(answer: Answer) -> httpx.Response:
    fields = [(name, value) for name, value in answer.fields if name.lower() not in _UNPACKED]
    return httpx.Response(answer.status, headers=fields, stream=httpx.ByteStream(answer.body))
