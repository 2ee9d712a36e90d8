"""A process that has loaded all that a run needs, and forks one in an instant: to load it takes longer than the run.

What it forks is killed like any other process.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests import counted


class Nursery:
    """Starts runs of `tests.counted`."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.nursery"],
            cwd=Path(__file__).parents[1],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self, words: Sequence[object], messages: Path) -> "Child":
        """Start a run whose messages go to a file."""
        request = {"words": list(map(str, words)), "messages": str(messages), "environment": dict(os.environ)}
        return Child(self, self._ask(request))

    def ended(self, pid: int) -> int | None:
        """Return the exit code of a run, None while it is going on."""
        return self._ask({"pid": pid})

    def close(self) -> None:
        """End; what it has started goes on."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()

    def _ask(self, request: dict[str, Any]) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps(request), file=self._process.stdin, flush=True)
        return json.loads(self._process.stdout.readline())


class Child:
    """A run, as `subprocess.Popen` would have it."""

    def __init__(self, nursery: Nursery, pid: int) -> None:
        self.pid = pid
        self._nursery = nursery
        self._code: int | None = None

    def poll(self) -> int | None:
        """Return its exit code, None while it is going on."""
        if self._code is None:
            self._code = self._nursery.ended(self.pid)
        return self._code

    def wait(self, seconds: float) -> int:
        """Wait for its exit code."""
        limit = time.monotonic() + seconds
        while (code := self.poll()) is None:
            if time.monotonic() > limit:
                raise TimeoutError
            time.sleep(0.01)
        return code

    def kill(self) -> None:
        """Kill it; nothing happens where it has ended."""
        if self.poll() is None:
            os.kill(self.pid, 9)


def _serve() -> None:
    import distributed  # noqa: F401 - loaded once for all

    for line in sys.stdin:
        request = json.loads(line)
        answer: int | None = None
        if "pid" in request:
            pid, status = os.waitpid(request["pid"], os.WNOHANG)
            answer = os.waitstatus_to_exitcode(status) if pid else None
        elif not (answer := os.fork()):
            _run(request)
        print(json.dumps(answer), flush=True)


def _run(request: dict[str, Any]) -> None:
    os.environ.clear()
    os.environ.update(request["environment"])
    # Its own input and output are the nursery's talk with the tests.
    for number, mode, name in ((0, os.O_RDONLY, os.devnull), (1, os.O_WRONLY, os.devnull)):
        os.dup2(os.open(name, mode), number)
    os.dup2(os.open(request["messages"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
    code = 1
    try:
        counted.main(request["words"])
        code = 0
    except SystemExit as ended:
        print(ended.code, file=sys.stderr)
    except BaseException:  # noqa: BLE001 - told, and then it is over
        sys.excepthook(*sys.exc_info())
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    _serve()
