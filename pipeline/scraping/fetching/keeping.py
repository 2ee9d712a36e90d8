"""Everything that is fetched goes into WARC files, and a note of it into the catalogue.

Each platform has one file for each run, and another one when that is full. A process that is killed leaves at most half
a record, and that at the end of its file, where it hides no other; the next run cuts it off and notes what was written
and not yet noted.
"""

import fcntl
import hashlib
import os
import re
import zlib
from collections.abc import Iterator
from datetime import datetime
from io import FileIO
from pathlib import Path
from typing import BinaryIO, NamedTuple
from uuid import uuid4

import httpx
from warcio.recordloader import ArcWarcRecord

from pipeline.errors import TripartiteError
from pipeline.reading.sniffing import sniff
from pipeline.scraping.fetching.captures import Capture, CaptureLog
from pipeline.scraping.fetching.exchange import Answer
from pipeline.scraping.fetching.warc_records import (
    NOTE,
    SOURCE,
    hex_of,
    info_record,
    pair_of_records,
    parse_record,
)

# What a file is called while it grows.
_OPEN = ".open"
# Another file is begun when one has so many bytes.
WARC_BYTES = 1_000_000_000
_UNSAFE = re.compile(r"[^\w.-]")
_PIECE = 1 << 16
_GZIP = 31


class Keeper:
    """Writes the WARC files of one run.

    Parameters
    ----------
    folder : Path
        Where they are.
    log : CaptureLog
        Who notes what is in them.
    software : str
        What the files say that made them.
    most : int
        Size in bytes at which a file is closed and another one begun.
    """

    def __init__(self, folder: Path, log: CaptureLog, software: str, most: int = WARC_BYTES) -> None:
        self._folder = folder
        self._most = most
        self._log = log
        self._software = software
        self._files: dict[str, tuple[str, FileIO]] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def keep(
        self,
        request: httpx.Request,
        answer: Answer,
        when: datetime,
        *,
        platform: str,
        source: str,
        note: str | None = None,
    ) -> Capture:
        """Write a request and its answer, then note it.

        Parameters
        ----------
        request, answer : httpx.Request, Answer
            What was sent and what came.
        when : datetime
            The time of the answer.
        platform, source : str
            For what it was asked.
        note : str, optional
            Why the answer is no document.

        Raises
        ------
        TripartiteError
            If it cannot be written.
        """
        note = note or (answer.fault.code if answer.fault else None)
        is_document = answer.status == httpx.codes.OK and not note and answer.body
        document = hashlib.sha256(answer.body).hexdigest() if is_document else None
        earlier = self._log.earlier(document) if document else None
        marks = {SOURCE: source} | ({NOTE: note} if note else {})
        written = pair_of_records(request, answer, when, earlier, marks)
        name, offset = self._append(platform, when, written.data)
        capture = Capture(
            str(request.url),
            when,
            source,
            answer.status,
            sniff(answer.body) if answer.body else None,
            document,
            len(answer.body),
            name,
            offset + written.offset,
            note,
        )
        self._log.keep(capture)
        return capture

    def _append(self, platform: str, when: datetime, data: bytes) -> tuple[str, int]:
        try:
            name, file = self._files.get(platform) or self._opened(platform, when)
            start = _write(file, data)
            if start + len(data) >= self._most:
                self._close(platform)
            return name, start
        except OSError as error:
            raise TripartiteError(
                f"{error.filename or self._folder} cannot be written: {error.strerror}. Nothing more is fetched, "
                "since it could not be kept; make room and start again."
            ) from error

    def _opened(self, platform: str, when: datetime) -> tuple[str, FileIO]:
        name = f"{_UNSAFE.sub('_', platform)}-{when:%Y%m%dT%H%M%S}-{uuid4().hex[:8]}.warc.gz"
        unlocked = self._folder / (name + ".new")
        # Unbuffered: what could not be written must not wait for the next time.
        file = unlocked.open("x+b", buffering=0)
        fcntl.flock(file, fcntl.LOCK_EX)
        unlocked.rename(self._folder / (name + _OPEN))  # now the recovery of another process may see it
        _write(file, info_record(name, self._software, when))
        self._files[platform] = name, file
        return name, file

    def close(self) -> None:
        """Close the files and give them their names."""
        for platform in list(self._files):
            self._close(platform)

    def _close(self, platform: str) -> None:
        name, file = self._files.pop(platform)
        (self._folder / (name + _OPEN)).rename(self._folder / name)
        file.close()


def _write(file: FileIO, data: bytes) -> int:
    """Write records at the end of a file, all of them or nothing, and return where they begin."""
    start = file.seek(0, os.SEEK_END)
    left = memoryview(data)
    try:
        while left:
            left = left[file.write(left) :]
        os.fsync(file.fileno())
    except OSError:
        file.truncate(start)
        raise
    return start


def recover(folder: Path, log: CaptureLog) -> int:
    """Note what killed runs have written and not noted, and close their files; return how many captures that are."""
    found = 0
    for path in sorted(folder.glob("*" + _OPEN)):
        with path.open("r+b") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue  # another process is writing it
            name = path.name.removesuffix(_OPEN)
            noted = log.recorded(name)
            members = list(_members(file))
            for start, _ in members:
                if start not in noted:
                    found += _note(log, name, start, _member(file, start))
            file.truncate(members[-1][1] if members else 0)  # what comes after is half a record
            path.rename(folder / name)
    return found


def _note(log: CaptureLog, name: str, offset: int, data: bytes) -> bool:
    record, body = parse_record(data)
    if record.rec_type not in ("response", "revisit"):
        return False
    head = record.rec_headers
    document = _document(record) if body or record.rec_type == "revisit" else None
    same = log.earlier(document) if document and not body else None
    capture = Capture(
        head.get_header("WARC-Target-URI"),
        datetime.fromisoformat(head.get_header("WARC-Date")),
        head.get_header(SOURCE),
        int(record.http_headers.get_statuscode()),
        same.media_type if same else sniff(body) if body else None,
        document,
        same.size if same else len(body),
        name,
        offset,
        head.get_header(NOTE),
    )
    log.keep(capture)
    return True


def _document(record: ArcWarcRecord) -> str | None:
    head = record.rec_headers
    digest = head.get_header("WARC-Payload-Digest")
    if not digest or head.get_header(NOTE) or record.http_headers.get_statuscode() != "200":
        return None
    return hex_of(digest)


def _members(file: BinaryIO) -> Iterator[tuple[int, int]]:
    """Yield start and end of each whole gzip member of a file."""
    start = 0
    while end := _member_end(file, start):
        yield start, end
        start = end


def _member_end(file: BinaryIO, start: int) -> int | None:
    """Return where the gzip member at `start` ends; None where it does not."""
    file.seek(start)
    unpacker = zlib.decompressobj(_GZIP)
    end = start
    try:
        while not unpacker.eof and (piece := file.read(_PIECE)):
            unpacker.decompress(piece)
            end += len(piece) - len(unpacker.unused_data)
    except zlib.error:  # what a disk makes of a file when the power goes
        return None
    return end if unpacker.eof else None


def _member(file: BinaryIO, start: int) -> bytes:
    """Return what is packed in the gzip member at `start`."""
    end = _member_end(file, start) or start
    file.seek(start)
    return zlib.decompress(file.read(end - start), _GZIP)


class Kept(NamedTuple):
    """What the record of an answer holds: the body, empty where it only points to an earlier one, and a redirection."""

    body: bytes
    location: str | None


def kept_record(folder: Path, capture: Capture) -> Kept:
    """Return what is kept of an answer.

    Raises
    ------
    TripartiteError
        If the file is missing or damaged.
    """
    path = folder / capture.warc
    try:
        with (path if path.exists() else path.with_name(path.name + _OPEN)).open("rb") as file:
            record, body = parse_record(_member(file, capture.warc_offset))
            return Kept(body, record.http_headers.get_header("location"))
    except (OSError, zlib.error, StopIteration) as error:
        raise TripartiteError(
            f"{capture.warc} does not hold a record at {capture.warc_offset} ({error}). Restore the file."
        ) from error
