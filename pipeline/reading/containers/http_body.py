"""What an HTTP response carried: its chunks put together, its compression undone."""

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from pipeline.errors import RejectedInput

_PIECE = 1 << 16
_LINE = 1_000
_CHUNK = re.compile(rb"([0-9a-fA-F]{1,16})[ \t]*(?:;[^\n]*)?\r?\n")


class Content(Protocol):
    """What can be read from like a file."""

    def read(self, size: int, /) -> bytes:
        """Return so many bytes, fewer at the end."""

    def readline(self, size: int, /) -> bytes:
        """Return a line, but no more bytes than `size`."""


def body(content: Content, fields: Mapping[str, str]) -> Iterator[bytes]:
    """Yield the body of a response piece by piece.

    What is stated and not so is passed over: crawlers store bodies as they undid them, with the header as it was.

    Parameters
    ----------
    content : file
        What comes after the header.
    fields : mapping
        The fields of the header, by lower-case name.

    Raises
    ------
    RejectedInput
        If it cannot be undone.
    """
    chunked = "chunked" in fields.get("transfer-encoding", "").lower()
    pieces = _dechunked(content) if chunked else _pieces(content)
    for encoding in reversed(fields.get("content-encoding", "").lower().replace(" ", "").split(",")):
        if encoding in ("gzip", "x-gzip", "deflate"):
            pieces = _inflated(pieces, bare=encoding == "deflate")
        elif encoding not in ("", "identity", "none"):
            raise RejectedInput(
                "unsupported_encoding", f"It is packed with {encoding[:40]}, which is not read."
            )
    return pieces


def _pieces(content: Content) -> Iterator[bytes]:
    while piece := content.read(_PIECE):
        yield piece


def _dechunked(content: Content) -> Iterator[bytes]:
    first = True
    while True:
        line = content.readline(_LINE)
        size = _chunk_size(line)
        if size is None:
            if not first:
                raise RejectedInput("damaged", "Its chunks cannot be put together; fetch it again.")
            yield line
            yield from _pieces(content)
            return
        if not size:
            return
        first = False
        while size:
            piece = content.read(min(size, _PIECE))
            if not piece:
                raise RejectedInput("damaged", "It is cut off inside a chunk; fetch it again.")
            size -= len(piece)
            yield piece
        content.readline(2)


def _chunk_size(line: bytes) -> int | None:
    found = _CHUNK.match(line)
    return int(found[1], 16) if found else None


def _inflated(pieces: Iterable[bytes], *, bare: bool) -> Iterator[bytes]:
    """Undo gzip or deflate; by the name of the latter goes what has a header of zlib, and what is `bare`."""
    inflater = None
    plain = False
    for piece in pieces:
        if inflater is None and not plain:
            inflater = _inflater(piece, bare=bare)
            plain = inflater is None
        if inflater is None:
            yield piece
            continue
        waiting = piece
        while waiting and not inflater.eof:
            try:
                made = inflater.decompress(waiting, _PIECE)
            except zlib.error as error:
                raise RejectedInput("damaged", f"It cannot be unpacked ({error}); fetch it again.") from error
            if made:
                yield made
            waiting = inflater.unconsumed_tail
    while inflater and not inflater.eof:
        rest = inflater.decompress(b"", _PIECE)
        if not rest:
            raise RejectedInput("damaged", "It is cut off; fetch it again.")
        yield rest


def _inflater(head: bytes, *, bare: bool) -> "zlib._Decompress | None":
    """Return what unpacks bytes that begin so, None if nothing does."""
    # Gzip and zlib show at once what they are; other bytes can be taken for bare ones for a while.
    for form, enough in ((47, 1), (-15, _PIECE))[: 1 + bare]:
        try:
            zlib.decompressobj(form).decompress(head, enough)
        except zlib.error:
            continue
        return zlib.decompressobj(form)
    return None
