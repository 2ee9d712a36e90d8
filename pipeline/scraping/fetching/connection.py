"""Connections that go only where they may, and last no longer than they may."""

import ssl
import time
from collections.abc import Iterable, Sequence
from typing import Any

import httpcore
from pydantic.networks import IPvAnyNetwork

from pipeline.scraping.fetching.faults import BrokenAnswer
from pipeline.scraping.fetching.public_addresses import Resolver, permitted

# Without a byte for so long, an address or an answer is given up.
SILENCE_SECONDS = 30.0
# How long the other side may take to close a connection when all is said.
_CLOSING_SECONDS = 0.5
_HEAD_END = b"\r\n\r\n"
_INTERIM = (b"HTTP/1.1 1", b"HTTP/1.0 1")


class Deadline:
    """The moment by which an answer must be whole.

    Parameters
    ----------
    seconds : float
        From now.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self, host: str) -> float:
        """Return the seconds that a single step may still take.

        Raises
        ------
        BrokenAnswer
            If there are none.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise BrokenAnswer(
                "too_slow", f"{host} had not answered in full after {self.seconds:g} s, so it was cut off."
            )
        return min(left, SILENCE_SECONDS)


class Stream(httpcore.NetworkStream):
    """A connection with a deadline that knows when more comes than was stated.

    Parameters
    ----------
    inner : httpcore.NetworkStream
        The connection itself.
    host : str
        Who is at its other end, for messages.
    deadline : Deadline
        When it ends.
    """

    def __init__(self, inner: httpcore.NetworkStream, host: str, deadline: Deadline) -> None:
        self._inner = inner
        self._host = host
        self._deadline = deadline
        self._received = 0
        self._head = bytearray()

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        """Read what has come."""
        try:
            data = self._inner.read(max_bytes, self._deadline.left(self._host))
        except httpcore.ReadTimeout:
            self._deadline.left(self._host)  # of the two bounds on waiting, say which it was
            raise
        self._received += len(data)
        if _HEAD_END not in self._head:
            self._head += data
        return data

    def has_more(self, length: int) -> bool:
        """Whether bytes come after a body of `length`, at the end of which the other side is to close."""
        if self._head.startswith(_INTERIM):
            return False  # several heads: where the body begins is not known here
        head = self._head.find(_HEAD_END)
        if head >= 0 and self._received > head + len(_HEAD_END) + length:
            return True
        try:
            return bool(self._inner.read(1, min(_CLOSING_SECONDS, self._deadline.left(self._host))))
        except (httpcore.NetworkError, httpcore.TimeoutException):
            return False

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        """Send."""
        self._inner.write(buffer, self._deadline.left(self._host))

    def close(self) -> None:
        """Close the connection."""
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> "Stream":
        """Go on under TLS."""
        inner = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left(self._host))
        return Stream(inner, self._host, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """Return what is known of the socket."""
        return self._inner.get_extra_info(info)


class Guard(httpcore.NetworkBackend):
    """Resolves a name once, checks the addresses, and connects to one of those.

    Parameters
    ----------
    resolver : Resolver
        Finds the addresses of a host.
    allowed : sequence of networks
        Addresses that are not public and may be connected to.
    deadline : Deadline
        For all that happens on the connection.
    """

    def __init__(self, resolver: Resolver, allowed: Sequence[IPvAnyNetwork], deadline: Deadline) -> None:
        self._resolver = resolver
        self._allowed = allowed
        self._deadline = deadline
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of `host` that answers."""
        addresses = permitted(host, port, self._resolver, self._allowed)
        for address in addresses:
            try:
                left = self._deadline.left(host)
                inner = self._backend.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if address == addresses[-1]:
                    raise
            else:
                return Stream(inner, host, self._deadline)
        raise BrokenAnswer("no_such_host", f"{host} has no address. Is the name right?")
