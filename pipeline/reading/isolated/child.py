"""The process that reads what may be hostile: it does one job after another, each within limits, and can be killed.

`isolation` starts it and is the only one to talk to it.
"""

import gc
import os
import resource
import sys
import traceback
from collections.abc import Container
from time import process_time
from typing import Any, BinaryIO

from pipeline.errors import RejectedInput
from pipeline.reading.isolated.frames import receive_trusted, send
from pipeline.reading.limits import Limits

# Pages hold no cycles: looking for some after each 700 new objects takes 6 % of the time.
COLLECT_RARELY = (100_000, 20, 20)

_replies: BinaryIO | None = None


class _Pieces:
    """The pieces of the job in hand: how many were begun, those to be left out, the processor time before it."""

    begun = 0
    without: Container[int] = ()
    before = 0.0


_pieces = _Pieces()


def serve() -> None:
    """Do the jobs that come on standard input until there are no more; the results go to standard output."""
    global _replies  # noqa: PLW0603 - there is one such process, and it has one way out
    jobs = sys.stdin.buffer
    # Whatever prints in here must not get between the results.
    _replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    gc.set_threshold(*COLLECT_RARELY)
    while True:
        reply: tuple[str, Any]
        try:
            function, arguments, limits, without = receive_trusted(jobs)
            _pieces.begun, _pieces.without, _pieces.before = 0, without, process_time()
            _bound(limits)
            reply = ("done", function(*arguments))
        except EOFError:
            return
        except RejectedInput as rejected:
            reply = ("rejected", (rejected.code, rejected.message))
        except MemoryError:
            reply = ("memory", None)
        except Exception:  # noqa: BLE001 - an error of ours, for the process that can log it
            reply = ("failed", traceback.format_exc())
        try:
            send(_replies, reply)
        except MemoryError:
            send(_replies, ("memory", None))
        except BrokenPipeError:
            return  # whoever asked has ended meanwhile


def alive() -> None:
    """Tell that work goes on; to be called from time to time by what takes long, in whatever process."""
    if _replies:
        send(_replies, ("alive", None))


def begins_piece() -> bool:
    """Tell that a piece of the job begins, a page perhaps; say whether it is to be done.

    It is not if it took so much processor time before that the job was stopped: the others are done without it.
    """
    if not _replies:
        return True
    _pieces.begun += 1
    send(_replies, ("piece", (_pieces.begun, process_time() - _pieces.before)))
    return _pieces.begun not in _pieces.without


def ends_pieces() -> None:
    """Tell that what comes now belongs to the whole job."""
    if _replies:
        send(_replies, ("piece", None))


def allow(seconds: int) -> None:
    """Give the job of this process more processor time; elsewhere nothing is limited."""
    if _replies:
        now, hard = resource.getrlimit(resource.RLIMIT_CPU)
        if now != resource.RLIM_INFINITY and (hard == resource.RLIM_INFINITY or now + seconds <= hard):
            resource.setrlimit(resource.RLIMIT_CPU, (now + seconds, hard))


def _bound(limits: Limits) -> None:
    """Let the system end this process when it takes more than a job may."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    for what, most in (
        (resource.RLIMIT_AS, limits.read_memory),
        (resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + 1 + limits.read_seconds),
    ):
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
