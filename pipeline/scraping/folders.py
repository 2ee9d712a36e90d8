"""Files of a folder or an object store as a source: those that are new or have changed go into the archive."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import fsspec

from pipeline.archive.archive import Archive
from pipeline.catalogue import captures as known
from pipeline.catalogue.database import chunks
from pipeline.reading.sniffing import sniff
from pipeline.scraping.checking import Check
from pipeline.scraping.discovery.links import Link
from pipeline.scraping.ledger import Ledger
from pipeline.scraping.outcome import Outcome
from pipeline.scraping.sources.finding import Folder, WarcFile
from pipeline.scraping.sources.sources import Source

# Files that are noted in one transaction; their bytes go through memory one after the other.
_BATCH = 100


class _File(NamedTuple):
    """A file: where its file system has it, what it is called, what tells whether it has changed."""

    path: str
    uri: str
    tag: str


class Files:
    """Puts the files of a source into the archive.

    Parameters
    ----------
    captures : Captures
        Those of the catalogue.
    archive : Archive
        Where files go.
    ledger : Ledger
        What is known of the sources.
    now : callable
        The time.
    """

    def __init__(
        self, captures: known.Captures, archive: Archive, ledger: Ledger, now: Callable[[], datetime]
    ) -> None:
        self._captures = captures
        self._archive = archive
        self._ledger = ledger
        self._now = now

    def crawl(self, source: Source) -> Outcome:
        """Take in what is new or has changed.

        A WARC file goes in as it is: reading opens it like any archive of documents.
        """
        outcome = Outcome(source.key)
        way = source.find
        assert isinstance(way, Folder | WarcFile)
        try:
            system, files = _files(way)
        # What a file system of fsspec can raise when it cannot be reached is not known here.
        except Exception as error:  # noqa: BLE001
            outcome.pages_failed += 1
            outcome.problems.append(f"{place_of(way)} cannot be read: {error or type(error).__name__}")
            return outcome
        outcome.pages, outcome.shown = 1, len(files)
        for batch in chunks(files, _BATCH):
            self._take(source, system, batch, outcome)
        outcome.complete = not outcome.failed
        return outcome

    def _take(self, source: Source, system: Any, batch: Sequence[_File], outcome: Outcome) -> None:
        before = self._ledger.known(source.key, (file.uri for file in batch))
        at = self._now()
        captures, taken = [], []
        for file in batch:
            if before.get(file.uri) == file.tag:
                outcome.same += 1
                continue
            try:
                data = system.cat_file(file.path)
            except OSError as error:
                outcome.failed += 1
                outcome.problems.append(f"{file.uri} cannot be read: {error}")
                continue
            outcome.asked += 1
            id_ = self._archive.put(data)
            captures.append(
                known.Capture(
                    file.uri,
                    at,
                    id_,
                    size=len(data),
                    archived=True,
                    source=source.key,
                    media_type=sniff(data),
                )
            )
            taken.append((file.uri, file.tag))
            if file.uri in before:
                outcome.changed += 1
            else:
                outcome.new += 1
        outcome.met = outcome.new
        self._captures.add(captures)
        self._ledger.store_files(source.key, taken, at)


def check_files(key: str, way: Folder | WarcFile) -> Check:
    """Look at the files of a source without taking them in."""
    check = Check(key)
    try:
        _, files = _files(way)
    except Exception as error:  # noqa: BLE001 - as above
        check.problems.append(f"{place_of(way)} cannot be read: {error or type(error).__name__}")
        return check
    check.links = [Link(file.uri) for file in files]
    check.wanted = len(files)
    if not files:
        check.problems.append(f"{place_of(way)} holds no file of this source")
    return check


def place_of(way: Folder | WarcFile) -> str:
    """Return the folder or the file."""
    return way.folder if isinstance(way, Folder) else way.file


def _files(way: Folder | WarcFile) -> tuple[Any, list[_File]]:
    """Return the file system, and the files of a source on it, sorted; hidden ones are left out."""
    if isinstance(way, WarcFile):
        system, path = fsspec.core.url_to_fs(way.file)
        return system, [_File(path, way.file, _tag(system.info(path)))]
    system, root = fsspec.core.url_to_fs(way.folder)
    system.invalidate_cache()  # another crawl of this process may have filled it
    if not system.isdir(root):
        raise FileNotFoundError("there is no such folder")
    root = root.rstrip("/")
    files = []
    for path, info in sorted(system.find(root, detail=True).items()):
        inside = path.removeprefix(root).lstrip("/")
        hidden = any(part.startswith(".") for part in inside.split("/"))
        if not hidden and path.lower().endswith(way.suffixes or ""):
            files.append(_File(path, f"{way.folder.rstrip('/')}/{inside}", _tag(info)))
    return system, files


def _tag(info: dict[str, Any]) -> str:
    """Return what is another value when a file was written anew."""
    etag = info.get("ETag") or info.get("etag")
    return str(etag) if etag else f"{info.get('size')} {info.get('mtime') or info.get('LastModified')}"
