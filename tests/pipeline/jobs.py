"""Jobs for the process that reads: they misbehave, each in a way of its own."""

import os
import time
from typing import Any

from pipeline.errors import RejectedInput
from pipeline.reading.isolated.child import alive

MEGABYTE = 1_000_000


def spin() -> None:
    while True:
        pass


def spin_for(seconds: float) -> str:
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass
    return "done"


def sleep(seconds: float) -> None:
    time.sleep(seconds)


def work_slowly() -> str:
    for _ in range(14):
        time.sleep(0.5)
        alive()
    return "done"


def swallow() -> int:
    return len(bytearray(700 * MEGABYTE))


def abort() -> None:
    os.abort()


def leave() -> None:
    os._exit(3)


def answer_at_length() -> bytes:
    return bytes(2 * MEGABYTE)


def reject() -> None:
    raise RejectedInput("strange", "It is strange.")


def blunder() -> None:
    raise KeyError("where")


def chatter() -> str:
    print("this must not get between the results")
    return "done"


def abort_after(mark: str) -> str:
    """Break down unless it is the first job of its process."""
    if os.environ.get("JOBS_DONE"):
        os.abort()
    return mark


def mark_process() -> None:
    os.environ["JOBS_DONE"] = "1"


class Hostile:
    def __reduce__(self) -> Any:
        return os.system, ("true",)


def answer_with_a_command() -> Hostile:
    return Hostile()
