"""The media type comes from the bytes."""

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
