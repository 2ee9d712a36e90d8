"""One request and its answer on a connection of its own, within limits."""

import ssl
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpcore
import httpx
from pydantic.networks import IPvAnyNetwork

from pipeline.scraping.fetching.connection import Deadline, Guard, Stream
from pipeline.scraping.fetching.faults import BrokenAnswer, FetchFault
from pipeline.scraping.fetching.inflating import Body
from pipeline.scraping.fetching.public_addresses import Resolver

Fields = Sequence[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What one page may cost.

    Parameters
    ----------
    bytes : int
        Its size, unpacked.
    seconds : float
        The time from the connection to the last byte.
    redirects : int
        How many it may lead through.
    """

    bytes: int = 200_000_000
    seconds: float = 300.0
    redirects: int = 5


@dataclass(slots=True)
class Answer:
    """What came back.

    Parameters
    ----------
    status, reason, version : int, str, str
        The status line.
    fields : sequence of pairs of bytes
        The header as it came.
    body : bytes
        Unpacked; as far as it came.
    fault : FetchFault or None
        Why it is not whole.
    """

    status: int
    reason: str
    version: str
    fields: Fields
    body: bytes = b""
    fault: FetchFault | None = field(default=None)

    @property
    def header(self) -> httpx.Headers:
        """The fields of the header by name."""
        return httpx.Headers(list(self.fields))


def exchange(
    request: httpx.Request,
    *,
    limits: FetchLimits,
    resolver: Resolver,
    allowed: Sequence[IPvAnyNetwork],
    context: ssl.SSLContext,
) -> Answer:
    """Send a request and read its answer.

    Parameters
    ----------
    request : httpx.Request
        Without a body.
    limits : FetchLimits
        What the answer may cost.
    resolver : Resolver
        Finds the addresses of a host.
    allowed : sequence of networks
        Addresses that are not public and may be connected to.
    context : ssl.SSLContext
        How TLS is verified.

    Returns
    -------
    Answer
        With a fault where its body is not whole.

    Raises
    ------
    FetchFault
        If no answer came.
    """
    guard = Guard(resolver, allowed, Deadline(limits.seconds))
    url = str(request.url)
    with (
        httpcore.ConnectionPool(context, max_keepalive_connections=0, network_backend=guard) as pool,
        _told(url),
        pool.stream(request.method, _target(request), headers=request.headers.raw) as response,
    ):
        answer = Answer(
            response.status,
            response.extensions.get("reason_phrase", b"").decode("latin-1"),
            response.extensions["http_version"].decode("ascii"),
            response.headers,
        )
        try:
            _read(response, answer, url, limits)
        except FetchFault as fault:
            answer.fault = fault
        return answer


def _target(request: httpx.Request) -> httpcore.URL:
    url = request.url
    return httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)


def _read(response: httpcore.Response, answer: Answer, url: str, limits: FetchLimits) -> None:
    body = Body(url, answer.header.get("content-encoding", ""), limits.bytes)
    length = answer.header.get("content-length", "")
    if length.isdecimal():
        body.announce(int(length))
    try:
        with _told(url):
            for piece in _pieces(response.stream):
                body.take(piece)
        body.end()
        stream = response.extensions["network_stream"]
        if isinstance(stream, Stream) and length.isdecimal() and stream.has_more(int(length)):
            raise BrokenAnswer("wrong_length", f"{url} goes on after the length that its header states.")
    finally:
        answer.body = bytes(body.data)


def _pieces(stream: object) -> Iterator[bytes]:
    assert isinstance(stream, Iterable)  # and not that of asyncio
    yield from stream


@contextmanager
def _told(url: str) -> Iterator[None]:
    """Say in plain words what happened to a connection."""
    try:
        yield
    except httpcore.TimeoutException as error:
        raise BrokenAnswer(
            "too_slow", f"{url} stayed silent for too long and was given up.", transient=True
        ) from error
    except httpcore.ConnectError as error:
        if isinstance(error.__cause__, ssl.SSLError):
            raise BrokenAnswer(
                "tls",
                f"{url} cannot show that it is who it says ({error}). Nothing is fetched without that; "
                "if its certificate is in order, see whether the machine's authorities are up to date.",
                transient=not isinstance(error.__cause__, ssl.SSLCertVerificationError),
            ) from error
        raise BrokenAnswer("unreachable", f"{url} cannot be reached ({error}).", transient=True) from error
    except httpcore.NetworkError as error:
        raise BrokenAnswer(
            "reset", f"The connection broke while {url} was read ({error}).", transient=True
        ) from error
    except httpcore.RemoteProtocolError as error:
        raise _misspoken(url, str(error)) from error
    except httpcore.LocalProtocolError as error:
        raise BrokenAnswer("bad_url", f"{url} cannot be asked for ({error}).") from error


def _misspoken(url: str, message: str) -> BrokenAnswer:
    # The library has one error for all that is no HTTP, and tells the cases apart in its message only.
    if message.startswith("Server disconnected"):
        return BrokenAnswer(
            "reset", f"{url} was asked for, and the connection closed without an answer.", transient=True
        )
    if message.startswith("peer closed connection"):
        return BrokenAnswer("half_body", f"{url} came only in part ({message}).", transient=True)
    return BrokenAnswer("not_http", f"{url} gave an answer that is not HTTP ({message}).")
