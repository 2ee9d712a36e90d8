"""Who works on a run, so that somebody else can tell whether it still does."""

import os
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_STAT = "/proc/{}/stat"
# Of the fields behind the name of the program: when it started. A number is given again, but not at the same time.
_STARTED = 19


def this_process() -> dict[str, Any]:
    """Describe this process, in values of JSON."""
    return {"host": socket.gethostname(), "pid": os.getpid(), "started": _started(os.getpid())}


def is_gone(process: Mapping[str, Any]) -> bool | None:
    """Whether a process has ended; None if that cannot be told from here.

    >>> is_gone(this_process())
    False
    >>> is_gone(this_process() | {"host": "elsewhere"}) is None
    True
    """
    if process.get("host") != socket.gethostname() or not isinstance(process.get("pid"), int):
        return None
    if not is_alive(process["pid"]):
        return True
    started = _started(process["pid"])
    return bool(started and process.get("started") and started != process["started"])


def is_alive(pid: int) -> bool:
    """Whether a process of this machine is at work."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True  # it is somebody else's, and there
    # One that was killed keeps its number until somebody asks how it ended, for long perhaps in a container.
    return _stat(pid)[:1] != ["Z"]


def _started(pid: int) -> str | None:
    fields = _stat(pid)
    return fields[_STARTED] if len(fields) > _STARTED else None


def _stat(pid: int) -> list[str]:
    try:
        # The name of the program can hold anything, blanks and parentheses too.
        return Path(_STAT.format(pid)).read_text().rpartition(")")[2].split()
    except (OSError, UnicodeDecodeError):
        return []
