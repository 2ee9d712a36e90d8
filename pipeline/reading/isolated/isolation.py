"""Reading what may be hostile in a process of its own, which is killed when it takes too much.

Every library for PDFs can be made to hang, to crash or to take all memory. The process stays for many files, so
that its start, which costs as much as reading a hundred pages, is paid once.
"""

import atexit
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Collection
from functools import cache
from threading import Lock
from typing import Any, TypeVar, TypeVarTuple

from pipeline.errors import RejectedInput
from pipeline.reading.isolated.frames import StuckError, TooLargeError, receive, send
from pipeline.reading.limits import MEGABYTE, Limits, setting

Ts = TypeVarTuple("Ts")
T = TypeVar("T")

# Files that one process reads: libraries lose a little memory with each.
_FILES = 500
# Pieces of one job that are left out because they take too long; each costs the time of a whole job.
_SLOW_PIECES = 2


class ReaderError(Exception):
    """An error of ours in the process that reads; a note has the traceback from there."""


class Reader:
    """A process that does jobs one after another, each within limits.

    It is replaced after a job that ended it, and after so many that it may have grown. What ends it
    after it has done other jobs gets a second try in a new one: the file before could be to blame. A piece of a job
    that takes most of its processor time is left out in another try, so that it takes no other along.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._jobs = 0
        self._slow: int | None = None
        self._lock = Lock()

    def run(self, function: Callable[[*Ts], T], limits: Limits, *args: *Ts) -> T:
        """Call a function of the top level of a module in there.

        Raises
        ------
        RejectedInput
            If the function raises it, or goes beyond the limits.
        ReaderError
            If the function raises anything else.
        """
        with self._lock:
            if self._jobs >= _FILES:
                self.close()
            used = self._jobs > 0
            try:
                reply = self._ask_without_slow(function, args, limits)
            except RejectedInput as rejected:
                if not used or rejected.code not in ("too_much_memory", "breaks_reader"):
                    raise
                reply = self._ask_without_slow(function, args, limits)
        kind, value = reply
        if kind == "rejected":
            raise RejectedInput(*value)
        if kind == "failed":
            error = ReaderError(value.rstrip().rpartition("\n")[2])
            error.add_note(value)
            raise error
        result: T = value
        return result

    def close(self) -> None:
        """End the process, whatever it is at, and all that it has started."""
        process, self._process, self._jobs = self._process, None, 0
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        for stream in (process.stdin, process.stdout):
            if stream:
                with contextlib.suppress(OSError):
                    stream.close()
        process.wait()

    def _ask_without_slow(
        self, function: Callable[..., Any], args: tuple[Any, ...], limits: Limits
    ) -> tuple[str, Any]:
        without: set[int] = set()
        while True:
            try:
                return self._ask(function, args, limits, without)
            except RejectedInput as rejected:
                if rejected.code != "too_slow" or self._slow is None or len(without) == _SLOW_PIECES:
                    raise
                without.add(self._slow)

    def _ask(
        self, function: Callable[..., Any], args: tuple[Any, ...], limits: Limits, without: Collection[int]
    ) -> tuple[str, Any]:
        process = self._process = self._process or _start()
        assert process.stdin
        assert process.stdout
        try:
            self._slow = None
            send(process.stdin, (function, args, limits, frozenset(without)))
            reply: tuple[str, Any] = ("alive", None)
            while reply[0] in ("alive", "piece"):
                reply = receive(
                    process.stdout.fileno(), at_most=limits.result_bytes, seconds=limits.stuck_seconds
                )
                if reply[0] == "piece":
                    self._slow = _slow_if_stopped(reply[1], limits)
            if reply[0] == "memory":
                raise MemoryError
        except BaseException as error:
            # Closing comes first: whatever it was, this process is not to be asked again.
            ended = _ended(process) if isinstance(error, EOFError | BrokenPipeError) else 0
            self.close()
            if isinstance(error, EOFError | BrokenPipeError | MemoryError | TooLargeError | StuckError):
                raise _rejection(error, ended, limits) from error
            raise
        self._jobs += 1
        return reply


def _slow_if_stopped(begun: tuple[int, float] | None, limits: Limits) -> int | None:
    """Return the piece that begins if most of the time is left for it, so that it is to blame if that is not enough."""
    if begun is None:
        return None
    number, used = begun
    return number if used < limits.read_seconds / 2 else None


@cache
def _reader_of(_process: int) -> Reader:
    reader = Reader()
    atexit.register(reader.close)
    return reader


def isolated(function: Callable[[*Ts], T], limits: Limits, *args: *Ts) -> T:
    """Call a function of the top level of a module in the reader of this process.

    Parameters
    ----------
    function : callable
        What it returns is made of plain values and of our own classes.
    limits : Limits
        What it may take.
    *args
        Its arguments.

    Raises
    ------
    RejectedInput
        If the function raises it, or goes beyond the limits.
    ReaderError
        If the function raises anything else.

    Examples
    --------
    >>> from pipeline.reading.sniffing import sniff
    >>> isolated(sniff, Limits(), b"%PDF-1.7")
    'application/pdf'
    """
    # A copy of this process must not use the reader of the original.
    return _reader_of(os.getpid()).run(function, limits, *args)


def _start() -> subprocess.Popen[bytes]:
    # A group of its own: Ctrl-C is for the process that has it. -P: no modules from the current folder.
    return subprocess.Popen(
        [sys.executable, "-P", "-c", "from pipeline.reading.isolated.child import serve; serve()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        process_group=0,
        # Threads that multiply matrices would take address space by the gigabyte; nothing here does.
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
    )


def _ended(process: subprocess.Popen[bytes]) -> int:
    """Return the exit code of the process, as a negative number the signal that ended it."""
    try:
        return process.wait(5)
    except subprocess.TimeoutExpired:  # it has closed its end without ending
        return 0


def _rejection(error: BaseException, ended: int, limits: Limits) -> RejectedInput:
    if ended == -signal.SIGXCPU:
        return RejectedInput(
            "too_slow",
            f"Reading it took more than {limits.read_seconds} s of processor time and was stopped. "
            f"{setting('read_seconds')} allows more.",
        )
    if isinstance(error, StuckError):
        return RejectedInput(
            "too_slow",
            f"Reading it gave no sign of life for {limits.stuck_seconds} s and was stopped. "
            f"{setting('stuck_seconds')} allows more.",
        )
    if isinstance(error, TooLargeError):
        return RejectedInput(
            "too_large",
            f"What is in it is more than {limits.result_bytes / MEGABYTE:.0f} MB. "
            f"{setting('result_bytes')} allows more.",
        )
    if isinstance(error, MemoryError):
        return RejectedInput(
            "too_much_memory",
            f"Reading it took more than {limits.read_memory / MEGABYTE:.0f} MB of memory and was stopped. "
            f"{setting('read_memory')} allows more.",
        )
    how = signal.Signals(-ended).name if ended < 0 else f"exit code {ended}"
    return RejectedInput(
        "breaks_reader",
        f"It ends the program that reads it ({how}): it is malformed, or needs more than "
        f"{limits.read_memory / MEGABYTE:.0f} MB of memory. {setting('read_memory')} allows more.",
    )
