"""Bodies as they come, unpacked and counted on the way: neither their size nor what they unpack to is believed."""

import zlib

from pipeline.scraping.fetching.faults import BrokenAnswer

_GZIP = 31  # what zlib calls a stream with the header of gzip
_PLAIN = ("", "identity")
_ZIPPED = ("gzip", "x-gzip")


class Body:
    """A body that grows piece by piece.

    Parameters
    ----------
    url : str
        Where it comes from, for messages.
    encoding : str
        How it is packed: Content-Encoding.
    limit : int
        How many bytes it may have, unpacked.

    Raises
    ------
    BrokenAnswer
        If it is packed with what was not asked for.

    Examples
    --------
    >>> import gzip
    >>> body = Body("https://www.creuse.fr/", "gzip", 1_000)
    >>> body.take(gzip.compress(b"a" * 800))
    >>> body.end()
    >>> len(body.data)
    800
    >>> body.take(gzip.compress(b"a" * 800))
    Traceback (most recent call last):
    pipeline.scraping.fetching.faults.BrokenAnswer: https://www.creuse.fr/ unpacks to more than 1,000 bytes, ...
    """

    def __init__(self, url: str, encoding: str, limit: int) -> None:
        encoding = encoding.strip().lower()
        if encoding not in (*_PLAIN, *_ZIPPED):
            raise BrokenAnswer(
                "unknown_encoding", f"{url} came packed with {encoding}, which was not asked for."
            )
        self.data = bytearray()
        self._url = url
        self._limit = limit
        self._packed = encoding in _ZIPPED
        self._unpacker = zlib.decompressobj(_GZIP)
        self._begun = False

    def announce(self, length: int) -> None:
        """Say how much is to come, packed.

        Raises
        ------
        BrokenAnswer
            If that is too much already.
        """
        if length > self._limit:
            raise self._too_large("has")

    def take(self, piece: bytes) -> None:
        """Add what has come.

        Raises
        ------
        BrokenAnswer
            If it is too much, or cannot be unpacked.
        """
        if not self._packed:
            self._add(piece)
            return
        try:
            while piece:
                if self._unpacker.eof:  # some servers pack a page in several streams, one after the other
                    self._unpacker = zlib.decompressobj(_GZIP)
                self._begun = True
                self._add(self._unpacker.decompress(piece, self._limit - len(self.data) + 1))
                piece = self._unpacker.unused_data
        except zlib.error as error:
            raise BrokenAnswer(
                "bad_encoding", f"{self._url} says that it is packed with gzip and is not ({error})."
            ) from error

    def end(self) -> None:
        """Say that there is no more.

        Raises
        ------
        BrokenAnswer
            If there should be.
        """
        if self._begun and not self._unpacker.eof:
            raise BrokenAnswer(
                "half_body", f"{self._url} ends in the middle of what is packed in it.", transient=True
            )

    def _add(self, piece: bytes) -> None:
        room = self._limit - len(self.data)
        self.data += piece[:room]
        if len(piece) > room:
            raise self._too_large("unpacks to" if self._packed else "has")

    def _too_large(self, what: str) -> BrokenAnswer:
        return BrokenAnswer(
            "too_large",
            f"{self._url} {what} more than {self._limit:,} bytes, so it was cut off. "
            "If it is worth having, raise the limit.",
        )
