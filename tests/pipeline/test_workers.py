"""Extraction in other processes: nothing is lost there, whatever ends them."""

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from pipeline.batching import BatchSize, Work, batches, fitting_size
from pipeline.entry import Entry
from pipeline.errors import TripartiteError
from pipeline.inputs import Input
from pipeline.planning import Plan
from pipeline.workers import Workers
from tests.standin import Standin


@pytest.fixture
def in_processes(standin: Standin, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let workers be copies of this process: they know the stand-in."""
    fork = multiprocessing.get_context("fork")
    monkeypatch.setattr(
        "pipeline.workers.new_pool", lambda processes, *_: ProcessPoolExecutor(processes, mp_context=fork)
    )


def plan(folder: Path, *texts: str) -> Plan:
    works = []
    for number, text in enumerate(texts):
        path = folder / f"{number}.txt"
        path.write_text(text)
        works.append(Work(f"id of {number}", Input(path.name, path), (path.name,), len(text)))
    return Plan(
        frozenset(work.id for work in works), works, 0, "now", gated=True, archive=str(folder / "archive")
    )


def extracted(workers: Workers) -> Iterator[Entry]:
    for pending in workers:
        yield from pending.result().entries


def statuses(workers: Workers) -> dict[str, str]:
    return {entry.uris[0]: entry.status for entry in extracted(workers)}


def test_batches_come_in_order_and_complete(folder: Path, in_processes: None) -> None:
    texts = [f"text {number}" for number in range(40)]
    with Workers(plan(folder, *texts), folder / "log", BatchSize(documents=3), processes=2) as workers:
        assert [entry.uris[0] for entry in extracted(workers)] == [f"{number}.txt" for number in range(40)]


def test_a_document_that_ends_its_process_fails_alone(folder: Path, in_processes: None) -> None:
    texts = ["one", "breakdown", "three", "four", "breakdown", "six", "seven"]
    for size in (1, 2, 10):
        with Workers(plan(folder, *texts), folder / "log", BatchSize(documents=size), processes=2) as workers:
            found = statuses(workers)
        assert [name for name, status in found.items() if status == "failed"] == ["1.txt", "4.txt"]
        assert len(found) == len(texts)


def test_a_document_that_ends_its_process_is_told_in_plain_words(folder: Path, in_processes: None) -> None:
    with Workers(plan(folder, "breakdown"), folder / "log") as workers:
        (entry,) = extracted(workers)
    assert entry.id == "id of 0"
    assert "The extraction broke down without a word" in entry.line


def test_processes_that_cannot_start_are_not_blamed_on_documents(
    folder: Path, standin: Standin, monkeypatch: pytest.MonkeyPatch
) -> None:
    fork = multiprocessing.get_context("fork")
    monkeypatch.setattr(
        "pipeline.workers.new_pool",
        lambda processes, *_: ProcessPoolExecutor(
            processes, mp_context=fork, initializer=os._exit, initargs=(1,)
        ),
    )
    came: list[Entry] = []
    with (
        pytest.raises(TripartiteError, match="end before they have a document"),
        Workers(plan(folder, *"abcdefgh"), folder / "log", BatchSize(documents=2), processes=2) as workers,
    ):
        came.extend(extracted(workers))
    # None counts as failed: the next run would not read it again.
    assert came == []


def test_a_file_that_is_gone_by_now_does_not_take_its_batch_with_it(folder: Path, standin: Standin) -> None:
    made = plan(folder, "one", "two", "three")
    (folder / "1.txt").unlink()
    with Workers(made, folder / "log", processes=1) as workers:
        found = statuses(workers)
    assert found == {"0.txt": "read", "1.txt": "rejected", "2.txt": "read"}


def test_workers_are_not_waited_for_when_the_run_breaks_off(folder: Path, in_processes: None) -> None:
    def interrupted() -> None:
        with Workers(plan(folder, *"abcdefgh"), folder / "log", BatchSize(documents=1)) as workers:
            next(iter(workers)).result()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert multiprocessing.active_children() == []


def test_every_process_has_work_and_no_batch_is_too_large() -> None:
    for number in (1, 7, 8, 9, 1_000, 100_000):
        works = [Work(str(n), Input("x", Path("x")), ("x",), 1_000) for n in range(number)]
        sizes = [len(batch) for batch in batches(works, fitting_size(number, processes=2))]
        assert sum(sizes) == number
        assert len(sizes) >= min(number, 2)
        assert max(sizes) <= BatchSize().documents
