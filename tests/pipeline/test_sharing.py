"""Several runs at once on the same documents: each is extracted by one, and none is left to a run that is gone."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from pipeline.batching import Work
from pipeline.catalogue import Catalogue
from pipeline.entry import Entry
from pipeline.inputs import Input
from pipeline.processes import this_process
from pipeline.record import Document, InputSource
from pipeline.sharing import Sharing
from tests.standin import MADE_BY

New = Callable[[], Catalogue]


def works(ids: str, name: str = "m.txt") -> list[Work]:
    return [Work(id_, Input(name, Path(name)), (name,), 1) for id_ in ids]


def ids(works: Sequence[Work]) -> str:
    return "".join(work.id for work in works)


def store(catalogue: Catalogue, ids: str, run: int, name: str = "m.txt", **fields: Any) -> None:
    documents = [
        Document(id=id_, source=InputSource(uri=name, bytes=1), status="read", extraction=MADE_BY)
        for id_ in ids
    ]
    entries = [Entry.of(document.model_copy(update=fields), "now", [name]) for document in documents]
    catalogue.store(entries, run=run)


def begun(catalogue: Catalogue, mark: str = "now", **process: Any) -> tuple[int, Sharing]:
    """A run, in this process or in one that is described, and what it shares with others."""
    run = catalogue.runs.start("run", 4, mark, {"process": this_process() | process})
    return run, Sharing(catalogue, run, mark, (mark,))


def test_what_another_run_is_at_is_left_to_it_and_had_when_it_has_done_it(new_catalogue: New) -> None:
    with new_catalogue() as catalogue:
        first, its = begun(catalogue)
        second, ours = begun(catalogue)
        assert ids(its.take(works("ab")).mine) == "ab"
        assert ids(ours.take(works("abcd")).mine) == "cd"
        store(catalogue, "cd", second)
        store(catalogue, "ab", first)
        left = ours.rest()
        assert ids(left) == "ab"
        assert ours.take(left) == ([], left)
        assert ours.rest() == []
        assert (its.elsewhere, ours.elsewhere) == (0, 2)
        # Both have seen to it that all of theirs is done.
        assert [(run.id, run.done) for run in catalogue.runs.latest(2)] == [(second, 4), (first, 2)]


def test_what_another_run_has_not_done_yet_is_waited_for(
    new_catalogue: New, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("pipeline.sharing._LOOK", 0.01)
    with new_catalogue() as catalogue:
        first, its = begun(catalogue)
        _, ours = begun(catalogue)
        its.take(works("ab"))
        assert ids(ours.take(works("ab")).mine) == ""
        store(catalogue, "a", first)
        assert ids(ours.rest()) == "a"
        waiting = threading.Thread(target=ours.rest)
        waiting.start()
        waiting.join(0.2)
        assert waiting.is_alive()
        store(catalogue, "b", first)
        waiting.join()
    (told,) = [record.getMessage() for record in caplog.records if record.name == "pipeline.sharing"]
    assert told == (
        f"Run {first} is still at 1 of these documents: waiting until it has done them, or has ended."
    )


@pytest.mark.parametrize("state", ["completed", "failed", "interrupted"])
def test_what_a_run_that_has_ended_has_not_done_is_free(new_catalogue: New, state: Any) -> None:
    with new_catalogue() as catalogue:
        first, its = begun(catalogue)
        _, ours = begun(catalogue)
        its.take(works("ab"))
        assert ids(ours.take(works("ab")).mine) == ""
        catalogue.runs.end(first, state)
        left = ours.rest()
        assert ids(ours.take(left).mine) == "ab"


def test_what_a_run_had_that_was_killed_is_free(new_catalogue: New) -> None:
    with new_catalogue() as catalogue:
        # Begun by another process that had the number of this one.
        _, its = begun(catalogue, started="1")
        _, ours = begun(catalogue)
        its.take(works("ab"))
        assert ids(ours.take(works("ab")).mine) == "ab"


def test_a_run_that_begins_while_another_looks_around_keeps_what_it_takes(
    new_catalogue: New, monkeypatch: pytest.MonkeyPatch
) -> None:
    with new_catalogue() as catalogue:
        _, ours = begun(catalogue)
        owners = catalogue.claims.owners

        def and_then_another_begins(*arguments: Any) -> dict[str, int]:
            found = owners(*arguments)
            monkeypatch.setattr(catalogue.claims, "owners", owners)
            _, its = begun(catalogue)
            assert ids(its.take(works("ab")).mine) == "ab"
            return found

        monkeypatch.setattr(catalogue.claims, "owners", and_then_another_begins)
        assert ids(ours.take(works("abc")).mine) == "c"


def test_of_what_runs_on_other_machines_it_is_believed_that_they_are_at_work(new_catalogue: New) -> None:
    with new_catalogue() as catalogue:
        _, its = begun(catalogue, host="another machine")
        _, ours = begun(catalogue)
        its.take(works("ab"))
        assert ids(ours.take(works("abc")).mine) == "c"


def test_two_that_have_what_the_other_wants_do_not_wait_for_ever(
    new_catalogue: New, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.sharing._LOOK", 0.01)
    with new_catalogue() as catalogue:
        first, its = begun(catalogue)
        second, ours = begun(catalogue)
        its.take(works("ab"))
        ours.take(works("dcba"))
        its.take(works("cd"))
        # Files that were changed after they were planned: what is stored has other ids than what was claimed.
        store(catalogue, "xy", first)
        store(catalogue, "vw", second)
        with ThreadPoolExecutor(2) as threads:
            assert list(map(ids, threads.map(Sharing.rest, [its, ours]))) == ["cd", "ba"]


def test_what_failed_in_another_run_is_tried(new_catalogue: New) -> None:
    with new_catalogue() as catalogue:
        first, its = begun(catalogue)
        _, ours = begun(catalogue)
        its.take(works("a"))
        ours.take(works("a"))
        store(catalogue, "a", first, status="failed")
        assert ids(ours.take(ours.rest()).mine) == "a"


def test_what_another_run_read_under_a_later_name_is_read_again(new_catalogue: New) -> None:
    """Readers look at names too, and the first in sort order decides."""
    with new_catalogue() as catalogue:
        first, its = begun(catalogue)
        _, ours = begun(catalogue)
        its.take(works("ab"))
        ours.take(works("a", "k.txt") + works("b", "z.txt"))
        store(catalogue, "ab", first, name="m.txt")
        taken = ours.take(ours.rest())
        assert (ids(taken.mine), ids(taken.done)) == ("a", "b")


def test_two_versions_of_the_program_take_nothing_from_each_other(new_catalogue: New) -> None:
    with new_catalogue() as catalogue:
        _, earlier = begun(catalogue, "before")
        _, ours = begun(catalogue)
        earlier.take(works("ab"))
        assert ids(ours.take(works("ab")).mine) == "ab"


def test_of_all_that_was_claimed_nothing_stays_in_the_catalogue(new_catalogue: New) -> None:
    with new_catalogue() as catalogue:
        first, its = begun(catalogue)
        its.take(works("abc"))
        store(catalogue, "ab", first)
        assert catalogue.claims.owners("now", "abc") == {"c": first}
        catalogue.runs.end(first, "completed")
        assert catalogue.claims.owners("now", "abc") == {}
