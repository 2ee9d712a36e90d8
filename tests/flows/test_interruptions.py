"""Runs that are killed, run out of room, lose their database or a worker: the next one ends with the same bytes.

KILLS=30 kills each kind of run so often; otherwise it is fewer times, at the first of the same moments.
"""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.archive.archive import Archive
from pipeline.catalogue import Catalogue
from pipeline.layout import ARCHIVE, CATALOGUE, DOCUMENTS, PUBLISHED, STATE
from tests.counted import LINE_TAKES
from tests.dask_cluster import PATIENCE, DaskCluster
from tests.nursery import Nursery
from tests.postgres import Postgres

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("KILLS", "6"))
DOCUMENTS_IN = 120


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("in")
    for number in range(DOCUMENTS_IN):
        (folder / f"{number:03}.txt").write_text(f"{number % 80 + 10} Anne Roy {number}")
    return folder


@pytest.fixture(scope="module", autouse=True)
def nursery() -> Iterator[None]:
    """What all runs here are started by."""
    Started.nursery = made = Nursery()
    yield
    made.close()


@pytest.fixture(scope="module")
def whole(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of a run in one process that nobody disturbed."""
    run = Started(inputs, tmp_path_factory.mktemp("undisturbed") / "out", "--processes", "1")
    assert run.wait() == 0, run.messages
    assert len(run.extracted()) == DOCUMENTS_IN
    return run.out


@pytest.fixture(scope="module")
def undisturbed(whole: Path) -> dict[str, bytes]:
    """What such a run publishes."""
    return published(whole)


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
    """A run over inputs in a process of its own; without inputs, whatever its options say that it is."""

    nursery: Nursery

    def __init__(self, inputs: Path | None, out: Path, *options: str, log: Path | None = None) -> None:
        out.parent.mkdir(exist_ok=True)
        self.out = out
        self.log = log or out.with_name("extracted")
        self._messages = self.log.with_name("messages")
        what, *more = ["run", "--inputs", inputs, *options] if inputs else options
        self.process = self.nursery.start([what, out, self.log, *more], self._messages)

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


@pytest.fixture(scope="module")
def later(whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an undisturbed run, after a reprocessing that nobody disturbed."""
    out = shutil.copytree(whole, tmp_path_factory.mktemp("later") / "out")
    reprocess = Started(None, out, "reprocess", *LATER)
    assert reprocess.wait() == 0, reprocess.messages
    assert len(reprocess.extracted()) == DOCUMENTS_IN
    return out


LATER = ("--version", "later")


def made_by_later(out: Path) -> set[str]:
    """What the later version has made, record by record."""
    with sqlite3.connect(f"file:{out / CATALOGUE}?mode=ro", uri=True) as connection:
        query = "SELECT text, record FROM extractions WHERE fingerprint = 'later'"
        return {f"{text} {record}" for text, record in connection.execute(query)}


def test_a_killed_reprocess_is_continued_by_the_next(
    whole: Path, undisturbed: dict[str, bytes], later: Path, tmp_path: Path
) -> None:
    chance = random.Random("reprocess")
    log = tmp_path / "extracted"
    for turn in range(KILLS):
        log.unlink(missing_ok=True)
        out = shutil.copytree(whole, tmp_path / f"{turn}" / "out")
        run = Started(None, out, "reprocess", *LATER, "--processes", "2", log=log)
        run.until(chance.randrange(DOCUMENTS_IN))
        time.sleep(chance.uniform(0, 0.1))
        run.process.kill()
        run.wait()
        done = made_by_later(out)
        # One that was killed keeps nobody from going on.
        again = Started(None, out, "reprocess", *LATER, "--processes", "2", log=log)
        assert again.wait() == 0, again.messages
        assert done <= made_by_later(out) == made_by_later(later)
        counts = Counter(again.extracted())
        assert len(counts) == DOCUMENTS_IN
        # Twice at most what was on its way: the batches of both processes, and those that waited for their turn.
        assert sum(counts.values()) <= DOCUMENTS_IN + DOCUMENTS_IN - len(done)
        assert max(counts.values()) <= 2
        # Readers see what they saw.
        assert published(out) == undisturbed


def test_a_killed_promotion_shows_the_one_version_or_the_other(
    undisturbed: dict[str, bytes], later: Path, tmp_path: Path
) -> None:
    chance = random.Random("promote")
    promoted = Started(None, shutil.copytree(later, tmp_path / "whole" / "out"), "promote", *LATER)
    assert promoted.wait() == 0, promoted.messages
    new = published(promoted.out)
    assert new.keys() == undisturbed.keys()
    assert new["documents.jsonl"] != undisturbed["documents.jsonl"]
    for turn in range(KILLS):
        out = shutil.copytree(later, tmp_path / f"{turn}" / "out")
        run = Started(None, out, "promote", *LATER)
        # Most of the time it writes files, line by line.
        time.sleep(chance.uniform(0, 1.5 * LINE_TAKES * DOCUMENTS_IN))
        run.process.kill()
        run.wait()
        for name, content in published(out).items():
            assert content in (undisturbed[name], new[name])
        assert published_by(out) in ({"later": DOCUMENTS_IN}, {"stand-in": DOCUMENTS_IN})
        again = Started(None, out, "promote", *LATER)
        assert again.wait() == 0, again.messages
        assert published(out) == new
        assert sorted(path.name for path in out.iterdir()) == sorted([*PUBLISHED, STATE])


def published_by(out: Path) -> dict[str, int]:
    """How many documents readers see in which version."""
    with sqlite3.connect(f"file:{out / CATALOGUE}?mode=ro", uri=True) as connection:
        query = "SELECT fingerprint, count(*) FROM documents JOIN extractions ON extractions.id = published GROUP BY 1"
        return dict(connection.execute(query).fetchall())


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


@pytest.mark.parametrize("processes", ["1", "2"])
def test_two_runs_at_once_do_the_work_of_one(
    processes: str, inputs: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    both = [Started(inputs, tmp_path / "out", "--processes", processes) for _ in range(2)]
    for run in both:
        assert run.wait() == 0, run.messages
    check_finished(both[0], undisturbed)
    assert len(both[0].extracted()) == DOCUMENTS_IN


def test_what_one_of_two_runs_had_that_is_killed_the_other_does(
    inputs: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    log = tmp_path / "extracted"
    chance = random.Random("two")
    for turn in range(max(1, KILLS // 2)):  # two runs each time
        log.unlink(missing_ok=True)
        out = tmp_path / f"{turn}" / "out"
        killed, other = (Started(inputs, out, "--processes", "1", log=log) for _ in range(2))
        killed.until(chance.randrange(DOCUMENTS_IN))
        killed.process.kill()
        killed.wait()
        done = stored(out)
        assert other.wait() == 0, other.messages
        check_finished(other, undisturbed)
        counts = Counter(other.extracted())
        assert len(counts) == DOCUMENTS_IN
        assert not done & {name for name, count in counts.items() if count > 1}
        assert max(counts.values()) <= 2


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
