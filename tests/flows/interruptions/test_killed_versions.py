"""A reprocessing or a promotion that is killed: readers see the one version or the other."""

import random
import shutil
import sqlite3
import time
from collections import Counter
from pathlib import Path

import pytest

from pipeline.layout import CATALOGUE, PUBLISHED, STATE
from tests.counted import LINE_TAKES
from tests.flows.interruptions.started import DOCUMENTS_IN, KILLS, Started, published

pytestmark = pytest.mark.slow

LATER = ("--version", "later")


@pytest.fixture(scope="module")
def later(whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an undisturbed run, after a reprocessing that nobody disturbed."""
    out = shutil.copytree(whole, tmp_path_factory.mktemp("later") / "out")
    reprocess = Started(None, out, "reprocess", *LATER)
    assert reprocess.wait() == 0, reprocess.messages
    assert len(reprocess.extracted()) == DOCUMENTS_IN
    return out


def made_by_later(out: Path) -> set[str]:
    """What the later version has made, record by record."""
    with sqlite3.connect(f"file:{out / CATALOGUE}?mode=ro", uri=True) as connection:
        query = "SELECT text, record FROM extractions WHERE fingerprint = 'later'"
        return {f"{text} {record}" for text, record in connection.execute(query)}


def test_a_killed_reprocess_is_continued_by_the_next(
    whole: Path, undisturbed: dict[str, bytes], later: Path, tmp_path: Path
) -> None:
    chance = random.Random("reprocess")
    log = tmp_path / "extracted"
    for turn in range(KILLS):
        log.unlink(missing_ok=True)
        out = shutil.copytree(whole, tmp_path / f"{turn}" / "out")
        run = Started(None, out, "reprocess", *LATER, "--processes", "2", log=log)
        run.until(chance.randrange(DOCUMENTS_IN))
        time.sleep(chance.uniform(0, 0.1))
        run.process.kill()
        run.wait()
        done = made_by_later(out)
        # One that was killed keeps nobody from going on.
        again = Started(None, out, "reprocess", *LATER, "--processes", "2", log=log)
        assert again.wait() == 0, again.messages
        assert done <= made_by_later(out) == made_by_later(later)
        counts = Counter(again.extracted())
        assert len(counts) == DOCUMENTS_IN
        # Twice at most what was on its way: the batches of both processes, and those that waited for their turn.
        assert sum(counts.values()) <= DOCUMENTS_IN + DOCUMENTS_IN - len(done)
        assert max(counts.values()) <= 2
        # Readers see what they saw.
        assert published(out) == undisturbed


def test_a_killed_promotion_shows_the_one_version_or_the_other(
    undisturbed: dict[str, bytes], later: Path, tmp_path: Path
) -> None:
    chance = random.Random("promote")
    promoted = Started(None, shutil.copytree(later, tmp_path / "whole" / "out"), "promote", *LATER)
    assert promoted.wait() == 0, promoted.messages
    new = published(promoted.out)
    assert new.keys() == undisturbed.keys()
    assert new["documents.jsonl"] != undisturbed["documents.jsonl"]
    for turn in range(KILLS):
        out = shutil.copytree(later, tmp_path / f"{turn}" / "out")
        run = Started(None, out, "promote", *LATER)
        # Most of the time it writes files, line by line.
        time.sleep(chance.uniform(0, 1.5 * LINE_TAKES * DOCUMENTS_IN))
        run.process.kill()
        run.wait()
        for name, content in published(out).items():
            assert content in (undisturbed[name], new[name])
        assert published_by(out) in ({"later": DOCUMENTS_IN}, {"stand-in": DOCUMENTS_IN})
        again = Started(None, out, "promote", *LATER)
        assert again.wait() == 0, again.messages
        assert published(out) == new
        assert sorted(path.name for path in out.iterdir()) == sorted([*PUBLISHED, STATE])


def published_by(out: Path) -> dict[str, int]:
    """How many documents readers see in which version."""
    with sqlite3.connect(f"file:{out / CATALOGUE}?mode=ro", uri=True) as connection:
        query = "SELECT fingerprint, count(*) FROM documents JOIN extractions ON extractions.id = published GROUP BY 1"
        return dict(connection.execute(query).fetchall())
