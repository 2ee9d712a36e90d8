"""What can be told of a run from another terminal."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from rich.console import Console

from pipeline.catalogue import RunState
from pipeline.monitoring import SILENCE, standing, table
from pipeline.processes import is_gone, this_process

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
ELSEWHERE = {"host": "another machine", "pid": 1, "started": "1"}


def run(minutes: float, heard: float = 0, **more: Any) -> RunState:
    """A run of this process that started so many minutes ago and was heard of `heard` minutes ago."""
    given: dict[str, Any] = {
        "id": 1,
        "kind": "reprocess",
        "state": "running",
        "started_at": NOW - timedelta(minutes=minutes),
        "heartbeat": NOW - timedelta(minutes=heard),
        "ended_at": None,
        "fingerprint": "v1",
        "planned": 1000,
        "done": 0,
        "failed": 0,
        "parameters": {"process": this_process()},
    }
    return RunState(**(given | more))


@pytest.fixture(scope="module")
def ended() -> dict[str, Any]:
    """A process of this machine that is no more."""
    process = subprocess.Popen([sys.executable, "-c", "pass"])
    process.wait()
    return this_process() | {"pid": process.pid}


def test_the_time_left_is_what_the_rate_promises() -> None:
    found = standing(run(10, done=600), NOW)
    assert found == ("running", 1.0, timedelta(seconds=400))


def test_what_was_done_since_the_last_word_is_counted_on() -> None:
    assert standing(run(11, heard=1, done=600), NOW).left == timedelta(seconds=340)
    assert standing(run(30, heard=20, done=600), NOW).left == timedelta()


def test_nothing_is_promised_before_anything_is_done() -> None:
    assert standing(run(10), NOW) == ("running", None, None)


def test_of_a_run_that_has_ended_the_rate_is_that_of_its_whole_time() -> None:
    before = run(60, heard=50, state="interrupted", ended_at=NOW - timedelta(minutes=50), done=600)
    assert standing(before, NOW) == ("interrupted", 1.0, None)


def test_a_run_whose_process_is_gone_has_died(ended: dict[str, Any]) -> None:
    assert standing(run(1, done=5, parameters={"process": ended}), NOW).condition == "died"


def test_a_number_that_another_process_has_by_now_is_not_that_process() -> None:
    if this_process()["started"] is None:
        pytest.skip("this system does not tell when a process started")
    assert is_gone(this_process() | {"started": "another time"})


def test_a_process_of_somebody_else_is_there() -> None:
    if os.geteuid() == 0:
        pytest.skip("root may signal every process")
    assert is_gone({**this_process(), "pid": 1, "started": None}) is False


@pytest.mark.parametrize("parameters", [{"process": ELSEWHERE}, {}])
def test_a_run_of_another_machine_is_silent_after_long_silence(parameters: dict[str, Any]) -> None:
    short, long = SILENCE.total_seconds() / 60 - 1, SILENCE.total_seconds() / 60 + 1
    assert standing(run(90, heard=short, parameters=parameters), NOW).condition == "running"
    assert standing(run(90, heard=long, parameters=parameters), NOW).condition == "silent"


def test_a_run_of_this_machine_may_be_silent_as_long_as_it_is_there() -> None:
    assert standing(run(900, heard=800, done=5), NOW).condition == "running"


def test_each_run_is_a_row_with_its_failures() -> None:
    console = Console(width=140)
    runs = [run(10, done=600, failed=3), run(90, state="completed", ended_at=NOW, done=1000)]
    with console.capture() as capture:
        console.print(table(runs, NOW))
    first, second = (line.split("  ") for line in capture.get().splitlines() if "reprocess" in line)
    shown = [[cell.strip() for cell in line if cell.strip()] for line in (first, second)]
    assert shown[0][-6:] == ["600", "1,000", "3", "1.0/s", "6 min 40 s", "0 s ago"]
    assert shown[1][2] == "completed"
    assert shown[1][-3:] == ["1,000", "0", "0.2/s"]
