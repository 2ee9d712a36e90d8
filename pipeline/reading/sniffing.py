"""What bytes are, from the bytes: names and declared types are wrong too often."""

import json
import re
from itertools import islice

from pipeline.reading.containers.warc_packing import starts_packed
from pipeline.reading.encoding import unicode_of

EMPTY = "application/x-empty"
UNKNOWN = "application/octet-stream"
_HEAD = 65_536
# How many control characters in a thousand a text may hold; random bytes hold a hundred.
_CONTROLS_PER_THOUSAND = 20

# Junk may stand before a PDF; a text that only speaks of one holds no objects.
_PDF_START = re.compile(rb"%PDF-\d\.\d")
_PDF_OBJECT = re.compile(rb"\b\d+ \d+ obj\b")

_SIGNATURES = (
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"WARC/", "application/warc"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"{\\rtf", "application/rtf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"7z\xbc\xaf'\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"(\xb5/\xfd", "application/zstd"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
)
_BEGINNINGS = tuple(signature for signature, _ in _SIGNATURES)
# The part of a zip archive's first name that tells an office document from an archive.
_ZIPPED = (
    (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text"),
    (
        b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
        "application/vnd.oasis.opendocument.spreadsheet",
    ),
    (b"mimetypeapplication/epub+zip", "application/epub+zip"),
)
# Plain names for messages; the type itself where there is none.
NAMES = {
    "application/zip": "a ZIP archive",
    "application/gzip": "a gzip archive",
    "application/warc": "a WARC archive",
    "application/x-ole-storage": "an old Office document (.doc, .xls)",
    "application/rtf": "an RTF document",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "a Word document (.docx)",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "an Excel workbook (.xlsx)",
    "application/vnd.oasis.opendocument.text": "an OpenDocument text (.odt)",
    "text/xml": "XML",
    "application/json": "JSON, data and no document",
    UNKNOWN: "binary data of unknown kind",
}

_TAGS = (
    "!doctype html|html|head|body|title|meta|link|script|style|base|div|p|h[1-6]|table|ul|ol|dl|article"
    "|section|main|header|nav|span|a|b|i|strong|em|br|hr|img|form|iframe|font|center|blockquote|figure"
)
_HTML_START = re.compile(rf"<(?:{_TAGS})(?=[\s>/])", re.IGNORECASE)
_HTML_CLOSE = re.compile(
    r"</(?:p|div|li|ul|ol|a|span|strong|em|b|h[1-6]|td|tr|table|body|html)>", re.IGNORECASE
)
_MIN_CLOSING_TAGS = 3
_JSON = json.JSONDecoder()
# A number or a name that is cut off is no error further from the end than this.
_LONGEST_WORD = 30
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c\x1b")) + b"\x7f"


def sniff(data: bytes) -> str:
    """Return the media type of `data`; its first 64 kB decide.

    >>> (
    ...     sniff(b"%PDF-1.7 ..."),
    ...     sniff("<p>Signé".encode()),
    ...     sniff("Signé".encode("utf-16")),
    ...     sniff(bytes(range(32))),
    ... )
    ('application/pdf', 'text/html', 'text/plain', 'application/octet-stream')
    """
    head = data[:_HEAD]
    if not head:
        return EMPTY
    for signature, media_type in _SIGNATURES if head.startswith(_BEGINNINGS) else ():
        if head.startswith(signature):
            return _LOOKED_INTO[media_type](head) if media_type in _LOOKED_INTO else media_type
    if head.lstrip().startswith(b"%PDF-") or (_PDF_START.search(head, 0, 1024) and _PDF_OBJECT.search(head)):
        return "application/pdf"
    if encoding := unicode_of(head):
        head = head.decode(encoding, "replace").encode("latin-1", "replace")
    if len(head) - len(head.translate(None, _CONTROLS)) > len(head) * _CONTROLS_PER_THOUSAND / 1000:
        return UNKNOWN
    text = head.decode("latin-1")
    return "application/json" if _is_json(text, whole=len(data) <= _HEAD) else _markup(text)


def _zipped(head: bytes) -> str:
    return next((media_type for name, media_type in _ZIPPED if name in head[:4096]), "application/zip")


def _gzipped(head: bytes) -> str:
    """A WARC is packed record by record: where the first is damaged another one shows what it is."""
    start = 0
    while start >= 0:
        if starts_packed(head[start : start + 2_048]):
            return "application/warc"
        start = head.find(b"\x1f\x8b\x08", start + 1)
    return "application/gzip"


# What tells by more than how it begins.
_LOOKED_INTO = {"application/zip": _zipped, "application/gzip": _gzipped}


def _is_json(head: str, *, whole: bool) -> bool:
    """Whether a text is JSON, or a list of it line by line; of one that is not whole, whether it is so far.

    >>> _is_json('{"a": [1]}', whole=True), _is_json("[1] Voir la note.", whole=True)
    (True, False)
    """
    head = head.lstrip("\xef\xbb\xbf \t\r\n?")
    if not head.startswith(("{", "[")):
        return False
    try:
        value, end = _JSON.raw_decode(head)
    except json.JSONDecodeError as error:
        # What is cut off ends in the middle of a value: between two, or inside a string.
        at_end = error.pos >= len(head) - _LONGEST_WORD or error.msg.startswith("Unterminated string")
        return not whole and at_end
    except RecursionError:
        return True
    if isinstance(value, list) and len(value) == 1 and not isinstance(value[0], dict | list):
        return False  # a lone word between brackets: of a text, a note or a gap
    return head[end:].lstrip()[:1] in ("", "{", "[")


def _markup(head: str) -> str:
    """HTML opens with one of its tags, after comments, or holds a few closing ones."""
    head = head.lstrip()
    is_xml = head.startswith("<?xml")
    if is_xml:
        head = head.partition("?>")[2].lstrip()
    while head.startswith("<!--"):
        head = head.partition("-->")[2].lstrip()
    if _HTML_START.match(head):
        return "text/html"
    if is_xml:
        return "text/xml"
    closing = sum(1 for _ in islice(_HTML_CLOSE.finditer(head), _MIN_CLOSING_TAGS))
    return "text/html" if closing == _MIN_CLOSING_TAGS else "text/plain"
