"""Two runs over the same inputs at once share the work, also when one of them is killed."""

import random
from collections import Counter
from pathlib import Path

import pytest

from tests.flows.interruptions.started import DOCUMENTS_IN, KILLS, Started, check_finished, stored

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("processes", ["1", "2"])
def test_two_runs_at_once_do_the_work_of_one(
    processes: str, inputs: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    both = [Started(inputs, tmp_path / "out", "--processes", processes) for _ in range(2)]
    for run in both:
        assert run.wait() == 0, run.messages
    check_finished(both[0], undisturbed)
    assert len(both[0].extracted()) == DOCUMENTS_IN


def test_what_one_of_two_runs_had_that_is_killed_the_other_does(
    inputs: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    log = tmp_path / "extracted"
    chance = random.Random("two")
    for turn in range(max(1, KILLS // 2)):  # two runs each time
        log.unlink(missing_ok=True)
        out = tmp_path / f"{turn}" / "out"
        killed, other = (Started(inputs, out, "--processes", "1", log=log) for _ in range(2))
        killed.until(chance.randrange(DOCUMENTS_IN))
        killed.process.kill()
        killed.wait()
        done = stored(out)
        assert other.wait() == 0, other.messages
        check_finished(other, undisturbed)
        counts = Counter(other.extracted())
        assert len(counts) == DOCUMENTS_IN
        assert not done & {name for name, count in counts.items() if count > 1}
        assert max(counts.values()) <= 2
