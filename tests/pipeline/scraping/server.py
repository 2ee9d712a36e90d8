"""An HTTP server on loopback that does what sites do, faults included, and remembers who asked for what.

    with SiteServer() as server:
        server.add("www.creuse.fr", "/actes", page("<h1>Actes</h1>"))
        ...  # ask for server.url("www.creuse.fr", "/actes"), with resolver=server.resolve
        assert server.asked == ["www.creuse.fr/actes"]

An answer is bytes, or a generator of bytes that may pause, or raise `Reset` to break the connection. Several answers
for one address are given one after the other, the last one again and again. What there is no answer for is 404.
"""

import socket
import socketserver
import ssl
import struct
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

LOOPBACK = "127.0.0.1"


class Reset(Exception):  # noqa: N818
    """Break the connection here."""


class Asked(NamedTuple):
    """A request: host without port, path with query, header fields by lower-case name."""

    host: str
    path: str
    fields: dict[str, str]


Answer = bytes | Callable[[Asked], bytes | Iterable[bytes]]


def page(body: str | bytes = b"", status: str = "200 OK", **fields: str) -> bytes:
    """Return a whole answer; `content_type="..."` and the like become fields of the header."""
    data = body.encode() if isinstance(body, str) else body
    written = {"content-type": "text/html; charset=utf-8", "content-length": str(len(data))}
    written |= {name.replace("_", "-"): value for name, value in fields.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in written.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + data


def redirect(location: str, status: str = "302 Found") -> bytes:
    """Return an answer that leads elsewhere."""
    return page(b"", status, location=location)


def versioned(body: str, **fields: str) -> Callable[[Asked], bytes]:
    """Return a page that answers 304 to those who have it; `fields` hold an etag or last_modified."""

    def answer(asked: Asked) -> bytes:
        has = asked.fields.get("if-none-match") or asked.fields.get("if-modified-since")
        if has and has in fields.values():
            return b"HTTP/1.1 304 Not Modified\r\n\r\n"
        return page(body, **fields)

    return answer


class _Handler(socketserver.BaseRequestHandler):
    server: "_Listener"

    def handle(self) -> None:
        try:
            asked = _read(self.request)
            for piece in self.server.site.answer(asked):
                self.request.sendall(piece)
        except Reset:
            linger = struct.pack("ii", 1, 0)  # close with RST, not FIN
            self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self.request.close()
        except OSError:
            pass  # the other side has had enough


def _read(connection: socket.socket) -> Asked:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(4096)
        if not piece:
            raise OSError("nothing was asked")
        data += piece
    first, *lines = data.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
    fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return Asked(fields["host"].rpartition(":")[0] or fields["host"], first.split()[1], fields)


class _Listener(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    site: "SiteServer"
    context: ssl.SSLContext | None = None

    def get_request(self) -> tuple[socket.socket, object]:
        connection, address = super().get_request()
        if self.context:
            connection = self.context.wrap_socket(connection, server_side=True)
        return connection, address

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # handshakes that fail are what some tests are about


class SiteServer:
    """Sites by host and path.

    `events` is a list that may be shared with a clock, so that requests and pauses stand in it in their order.
    """

    def __init__(self, events: list[object] | None = None, context: ssl.SSLContext | None = None) -> None:
        self.events: list[object] = [] if events is None else events
        self.requests: list[Asked] = []
        self._answers: dict[tuple[str, str], list[Answer]] = {}
        self._every: Callable[[Asked], bytes | None] = lambda asked: None
        self._listener = _Listener((LOOPBACK, 0), _Handler)
        self._listener.site = self
        self._listener.context = context
        self._scheme = "https" if context else "http"
        self.port = self._listener.server_address[1]
        self._thread = threading.Thread(target=self._listener.serve_forever, args=(0.01,), daemon=True)

    def add(self, host: str, path: str, *answers: Answer) -> str:
        """Answer for an address; return its URL."""
        self._answers[host, path] = list(answers)
        return self.url(host, path)

    def before_all(self, answer: Callable[[Asked], bytes | None]) -> None:
        """Let `answer` answer in place of all sites, where it does: a ban."""
        self._every = answer

    def url(self, host: str, path: str) -> str:
        return f"{self._scheme}://{host}:{self.port}{path}"

    @property
    def asked(self) -> list[str]:
        """Hosts and paths in the order in which they were asked for, robots.txt left out."""
        return [f"{a.host}{a.path}" for a in self.requests if a.path != "/robots.txt"]

    def resolve(self, host: str, port: int) -> list[str]:
        """Every name leads here."""
        return [LOOPBACK]

    def answer(self, asked: Asked) -> Iterator[bytes]:
        self.requests.append(asked)
        self.events.append(f"{asked.host}{asked.path}")
        if (special := self._every(asked)) is not None:
            yield special
            return
        answers = self._answers.get((asked.host, asked.path), [page("<h1>404</h1>", "404 Not Found")])
        chosen = answers.pop(0) if len(answers) > 1 else answers[0]
        made = chosen(asked) if callable(chosen) else chosen
        yield from [made] if isinstance(made, bytes) else made

    def __enter__(self) -> "SiteServer":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.shutdown()
        self._listener.server_close()
        self._thread.join()
