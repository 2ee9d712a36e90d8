"""Seconds of processor time and bytes of memory."""

import contextlib
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, Self, TypeVar

T = TypeVar("T")
ROOT = Path(__file__).parents[2]


def cpu_seconds() -> float:
    """Return the processor time of this process and of those that it has started, whether they have ended or not.

    The process that reads PDFs stays from one file to the next: what it does must count like the rest.
    """
    ended = sum(
        usage.ru_utime + usage.ru_stime
        for usage in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    )
    return ended + _seconds_of_children()


def _seconds_of_children() -> float:
    """Return the processor time of the processes that go on; nothing where the system does not tell of them."""
    ticks = 0
    for children in Path("/proc/self/task").glob("*/children"):
        for number in children.read_text().split():
            with contextlib.suppress(OSError):  # it has ended meanwhile
                fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
                ticks += sum(int(field) for field in fields[11:15])  # its own and that of those it waited for
    return ticks / os.sysconf("SC_CLK_TCK")


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Run `work` and return its processor time with its result."""
    before = cpu_seconds()
    result = work()
    return cpu_seconds() - before, result


class Worker:
    """One way in a process of its own, which stays: its heap and caches are not those of the other way."""

    def __init__(self, way: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.child", way],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def seconds(self, paths: Sequence[Path]) -> float:
        """Give it documents and return the processor time that they took."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps([str(path) for path in paths]) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError("the process that was measured ended early; its messages are above")
        return float(answer)


def alternate(
    ways: dict[str, Callable[[Sequence[Path]], float]], rounds: Sequence[Sequence[Path]]
) -> dict[str, list[float]]:
    """Give each round of documents to every way in turn (A B A B …) and return the seconds of each round.

    What disturbs the machine for a while disturbs all ways alike.
    """
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for paths in rounds:
        for name, way in ways.items():
            seconds[name].append(way(paths))
    return seconds


class Child(NamedTuple):
    """What a process of its own took: seconds of processor and of clock, bytes at its peak.

    `seconds` are those of its stages, where it tells them.
    """

    cpu: float
    wall: float
    memory: int
    seconds: dict[str, float]


def in_child(way: str, folder: Path, *more: str) -> Child:
    """Run one way over a folder in a process of its own.

    Raises
    ------
    subprocess.CalledProcessError
        If it fails; what it wrote to standard error has been shown.
    """
    command = [sys.executable, "-m", "tests.bench.child", way, str(folder), *more]
    started, before = time.perf_counter(), cpu_seconds()
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    cpu, wall = cpu_seconds() - before, time.perf_counter() - started
    answer = json.loads(done.stdout.splitlines()[-1])
    return Child(cpu, wall, answer["memory"], answer["seconds"])


def peak_memory() -> int:
    """Return the most memory that this process has held, in bytes.

    The kernel's own figure for this program where there is one: ru_maxrss starts from that of the parent.
    """
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def single_thread() -> None:
    """Keep the libraries of both ways to one thread; before any of them is imported."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
        os.environ[name] = "1"
