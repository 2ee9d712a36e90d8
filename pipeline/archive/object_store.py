"""An archive in an object store, by way of fsspec."""

import hashlib
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

import fsspec

from pipeline.archive.keeping import PIECE, ArchiveError, Written

# Bytes up to which a document is sent in one request.
_WHOLE = 16 * PIECE
_ID = re.compile("/[0-9a-f]{64}$")


class ObjectStore:
    """Keeps bytes as the objects of a store, in which an object is seen whole or not at all."""

    def __init__(self, url: str) -> None:
        try:
            # What other programs put there meanwhile must be seen.
            self._files, self._root = fsspec.core.url_to_fs(url, use_listings_cache=False)
        except (ImportError, ValueError) as error:
            raise ArchiveError(
                f"{url} is no archive that can be used ({error}). "
                "For an object store, install tripartite with its extra: pip install 'tripartite[cluster]'."
            ) from error
        self._url = url

    def write(self, source: BinaryIO) -> Written:
        """Send bytes to the store."""
        with SpooledTemporaryFile(max_size=_WHOLE) as copy:
            digest = hashlib.sha256()
            while piece := source.read(PIECE):
                digest.update(piece)
                copy.write(piece)
            id_ = digest.hexdigest()
            try:
                if not self._files.exists(self._path(id_)):
                    size = copy.tell()
                    copy.seek(0)
                    self._send(id_, cast(BinaryIO, copy), size)
            except Exception as error:
                raise ArchiveError(
                    f"The archive {self._url} cannot be written ({error}). What was read so far is stored, and the "
                    "same command goes on from there."
                ) from error
        return Written(id_)

    def _send(self, id_: str, copy: BinaryIO, size: int) -> None:
        if size <= _WHOLE:
            self._files.pipe_file(self._path(id_), copy.read())
            return
        with self._files.open(self._path(id_), "wb") as target:
            shutil.copyfileobj(copy, target, PIECE)

    def keep(self, written: Iterable[Written]) -> None:
        """Do nothing: what a store has taken stays."""

    def open(self, id_: str) -> BinaryIO:
        """Open an object."""
        with self._reading():
            return cast(BinaryIO, self._files.open(self._path(id_), "rb"))

    def has(self, id_: str) -> bool:
        """Whether there is an object of this id."""
        with self._reading():
            return bool(self._files.exists(self._path(id_)))

    def ids(self) -> Iterator[str]:
        """Yield the ids of the objects."""
        # Folder by folder, so that the ids of few are in memory at once.
        for folder in self._list(self._root):
            yield from (path.rpartition("/")[2] for path in self._list(folder) if _ID.search(path))

    def file(self, id_: str) -> Path | None:  # noqa: ARG002
        """Return nothing: no object is a file of this machine."""
        return None

    def place(self, id_: str) -> str:
        """Return the URL of an object."""
        return str(self._files.unstrip_protocol(self._path(id_)))

    def sweep(self) -> None:
        """Do nothing: there is nothing unfinished in a store."""

    def _list(self, folder: str) -> list[str]:
        try:
            with self._reading():
                return sorted(self._files.ls(folder, detail=False))
        except FileNotFoundError:
            return []

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Tell in plain words that the store does not answer; each kind of store has errors of its own for that."""
        try:
            yield
        except FileNotFoundError:
            raise
        except Exception as error:
            raise ArchiveError(
                f"The archive {self._url} cannot be read ({error}). Check TRIPARTITE_ARCHIVE."
            ) from error

    def _path(self, id_: str) -> str:
        return f"{self._root}/{id_[:2]}/{id_}"
