"""A folder for the time of a run; what a run that was killed left behind, the next one to begin or end removes."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp


class Scratch:
    """A folder that is there from when this is made until it is closed.

    A lock says that it is in use: the system takes it back when the process ends, however it ends. An id of a
    process would not do, another one may have it by now, or be on another machine.

    Parameters
    ----------
    prefix : Path
        How its path begins. Folders whose path begins so and that are not in use are removed.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as name:
    ...     scratch = Scratch(Path(name) / "unpacked-")
    ...     there = scratch.folder.is_dir()
    ...     scratch.close()
    ...     there, scratch.folder.exists()
    (True, False)
    """

    def __init__(self, prefix: Path) -> None:
        # Another run must not find the folder between its being made and its lock.
        with _turn(prefix.parent):
            _remove_unused(prefix)
            self.folder = Path(mkdtemp(prefix=prefix.name, dir=prefix.parent))
            self._lock = os.open(self.folder, os.O_RDONLY)
            with suppress(OSError):  # a file system without locks: nobody will remove it
                fcntl.flock(self._lock, fcntl.LOCK_SH)
        self._prefix = prefix

    def close(self) -> None:
        """Remove the folder with all that is in it, and those of runs beside this one that were killed meanwhile."""
        rmtree(self.folder, ignore_errors=True)
        os.close(self._lock)
        with suppress(FileNotFoundError), _turn(self._prefix.parent):  # all is gone, the output folder too
            _remove_unused(self._prefix)


@contextmanager
def _turn(folder: Path) -> Iterator[None]:
    """Wait until no other run looks through `folder`."""
    lock = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _remove_unused(prefix: Path) -> None:
    for folder in prefix.parent.glob(f"{prefix.name}*/"):
        lock = None
        with suppress(OSError):  # it is in use, or has just been removed
            lock = os.open(folder, os.O_RDONLY)
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            rmtree(folder, ignore_errors=True)
        if lock is not None:
            os.close(lock)
