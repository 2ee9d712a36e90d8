"""A run over 5,000 documents keeps to what one over 100,000 must reach; and the archive is what it says it is."""

from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest

from tests.soak import archive
from tests.soak.limits import PER_FACT, TASK_RUNS, judge
from tests.soak.watching import Seen, Watched, tenths, watch

DOCUMENTS = 5_000


def test_no_two_documents_are_the_same_and_all_are_made_again_alike() -> None:
    first, second = (list(islice(archive.documents(), 1_000)) for _ in range(2))
    assert first == second
    assert len({name for name, _ in first}) == len({text for _, text in first}) == 1_000


def test_a_departement_is_exchanged_for_one_of_the_same_article() -> None:
    territories = archive.Territories()
    text = "la préfète de la Loire-Atlantique, née dans l’Aisne, et le préfet de la Loire"
    (one, other, third) = (territories.exchange(text, turn) for turn in (1, 2, 47))
    assert len({text, one, other, third}) == 4
    assert one.startswith("la préfète de la ")
    assert territories.exchange(text, 0) == text


@pytest.mark.slow
def test_a_run_over_many_documents(tmp_path: Path, new_prefect_home: Callable[[], Path]) -> None:
    archive.write(DOCUMENTS, tmp_path / "in")
    watched = watch(tmp_path / "in", tmp_path / "out", new_prefect_home())
    assert watched.exit_code == 0
    # No measure of time: machines do other things too.
    kept = {verdict.what: verdict for verdict in judge(watched, DOCUMENTS) if "time" not in verdict.what}
    assert [verdict.row for verdict in kept.values() if not verdict.kept] == []
    assert watched.documents == DOCUMENTS
    assert 0 < watched.task_runs < TASK_RUNS / 10
    assert watched.database < PER_FACT * watched.facts


def test_what_grows_is_found() -> None:
    def run(memory: int, processor: float) -> Watched:
        seen = [Seen(n, n + processor * n * n, 100 * n, 1_000 + memory * n, 1) for n in range(101)]
        return Watched(seen, 0, task_runs=10, facts=1_000, documents=10_000, database=1_000)

    assert all(verdict.kept for verdict in judge(run(0, 0), 10_000))
    grown = [verdict.what for verdict in judge(run(100, 0.1), 10_000) if not verdict.kept]
    assert grown == [
        "memory, the last tenth by the first",
        "processor time, the ninth tenth by the second",
    ]
    assert [part.documents for part in tenths(run(0, 0).seen, 10_000)] == [900] + [1_000] * 9
