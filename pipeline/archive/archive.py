"""Raw bytes by their SHA-256, in a folder or an object store: added to, never overwritten, never deleted."""

import hashlib
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from pipeline.archive.keeping import PIECE, DamagedBytes, Keeper, MissingBytes, Written


class Archive:
    """The bytes of every document, each once, in a folder or in an object store.

    Parameters
    ----------
    url : Path or str
        A folder, or a URL that fsspec knows: `s3://bucket/prefix`. Keys and endpoint of a store come from where its
        own programs take them (`AWS_ACCESS_KEY_ID`, `AWS_ENDPOINT_URL` …).

    Examples
    --------
    >>> from tempfile import mkdtemp
    >>> archive = Archive(mkdtemp())
    >>> id_ = archive.put(b"Bonjour")
    >>> id_ in archive, archive.get(id_), list(archive.ids()) == [id_]
    (True, b'Bonjour', True)
    """

    def __init__(self, url: Path | str) -> None:
        self.url = str(url)
        self._keeper: Keeper
        if "://" in self.url and not self.url.startswith("file://"):
            from pipeline.archive.object_store import ObjectStore

            self._keeper = ObjectStore(self.url)
        else:
            from pipeline.archive.folder import Folder

            self._keeper = Folder(Path(self.url.removeprefix("file://")))

    def put(self, data: bytes) -> str:
        """Keep bytes and return their id; nothing happens if they are there already."""
        written = self._keeper.write(io.BytesIO(data))
        self._keeper.keep([written])
        return written.id

    def write_file(self, path: Path) -> Written:
        """Take the bytes of a file in; `keep` makes them stay. Many at once are kept faster than one by one."""
        with path.open("rb") as source:
            return self._keeper.write(source)

    def keep(self, written: Iterable[Written]) -> None:
        """Make what was written stay: it is on the disk when this returns."""
        self._keeper.keep(written)

    def get(self, id_: str) -> bytes:
        """Return the bytes of an id.

        Raises
        ------
        MissingBytes
            If they are not there.
        DamagedBytes
            If something else is.
        """
        target = io.BytesIO()
        self._copy(id_, target)
        return target.getvalue()

    def fetch(self, id_: str, folder: Path) -> Path:
        """Return a file with the bytes of an id: the archive's own, or a copy in `folder`.

        Raises
        ------
        MissingBytes
            If they are not there.
        DamagedBytes
            If something else is.
        """
        if file := self._keeper.file(id_):
            self.verify(id_)
            return file
        copy = folder / id_
        with copy.open("wb") as target:
            self._copy(id_, target)
        return copy

    def place(self, id_: str) -> str:
        """Return the path or URL under which the bytes of an id are kept, for people."""
        return self._keeper.place(id_)

    def verify(self, id_: str) -> None:
        """Read what is kept under an id, and keep nothing of it.

        Raises
        ------
        MissingBytes
            If it is not there.
        DamagedBytes
            If it is something else.
        """
        with self._open(id_) as source:
            _check(id_, hashlib.file_digest(source, "sha256").hexdigest(), self.url)  # type: ignore[arg-type]

    def __contains__(self, id_: str) -> bool:
        return self._keeper.has(id_)

    def ids(self) -> Iterator[str]:
        """Yield the ids of all that is kept, sorted."""
        return self._keeper.ids()

    def sweep(self) -> None:
        """Remove what programs that were killed have left unfinished; nothing that is kept."""
        self._keeper.sweep()

    def _copy(self, id_: str, target: BinaryIO) -> None:
        digest = hashlib.sha256()
        with self._open(id_) as source:
            while piece := source.read(PIECE):
                digest.update(piece)
                target.write(piece)
        _check(id_, digest.hexdigest(), self.url)

    def _open(self, id_: str) -> BinaryIO:
        try:
            return self._keeper.open(id_)
        except FileNotFoundError as error:
            raise MissingBytes(
                f"The archive {self.url} does not have {id_}. `tripartite doctor` says what to do."
            ) from error


def _check(id_: str, found: str, url: str) -> None:
    if found != id_:
        raise DamagedBytes(
            f"What the archive {url} has as {id_} is something else (its SHA-256 is {found}). "
            "`tripartite doctor` says what to do."
        )
