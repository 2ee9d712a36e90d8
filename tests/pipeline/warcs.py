"""WARC files as a crawler writes them."""

from io import BytesIO
from itertools import count

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

SITE = "https://www.example.org"
HTML = "text/html; charset=utf-8"


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
