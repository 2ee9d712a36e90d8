"""What is noted of each answer, and who notes it."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple, Protocol


class Capture(NamedTuple):
    """One answer of a site, and where it is kept.

    `document` is the SHA-256 of its bytes in hex where it is a page or a file that was asked for, None for errors,
    redirects, robots.txt and what came only in part. `size` is in bytes.
    """

    uri: str
    captured_at: datetime
    source: str | None
    http_status: int
    media_type: str | None
    document: str | None
    size: int
    warc: str
    warc_offset: int
    note: str | None = None


class CaptureLog(Protocol):
    """Notes captures for good: the catalogue, or a list in a test."""

    def keep(self, capture: Capture) -> None:
        """Note a capture, once."""
        ...

    def earlier(self, document: str) -> Capture | None:
        """Return a capture whose record in a WARC file holds the same document."""
        ...

    def recorded(self, warc: str) -> Collection[int]:
        """Return the offsets of the records of a WARC file that are noted."""
        ...
