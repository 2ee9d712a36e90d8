"""A run in a process of its own, to be killed, stopped and started by tests; it counts what it extracts.

python -m tests.counted FOLDER OUT LOG [--processes N] [--dask ADDRESS], with the stand-in in the place of the
extraction. Each document that is extracted makes a line in LOG: its name, and the process. Loaded by a Dask worker
(`--preload tests.counted`) this does the same there; its log is then named by COUNTED_LOG.
"""

import argparse
import multiprocessing
import os
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from pipeline.batching import BatchSize
from pipeline.errors import TripartiteError
from pipeline.inputs import Input, find_inputs
from pipeline.layout import LOG
from pipeline.record import Document
from pipeline.run import Run
from pipeline.workers import Workers
from pipeline.workers import _start as start_worker
from tests.standin import Standin

# Documents of a batch, seconds that each takes: long enough for a kill to find one at work.
BATCH = 5
TAKES = 0.005


class Counted(Standin):
    """The stand-in, writing down each document before it is extracted."""

    def __init__(self, log: Path) -> None:
        super().__init__()
        self._log = log

    def extract_documents(self, inputs: Sequence[Input], *, gated: bool = True) -> Iterator[Document]:
        for item, document in zip(inputs, super().extract_documents(inputs, gated=gated), strict=True):
            with self._log.open("a") as log:
                log.write(f"{Path(item.uri).name} {os.getpid()}\n")
            time.sleep(TAKES)
            yield document


def put_in_place(log: Path) -> None:
    """Let this process extract with the stand-in, and count."""
    Counted(log).put_in_place(pytest.MonkeyPatch())


def dask_setup(worker: object) -> None:
    """What Dask calls in a worker that has loaded this."""
    put_in_place(Path(os.environ["COUNTED_LOG"]))


def start(run_log: Path, log: Path) -> None:
    """Begin in a process of a pool."""
    start_worker(run_log)
    put_in_place(log)


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("log", type=Path)
    parser.add_argument("--processes", type=int)
    parser.add_argument("--dask")
    arguments = parser.parse_args()
    put_in_place(arguments.log)
    context = multiprocessing.get_context("fork")
    pytest.MonkeyPatch().setattr(
        "pipeline.workers.new_pool",
        lambda processes, run_log: ProcessPoolExecutor(
            processes, mp_context=context, initializer=start, initargs=(run_log, arguments.log)
        ),
    )
    from flows.cluster import crew_of

    out = arguments.out
    try:
        with Run(find_inputs([str(arguments.folder)], out), out) as run:
            plan = run.plan()
            with (
                crew_of(arguments.dask) as crew,
                Workers(plan, out / LOG, BatchSize(documents=BATCH), arguments.processes, crew) as workers,
            ):
                for pending in workers:
                    run.store(pending.result())
            run.publish(plan)
    except TripartiteError as error:
        sys.exit(f"tripartite: {error}")


if __name__ == "__main__":
    main()
