"""WARC and WACZ files among the inputs: each page that was fetched is a document, damage stays where it is."""

import gzip
import json
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.reading import read_file
from pipeline.reprocessing import Reprocessing, promote, selection_of
from pipeline.workers import Workers
from tests.pipeline import hostile
from tests.pipeline.reading.containers.warcs import (
    CRAWL,
    PAGE,
    SITE,
    Warc,
    crawl,
    had,
    passed,
    refused,
    unpacked,
)
from tests.pipeline.running import records, run
from tests.standin import Standin


def reprocess(out: Path) -> None:
    with (
        Reprocessing(out, selection_of()) as current,
        Workers(current.plan(), out / "log", processes=1) as workers,
    ):
        for pending in workers:
            current.store(pending.result())


@pytest.mark.parametrize(
    "pack",
    [
        pytest.param(lambda: crawl().data, id="record by record"),
        pytest.param(lambda: gzip.compress(crawl(packed=False).data), id="as a whole"),
        pytest.param(lambda: crawl(packed=False).data, id="not packed"),
        # Some programs end lines without a carriage return.
        pytest.param(lambda: crawl(packed=False).data.replace(b"\r\n\r\n\r\n", b"\r\n\r\n\r\n\r\n"), id="empty lines"),
    ],
)  # fmt: skip
def test_pages_are_there_however_they_are_packed(tmp_path: Path, pack: Callable[[], bytes]) -> None:
    made = unpacked(tmp_path, pack())
    assert (made.reading.media_type, made.reading.status) == ("application/warc", "read")
    assert had(made) == CRAWL
    assert [member.retrieved_at for member in made.members] == [
        f"2021-05-{day:02d}T10:00:00Z" for day in (3, 6, 9)
    ]
    assert (refused(made), passed(made), made.reading.problems) == ({}, {}, [])


def test_only_what_was_answered_and_can_be_a_document_is_one(tmp_path: Path) -> None:
    warc = Warc()
    warc.response("/gone", PAGE, status="404 Not Found").response(
        "/moved", b"", status="301 Moved Permanently"
    )
    warc.response("/counted", b"", status="204 No Content")
    warc.response("/part", PAGE, status="206 Partial Content")
    warc.response("/style", b"p {}", media_type="text/css").response(
        "/logo", hostile.picture(), media_type="image/png"
    )
    # What a server says of a document is not believed against its bytes.
    warc.response("/act", hostile.pdf(), media_type="image/jpeg").response(
        "/page", PAGE, media_type="text/css"
    )
    warc.resource("/resource", b"02 Anne Roy", "text/plain").record("conversion", "/page", b"02 Anne Roy")
    made = unpacked(tmp_path, warc.data)
    assert set(had(made)) == {"/part", "/act", "/page", "/resource"}
    assert passed(made) == {
        "/gone": "HTTP status 404",
        "/moved": "HTTP status 301",
        "/counted": "HTTP status 204",
        "/style": "text/css: a page is made of it",
        "/logo": "image/png: a page is made of it",
    }


def chunked(data: bytes, size: int = 7) -> bytes:
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    return b"".join(b"%x;a=b\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def bare_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("transfer", "content", "body"),
    [
        ("chunked", "", chunked(PAGE)),
        ("", "gzip", gzip.compress(PAGE, mtime=0)),
        ("", "deflate", zlib.compress(PAGE)),
        ("", "deflate", bare_deflate(PAGE)),
        ("chunked", "gzip", chunked(gzip.compress(PAGE, mtime=0))),
        ("", "deflate, gzip", gzip.compress(zlib.compress(PAGE), mtime=0)),
        # A crawler stored the body as it undid it, with the header as it was.
        ("chunked", "gzip", PAGE),
        ("", "deflate", PAGE),
        ("", "identity", PAGE),
    ],
)
def test_bodies_are_undone(tmp_path: Path, transfer: str, content: str, body: bytes) -> None:
    fields = (("Transfer-Encoding", transfer), ("Content-Encoding", content))
    warc = Warc().response("/a", body, fields=tuple(field for field in fields if field[1]))
    assert had(unpacked(tmp_path, warc.data)) == {"/a": PAGE}


@pytest.mark.parametrize(
    ("fields", "body", "message"),
    [
        ((("Content-Encoding", "br"),), b"?", "packed with br"),
        ((("Content-Encoding", "gzip"),), gzip.compress(PAGE, mtime=0)[:-9], "cut off"),
        ((("Transfer-Encoding", "chunked"),), chunked(PAGE)[:9], "cut off inside a chunk"),
        ((("Transfer-Encoding", "chunked"),), b"3\r\nabc\r\nxyz\r\n", "chunks cannot be put together"),
        ((("Transfer-Encoding", "chunked"),), b"3\r\nabc\r\n-3\r\n", "chunks cannot be put together"),
    ],
)
def test_bodies_that_cannot_be_undone_are_refused(
    tmp_path: Path, fields: tuple[tuple[str, str], ...], body: bytes, message: str
) -> None:
    made = unpacked(tmp_path, Warc().response("/a", body, fields=fields).response("/b", PAGE).data)
    assert had(made) == {"/b": PAGE}
    assert message in refused(made)["/a"]


def test_captures_of_one_address_are_all_kept(tmp_path: Path) -> None:
    made = unpacked(tmp_path, Warc().response("/a", b"<p>one").response("/a", b"<p>two").data)
    assert [(m.name, m.path.read_bytes(), m.retrieved_at) for m in made.members if m.path] == [
        (f"{SITE}/a", b"<p>one", "2021-05-01T10:00:00Z"),
        (f"{SITE}/a", b"<p>two", "2021-05-02T10:00:00Z"),
    ]


def test_a_revisit_has_the_bytes_of_what_it_repeats(tmp_path: Path) -> None:
    warc = Warc().response("/a", PAGE)
    digest = "sha1:" + payload_digest(PAGE)
    # By digest; by address and time; not at all.
    warc.revisit("/same", digest).revisit("/dated", "sha1:?", f"{SITE}/a").revisit("/lost", "sha1:?")
    made = unpacked(tmp_path, warc.data)
    assert had(made) == {"/a": PAGE, "/same": PAGE, "/dated": PAGE}
    assert made.members[1].retrieved_at == "2021-05-02T10:00:00Z"
    assert passed(made) == {
        "/lost": "unchanged since a capture that is not in this archive, or was passed over there"
    }


def payload_digest(body: bytes) -> str:
    import base64
    import hashlib

    return base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()


def test_a_header_says_the_encoding_where_the_page_does_not(tmp_path: Path) -> None:
    russian = "text/html; charset=koi8-r"
    warc = Warc().response("/stated", "<p>Договор".encode("koi8-r"), media_type=russian)
    warc.response("/itself", '<meta charset="cp1251"><p>Договор'.encode("cp1251"), media_type=russian)
    warc.response("/text", "Договор".encode("koi8-r"), media_type="text/plain;charset='koi8-r'")
    warc.response("/nonsense", "<p>Signé à Laon".encode("cp1252"), media_type="text/html; charset=base64")
    found = {}
    for member in unpacked(tmp_path, warc.data).members:
        assert member.path
        found[member.name.removeprefix(SITE)] = read_file(member.path, charset=member.charset)[0].text.strip()
    assert found == {
        "/stated": "Договор",
        "/itself": "Договор",
        "/text": "Договор",
        "/nonsense": "Signé à Laon",
    }


def test_a_wacz_is_a_zip_of_them(tmp_path: Path) -> None:
    warc = crawl()
    data = hostile.archive(
        {
            "archive/data.warc.gz": warc.data,
            "archive/more.warc.gz": Warc().revisit("/again", "sha1:" + payload_digest(CRAWL["/a"])).data,
            "indexes/index.cdx": b"org,example)/a 20210503 {}",
            "pages/pages.jsonl": b'{"format": "json-pages-1.0"}\n',
            "datapackage.json": b"{}",
        }
    )
    made = unpacked(tmp_path, data)
    inside = f"archive/data.warc.gz!/{SITE}/a"
    files = had(made)
    assert files[inside] == CRAWL["/a"]
    # What is unchanged may be in another of its files.
    assert files[f"archive/more.warc.gz!/{SITE}/again"] == CRAWL["/a"]
    assert set(passed(made)) == {"indexes/index.cdx", "pages/pages.jsonl", "datapackage.json"}


def test_pages_are_documents_of_a_run(folder: Path, tmp_path: Path, standin: Standin) -> None:
    warc = crawl().response("/gone", PAGE, status="404 Not Found").response("/a", CRAWL["/a"])
    warc.response("/text", b"02 Anne Roy", media_type="text/plain")
    (folder / "it.warc.gz").write_bytes(warc.data)
    out = tmp_path / "out"
    result = run(out, folder)
    found = records(out, folder)
    names = {f"it.warc.gz!/{SITE}/{name}" for name in ("a", "b", "c", "text")}
    assert set(found) == {"it.warc.gz", *names}
    # The same bytes twice are one document, had when they were first had.
    source = found[f"it.warc.gz!/{SITE}/a"]["source"]
    assert source["retrieved_at"] == "2021-05-03T10:00:00Z"
    assert [contract.id for contract in result.contracts] == ["cdppe-02-2020"]
    skipped = json.loads((out / "report.json").read_text())["skipped"]
    assert {"uri": f"{folder}/it.warc.gz!/{SITE}/gone", "reason": "HTTP status 404"} in skipped
    before = (out / "documents.jsonl").read_bytes()
    run(out, folder)
    assert (out / "documents.jsonl").read_bytes() == before
    # Another version, which has the bytes from the archive alone, knows as much of them.
    (folder / "it.warc.gz").unlink()
    standin.fingerprint = "newer"
    done = len(standin.extracted)
    reprocess(out)
    promote(out, "newer")
    assert len(standin.extracted) == done + 4
    assert (out / "documents.jsonl").read_bytes() == before
