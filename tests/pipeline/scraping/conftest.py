from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.scraping.fetching.client import Fetcher
from tests.pipeline.scraping.making import DeclaredSource, FakeClock, MemoryLog
from tests.pipeline.scraping.server import SiteServer


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
