"""Bytes in a folder and in an object store: what goes in comes out, and nothing else ever does."""

import errno
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.archive import folder as archive_folder
from pipeline.archive import object_store as archive_store
from pipeline.archive.archive import Archive
from pipeline.archive.keeping import ArchiveError, DamagedBytes, MissingBytes

_number = count()


@pytest.fixture(params=["folder", "store"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where there is no archive yet."""
    if request.param == "store":
        bucket: str = request.getfixturevalue("bucket")
        yield f"{bucket}/archive {next(_number)}"
    else:
        yield str(tmp_path / "archive")


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_what_is_put_is_there_under_its_sha256(url: str) -> None:
    archive = Archive(url)
    assert archive.put(b"Bonjour") == sha256(b"Bonjour")
    # Another program looks: nothing is known from before.
    again = Archive(url)
    assert sha256(b"Bonjour") in again
    assert again.get(sha256(b"Bonjour")) == b"Bonjour"
    assert list(again.ids()) == [sha256(b"Bonjour")]


def test_it_says_where_something_is_kept(url: str) -> None:
    archive = Archive(url)
    id_ = archive.put(b"Bonjour")
    assert archive.place(id_) == f"{url}/{id_[:2]}/{id_}"


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(contents=st.lists(st.binary(max_size=40), max_size=6))
def test_everything_is_kept_once_and_listed_in_order(url: str, contents: list[bytes]) -> None:
    archive = Archive(f"{url}/{next(_number)}")
    for data in contents:
        archive.put(data)
    assert list(archive.ids()) == sorted({sha256(data) for data in contents})
    assert {archive.get(id_) for id_ in archive.ids()} == set(contents)


def test_a_file_larger_than_a_piece(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_store, "_WHOLE", 1_000_000)
    file = tmp_path / "large.pdf"
    file.write_bytes(os.urandom(3_500_000))
    archive = Archive(url)
    written = archive.write_file(file)
    archive.keep([written])
    assert archive.get(written.id) == file.read_bytes()
    again = archive.write_file(file)
    archive.keep([again])
    assert again.id == written.id
    assert list(archive.ids()) == [written.id]


def test_what_is_written_is_there_when_it_is_kept(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    files = [tmp_path / f"{n}.txt" for n in range(3)]
    for n, file in enumerate(files):
        file.write_text(f"text {n}")
    written = [archive.write_file(file) for file in files]
    assert list(archive.ids()) == []
    archive.keep(written)
    assert list(archive.ids()) == sorted(each.id for each in written)


def test_a_fetched_file_has_the_bytes(url: str, tmp_path: Path) -> None:
    archive = Archive(url)
    id_ = archive.put(b"Bonjour")
    assert archive.fetch(id_, tmp_path).read_bytes() == b"Bonjour"


def test_what_is_missing_is_told(url: str, tmp_path: Path) -> None:
    archive = Archive(url)
    absent = sha256(b"absent")
    assert absent not in archive
    assert list(archive.ids()) == []
    with pytest.raises(MissingBytes, match=f"does not have {absent}"):
        archive.get(absent)
    with pytest.raises(MissingBytes):
        archive.fetch(absent, tmp_path)


def test_what_is_damaged_is_told(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    id_ = archive.put(b"Bonjour")
    file = tmp_path / id_[:2] / id_
    file.chmod(0o644)
    file.write_bytes(b"Bonj")
    with pytest.raises(DamagedBytes, match=f"has as {id_} is something else"):
        archive.get(id_)
    with pytest.raises(DamagedBytes):
        archive.fetch(id_, tmp_path)


def test_what_is_there_is_never_written_again(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    id_ = archive.put(b"Bonjour")
    file = tmp_path / id_[:2] / id_
    before = file.stat()
    archive.put(b"Bonjour")
    assert file.stat() == before
    assert before.st_mode & 0o222 == 0


class Full:
    """A disk on which there is no room after so many bytes."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.write = os.write

    def __call__(self, file: object, piece: bytes) -> None:
        self.room -= len(piece)
        if self.room < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = Archive(tmp_path)
    there = archive.put(b"Bonjour")
    monkeypatch.setattr(archive_folder, "_write_all", Full(room=3))
    with pytest.raises(ArchiveError, match=r"cannot be written \(No space left on device\)\. Make room"):
        archive.put(b"Bonsoir")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [there]


def test_what_a_killed_program_left_is_swept_away(tmp_path: Path) -> None:
    writes = (
        "import os, sys; from pathlib import Path; from pipeline.archive.archive import Archive;"
        "Archive(sys.argv[1]).write_file(Path(sys.argv[2]));"
        "os.kill(os.getpid(), 9)"
    )
    (tmp_path / "a.txt").write_text("Bonjour")
    killed = subprocess.Popen([sys.executable, "-c", writes, tmp_path / "archive", tmp_path / "a.txt"])
    # Nobody has asked yet how it ended: it still has its number.
    os.waitid(os.P_PID, killed.pid, os.WEXITED | os.WNOWAIT)
    archive = Archive(tmp_path / "archive")
    mine = archive.write_file(tmp_path / "a.txt")
    incoming = tmp_path / "archive/incoming"
    assert len(list(incoming.iterdir())) == 2
    archive.sweep()
    assert [str(file) for file in incoming.iterdir()] == [mine.temporary]
    assert killed.wait() == -9
    archive.keep([mine])
    assert list(incoming.iterdir()) == []


def test_a_url_of_no_kind_is_told() -> None:
    with pytest.raises(ArchiveError, match="nowhere://bucket is no archive that can be used"):
        Archive("nowhere://bucket")


def test_a_store_that_cannot_be_reached_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def exists(self, path: str, *_: object, **__: object) -> bool:
            # Not every store's error is one of the operating system's.
            raise RuntimeError("connection refused")

        ls = open = exists

    archive = Archive("memory://archive")
    monkeypatch.setattr(archive._keeper, "_files", Broken())
    with pytest.raises(ArchiveError, match=r"cannot be written \(connection refused\)"):
        archive.put(b"Bonjour")
    for read in (lambda: list(archive.ids()), lambda: archive.get("0" * 64), lambda: "0" * 64 in archive):
        with pytest.raises(ArchiveError, match=r"cannot be read \(connection refused\)"):
            read()
