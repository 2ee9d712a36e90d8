"""What many tests need."""

import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.standin import Standin


@pytest.fixture
def in_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let workers be threads of this process: no start to wait for, and what is patched here is so there."""
    monkeypatch.setattr("pipeline.workers.new_pool", lambda processes, _log: ThreadPoolExecutor(processes))


@pytest.fixture
def standin(monkeypatch: pytest.MonkeyPatch, in_threads: None) -> Standin:
    """Put the stand-in in the place of the extraction."""
    made = Standin()
    made.put_in_place(monkeypatch)
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for inputs."""
    path = tmp_path / "in"
    path.mkdir()
    return path


@pytest.fixture(scope="session")
def prefect() -> Iterator[None]:
    """Let flows run against one Prefect server of the tests' own."""
    import flows  # noqa: F401 - its settings come before Prefect

    # Its home too: what it makes there must not be the user's.
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as home:
        patch.setenv("PREFECT_HOME", home)
        from prefect.testing.utilities import prefect_test_harness

        with prefect_test_harness(server_startup_timeout=180):
            yield
