"""What a place for an archive must do, and what can go wrong with the bytes in it."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

from pipeline.errors import TripartiteError

# Bytes of a file that are held in memory at once.
PIECE = 1 << 20


class ArchiveError(TripartiteError):
    """The archive cannot be read or written."""


class MissingBytes(ArchiveError):  # noqa: N818
    """The archive does not have what it is asked for."""


class DamagedBytes(ArchiveError):  # noqa: N818
    """What the archive has under an id is something else."""


class Written(NamedTuple):
    """Bytes that an archive has been given; `temporary` is where they lie until they are kept, None if they are."""

    id: str
    temporary: str | None = None


class Keeper(Protocol):
    """A kind of place for an archive."""

    def write(self, source: BinaryIO) -> Written:
        """Take bytes in, under a temporary name where the place is one in which half of them could be seen."""

    def keep(self, written: Iterable[Written]) -> None:
        """Give what was written its name, for good."""

    def open(self, id_: str) -> BinaryIO:
        """Open what is kept; FileNotFoundError where there is nothing."""

    def has(self, id_: str) -> bool:
        """Whether something is kept under an id."""

    def ids(self) -> Iterator[str]:
        """Yield all ids, sorted."""

    def file(self, id_: str) -> Path | None:
        """Return the file in which something is kept, where it is one of this machine."""

    def place(self, id_: str) -> str:
        """Say where something is kept: a path, or a URL."""

    def sweep(self) -> None:
        """Remove what programs that were killed have left unfinished."""
