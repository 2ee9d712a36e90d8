from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.scraping.fetching.client import Fetcher
from tests.pipeline.scraping.making import DeclaredSource, FakeClock, MemoryLog
from tests.pipeline.scraping.pretend_sites import Prefecture
from tests.pipeline.scraping.server import SiteServer
from tests.pipeline.scraping.world import CHER, LOT, World, contract, weather


@pytest.fixture
def events() -> list[object]:
    """Requests and pauses in their order."""
    return []


@pytest.fixture
def clock(events: list[object]) -> FakeClock:
    return FakeClock(events=events)


@pytest.fixture
def server(events: list[object]) -> Iterator[SiteServer]:
    with SiteServer(events) as server:
        yield server


@pytest.fixture
def log() -> MemoryLog:
    return MemoryLog()


@pytest.fixture
def start(tmp_path: Path, clock: FakeClock, server: SiteServer, log: MemoryLog):
    """Start a run: each one is as if it were a process of its own on the same folder."""
    started: list[Fetcher] = []

    def start(*sources: DeclaredSource, **settings: object) -> Fetcher:
        settings = {"agent": "tripartite/test", "clock": clock, "resolver": server.resolve} | settings
        started.append(Fetcher(tmp_path, log, sources, **settings))
        return started[-1]

    yield start
    for fetcher in started:
        fetcher.close()


@pytest.fixture
def world(tmp_path: Path, server: SiteServer, clock: FakeClock) -> World:
    return World(tmp_path / "out", server, clock)


@pytest.fixture
def cher(server: SiteServer) -> Prefecture:
    site = Prefecture(server, CHER)
    site.publish(*map(weather, range(1, 11)), contract(11), contract(12, "contrat.pdf"))
    return site


@pytest.fixture
def lot(server: SiteServer) -> Prefecture:
    site = Prefecture(server, LOT, oldest_first=True)
    site.publish(contract(1), *map(weather, range(2, 22)), contract(22))
    return site
