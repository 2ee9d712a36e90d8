"""The headers in a WARC file: those of records and, in the same form, of HTTP."""

import re
from collections.abc import Mapping
from typing import IO, NamedTuple

# Bytes that a header has at most.
HEADER = 65_536
_VERSION = re.compile(r"WARC/\d\.\d\s*", re.ASCII)
_EMPTY_LINE = re.compile(rb"\n\r?\n")
# Bytes of a first look and of a piece of a file; no mark that is looked for is longer than the last.
_LOOK = 2_048
_PIECE = 1 << 20
_LONGEST_MARK = 16


class Header(NamedTuple):
    """A header: first line, fields by lower-case name, its size with the empty line."""

    line: str
    fields: Mapping[str, str]
    size: int

    @property
    def length(self) -> int | None:
        """What it says of the size of the content, None if that is no number."""
        value = self.fields.get("content-length", "")
        return int(value) if value.isascii() and value.isdecimal() and len(value) < 20 else None


def parse_header(head: bytes) -> Header | None:
    r"""Read a header from its first bytes, None if it does not end in them.

    >>> parse_header(b"WARC/1.1\r\nContent-Length: 2\r\n\r\nab")
    Header(line='WARC/1.1', fields={'content-length': '2'}, size=31)
    """
    end = _EMPTY_LINE.search(head)
    if end is None:
        return None
    line, *rest = head[: end.end()].decode("utf-8", "replace").split("\n")
    fields: dict[str, str] = {}
    name = ""
    for field in rest:
        if field[:1] in (" ", "\t"):  # the line before goes on
            if name:
                fields[name] += " " + field.strip()
            continue
        before, colon, value = field.partition(":")
        name = before.strip().lower() if colon else ""
        if name:
            fields[name] = value.strip()
    return Header(line.strip(), fields, end.end())


def find(file: IO[bytes], mark: re.Pattern[bytes], start: int, limit: int) -> int:
    """Return where what `mark` matches first ends, in a file between `start` and `limit`, -1 if it is not there."""
    size = _LOOK
    while start < limit:
        file.seek(start)
        piece = file.read(min(size, limit - start))
        if found := mark.search(piece):
            return start + found.end()
        if not piece or start + len(piece) >= limit:
            return -1
        start += max(1, len(piece) - _LONGEST_MARK)
        size = min(2 * size, _PIECE)
    return -1


class Headers:
    """Finds the headers of the records in a file, asked for from its start to its end.

    What was searched for the end of a header is not searched again: a file can be made so that many look like one.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._end = 0
        self._searched = 0

    def at(self, position: int, limit: int) -> Header | None:
        """Return the header of the record at `position`, None if it has none that ends before `limit`."""
        if self._end <= position:
            within = min(position + HEADER, limit)
            start = max(position, self._searched)
            self._end = find(self._file, _EMPTY_LINE, start, within)
            self._searched = max(start, within - _LONGEST_MARK)
        if not position < self._end <= position + HEADER:
            return None
        self._file.seek(position)
        header = parse_header(self._file.read(self._end - position))
        return header if header and _VERSION.fullmatch(header.line) else None
