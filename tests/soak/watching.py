"""A run as one sees it from outside: how far it is, the memory and the processor time of its processes."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from pipeline.layout import CATALOGUE, REPORT
from tests.bench.timing import ROOT

# Seconds between two looks.
_LOOK = 0.25
_TICK = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


class Seen(NamedTuple):
    """What a run was like at one moment; `memory` in bytes, without that of Prefect's server."""

    clock: float
    processor: float
    done: int
    memory: int
    server: int


class Watched(NamedTuple):
    """A run that has ended: what was seen of it, and what it left."""

    seen: list[Seen]
    exit_code: int
    task_runs: int
    facts: int
    documents: int
    database: int


def watch(inputs: Path, out: Path, home: Path) -> Watched:
    """Run `tripartite run`, with a Prefect server of its own that keeps its database in `home`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    program = Path(sys.executable).with_name("tripartite")
    command = [program, "run", str(inputs), "--out", str(out)]
    started = time.perf_counter()
    with subprocess.Popen(
        command, cwd=ROOT, env=kept | {"PREFECT_HOME": str(home)}, stdout=subprocess.DEVNULL
    ) as process:
        ended_processors: dict[int, float] = {}
        seen: list[Seen] = []
        while process.poll() is None:
            seen.append(_look(process.pid, out, started, ended_processors))
            time.sleep(_LOOK)
    report = json.loads((out / REPORT).read_text())
    return Watched(
        seen,
        process.returncode,
        task_runs=_one(home / "prefect.db", "SELECT count(*) FROM task_run"),
        facts=report["facts"]["total"],
        documents=report["documents"]["total"],
        database=(out / CATALOGUE).stat().st_size,
    )


class Part(NamedTuple):
    """A tenth of the documents of a run: seconds of clock and processor, how many documents, the most memory."""

    clock: float
    processor: float
    documents: int
    memory: int
    server: int


def tenths(seen: list[Seen], number: int) -> list[Part]:
    """Cut what was seen of a run while it stored documents into ten parts."""
    stored = [each for each in seen if each.done]
    marks = [0]
    for tenth in range(1, 11):
        reached = (place for place, each in enumerate(stored) if each.done >= number * tenth // 10)
        marks.append(next(reached, len(stored) - 1))
    parts = []
    for start, end in pairwise(marks):
        first, last = stored[start], stored[end]
        between = stored[start : end + 1]
        parts.append(
            Part(
                last.clock - first.clock,
                last.processor - first.processor,
                last.done - first.done,
                max(each.memory for each in between),
                max(each.server for each in between),
            )
        )
    return parts


def _look(pid: int, out: Path, started: float, processors: dict[int, float]) -> Seen:
    memory = server = 0
    for process in _tree(pid):
        try:
            fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
            is_server = b"flows.server" in Path(f"/proc/{process}/cmdline").read_bytes()
        except OSError:
            continue  # it has ended
        resident = int(fields[21]) * _PAGE
        if is_server:
            server += resident
        else:
            memory += resident
            processors[process] = (int(fields[11]) + int(fields[12])) / _TICK
    done = _one(out / CATALOGUE, "SELECT max(done) FROM runs")
    return Seen(time.perf_counter() - started, sum(processors.values()), done, memory, server)


def _tree(pid: int) -> Iterator[int]:
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found = children.read_text().split()
        except OSError:
            continue
        for child in found:
            yield from _tree(int(child))


def _one(file: Path, query: str) -> int:
    """Ask a database that somebody else writes for one number; 0 if it has none yet."""
    try:
        connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        try:
            return int(connection.execute(query).fetchone()[0] or 0)
        finally:
            connection.close()
    except sqlite3.OperationalError:
        return 0
