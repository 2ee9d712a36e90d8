"""WARC and WACZ files among the inputs: each page that was fetched is a document, damage stays where it is."""

import gzip
import json
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.inputs import find_inputs
from pipeline.reading import Limits, read_file, unpack_file
from pipeline.reading.archives import Unpacked, unpack
from pipeline.reading.limits import MEGABYTE
from pipeline.reprocessing import Reprocessing, promote, selection_of
from pipeline.run import Result, Run
from pipeline.workers import Workers
from tests.pipeline import hostile
from tests.pipeline.warcs import SITE, Warc
from tests.standin import Standin

PAGE = b"<p>02 Anne Roy</p>"


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


def run(out: Path, *paths: Path) -> Result:
    with Run(find_inputs([str(path) for path in paths], out) if paths else None, out) as current:
        plan = current.plan()
        with Workers(plan, out / "log", processes=1) as workers:
            for pending in workers:
                current.store(pending.result())
        return current.publish(plan)


def reprocess(out: Path) -> None:
    with (
        Reprocessing(out, selection_of()) as current,
        Workers(current.plan(), out / "log", processes=1) as workers,
    ):
        for pending in workers:
            current.store(pending.result())


def records(out: Path, folder: Path) -> dict[str, dict[str, object]]:
    lines = map(json.loads, (out / "documents.jsonl").read_text().splitlines())
    return {line["source"]["uri"].removeprefix(f"{folder}/"): line for line in lines}


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
        ("", "gzip", gzip.compress(PAGE)),
        ("", "deflate", zlib.compress(PAGE)),
        ("", "deflate", bare_deflate(PAGE)),
        ("chunked", "gzip", chunked(gzip.compress(PAGE))),
        ("", "deflate, gzip", gzip.compress(zlib.compress(PAGE))),
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
        ((("Content-Encoding", "gzip"),), gzip.compress(PAGE)[:-9], "cut off"),
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


def broken(*, packed: bool, how: Callable[[bytearray, list[int]], bytearray]) -> tuple[bytes, list[int]]:
    warc = Warc(gzip=packed)
    for name in "abc":
        warc.response(f"/{name}", PAGE + name.encode())
    return bytes(how(bytearray(warc.data), warc.offsets)), warc.offsets


def _replaced(old: bytes, new: bytes) -> Callable[[bytearray, list[int]], bytearray]:
    """Replace bytes of the second record."""
    return lambda data, at: data[: at[1]] + data[at[1] : at[2]].replace(old, new, 1) + data[at[2] :]


def _garbled(data: bytearray, at: list[int]) -> bytearray:
    middle = (at[1] + at[2]) // 2
    data[middle : middle + 20] = bytes(20)
    return data


def _headless(data: bytearray, at: list[int]) -> bytearray:
    data[at[1] : at[1] + 12] = bytes(12)
    return data


@pytest.mark.parametrize(
    ("how", "which"), [(_garbled, 0), (_garbled, 1), (_garbled, 2), (_headless, 1), (_headless, 2)]
)
def test_a_damaged_section_takes_no_other_along(
    tmp_path: Path, how: Callable[[bytearray, list[int]], bytearray], which: int
) -> None:
    warc = Warc()
    for name in "abc":
        warc.response(f"/{name}", PAGE + name.encode())
    at = [*warc.offsets, len(warc.data)]
    made = unpacked(tmp_path, bytes(how(bytearray(warc.data), [0, at[which], at[which + 1]])))
    assert had(made) == {name: page for name, page in CRAWL.items() if name != "/" + "abc"[which]}
    ((_, message),) = refused(made).items()
    assert f"The record at byte {at[which]} is damaged" in message
    assert [problem.code for problem in made.reading.problems] == ["members_refused"]


@pytest.mark.parametrize(
    ("how", "name"),
    [
        # A length that is too large by far, by little, too small, none, and no number.
        (_replaced(b"\r\nContent-Length: ", b"\r\nContent-Length: 99999999999"), "/b"),
        (_replaced(b"\r\nContent-Length: ", b"\r\nContent-Length: 9"), "/b"),
        (_replaced(b"\r\nContent-Length: ", b"\r\nContent-Length: 0\r\nOld-Length: "), "/b"),
        (_replaced(b"\r\nContent-Length: ", b"\r\nContent-Size: "), "/b"),
        (_replaced(b"\r\nContent-Length: ", b"\r\nContent-Length: -"), "/b"),
        # A version that is none: the record has no name.
        (_replaced(b"WARC/1.0", b"WERC/1.0"), "record at byte {}"),
        # Bytes that changed: the record has a digest of them.
        (_replaced(b"Anne", b"Anna"), "/b"),
    ],
)  # fmt: skip
def test_a_damaged_record_takes_no_other_along(
    tmp_path: Path, how: Callable[[bytearray, list[int]], bytearray], name: str
) -> None:
    data, at = broken(packed=False, how=how)
    made = unpacked(tmp_path, data)
    assert had(made) == {"/a": CRAWL["/a"], "/c": CRAWL["/c"]}
    assert list(refused(made)) == [name.format(at[1])]
    assert f"The record at byte {at[1]} is damaged" in refused(made)[name.format(at[1])]


@pytest.mark.parametrize("packed", [True, False])
def test_a_last_record_that_is_cut_off_is_reported(tmp_path: Path, packed: bool) -> None:
    data, at = broken(packed=packed, how=lambda data, _: data[:-20])
    made = unpacked(tmp_path, data)
    assert had(made) == {"/a": CRAWL["/a"], "/b": CRAWL["/b"]}
    ((_, message),) = refused(made).items()
    assert f"byte {at[2]} is damaged: it is cut off" in message


@given(
    packed=st.booleans(),
    place=st.floats(0, 1, exclude_max=True),
    garbage=st.binary(min_size=1, max_size=200),
    instead=st.booleans(),
)
def test_whatever_happens_to_a_record_the_others_are_had(
    tmp_path_factory: pytest.TempPathFactory, packed: bool, place: float, garbage: bytes, instead: bool
) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    data, at = broken(packed=packed, how=lambda data, _: data)
    hit = at[1] + int(place * (at[2] - at[1]))
    rest = min(hit + len(garbage), at[2]) if instead else hit
    (folder / "it").write_bytes(data[:hit] + garbage[: rest - hit if instead else None] + data[rest:])
    found = had(unpack(folder / "it", folder))
    assert {name: found.get(name) for name in ("/a", "/c")} == {name: CRAWL[name] for name in ("/a", "/c")}


def test_what_a_crawler_cut_off_is_said(tmp_path: Path) -> None:
    made = unpacked(tmp_path, Warc().response("/a", PAGE, more={"WARC-Truncated": "length"}).data)
    assert had(made) == {"/a": PAGE}
    assert [problem.code for problem in made.reading.problems] == ["truncated"]
    assert "/a" in made.reading.problems[0].message


def header(length: int) -> bytes:
    return (
        b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/plain\r\n"
        b"WARC-Target-URI: %s/bomb\r\nContent-Length: %d\r\n\r\n" % (SITE.encode(), length)
    )


def packed_bomb(megabytes: int) -> bytes:
    """A record that unpacks to a thousand times its size."""
    packer = zlib.compressobj(9, wbits=31)
    zeros = bytes(MEGABYTE)
    packed = [
        packer.compress(header(megabytes * MEGABYTE)),
        *(packer.compress(zeros) for _ in range(megabytes)),
    ]
    return b"".join([*packed, packer.compress(b"\r\n\r\n"), packer.flush()])


def packed_body() -> bytes:
    """The same for a body that a server packed."""
    body = hostile.swollen(bytes(MEGABYTE), 300)
    return Warc().response("/b", body, fields=(("Content-Encoding", "deflate"),)).data


FEW = Limits(zip_members=50)
LITTLE = Limits(zip_inflated_bytes=10 * MEGABYTE)
PACKED = Warc().response("/a", PAGE).data
PLAIN = Warc(gzip=False).response("/a", PAGE).data


@pytest.mark.parametrize(
    ("data", "limits", "message"),
    [
        (lambda: packed_bomb(300) + PACKED, Limits(), "larger than any document"),
        (lambda: PACKED + packed_bomb(20), LITTLE, "unpacks to more than 10 MB"),
        (lambda: PACKED + packed_body(), Limits(), "The file unpacks to more than 200 MB"),
        (lambda: PLAIN + header(10**18) + b"x", Limits(), "its length is wrong"),
        # Very many records, each of one byte.
        (lambda: PLAIN + (header(1) + b"x\r\n\r\n") * 50_000, FEW, "49951 of its files were left out"),
        # A header that never ends, and very many such.
        (lambda: PLAIN + b"WARC/1.0\r\n" + b"a: b\r\n" * 500_000, Limits(), "its header cannot be read"),
        (lambda: PLAIN + b"WARC/1.0\r\n" * 50_000, FEW, "of its files were left out"),
    ],
)
def test_hostile_files_end_within_limits(
    tmp_path: Path, data: Callable[[], bytes], limits: Limits, message: str
) -> None:
    made = unpacked(tmp_path, data(), limits)
    assert had(made)["/a"] == PAGE
    assert message in " ".join(problem.message for problem in made.reading.problems)


def test_what_is_only_like_one_is_none(tmp_path: Path) -> None:
    # A text that begins with the word is rejected as a WARC without a record, and says where.
    made = unpacked(tmp_path, b"WARC/1.0 est un format.\n")
    assert made.reading.status == "rejected"
    assert list(refused(made)) == ["record at byte 0"]


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
    assert source["retrieved_at"] == "2021-05-03T10:00:00Z"  # type: ignore[index]
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
