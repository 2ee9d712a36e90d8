"""The documents in a WARC file: responses of servers and resources, each under its address."""

import hashlib
import re
from base64 import b32encode
from collections.abc import Iterator
from datetime import datetime
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from tempfile import NamedTemporaryFile
from tomllib import loads
from typing import BinaryIO

from pipeline.errors import RejectedInput
from pipeline.reading.containers.http_body import body
from pipeline.reading.containers.parts import Again, Item, Part, Passed
from pipeline.reading.containers.warc_headers import HEADER, Header, parse_header
from pipeline.reading.containers.warc_packing import GZIP, Plain, Section, unpack_records
from pipeline.reading.containers.warc_records import Record, records
from pipeline.reading.limits import MEGABYTE, Limits, setting
from pipeline.reading.sniffing import sniff
from pipeline.record import Problem

_CHARSET = re.compile(r"charset\s{0,5}=\s{0,5}[\"']?([\w.:-]{1,40})", re.IGNORECASE)
# Of 2xx those that say that there is nothing.
_WITHOUT_BODY = ("204", "205")
_PIECE = 1 << 16
_NAMED = 5


def warc_parts(path: Path, folder: Path, limits: Limits) -> Iterator[Item]:
    """Yield what is in a WARC file: a Part for each response with a status of 2xx and each resource.

    A damaged record is a Part that cannot be had, named by its address or by where it is. Requests, metadata and
    other records that say something of a document are nothing.
    """
    with path.open("rb") as file:
        if file.read(len(GZIP)) != GZIP:
            yield from _items(file, Plain([Section(0, 0)]), limits)
            return
    with NamedTemporaryFile(dir=folder, prefix="warc-") as plain:
        unpacked = unpack_records(path, Path(plain.name), limits)
        with Path(plain.name).open("rb") as file:
            yield from _items(file, unpacked, limits)


def _items(file: BinaryIO, plain: Plain, limits: Limits) -> Iterator[Item]:
    damaged: set[str] = set()
    cut: list[str] = []
    for record in records(file, plain.sections):
        item = _damaged(record, damaged) if record.damage else _item(file, record)
        if isinstance(item, Part) and "warc-truncated" in record.header.fields:
            cut.append(item.name)
        if item:
            yield item
    if cut:
        more = f" and {len(cut) - _NAMED} more" if len(cut) > _NAMED else ""
        message = (
            f"Whoever fetched them cut off {', '.join(cut[:_NAMED])}{more}; they were read as far as they go."
        )
        yield Problem(code="truncated", message=message)
    if plain.full:
        message = (
            f"The archive unpacks to more than {limits.zip_inflated_bytes / MEGABYTE:.0f} MB "
            f"({setting('zip_inflated_bytes')} allows more); the rest of it was left out."
        )
        yield Problem(code="too_much_inside", message=message)


def _damaged(record: Record, names: set[str]) -> Part | None:
    if _kind(record) not in ("", "response", "resource", "revisit"):
        return None
    name = _target(record) or f"record at byte {record.offset}"
    if name in names:  # two that cannot be had would be one input if they had one name
        name = f"{name} (byte {record.offset})"
    names.add(name)
    return Part(name, partial(_refuse, f"The record at byte {record.offset} is damaged: {record.damage}."))


def _item(file: BinaryIO, record: Record) -> Item | None:
    """Return what a record that is whole amounts to, None for one that holds no document."""
    name, kind = _target(record), _kind(record)
    if not name or kind not in ("response", "resource", "revisit"):
        return None
    if kind == "revisit":
        return _again(record, name)
    if "warc-segment-number" in record.header.fields:
        return Passed(name, "in several records, each with a piece of it")
    if kind == "resource":
        return _part(file, record, name, None)
    if not name.lower().startswith("http"):
        return Passed(name, "no answer of a web server")
    http = _http(file, record)
    if http is None:
        return Part(name, partial(_refuse, f"The record at byte {record.offset} has no header of HTTP."))
    status = http.line.split()[1]
    has_body = status[0] == "2" and status not in _WITHOUT_BODY
    return _part(file, record, name, http) if has_body else Passed(name, f"HTTP status {status}")


def _part(file: BinaryIO, record: Record, name: str, http: Header | None) -> Part | Passed:
    fields = record.header.fields
    stated = (http or record.header).fields.get("content-type", "")
    charset = _CHARSET.search(stated)
    part = Part(
        name,
        partial(_pieces, file, record, http),
        record.end - record.start,
        _date(fields.get("warc-date")),
        charset and charset[1],
        _keys(name, fields.get("warc-date"), fields.get("warc-record-id"), fields.get("warc-payload-digest")),
    )
    media_type = stated.partition(";")[0].strip().lower()
    if _is_furniture(media_type) and sniff(_head(part)) not in _data()["documents"]:
        return Passed(name, f"{media_type}: a page is made of it")
    return part


def _again(record: Record, name: str) -> Again:
    fields = record.header.fields
    keys = _keys(
        fields.get("warc-refers-to-target-uri", name),
        fields.get("warc-refers-to-date"),
        fields.get("warc-refers-to"),
        fields.get("warc-payload-digest"),
    )
    why = "unchanged since a capture that is not in this archive, or was passed over there"
    return Again(name, keys, why, _date(fields.get("warc-date")))


def _keys(uri: str, date: str | None, id_: str | None, digest: str | None) -> tuple[str, ...]:
    """Return the names of a record, the surest first."""
    return tuple(key for key in (id_, digest, date and f"{date} {uri}") if key)


def _kind(record: Record) -> str:
    return record.header.fields.get("warc-type", "").lower()


def _target(record: Record) -> str:
    return record.header.fields.get("warc-target-uri", "").strip("<> ")


def _http(file: BinaryIO, record: Record) -> Header | None:
    file.seek(record.start)
    header = parse_header(file.read(min(HEADER, record.end - record.start)))
    return header if header and re.match(r"HTTP/[\d.]+ \d\d\d\b", header.line, re.ASCII) else None


def _date(value: str | None) -> str | None:
    """Return the time of a capture if it is one."""
    try:
        return value if value and datetime.fromisoformat(value) else None
    except ValueError:
        return None


def _head(part: Part) -> bytes:
    try:
        return next(part.pieces(), b"")
    except RejectedInput:
        return b""


@cache
def _data() -> dict[str, list[str]]:
    return loads((files("pipeline.reading") / "data/warc.toml").read_text("utf-8"))


def _is_furniture(media_type: str) -> bool:
    return any(
        media_type.startswith(kind) if kind.endswith("/") else media_type == kind
        for kind in _data()["furniture"]
    )


def _refuse(why: str) -> Iterator[bytes]:
    raise RejectedInput("damaged", f"{why} Fetch it again.")


def _pieces(file: BinaryIO, record: Record, http: Header | None) -> Iterator[bytes]:
    content = _Content(file, record)
    if http:
        content.read(http.size)
    yield from body(content, http.fields if http else {})
    content.check()


class _Content:
    """The content of a record as a file, whose bytes are held against the digest that the record has of them."""

    def __init__(self, file: BinaryIO, record: Record) -> None:
        self._file = file
        self._record = record
        self._at = record.start
        name, _, self._digest = record.header.fields.get("warc-block-digest", "").partition(":")
        known = name.lower() in ("sha1", "sha256", "md5")
        self._hash = hashlib.new(name.lower(), usedforsecurity=False) if known else None

    def read(self, size: int) -> bytes:
        self._file.seek(self._at)
        return self._had(self._file.read(min(size, self._record.end - self._at)))

    def readline(self, size: int) -> bytes:
        self._file.seek(self._at)
        return self._had(self._file.readline(min(size, self._record.end - self._at)))

    def check(self) -> None:
        """Raise RejectedInput if the content is not what it was when it was stored."""
        while self.read(_PIECE):
            pass
        if self._hash is None:
            return
        digest = self._hash.digest()
        if self._digest.lower() not in (digest.hex(), b32encode(digest).decode().lower()):
            _refuse(f"The record at byte {self._record.offset} is damaged: its bytes do not have its digest.")

    def _had(self, data: bytes) -> bytes:
        self._at += len(data)
        if self._hash:
            self._hash.update(data)
        return data
