"""What the runs read, and what one of them makes of it that nobody disturbs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.interruptions.started import DOCUMENTS_IN, Started, published
from tests.nursery import Nursery


@pytest.fixture(scope="session")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("in")
    for number in range(DOCUMENTS_IN):
        (folder / f"{number:03}.txt").write_text(f"{number % 80 + 10} Anne Roy {number}")
    return folder


@pytest.fixture(scope="session", autouse=True)
def nursery() -> Iterator[None]:
    """What all runs here are started by."""
    Started.nursery = made = Nursery()
    yield
    made.close()


@pytest.fixture(scope="session")
def whole(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of a run in one process that nobody disturbed."""
    run = Started(inputs, tmp_path_factory.mktemp("undisturbed") / "out", "--processes", "1")
    assert run.wait() == 0, run.messages
    assert len(run.extracted()) == DOCUMENTS_IN
    return run.out


@pytest.fixture(scope="session")
def undisturbed(whole: Path) -> dict[str, bytes]:
    """What such a run publishes."""
    return published(whole)
