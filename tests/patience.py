"""Waiting for what other processes do."""

import time
from collections.abc import Callable

# Seconds: each command of Prefect takes some just to start, on a machine that does other things many.
PATIENCE = 300


def wait_until(happened: Callable[[], object], seconds: float = PATIENCE) -> None:
    limit = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < limit, "it did not happen in time"
        time.sleep(0.1)
