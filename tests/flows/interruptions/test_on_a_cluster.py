"""A cluster on which runs are killed and workers die: no document is lost, and no other takes harm."""

import json
import os
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.layout import DOCUMENTS
from tests.dask_cluster import DaskCluster
from tests.flows.interruptions.started import DOCUMENTS_IN, Started, check_finished, killed, stored

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def counting_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of a scheduler whose two workers have the stand-in, and where they count."""
    folder = tmp_path_factory.mktemp("dask")
    log = folder / "extracted"
    cluster = DaskCluster(folder)
    for _ in range(2):
        cluster.add_worker("--preload", "tests.counted", COUNTED_LOG=str(log))
    yield cluster.address, log
    cluster.close()


@pytest.fixture
def dask(counting_cluster: tuple[str, Path]) -> tuple[str, Path]:
    """The same, with nothing counted yet."""
    counting_cluster[1].unlink(missing_ok=True)
    return counting_cluster


def test_a_killed_run_on_a_cluster_is_continued_by_the_next(
    inputs: Path, undisturbed: dict[str, bytes], dask: tuple[str, Path], tmp_path: Path
) -> None:
    address, log = dask
    for _ in killed(inputs, undisturbed, tmp_path, log, "--dask", address):
        pass


def test_a_worker_that_dies_takes_nothing_with_it(
    inputs: Path, undisturbed: dict[str, bytes], dask: tuple[str, Path], tmp_path: Path
) -> None:
    address, log = dask
    run = Started(inputs, tmp_path / "out", "--dask", address, log=log)
    run.until(DOCUMENTS_IN // 3)
    done = stored(run.out)
    os.kill(run.last_worker(), signal.SIGKILL)
    assert run.wait() == 0, run.messages
    check_finished(run, undisturbed)
    assert len(run.workers()) >= 2
    # Begun again is the batch that it had, and what it had not handed over.
    counts = Counter(run.extracted())
    assert not done & {name for name, count in counts.items() if count > 1}
    assert max(counts.values()) <= 2


def test_a_document_that_ends_workers_fails_alone(
    folder: Path, dask: tuple[str, Path], tmp_path: Path
) -> None:
    address, log = dask
    for number in range(20):
        (folder / f"{number:02}.txt").write_text("breakdown" if number == 7 else f"text {number}")
    run = Started(folder, tmp_path / "out", "--dask", address, log=log)
    assert run.wait() == 0, run.messages
    records = [json.loads(line) for line in (run.out / DOCUMENTS).read_text().splitlines()]
    assert len(records) == 20
    failed = [Path(each["source"]["uri"]).name for each in records if each["status"] == "failed"]
    assert failed == ["07.txt"]
