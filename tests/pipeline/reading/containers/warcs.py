"""WARC files as a crawler writes them, and what is had of them."""

from io import BytesIO
from itertools import count
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.reading import Limits, unpack_file
from pipeline.reading.containers.archives import Unpacked

SITE = "https://www.example.org"
HTML = "text/html; charset=utf-8"
PAGE = b"<p>02 Anne Roy</p>"


class Warc:
    """Writes records and remembers where each starts."""

    def __init__(self, *, gzip: bool = True) -> None:
        self._out = BytesIO()
        self._writer = WARCWriter(self._out, gzip=gzip)
        self._days = count(1)
        self.offsets: list[int] = []

    @property
    def data(self) -> bytes:
        return self._out.getvalue()

    def response(
        self,
        path: str,
        body: bytes,
        *,
        status: str = "200 OK",
        media_type: str = HTML,
        fields: tuple[tuple[str, str], ...] = (),
        more: dict[str, str] | None = None,
    ) -> "Warc":
        http = StatusAndHeaders(status, [("Content-Type", media_type), *fields], protocol="HTTP/1.1")
        return self._add("response", path, body, http, more)

    def resource(self, path: str, body: bytes, media_type: str) -> "Warc":
        return self._add("resource", path, body, None, {"Content-Type": media_type})

    def record(
        self, kind: str, path: str, body: bytes = b"a: b", more: dict[str, str] | None = None
    ) -> "Warc":
        return self._add(kind, path, body, None, more)

    def revisit(self, path: str, digest: str, uri: str = f"{SITE}/elsewhere") -> "Warc":
        self.offsets.append(self._out.tell())
        date = f"2021-05-{next(self._days):02d}T10:00:00Z"
        http = StatusAndHeaders("200 OK", [("Content-Type", HTML)], protocol="HTTP/1.1")
        self._writer.write_record(
            self._writer.create_revisit_record(
                SITE + path,
                digest,
                uri,
                "2021-05-01T10:00:00Z",
                http_headers=http,
                warc_headers_dict={"WARC-Date": date},
            )
        )
        return self

    def _add(
        self, kind: str, path: str, body: bytes, http: StatusAndHeaders | None, more: dict[str, str] | None
    ) -> "Warc":
        self.offsets.append(self._out.tell())
        fields = {"WARC-Date": f"2021-05-{next(self._days):02d}T10:00:00Z"} | (more or {})
        record = self._writer.create_warc_record(
            SITE + path, kind, payload=BytesIO(body), http_headers=http, warc_headers_dict=fields
        )
        self._writer.write_record(record)
        return self


def unpacked(folder: Path, data: bytes, limits: Limits | None = None) -> Unpacked:
    path = folder / "it.warc.gz"
    path.write_bytes(data)
    (folder / "members").mkdir()
    return unpack_file(path, folder / "members", limits=limits or Limits(read_seconds=30))


def had(made: Unpacked) -> dict[str, bytes]:
    """The documents by the path of their address."""
    return {m.name.removeprefix(SITE): m.path.read_bytes() for m in made.members if m.path}


def refused(made: Unpacked) -> dict[str, str]:
    return {
        m.name.removeprefix(SITE): m.reading.problems[0].message
        for m in made.members
        if m.reading and not m.path
    }


def passed(made: Unpacked) -> dict[str, str]:
    return {name.removeprefix(SITE): reason for name, reason in made.skipped}


def crawl(*, packed: bool = True) -> Warc:
    """Three pages with what lies between them."""
    warc = Warc(gzip=packed)
    warc.record("warcinfo", "", b"software: a crawler\r\n")
    for name in "abc":
        warc.record("request", f"/{name}", b"GET / HTTP/1.1\r\n\r\n").response(
            f"/{name}", PAGE + name.encode()
        )
        warc.record("metadata", f"/{name}", b"fetchTimeMs: 3\r\n")
    return warc


CRAWL = {f"/{name}": PAGE + name.encode() for name in "abc"}
