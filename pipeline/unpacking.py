"""The archives among the inputs of a run: their members become inputs, they themselves get a record."""

import logging
from collections import defaultdict
from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath

from pipeline.document_record import document_of
from pipeline.entry import Entry
from pipeline.identity import Identity, id_of_uri, identify
from pipeline.inputs import Input, Skipped
from pipeline.reading import Reading, archive_type, unpack_file
from pipeline.reading.containers.archives import INSIDE, STARTS, Unpacked
from pipeline.reading.limits import current_limits
from pipeline.reading.sniffing import UNKNOWN
from pipeline.record import Document

log = logging.getLogger(__name__)


class Archives:
    """Opens archives and remembers what there is to say of them.

    Parameters
    ----------
    folder : Path
        Where their members go, to stay as long as the run.

    Attributes
    ----------
    skipped : list of Skipped
        What was passed over in them.
    files : dict of str to Path
        The bytes of what gets its record here: the archives, and members that are not read.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened = 0
        self._documents: dict[str, Document] = {}
        self._uris: defaultdict[str, set[str]] = defaultdict(set)
        self.skipped: list[Skipped] = []
        self.files: dict[str, Path] = {}

    def members(self, item: Input, identity: Identity) -> list[Input] | None:
        """Return the documents in an archive, None if `item` is none."""
        try:
            # Nearly all inputs are none, and their first bytes say so.
            if not (identity.head.startswith(STARTS) and archive_type(item.path)):
                return None
            self._opened += 1
            return list(self._members(item, identity.id))
        except OSError:
            if not item.path.exists():
                return None  # gone by now: those who read it say so
            raise

    def entries(self, fingerprint: str, kept: Collection[str]) -> list[Entry]:
        """Return the entries of the archives, of those in them, and of the members that could not be had.

        `kept` are the ids of `files` whose bytes are safe.
        """
        return [
            Entry.of(document, fingerprint, self._uris[id_], archived=id_ in kept, had=id_ in self.files)
            for id_, document in self._documents.items()
        ]

    def _members(self, item: Input, id_: str) -> Iterator[Input]:
        folder = self._folder / str(self._opened)
        folder.mkdir(parents=True)
        unpacked = self._unpacked(item, id_, folder)
        if unpacked is None:
            return
        self._add(item, unpacked.reading, id_)
        self.files[id_] = item.path
        for member in unpacked.members:
            uri = f"{item.uri}{INSIDE}{member.name}"
            inside = Input(uri, member.path or folder, member.retrieved_at, member.charset)
            if member.reading is None:
                yield inside
            elif member.path is None:
                self._add(inside, member.reading, id_of_uri(inside.uri))
            else:
                identity = identify(inside)
                self._add(inside, member.reading, identity.id)
                self.files[identity.id] = member.path
        self.skipped += [Skipped(f"{item.uri}{INSIDE}{name}", why) for name, why in unpacked.skipped]

    def _unpacked(self, item: Input, id_: str, folder: Path) -> Unpacked | None:
        try:
            return unpack_file(item.path, folder, PurePosixPath(item.uri).name, current_limits())
        except OSError:
            raise
        except Exception as error:
            log.exception("unpacking %s failed", item.uri)
            media_type = archive_type(item.path) or UNKNOWN
            self._add(item, Reading(media_type, "rejected", bytes=item.path.stat().st_size), id_, error)
            self.files[id_] = item.path
            return None

    def _add(self, item: Input, reading: Reading, id_: str, error: Exception | None = None) -> None:
        self._documents[id_] = document_of(item, reading, id_, error)
        self._uris[id_].add(item.uri)
