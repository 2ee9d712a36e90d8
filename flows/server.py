"""A Prefect server for the time of one run, where the user has none.

Prefect can start one itself, but then the process of the flow imports the whole server, waits for it before
anything else happens, and has the server's last messages among its own. This one starts at once, beside ours.
"""

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from pipeline.errors import TripartiteError

# Seconds. The first start on a machine makes Prefect's database.
START_TIMEOUT = 180
STOP_TIMEOUT = 15


class TemporaryServer:
    """A Prefect server on a free port of this machine, in a process that ends with this one.

    Parameters
    ----------
    log : Path
        Where its messages go.
    """

    def __init__(self, log: Path) -> None:
        self.log = log
        # The socket is made here and handed over: no other program can take the port, and a client that comes
        # before the server is ready waits instead of failing.
        with socket.create_server(("127.0.0.1", 0)) as listener, log.open("wb") as messages:
            self.url = f"http://127.0.0.1:{listener.getsockname()[1]}/api"
            self._process = subprocess.Popen(
                [sys.executable, "-m", "flows.server", str(listener.fileno())],
                pass_fds=[listener.fileno()],
                stdin=subprocess.PIPE,
                stdout=messages,
                stderr=messages,
                # Ctrl-C is for the run, which still has something to tell the server.
                start_new_session=True,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def wait(self) -> None:
        """Wait until the server answers.

        Raises
        ------
        TripartiteError
            If it does not.
        """
        try:
            with urllib.request.urlopen(f"{self.url}/health", timeout=START_TIMEOUT):  # noqa: S310 - it is http
                return
        except (urllib.error.URLError, OSError) as error:
            raise TripartiteError(
                f"Prefect's server did not start ({error}). Its messages are in {self.log}. "
                "With a server of your own (prefect server start) set PREFECT_API_URL."
            ) from error

    def stop(self) -> None:
        """End the server."""
        self._process.terminate()
        try:
            self._process.wait(STOP_TIMEOUT)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdin:
            self._process.stdin.close()


def chosen_api() -> bool:
    """Whether the user has chosen a Prefect API, as far as can be told without importing Prefect."""
    if "prefect" not in sys.modules:
        return bool(os.environ.get("PREFECT_API_URL"))
    from prefect.settings import PREFECT_API_URL

    return bool(PREFECT_API_URL.value())


@contextmanager
def connected(server: TemporaryServer | None) -> Iterator[None]:
    """Let flows run against `server`, or against the API that the user has chosen."""
    from prefect.events.worker import EventsWorker
    from prefect.settings import (
        PREFECT_API_URL,
        PREFECT_FLOWS_HEARTBEAT_FREQUENCY,
        PREFECT_LOGGING_TO_API_ENABLED,
        temporary_settings,
    )

    if server is None or PREFECT_API_URL.value():
        yield
        return
    server.wait()
    updates = {
        PREFECT_API_URL: server.url,
        # For those who watch a server that stays; both cost a wait at the end of a flow.
        PREFECT_LOGGING_TO_API_ENABLED: False,
        PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None,
    }
    # What goes wrong in a flow is raised from it too, and told once is enough; that events are still on their
    # way to a server of a few seconds concerns nobody.
    loggers = [logging.getLogger(name) for name in ("prefect.flow_runs", "prefect.task_runs", "EventsWorker")]
    with temporary_settings(updates):
        for logger in loggers:
            logger.setLevel(logging.CRITICAL)
        try:
            yield
        finally:
            # What Prefect still has to tell must reach the server before that ends.
            EventsWorker.drain_all(timeout=STOP_TIMEOUT)
            for logger in loggers:
                logger.setLevel(logging.NOTSET)


def _serve(descriptor: int) -> None:
    import uvicorn
    from prefect.server.api.server import create_app

    threading.Thread(target=_end_with_parent, daemon=True).start()
    uvicorn.run(
        create_app(ephemeral=True, final=True),
        fd=descriptor,
        log_level="error",
        lifespan="on",
        timeout_graceful_shutdown=5,
    )


def _end_with_parent() -> None:
    # The other end of this pipe closes when the parent ends, however it ends.
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
