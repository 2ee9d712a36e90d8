"""Runs that are killed, run out of room, lose their database or a worker: the next one ends with the same bytes.

KILLS=30 kills each kind of run so often; otherwise it is a few times, at the first of the same moments.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.archive import Archive
from pipeline.catalogue import Catalogue
from pipeline.layout import ARCHIVE, CATALOGUE, DOCUMENTS, PUBLISHED, STATE
from tests.counted import BATCH
from tests.dask_cluster import PATIENCE, DaskCluster
from tests.postgres import Postgres

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("KILLS", "2"))
DOCUMENTS_IN = 120


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("in")
    for number in range(DOCUMENTS_IN):
        (folder / f"{number:03}.txt").write_text(f"{number % 80 + 10} Anne Roy {number}")
    return folder


@pytest.fixture(scope="module")
def undisturbed(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a run in one process that nobody disturbs publishes."""
    run = Started(inputs, tmp_path_factory.mktemp("undisturbed") / "out", "--processes", "1")
    assert run.wait() == 0, run.messages
    assert len(run.extracted()) == DOCUMENTS_IN
    return published(run.out)


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


class Started:
    """A run in a process of its own."""

    def __init__(self, inputs: Path, out: Path, *options: str, log: Path | None = None) -> None:
        out.parent.mkdir(exist_ok=True)
        self.out = out
        self.log = log or out.with_name("extracted")
        self._messages = self.log.with_name("messages")
        with self._messages.open("w") as messages:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.counted", inputs, out, self.log, *options],
                cwd=ROOT,
                stderr=messages,
            )

    def wait(self) -> int:
        return self.process.wait(PATIENCE)

    @property
    def messages(self) -> str:
        return self._messages.read_text()

    def extracted(self) -> list[str]:
        """The documents that were begun so far, by whichever run."""
        return [line.split()[0] for line in self._lines()]

    def last_worker(self) -> int:
        return int(self._lines()[-1].split()[1])

    def workers(self) -> set[int]:
        return {int(line.split()[1]) for line in self._lines()}

    def until(self, number: int) -> None:
        """Wait until so many documents were begun, or the run has ended."""
        limit = time.monotonic() + PATIENCE
        while len(self._lines()) < number and self.process.poll() is None:
            assert time.monotonic() < limit, self.messages
            time.sleep(0.002)

    def _lines(self) -> list[str]:
        return self.log.read_text().splitlines() if self.log.exists() else []


def published(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in PUBLISHED[:2]}


def stored(out: Path) -> set[str]:
    """The names of the documents that are in the catalogue, and published."""
    if not (out / CATALOGUE).exists():
        return set()
    with Catalogue(out / CATALOGUE) as catalogue:
        return {Path(json.loads(line)["source"]["uri"]).name for line in catalogue.records()}


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"


def soon(holds: Callable[[], bool]) -> bool:
    limit = time.monotonic() + PATIENCE
    while not holds() and time.monotonic() < limit:
        time.sleep(0.05)
    return holds()


def check_killed(run: Started, undisturbed: dict[str, bytes]) -> None:
    """Look at what a killed run has left: all or nothing of each file."""
    for name, content in undisturbed.items():
        assert not (run.out / name).exists() or (run.out / name).read_bytes() == content
    archive = Archive(run.out / ARCHIVE)
    for id_ in archive.ids():
        archive.verify(id_)


def check_finished(run: Started, undisturbed: dict[str, bytes]) -> None:
    """Look at what the run has left that came after."""
    assert published(run.out) == undisturbed
    assert sorted(path.name for path in run.out.iterdir()) == sorted([*PUBLISHED, STATE])
    assert len(list(Archive(run.out / ARCHIVE).ids())) == DOCUMENTS_IN
    assert not list((run.out / ARCHIVE / "incoming").iterdir())
    assert not list((run.out / STATE).glob("unpacked-*"))


@pytest.mark.parametrize("processes", [1, 2])
def test_a_killed_run_is_continued_by_the_next(
    processes: int, inputs: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    log = tmp_path / "extracted"
    for run in killed(inputs, undisturbed, tmp_path, log, "--processes", str(processes)):
        # Its processes end with it.
        assert soon(lambda run=run: not any(map(is_there, run.workers())))


def test_a_killed_run_on_a_cluster_is_continued_by_the_next(
    inputs: Path, undisturbed: dict[str, bytes], dask: tuple[str, Path], tmp_path: Path
) -> None:
    address, log = dask
    for _ in killed(inputs, undisturbed, tmp_path, log, "--dask", address):
        pass


def killed(
    inputs: Path, undisturbed: dict[str, bytes], folder: Path, log: Path, *options: str
) -> Iterator[Started]:
    """Yield runs that were killed, each at another moment; check what they left, and how the next one ends."""
    chance = random.Random(" ".join(options[:1]))
    for turn in range(KILLS):
        log.unlink(missing_ok=True)
        # A few of them after the last document: while the files are written.
        moment = chance.randrange(DOCUMENTS_IN + DOCUMENTS_IN // 8)
        run = Started(inputs, folder / f"{turn}" / "out", *options, log=log)
        run.until(moment)
        time.sleep(chance.uniform(0, 0.1))
        run.process.kill()
        run.wait()
        yield run
        check_killed(run, undisturbed)
        done = stored(run.out)
        again = Started(inputs, run.out, *options, log=log)
        assert again.wait() == 0, again.messages
        check_finished(again, undisturbed)
        # What was stored is not extracted twice: only what was on its way when the run was killed.
        counts = Counter(again.extracted())
        assert len(counts) == DOCUMENTS_IN
        assert not done & {name for name, count in counts.items() if count > 1}
        assert max(counts.values()) <= 2


def test_a_worker_that_dies_takes_nothing_with_it(
    inputs: Path, undisturbed: dict[str, bytes], dask: tuple[str, Path], tmp_path: Path
) -> None:
    address, log = dask
    run = Started(inputs, tmp_path / "out", "--dask", address, log=log)
    run.until(DOCUMENTS_IN // 3)
    os.kill(run.last_worker(), signal.SIGKILL)
    assert run.wait() == 0, run.messages
    check_finished(run, undisturbed)
    assert len(run.workers()) >= 2
    # Begun again is the batch that it had, and perhaps one whose answer was on its way.
    assert len(run.extracted()) <= DOCUMENTS_IN + 2 * BATCH


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


def test_two_runs_at_once_do_the_work_once(
    inputs: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    both = [Started(inputs, tmp_path / "out", "--processes", "1") for _ in range(2)]
    for run in both:
        assert run.wait() == 0, run.messages
        check_finished(run, undisturbed)


def test_a_database_that_is_restarted_is_waited_for(
    inputs: Path,
    undisturbed: dict[str, bytes],
    postgres: Postgres,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TRIPARTITE_CATALOGUE", postgres.new())
    run = Started(inputs, tmp_path / "out", "--processes", "2")
    run.until(DOCUMENTS_IN // 3)
    postgres.stop()
    try:
        # It goes on with what it has, and then waits.
        time.sleep(1)
        assert run.process.poll() is None, run.messages
    finally:
        postgres.start()
    assert run.wait() == 0, run.messages
    check_finished(run, undisturbed)
    assert set(Counter(run.extracted()).values()) == {1}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of half a megabyte."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", place]
    if os.geteuid() or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("needs a disk of its own, which only root may mount, and not everywhere")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


def test_a_full_disk_ends_a_run_and_the_next_goes_on(
    inputs: Path, undisturbed: dict[str, bytes], small_disk: Path, tmp_path: Path
) -> None:
    out = small_disk / "out"
    run = Started(inputs, out, "--processes", "2", log=tmp_path / "extracted")
    assert run.wait() == 1
    assert run.messages.startswith("tripartite: "), run.messages
    assert len(run.messages.splitlines()) == 1
    check_killed(run, undisturbed)
    subprocess.run(["mount", "-o", "remount,size=64m", small_disk], check=True)
    again = Started(inputs, out, "--processes", "2", log=tmp_path / "extracted")
    assert again.wait() == 0, again.messages
    check_finished(again, undisturbed)
