"""Documents of the archive through another version, without Prefect: what readers see, what a stop leaves."""

import os
import subprocess
import sys
import zipfile
from contextlib import ExitStack
from datetime import timedelta
from itertools import islice
from pathlib import Path

import pytest

from pipeline.archive.archive import Archive
from pipeline.batching import BatchSize
from pipeline.catalogue import Catalogue, RunState
from pipeline.errors import TripartiteError
from pipeline.inputs import find_inputs
from pipeline.layout import ARCHIVE, CATALOGUE
from pipeline.planning import Part
from pipeline.processes import this_process
from pipeline.record import Document, Problem
from pipeline.reprocessing import AtWork, Reprocessing, promote, selection_of
from pipeline.run import Run
from pipeline.workers import Workers
from tests.standin import Standin

FILES = {"a": "02 Anne Roy", "b": "39 Luc Petit", "c": "nothing", "d": "scan", "e": "failure"}


def ingest(folder: Path, out: Path) -> None:
    with Run(find_inputs([str(folder)], out), out) as current:
        plan = current.plan()
        with Workers(plan, out / "log", processes=1) as workers:
            for pending in workers:
                current.store(pending.result())
        current.publish(plan)


def reprocess(out: Path, *, batches: int | None = None, **what: object) -> Reprocessing:
    """Reprocess what is selected, in batches of one document; after so many Ctrl-C is pressed."""
    with Reprocessing(out, selection_of(**what)) as current:  # type: ignore[arg-type]
        plan = current.plan()
        with Workers(plan, out / "log", BatchSize(documents=1), processes=1) as workers:
            for number, pending in enumerate(workers):
                if number == batches:
                    raise KeyboardInterrupt
                current.store(pending.result())
        return current


def published(out: Path) -> tuple[bytes, bytes]:
    return (out / "documents.jsonl").read_bytes(), (out / "contracts.jsonl").read_bytes()


def last_run(out: Path) -> RunState:
    with Catalogue(out / CATALOGUE) as catalogue:
        return catalogue.runs.latest()[0]


def title(document: Document) -> None:
    """What the later version does: it finds titles."""
    document.source.title = "a title"


def stopped(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def broken(*_: object) -> None:
    raise OSError("no space")


def later(standin: Standin) -> None:
    standin.fingerprint = "later"
    standin.amend = title
    standin.extracted.clear()


@pytest.fixture
def out(folder: Path, tmp_path: Path, standin: Standin) -> Path:
    """A folder in which all files were read and published by a first version; the later one has come."""
    for name, text in FILES.items():
        (folder / f"{name}.txt").write_text(text)
    ingest(folder, tmp_path / "out")
    later(standin)
    return tmp_path / "out"


def test_readers_see_the_old_version_whole_until_the_new_one_is_promoted(
    out: Path, folder: Path, tmp_path: Path, standin: Standin
) -> None:
    before = published(out)
    done = reprocess(out)
    assert (done.done, done.failed) == (5, 1)
    assert published(out) == before
    assert promote(out, "later").promoted == (5, 0, 0)
    # As if this version had read them first.
    ingest(folder, tmp_path / "fresh")
    assert published(out) == published(tmp_path / "fresh") != before


def lines_of(out: Path) -> list[str]:
    """The records sorted by name."""
    lines = (out / "documents.jsonl").read_text().splitlines()
    return sorted(lines, key=lambda line: Document.model_validate_json(line).source.uri)


def test_the_files_it_came_from_are_not_needed(out: Path, folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink()
    assert reprocess(out).done == 5


def test_an_interrupted_one_is_continued(out: Path, standin: Standin) -> None:
    with pytest.raises(KeyboardInterrupt):
        reprocess(out, batches=2)
    assert (last_run(out).state, last_run(out).done) == ("interrupted", 2)
    with Reprocessing(out, selection_of()) as current:
        # What failed is tried again too.
        left = current.outlook().to_do.documents
    assert left == 3 + last_run(out).failed
    assert reprocess(out).done == left
    assert (last_run(out).state, last_run(out).planned) == ("completed", left)
    # Once more only what failed is tried again.
    standin.extracted.clear()
    reprocess(out)
    assert [Path(name).name for name in standin.extracted] == ["e.txt"]


def test_one_that_breaks_down_is_told_as_failed(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Reprocessing, "store", broken)
    with pytest.raises(OSError, match="no space"):
        reprocess(out)
    assert last_run(out).state == "failed"


def test_a_second_one_at_once_is_refused_and_does_the_rest_when_the_first_has_ended(out: Path) -> None:
    with Reprocessing(out, selection_of()) as second:
        with Reprocessing(out, selection_of()) as first:
            first.plan()
            assert last_run(out).planned == 5
            with pytest.raises(AtWork, match=r"\(run 2: 0 of 5 done, .* two would do the same work twice"):
                second.plan()
            # It leaves no trace.
            assert last_run(out).id == 2
        assert len(second.plan().works) == 5
        assert last_run(out).id == 3


def test_one_whose_process_was_killed_does_not_count(out: Path) -> None:
    with Catalogue(out / CATALOGUE) as catalogue:
        process = subprocess.Popen([sys.executable, "-c", "pass"])
        # Nobody has asked yet how it ended.
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        catalogue.runs.start("reprocess", 5, "later", {"process": this_process() | {"pid": process.pid}})
    assert reprocess(out).done == 5
    process.wait()


def test_of_another_machine_its_silence_is_waited_for(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Catalogue(out / CATALOGUE) as catalogue:
        catalogue.runs.start(
            "reprocess", 5, "later", {"process": {"host": "elsewhere", "pid": 1, "started": "1"}}
        )
    with pytest.raises(AtWork, match="at work on elsewhere"):
        reprocess(out)
    monkeypatch.setattr("pipeline.monitoring.SILENCE", timedelta())
    assert reprocess(out).done == 5


@pytest.mark.parametrize("parts", [1, 2, 3])
def test_parts_do_the_work_of_one(out: Path, standin: Standin, parts: int) -> None:
    # Together: none of them is alone.
    with ExitStack() as stack:
        currents = [
            stack.enter_context(Reprocessing(out, selection_of(), Part(number + 1, parts)))
            for number in range(parts)
        ]
        plans = [current.plan(alone=False) for current in currents]
        assert sum(len(plan.works) for plan in plans) == 5
        for current, plan in zip(currents, plans, strict=True):
            with Workers(plan, out / "log", processes=1) as workers:
                for pending in workers:
                    current.store(pending.result())
    assert sorted(Path(name).stem for name in standin.extracted) == sorted(FILES)


def test_where_there_is_nothing_to_do_no_run_is_noted(out: Path) -> None:
    reprocess(out, since="2999-01-01")
    assert last_run(out).kind == "run"


def test_only_what_failed(out: Path, standin: Standin) -> None:
    assert reprocess(out, failed=True).done == 1
    assert [Path(name).name for name in standin.extracted] == ["e.txt"]


def test_only_what_needs_ocr_where_there_is_some_now(out: Path, standin: Standin) -> None:
    standin.recogniser = "tesseract 5"
    assert reprocess(out, needs_ocr=True).done == 1
    assert promote(out, "later").promoted == (1, 0, 4)
    statuses = {record.text: record.status for record in map(Document.model_validate_json, lines_of(out))}
    assert statuses["scan"] == "read"


def test_what_the_archive_lost_is_told_and_the_rest_is_done(out: Path) -> None:
    archive = Archive(out / ARCHIVE)
    lost = next(archive.ids())
    next((out / ARCHIVE).rglob(lost)).unlink()
    done = reprocess(out)
    assert done.done == 4
    assert [Path(missing.uri).suffix for missing in done.missing] == [".txt"]
    assert lost in done.missing[0].reason
    # Whoever asks how it is getting on sees that it has ended, and that this one did not go well.
    assert (last_run(out).done, last_run(out).planned, last_run(out).failed) == (5, 5, done.failed + 1)


def test_archives_are_left_alone_and_what_was_in_them_is_read(
    folder: Path, tmp_path: Path, standin: Standin
) -> None:
    with zipfile.ZipFile(folder / "all.zip", "w") as archive:
        archive.writestr("in.txt", "02 Anne Roy")
    ingest(folder, tmp_path / "out")
    later(standin)
    assert reprocess(tmp_path / "out").done == 1
    assert [Path(name).name for name in standin.extracted] == ["in.txt"]


def test_what_changed_is_counted_for_what_was_selected(out: Path) -> None:
    done = reprocess(out)
    with Reprocessing(out, selection_of()) as current:
        changes: list[str] = []
        comparison = current.compare(lambda change: changes.append(change.field))
        assert current.version == done.version == "later"
    assert (comparison.documents, comparison.touched, comparison.missing) == (5, 5, 0)
    assert changes == ["title"] * 5


def test_of_many_documents_a_page_is_in_memory(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.catalogue.selection._PAGE", 2)
    with Reprocessing(out, selection_of()) as current:
        pages = []
        page = current.catalogue.versions._page
        monkeypatch.setattr(current.catalogue.versions, "_page", lambda *what: pages.append(1) or page(*what))
        works = current.plan().works
        assert len(works) == 5
        assert pages == []
        list(islice(works, 2))
        assert pages == [1]


def test_the_time_it_takes_is_that_of_an_earlier_run_for_as_many_bytes(out: Path, folder: Path) -> None:
    with Catalogue(out / CATALOGUE) as catalogue:
        measured = catalogue.runs.latest()[0]
        took = (measured.ended_at - measured.started_at).total_seconds() if measured.ended_at else 0
    size = sum(file.stat().st_size for file in folder.iterdir())
    with Reprocessing(out, selection_of(failed=True)) as current:
        found = current.outlook()
    assert found.to_do == found.selected == (1, len("failure"))
    assert found.seconds == pytest.approx(took * len("failure") / size)
    assert found.measured == measured


def test_a_version_that_there_is_not_is_told(out: Path) -> None:
    with pytest.raises(TripartiteError, match="There is no version other"):
        promote(out, "other")


def test_the_files_of_a_promotion_that_was_stopped_are_written_by_the_next(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reprocess(out)
    with monkeypatch.context() as patch:
        patch.setattr(
            "pipeline.reprocessing.promotion.publish",
            lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt),
        )
        with pytest.raises(KeyboardInterrupt):
            promote(out, "later")
    assert b"a title" not in published(out)[0]
    assert promote(out, "later").promoted.documents == 0
    assert b"a title" in published(out)[0]


@pytest.mark.parametrize("given", [None, True, False])
def test_texts_are_published_as_they_were_unless_somebody_says_otherwise(
    out: Path, given: bool | None
) -> None:
    promote(out, "published", text=False)
    reprocess(out)
    promote(out, "later", text=given)
    assert (b'"text":"nothing"' in published(out)[0]) == bool(given)


def test_the_first_version_is_promoted_back(out: Path) -> None:
    before = published(out)
    reprocess(out)
    promote(out, "later")
    assert published(out) != before
    promote(out, "stand-in")
    assert published(out) == before


def test_problems_of_the_new_version_are_kept_with_it(out: Path, standin: Standin) -> None:
    def doubt(document: Document) -> None:
        document.problems = [Problem(code="doubt", message="Unclear.")]

    standin.amend = doubt
    reprocess(out)
    with Catalogue(out / CATALOGUE) as catalogue:
        pairs = list(catalogue.versions.pairs("published", "later"))
    assert {problem.code for _, new in pairs if new for problem in new.problems} == {"doubt"}
