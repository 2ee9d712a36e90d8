"""Who an input is, and why it may have no bytes."""

import hashlib
import os
import socket
from pathlib import Path

import pytest

from pipeline import identity
from pipeline.identity import id_of_uri, identify
from pipeline.inputs import Input


def problem_of(path: Path) -> str:
    found = identify(Input("x", path))
    assert found.problem
    # What has no bytes is known by its name.
    assert found.id == id_of_uri("x") == hashlib.sha256(b"uri:x").hexdigest()
    return found.problem.code


def test_the_id_is_the_hash_of_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"bytes")
    assert identify(Input("x", path)) == (hashlib.sha256(b"bytes").hexdigest(), 5, None, b"bytes")


def test_how_a_file_begins_is_known_whatever_its_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "_SMALL", 30)
    for data in (b"PK" + b"a" * 20, b"PK" + b"a" * 200):
        path = tmp_path / "a.zip"
        path.write_bytes(data)
        found = identify(Input("x", path))
        assert (found.id, found.head) == (hashlib.sha256(data).hexdigest(), data[:16])


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert problem_of(tmp_path / "absent.txt") == "missing"
    (tmp_path / "a.txt").write_text("a file, no folder")
    assert problem_of(tmp_path / "a.txt" / "b.txt") == "missing"


def test_a_link_to_nothing_and_a_link_to_itself(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "absent")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert problem_of(tmp_path / "link") == "missing"
    assert problem_of(tmp_path / "loop") == "unreadable"


def test_a_pipe_or_a_device_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "socket"))
        for path in (tmp_path / "pipe", tmp_path / "socket", Path("/dev/zero")):
            assert problem_of(path) == "not_a_file"


def test_no_more_is_hashed_than_anybody_could_read(tmp_path: Path) -> None:
    path = tmp_path / "sparse"
    with path.open("wb") as file:
        file.truncate(identity.LARGEST + 1)
    assert problem_of(path) == "too_large"


@pytest.mark.parametrize("name", ["x" * 300, "a\0b"])
def test_a_name_that_no_file_can_have(name: str) -> None:
    assert problem_of(Path(name)) in {"missing", "unreadable"}
