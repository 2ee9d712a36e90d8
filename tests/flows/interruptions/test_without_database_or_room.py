"""Runs that lose their database or run out of room."""

import os
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.interruptions.started import DOCUMENTS_IN, Started, check_finished, check_killed
from tests.postgres import Postgres

pytestmark = pytest.mark.slow


def test_a_database_that_is_restarted_is_waited_for(
    inputs: Path,
    undisturbed: dict[str, bytes],
    postgres: Postgres,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TRIPARTITE_CATALOGUE", postgres.new())
    run = Started(inputs, tmp_path / "out", "--processes", "2")
    run.until(DOCUMENTS_IN // 3)
    postgres.stop()
    try:
        # It goes on with what it has, and then waits.
        time.sleep(1)
        assert run.process.poll() is None, run.messages
    finally:
        postgres.start()
    assert run.wait() == 0, run.messages
    check_finished(run, undisturbed)
    assert set(Counter(run.extracted()).values()) == {1}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of half a megabyte."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", place]
    if os.geteuid() or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("needs a disk of its own, which only root may mount, and not everywhere")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


def test_a_full_disk_ends_a_run_and_the_next_goes_on(
    inputs: Path, undisturbed: dict[str, bytes], small_disk: Path, tmp_path: Path
) -> None:
    out = small_disk / "out"
    run = Started(inputs, out, "--processes", "2", log=tmp_path / "extracted")
    assert run.wait() == 1
    assert run.messages.startswith("tripartite: "), run.messages
    assert len(run.messages.splitlines()) == 1
    check_killed(run, undisturbed)
    subprocess.run(["mount", "-o", "remount,size=64m", small_disk], check=True)
    again = Started(inputs, out, "--processes", "2", log=tmp_path / "extracted")
    assert again.wait() == 0, again.messages
    check_finished(again, undisturbed)
