"""Requests and answers as WARC records, one gzip member each."""

import base64
import hashlib
from datetime import datetime
from io import BytesIO
from typing import NamedTuple

import httpx
from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.scraping.fetching.captures import Capture
from pipeline.scraping.fetching.exchange import Answer, Fields

# Our own field, so that a record tells for which declared source it was asked.
SOURCE = "X-Tripartite-Source"
NOTE = "X-Tripartite-Note"
# Bodies are kept unpacked: their digest is the document's, and no reader has to unpack them again.
_RENAMED = ("content-encoding", "content-length", "transfer-encoding")
_TRUNCATED = {"too_large": "length", "too_slow": "time", "reset": "disconnect", "half_body": "disconnect"}
_UNCHANGED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


class Written(NamedTuple):
    """The bytes of a request's record and that of its answer, and where the second begins in them."""

    data: bytes
    offset: int


def info_record(name: str, software: str, when: datetime) -> bytes:
    """Return the record that opens a file."""
    buffer = BytesIO()
    writer = _writer(buffer)
    record = writer.create_warcinfo_record(name, {"software": software, "format": "WARC File Format 1.1"})
    record.rec_headers.replace_header("WARC-Date", warc_date(when))
    writer.write_record(record)
    return buffer.getvalue()


def pair_of_records(
    request: httpx.Request,
    answer: Answer,
    when: datetime,
    earlier: Capture | None = None,
    marks: dict[str, str] | None = None,
) -> Written:
    """Return the records of a request and its answer.

    Parameters
    ----------
    request : httpx.Request
        As it was sent.
    answer : Answer
        As it came.
    when : datetime
        The time of the answer.
    earlier : Capture, optional
        Where the same bytes are kept already; the record then only points there.
    marks : dict, optional
        Further fields of the answer's record.
    """
    url = str(request.url)
    buffer = BytesIO()
    writer = _writer(buffer)
    line = f"{request.method} {request.url.raw_path.decode('ascii')} HTTP/1.1"
    asked = writer.create_warc_record(
        url,
        "request",
        warc_headers_dict={"WARC-Date": warc_date(when)},
        http_headers=_request_line(line, request.headers.raw),
    )
    answered = _answer_record(writer, url, answer, when, earlier, marks or {})
    asked.rec_headers.add_header("WARC-Concurrent-To", answered.rec_headers.get_header("WARC-Record-ID"))
    # The request first: should the second record be cut off, nobody takes the page for kept.
    writer.write_record(asked)
    offset = buffer.tell()
    writer.write_record(answered)
    return Written(buffer.getvalue(), offset)


def _answer_record(
    writer: WARCWriter,
    url: str,
    answer: Answer,
    when: datetime,
    earlier: Capture | None,
    marks: dict[str, str],
) -> ArcWarcRecord:
    marks = {"WARC-Date": warc_date(when), **marks}
    head = _status_line(answer)
    digest = _digest(answer.body)
    if answer.fault:
        marks["WARC-Truncated"] = _TRUNCATED.get(answer.fault.code, "unspecified")
    elif answer.status == httpx.codes.NOT_MODIFIED:
        marks["WARC-Profile"] = _UNCHANGED
        return writer.create_warc_record(url, "revisit", warc_headers_dict=marks, http_headers=head)
    elif earlier:
        when_earlier = warc_date(earlier.captured_at)
        return writer.create_revisit_record(url, digest, earlier.uri, when_earlier, head, marks)
    marks["WARC-Payload-Digest"] = digest
    body = BytesIO(answer.body)
    return writer.create_warc_record(
        url, "response", body, len(answer.body), warc_headers_dict=marks, http_headers=head
    )


def _writer(buffer: BytesIO) -> WARCWriter:
    return WARCWriter(buffer, gzip=True, warc_version="1.1")


class _AsSent(StatusAndHeaders):  # type: ignore[misc]  # the library has no types
    """A header in the bytes in which it came; the library would have it in ASCII, and some sites do not."""

    def compute_headers_buffer(self, header_filter: object = None) -> None:
        """Make the bytes of the header."""
        self.headers_buff = self.to_bytes(header_filter, "latin-1")


def _request_line(line: str, fields: Fields) -> StatusAndHeaders:
    return _AsSent(line, _text(fields), is_http_request=True)


def _status_line(answer: Answer) -> StatusAndHeaders:
    fields = [
        (f"X-Archive-Orig-{name}" if name.lower() in _RENAMED else name, value)
        for name, value in _text(answer.fields)
    ]
    fields.append(("Content-Length", str(len(answer.body))))
    return _AsSent(f"{answer.status} {answer.reason}", fields, protocol=answer.version)


def _text(fields: Fields) -> list[tuple[str, str]]:
    return [(name.decode("latin-1"), value.decode("latin-1")) for name, value in fields]


def warc_date(when: datetime) -> str:
    """Return a moment in UTC as WARC writes it.

    >>> from datetime import UTC
    >>> warc_date(datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC))
    '2026-03-04T05:06:07.000000Z'
    """
    return f"{when:%Y-%m-%dT%H:%M:%S.%fZ}"


def _digest(body: bytes) -> str:
    return "sha256:" + base64.b32encode(hashlib.sha256(body).digest()).decode("ascii")


def hex_of(digest: str) -> str:
    """Return the hex form of a record's digest.

    >>> hex_of(_digest(b""))[:8]
    'e3b0c442'
    """
    return base64.b32decode(digest.removeprefix("sha256:")).hex()


def parse_record(data: bytes) -> tuple[ArcWarcRecord, bytes]:
    """Return the one record in `data`, and its body."""
    record = next(iter(ArchiveIterator(BytesIO(data))))
    return record, record.content_stream().read()
