"""A WARC file to its records; where one is damaged, the next one is looked for and the others are had."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from pipeline.reading.containers.warc_headers import Header, Headers, find
from pipeline.reading.containers.warc_packing import Section

_START = b"WARC/"
_NEXT = re.compile(rb"(?=WARC/\d\.\d\r?\n)")
_END = b"\r\n\r\n"
_LOOK = 256
_NO_HEADER = Header("", {}, 0)


class Record(NamedTuple):
    """A record.

    `offset` is where it starts in the file as it is stored; if it is packed with others, where that piece starts and
    how far into it. `start` and `end` are where its content is in the file that `records` was given. `damage` says
    what is wrong, None if nothing is.
    """

    offset: int
    header: Header
    start: int
    end: int
    damage: str | None


def records(file: BinaryIO, sections: list[Section]) -> Iterator[Record]:
    """Yield the records of an unpacked WARC file in their order, damaged ones too.

    Of a record without a header that can be read there is one with an empty header.
    """
    size = file.seek(0, 2)
    headers = Headers(file)
    starts = [section.start for section in sections]
    for section, after in zip(sections, [*starts[1:], size], strict=True):
        if section.damage and section.start == after:
            yield Record(section.offset, _NO_HEADER, after, after, section.damage)
    position = 0
    while position < size:
        index = bisect_right(starts, position) - 1
        limit = starts[index + 1] if index + 1 < len(starts) else size
        position, blank = _after_blank(file, position, limit), position
        if position > blank:
            continue
        record = _record(file, headers.at(position, limit), position, limit, sections[index])
        yield record
        position = record.end if record.damage is None else _resume(file, record, limit)


def _record(file: BinaryIO, header: Header | None, position: int, limit: int, section: Section) -> Record:
    offset = section.offset + position - section.start
    if header is None or header.length is None:
        damage = section.damage or "its header cannot be read"
        return Record(offset, header or _NO_HEADER, position + 1, position + 1, damage)
    start = position + header.size
    end = start + header.length
    if end > limit:
        damage = section.damage or "it is cut off, or its length is wrong"
        return Record(offset, header, start, limit, damage)
    file.seek(end)
    after = file.read(min(len(_END) + len(_START), limit - end))
    if section.damage and end + len(_END) >= limit:
        return Record(offset, header, start, end, section.damage)
    # At the end of a file the empty lines may be missing.
    ends_here = _END.startswith(after[: len(_END)]) or after.endswith(_START)
    return Record(offset, header, start, end, None if ends_here else "its length is wrong")


def _resume(file: BinaryIO, record: Record, limit: int) -> int:
    """Return where to go on after a damaged record: at what looks like the next one, or the next section."""
    found = find(file, _NEXT, record.start, limit)
    return found if found >= 0 else limit


def _after_blank(file: BinaryIO, position: int, limit: int) -> int:
    """Return where the empty lines end that begin at `position`."""
    while position < limit:
        file.seek(position)
        piece = file.read(min(_LOOK, limit - position))
        kept = piece.lstrip(b"\r\n")
        position += len(piece) - len(kept)
        if kept:
            break
    return position
