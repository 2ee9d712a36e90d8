"""Runs in processes of their own, which tests kill or disturb, and what must hold of what they leave."""

import json
import os
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.archive.archive import Archive
from pipeline.catalogue import Catalogue
from pipeline.layout import ARCHIVE, CATALOGUE, PUBLISHED, STATE
from tests.nursery import Nursery
from tests.patience import PATIENCE

# KILLS=30 kills each kind of run so often; otherwise it is fewer times, at the first of the same moments.
KILLS = int(os.environ.get("KILLS", "6"))
DOCUMENTS_IN = 120


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
