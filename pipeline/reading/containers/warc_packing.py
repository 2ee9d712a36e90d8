"""A WARC file without its packing, record by record or as a whole; a damaged piece takes no other along."""

import re
import zlib
from pathlib import Path
from typing import IO, NamedTuple

from pipeline.reading.containers.warc_headers import HEADER, find, parse_header
from pipeline.reading.limits import Limits

GZIP = b"\x1f\x8b"
_MEMBER = re.compile(rb"\x1f\x8b\x08")
_START = b"WARC/"
_LOOK = 2_048
_PIECE = 1 << 20


class Section(NamedTuple):
    """A piece of a file that was packed by itself: where it starts unpacked and packed, what is wrong with it."""

    start: int
    offset: int
    damage: str | None = None


class Plain(NamedTuple):
    """A file without its packing: its sections, and whether it ends there because there was too much."""

    sections: list[Section]
    full: bool = False


def unpack_records(path: Path, to: Path, limits: Limits) -> Plain:
    """Unpack a WARC file.

    A record that says that it is larger than any document is left where it is, unless it is packed with others.
    """
    sections: list[Section] = []
    with path.open("rb") as packed, to.open("wb") as plain:
        size = path.stat().st_size
        offset = 0
        while offset < size:
            start = plain.tell()
            room = limits.zip_inflated_bytes - start
            after, damage = _unpack_section(packed, plain, offset, room, limits.largest)
            sections.append(Section(start, offset, damage))
            if plain.tell() - start >= room:
                return Plain(sections, full=True)
            offset = _next_section(packed, after or offset + 1, size)
            if after and _holds_something(packed, after, offset):
                sections.append(Section(plain.tell(), after, "it is not packed as the others are"))
    return Plain(sections)


def _unpack_section(
    packed: IO[bytes], plain: IO[bytes], offset: int, room: int, largest: int
) -> tuple[int | None, str | None]:
    """Unpack the section at `offset`; return where it ends, None if that is not known, and what is wrong with it."""
    packed.seek(offset)
    inflater = zlib.decompressobj(31)
    written = 0
    waiting = b""
    while not inflater.eof:
        waiting = waiting or packed.read(HEADER)
        if not waiting:
            return None, "it is cut off"
        try:
            piece = inflater.decompress(waiting, min(_PIECE, room - written + 1))
        except zlib.error as error:
            return None, f"it cannot be unpacked ({error})"
        waiting = inflater.unconsumed_tail
        if not written and (kept := _too_large(packed, piece, offset, largest)):
            plain.write(piece[:kept])
            return None, "it is larger than any document"
        plain.write(piece[: room - written])
        written += len(piece)
        if written > room:
            return None, "there is too much in it"
    return packed.tell() - len(inflater.unused_data), None


def _too_large(packed: IO[bytes], piece: bytes, offset: int, largest: int) -> int:
    """Return the size of the header of a record that is too large and packed by itself, 0 for any other."""
    header = parse_header(piece[:HEADER])
    if header is None or (header.length or 0) <= largest:
        return 0
    here = packed.tell()
    size = packed.seek(0, 2)
    alone = _next_section(packed, offset + 1, size) < size
    packed.seek(here)
    return header.size if alone else 0


def _next_section(packed: IO[bytes], offset: int, size: int) -> int:
    """Return where the next record that is packed starts, from `offset` on; `size` if there is none."""
    while (end := find(packed, _MEMBER, offset, size)) >= 0:
        offset = end - 3
        packed.seek(offset)
        if starts_packed(packed.read(_LOOK)):
            return offset
        offset += 1
    return size


def starts_packed(head: bytes) -> bool:
    """Whether bytes are the start of a WARC record that is packed."""
    try:
        return zlib.decompressobj(31).decompress(head[:_LOOK], len(_START)) == _START
    except zlib.error:
        return False


def _holds_something(packed: IO[bytes], start: int, end: int) -> bool:
    """Whether there are bytes other than zeros, with which some systems fill up a file."""
    packed.seek(start)
    return bool(packed.read(min(_PIECE, end - start)).strip(b"\0\r\n"))
