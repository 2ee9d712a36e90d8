"""A run that is killed: the next one ends with the bytes of one that was not."""

from pathlib import Path

import pytest

from tests.flows.interruptions.started import is_there, killed, soon

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("processes", [1, 2])
def test_a_killed_run_is_continued_by_the_next(
    processes: int, inputs: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    log = tmp_path / "extracted"
    for run in killed(inputs, undisturbed, tmp_path, log, "--processes", str(processes)):
        # Its processes end with it.
        assert soon(lambda run=run: not any(map(is_there, run.workers())))
