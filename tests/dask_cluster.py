"""A Dask scheduler and its workers on this machine, each a process of its own, as an operator starts them."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.patience import PATIENCE


class DaskCluster:
    """A scheduler; ends with `close`, its workers too.

    Parameters
    ----------
    folder : Path
        For what they write down.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._processes: list[subprocess.Popen[bytes]] = []
        file = folder / "scheduler.json"
        self._start(
            "scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", str(file),
            # How many workers a task may end before it is given up: to start each takes seconds.
            DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="1",
        )  # fmt: skip
        until = time.monotonic() + PATIENCE
        while not (file.exists() and file.read_text().rstrip().endswith("}")):  # it is not written at once
            assert time.monotonic() < until, (folder / "log").read_text()
            time.sleep(0.05)
        self.address: str = json.loads(file.read_text())["address"]

    def add_worker(self, *options: str, **environment: str) -> subprocess.Popen[bytes]:
        return self._start(
            "worker", self.address, "--nthreads", "1", "--no-dashboard", *options, **environment
        )

    def close(self) -> None:
        for process in self._processes:
            process.send_signal(signal.SIGTERM)
        for process in self._processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()

    def _start(self, what: str, *options: str, **environment: str) -> subprocess.Popen[bytes]:
        with (self._folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.dask_{what}", "--host", "127.0.0.1", *options],
                cwd=self._folder,
                env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])} | environment,
                stdout=log,
                stderr=log,
            )
        self._processes.append(process)
        return process
