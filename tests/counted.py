"""Runs to be killed, stopped and started by tests, each in a process of its own (`Nursery`); they count what they do.

The stand-in is in the place of the extraction. Each document that is extracted makes a line in a log: its name, and the
process. Loaded by a Dask worker (`--preload tests.counted`) this does the same there; its log is then named by
COUNTED_LOG.
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

from flows.cluster import crew_of
from pipeline.batching import BatchSize
from pipeline.catalogue.published import Published
from pipeline.errors import TripartiteError
from pipeline.inputs import Input, find_inputs
from pipeline.layout import LOG
from pipeline.planning import Plan
from pipeline.pools import start_worker
from pipeline.record import Document
from pipeline.reprocessing import Reprocessing, promote, selection_of
from pipeline.run import Run
from pipeline.steps import Steps
from pipeline.workers import Workers
from tests.standin import Standin

# Documents of a batch, seconds that each takes: long enough for a kill to find one at work.
BATCH = 5
TAKES = 0.005
# Seconds that a line of a published file takes, where a kill is to find one half written.
LINE_TAKES = 0.002


class Counted(Standin):
    """The stand-in, writing down each document before it is extracted."""

    def __init__(self, log: Path, version: str | None) -> None:
        super().__init__()
        self._log = log
        if version:
            self.fingerprint = version
            self.amend = lambda document: setattr(document.source, "title", version)

    def extract_documents(self, inputs: Sequence[Input], *, gated: bool = True) -> Iterator[Document]:
        for item, document in zip(inputs, super().extract_documents(inputs, gated=gated), strict=True):
            with self._log.open("a") as log:
                log.write(f"{Path(item.uri).name} {os.getpid()}\n")
            time.sleep(TAKES)
            yield document


def put_in_place(log: Path, version: str | None = None) -> None:
    """Let this process extract with the stand-in, and count."""
    Counted(log, version).put_in_place(pytest.MonkeyPatch())


def dask_setup(worker: object) -> None:
    """What Dask calls in a worker that has loaded this."""
    put_in_place(Path(os.environ["COUNTED_LOG"]))


def start(run_log: Path, log: Path, version: str | None) -> None:
    """Begin in a process of a pool."""
    start_worker(run_log)
    put_in_place(log, version)


def main(words: Sequence[str]) -> None:
    """Run, reprocess or promote: WHAT OUT LOG, and options."""
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["run", "reprocess", "promote"])
    parser.add_argument("out", type=Path)
    parser.add_argument("log", type=Path)
    parser.add_argument("--inputs", type=Path)
    parser.add_argument("--version")
    parser.add_argument("--processes", type=int)
    parser.add_argument("--dask")
    arguments = parser.parse_args(words)
    put_in_place(arguments.log, arguments.version)
    context = multiprocessing.get_context("fork")
    pytest.MonkeyPatch().setattr(
        "pipeline.workers.new_pool",
        lambda processes, run_log, *_: ProcessPoolExecutor(
            processes,
            mp_context=context,
            initializer=start,
            initargs=(run_log, arguments.log, arguments.version),
        ),
    )
    out = arguments.out
    try:
        match arguments.what:
            case "run":
                with Run(find_inputs([str(arguments.inputs)], out), out) as run:
                    plan = run.plan()
                    work(run, plan, arguments)
                    run.publish(plan)
            case "reprocess":
                with Reprocessing(out, selection_of()) as reprocessing:
                    work(reprocessing, reprocessing.plan(), arguments)
            case "promote":
                write_slowly()
                promote(out, arguments.version)
    except TripartiteError as error:
        sys.exit(f"tripartite: {error}")


def work(steps: Steps, plan: Plan, arguments: argparse.Namespace) -> None:
    """Extract and store the work of a plan."""
    with (
        crew_of(arguments.dask) as crew,
        Workers(plan, steps.out / LOG, BatchSize(documents=BATCH), arguments.processes, crew) as workers,
    ):
        for pending in workers:
            steps.store(pending.result())


def write_slowly() -> None:
    """Let published files take their time."""
    records = Published.records

    def slowly(self: Published, *, text: bool = True) -> Iterator[str]:
        for record in records(self, text=text):
            time.sleep(LINE_TAKES)
            yield record

    pytest.MonkeyPatch().setattr(Published, "records", slowly)
