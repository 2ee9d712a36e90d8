"""WARC files that are damaged, cut off or hostile: what can be had is had, and it ends within limits."""

import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading import Limits
from pipeline.reading.containers.archives import unpack
from pipeline.reading.limits import MEGABYTE
from tests.pipeline import hostile
from tests.pipeline.reading.containers.warcs import CRAWL, PAGE, SITE, Warc, had, refused, unpacked


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
