"""How many processes may do something at the same time, over all processes of a machine."""

import fcntl
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PAUSE = 0.02


class Slots:
    """Places for so many; whoever finds none free waits. A process that ends, however it does, frees its own.

    Parameters
    ----------
    name : str
        Who uses the same name shares the places, if it is the same user.
    number : int
        How many there are.

    Examples
    --------
    >>> with Slots("example", 2).taken():
    ...     pass
    """

    def __init__(self, name: str, number: int) -> None:
        folder = Path(tempfile.gettempdir()) / f"{name}-{os.getuid()}"
        folder.mkdir(mode=0o700, exist_ok=True)
        self._files = [folder / str(slot) for slot in range(number)]

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for a place and keep it."""
        descriptor = self._take()
        try:
            yield
        finally:
            os.close(descriptor)

    def _take(self) -> int:
        while True:
            for file in self._files:
                descriptor = os.open(file, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
                try:
                    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    os.close(descriptor)
                else:
                    return descriptor
            time.sleep(_PAUSE)


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
