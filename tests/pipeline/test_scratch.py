"""Folders for the time of a run: those of runs that were killed go, those of others stay."""

import signal
import subprocess
import sys
from pathlib import Path

from pipeline.scratch import Scratch

KILLED = """
import os, signal, sys
from pathlib import Path
from pipeline.scratch import Scratch
scratch = Scratch(Path(sys.argv[1]))
(scratch.folder / "member").write_bytes(b"x")
os.kill(os.getpid(), signal.SIGKILL)
"""


def left_by_a_killed_run(prefix: Path) -> Path:
    ended = subprocess.run([sys.executable, "-c", KILLED, str(prefix)], check=False)
    assert ended.returncode == -signal.SIGKILL
    (member,) = prefix.parent.glob(f"{prefix.name}*/member")
    return member.parent


def test_what_a_killed_run_left_is_removed(tmp_path: Path) -> None:
    folder = left_by_a_killed_run(tmp_path / "unpacked-")
    scratch = Scratch(tmp_path / "unpacked-")
    assert not folder.exists()
    scratch.close()
    assert list(tmp_path.iterdir()) == []


def test_what_a_run_left_that_was_killed_beside_this_one_is_removed(tmp_path: Path) -> None:
    scratch = Scratch(tmp_path / "unpacked-")
    folder = left_by_a_killed_run(tmp_path / "unpacked-")
    assert scratch.folder.is_dir()
    scratch.close()
    assert not folder.exists()
    assert list(tmp_path.iterdir()) == []


def test_what_another_run_uses_and_what_is_none_of_ours_stays(tmp_path: Path) -> None:
    (tmp_path / "unpacked-file").write_bytes(b"x")
    (tmp_path / "other").mkdir()
    first, second = Scratch(tmp_path / "unpacked-"), Scratch(tmp_path / "unpacked-")
    assert first.folder.is_dir()
    first.close()
    assert second.folder.is_dir()
    second.close()
    assert {path.name for path in tmp_path.iterdir()} == {"unpacked-file", "other"}
