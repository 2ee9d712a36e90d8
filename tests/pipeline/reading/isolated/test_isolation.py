"""What is read in a process of its own: nothing that goes wrong there reaches this one or the next file."""

import io
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import RejectedInput
from pipeline.reading.isolated.frames import _Plain
from pipeline.reading.isolated.isolation import Reader, ReaderError
from pipeline.reading.limits import MEGABYTE, Limits
from pipeline.reading.sniffing import sniff
from tests.pipeline import jobs

LIMITS = Limits(read_seconds=1, stuck_seconds=20, read_memory=600 * MEGABYTE, result_bytes=MEGABYTE)


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    # Where the process finds the jobs.
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[4]))
    made = Reader()
    yield made
    made.close()


@pytest.mark.parametrize(
    ("job", "arguments", "limits", "code", "message"),
    [
        (jobs.spin, (), LIMITS, "too_slow", "more than 1 s of processor time"),
        (jobs.sleep, (30,), Limits(stuck_seconds=1), "too_slow", "no sign of life for 1 s"),
        (jobs.swallow, (), LIMITS, "too_much_memory", "more than 600 MB of memory"),
        (jobs.answer_at_length, (), LIMITS, "too_large", "more than 1 MB"),
        (jobs.abort, (), LIMITS, "breaks_reader", "SIGABRT"),
        (jobs.leave, (), LIMITS, "breaks_reader", "exit code 3"),
        (jobs.reject, (), LIMITS, "strange", "It is strange"),
    ],
)
def test_a_job_beyond_its_limits_is_rejected_and_the_next_one_done(
    reader: Reader, job: Any, arguments: tuple[Any, ...], limits: Limits, code: str, message: str
) -> None:
    with pytest.raises(RejectedInput, match=message) as caught:
        reader.run(job, limits, *arguments)
    assert caught.value.code == code
    assert reader.run(sniff, LIMITS, b"%PDF-1.7") == "application/pdf"


def test_each_job_has_its_own_processor_time(reader: Reader) -> None:
    # Together they take more than one may.
    for _ in range(3):
        assert reader.run(jobs.spin_for, LIMITS, 0.7) == "done"


def test_signs_of_life_are_waited_for(reader: Reader) -> None:
    assert reader.run(jobs.work_slowly, Limits(stuck_seconds=5)) == "done"


def test_an_error_of_ours_is_raised_with_its_traceback(reader: Reader) -> None:
    with pytest.raises(ReaderError, match="KeyError: 'where'") as caught:
        reader.run(jobs.blunder, LIMITS)
    assert "in blunder" in caught.value.__notes__[0]


def test_what_is_printed_there_does_no_harm(reader: Reader) -> None:
    assert reader.run(jobs.chatter, LIMITS) == "done"


def test_what_breaks_a_used_process_is_tried_in_a_new_one(reader: Reader) -> None:
    reader.run(jobs.mark_process, LIMITS)
    assert reader.run(jobs.abort_after, LIMITS, "done") == "done"


def test_a_result_cannot_make_this_process_run_anything(reader: Reader) -> None:
    with pytest.raises(pickle.UnpicklingError):
        reader.run(jobs.answer_with_a_command, LIMITS)
    assert reader.run(sniff, LIMITS, b"") == "application/x-empty"


def test_only_classes_of_ours_are_loaded() -> None:
    for data in (pickle.dumps(eval), pickle.dumps(Path("x").exists), pickle.dumps(sniff)):
        with pytest.raises(pickle.UnpicklingError):
            _Plain(io.BytesIO(data)).load()
