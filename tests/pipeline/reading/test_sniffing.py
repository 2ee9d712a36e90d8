"""The media type comes from the bytes."""

import gzip

import pytest

from pipeline.reading.sniffing import sniff


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "application/x-empty"),
        (b"%PDF-1.4\n%", "application/pdf"),
        # Junk before the signature is common.
        (b"\r\n\r\n%PDF-1.7", "application/pdf"),
        ("Le préfet a signé.".encode(), "text/plain"),
        ("Le préfet a signé.".encode("cp1252"), "text/plain"),
        ("Le préfet a signé.".encode("utf-16"), "text/plain"),
        ("Le préfet a signé.".encode("utf-16-le"), "text/plain"),
        (b"   \n", "text/plain"),
        # A sign of comparison is no tag.
        (b"<10 enfants par groupe", "text/plain"),
        (b"<!DOCTYPE html><html>", "text/html"),
        (b"\xef\xbb\xbf\n<HTML>", "text/html"),
        (b"<!-- commentaire --> <!-- autre --><div class=a>", "text/html"),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x"><html>', "text/html"),
        ("<html>".encode("utf-16"), "text/html"),
        ("<p>Signé à Laon".encode(), "text/html"),
        # A part of a page that begins with text.
        ("Signé</p><p>à <b>Laon</b></p>".encode(), "text/html"),
        (b'<?xml version="1.0"?><rss></rss>', "text/xml"),
        (b' {"a": 1, "b": [true]}\n', "application/json"),
        (b'[{"a": 1}, {"a": 2}]', "application/json"),
        ('{"a": "signé"}'.encode("utf-8-sig"), "application/json"),
        (b'[{"a": 1}]', "application/json"),
        # One value a line.
        (b'{"a": 1}\n{"a": 2}\n', "application/json"),
        # More than is looked at, cut inside a string, a number, between two lines.
        (b'{"a": "' + b"x" * 100_000 + b'"}', "application/json"),
        (b"[" + b"1234567890, " * 10_000 + b"1]", "application/json"),
        (b'{"a": 1}\n' * 10_000, "application/json"),
        (b"[" * 100_000, "application/json"),
        # Brackets of a text.
        (b"[1] Voir la note.", "text/plain"),
        ("[Communiqué]\nLe préfet a signé.".encode(), "text/plain"),
        (b"[2021]", "text/plain"),
        (b"[1] [2] Voir les notes.", "text/plain"),
        ("{à compléter}".encode(), "text/plain"),
        (b"[Note] " + b"Le texte. " * 10_000, "text/plain"),
        # A WARC whose first record is damaged is one all the same.
        (
            gzip.compress(b"WARC/1.0\r\n", mtime=0)[:-6]
            + b"damage"
            + gzip.compress(b"WARC/1.0\r\n", mtime=0),
            "application/warc",
        ),
        (gzip.compress(b"text", mtime=0), "application/gzip"),
        (b"PK\x03\x04\x14\x00" + bytes(50), "application/zip"),
        (
            b"PK\x03\x04\x14\x00word/document.xml",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        # Files that are stored uncompressed show what they are, but the archive comes first.
        (b"PK\x03\x04\x14\x00acte.pdf%PDF-1.7\n1 0 obj\n", "application/zip"),
        # A text that speaks of PDF is none; junk before a PDF is passed over.
        ("Le fichier commence par %PDF-1.7, dit la préfète.".encode(), "text/plain"),
        (b"<p>Un fichier %PDF-1.4</p>", "text/html"),
        (b"\r\n\r\nHTTP/1.1 200 OK\r\n\r\n%PDF-1.4\n1 0 obj\n<<>>\nendobj\n", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "image/png"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(20), "application/x-ole-storage"),
        (bytes(range(256)) * 4, "application/octet-stream"),
    ],
)
def test_sniff(data: bytes, expected: str) -> None:
    assert sniff(data) == expected


def test_many_comments_before_the_first_tag_are_passed() -> None:
    assert sniff(b"<!--a-->" * 4000 + b"<html>") == "text/html"
