"""An archive in a folder: AB/ABCD…, where AB are the first two digits of the SHA-256 ABCD…."""

import ctypes
import hashlib
import os
import re
import socket
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from pipeline.archive.keeping import PIECE, ArchiveError, Written
from pipeline.processes import is_alive

# Where bytes lie until they are kept: no id.
_INCOMING = "incoming"
_ID = re.compile("[0-9a-f]{64}")
# Seconds after which what came in and was not kept is nobody's: a batch never takes that long.
_ABANDONED = 86_400


class Folder:
    """Keeps bytes in the files of a folder, which programs on several machines may share."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._incoming = root / _INCOMING
        self._host = socket.gethostname()

    def write(self, source: BinaryIO) -> Written:
        """Write bytes to a file of a temporary name."""
        piece = source.read(PIECE)
        digest = hashlib.sha256(piece)
        if len(piece) < PIECE and self.has(digest.hexdigest()):
            return Written(digest.hexdigest())
        temporary = self._incoming / f"{self._host}.{os.getpid()}.{uuid4().hex}"
        descriptor = self._new(temporary)
        try:
            with os.fdopen(descriptor, "wb", buffering=0) as file:
                while piece:
                    with _explained(self.root):
                        _write_all(file, piece)
                    piece = source.read(PIECE)
                    digest.update(piece)
        except BaseException:
            temporary.unlink()
            raise
        if self.has(digest.hexdigest()):
            temporary.unlink()
            return Written(digest.hexdigest())
        return Written(digest.hexdigest(), str(temporary))

    def keep(self, written: Iterable[Written]) -> None:
        """Flush files to the disk, and only then give them their names."""
        waiting = {each.temporary: each.id for each in written if each.temporary}
        if not waiting:
            return
        with _explained(self.root):
            _flush(self.root, map(Path, waiting))
            for temporary, id_ in waiting.items():
                file = self.file(id_)
                file.parent.mkdir(exist_ok=True)
                # Where another program was faster this puts the same bytes in the place of the same bytes.
                Path(temporary).replace(file)
            _flush(self.root, {self.file(id_).parent for id_ in waiting.values()})

    def open(self, id_: str) -> BinaryIO:
        """Open the file of an id."""
        return self.file(id_).open("rb")

    def has(self, id_: str) -> bool:
        """Whether there is a file of this id."""
        return self.file(id_).exists()

    def ids(self) -> Iterator[str]:
        """Yield the ids of the files."""
        if self.root.exists():
            for folder in sorted(self.root.iterdir()):
                if len(folder.name) == 2:
                    yield from sorted(file.name for file in folder.iterdir() if _ID.fullmatch(file.name))

    def file(self, id_: str) -> Path:
        """Return the file of an id."""
        return self.root / id_[:2] / id_

    def place(self, id_: str) -> str:
        """Return the path of the file of an id."""
        return str(self.file(id_))

    def sweep(self) -> None:
        """Remove what programs that were killed have left unfinished."""
        for file in self._incoming.glob("*"):
            with suppress(FileNotFoundError):  # kept in this moment
                host, pid, _ = file.name.rsplit(".", 2)
                abandoned = time.time() - file.stat().st_mtime > _ABANDONED
                if abandoned or (host == self._host and not is_alive(int(pid))):
                    file.unlink()

    def _new(self, temporary: Path) -> int:
        # Read-only from the start: what is archived does not change.
        mode, flags = 0o444, os.O_WRONLY | os.O_CREAT | os.O_EXCL
        with _explained(self.root):
            try:
                return os.open(temporary, flags, mode)
            except FileNotFoundError:
                self._incoming.mkdir(parents=True, exist_ok=True)
                return os.open(temporary, flags, mode)


@contextmanager
def _explained(root: Path) -> Iterator[None]:
    """Tell what it means that a file of the archive could not be written."""
    try:
        yield
    except OSError as error:
        raise ArchiveError(
            f"The archive {root} cannot be written ({error.strerror}). Make room or name another one; what was read "
            "so far is stored, and the same command goes on from there."
        ) from error


def _write_all(file: BinaryIO, piece: bytes) -> None:
    view = memoryview(piece)
    while view:
        view = view[file.write(view) :]


def _flush(root: Path, changed: Iterable[Path]) -> None:
    """Wait until all that was written to files and folders is on the disk."""
    descriptor = os.open(root, os.O_RDONLY)
    try:
        # One call for a whole batch where the system has it: to wait for each small file takes 10 times as long.
        if _SYNC_FILESYSTEM and _SYNC_FILESYSTEM(descriptor) == 0:
            return
    finally:
        os.close(descriptor)
    for path in changed:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


_SYNC_FILESYSTEM = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
