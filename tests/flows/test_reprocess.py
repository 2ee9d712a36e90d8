"""The flows `reprocess` and `publish`, the commands that start them, and how many tasks a large archive makes."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.batches import Share, batches_of, store_all
from pipeline.catalogue import Capture, Catalogue
from pipeline.cli import app
from pipeline.layout import ARCHIVE, CATALOGUE
from pipeline.record import Document
from pipeline.steps import Steps
from pipeline.workers import Pending
from tests.standin import Standin

pytestmark = pytest.mark.usefixtures("prefect")


def tripartite(*arguments: object, code: int = 0) -> str:
    result = CliRunner().invoke(app, list(map(str, arguments)))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    assert result.exit_code == code, result.output
    return result.output


def later(standin: Standin) -> None:
    """Another version comes, which finds titles."""

    def amend(document: Document) -> None:
        document.source.title = "a title"

    standin.fingerprint, standin.amend = "later", amend


@pytest.fixture
def out(folder: Path, tmp_path: Path, standin: Standin) -> Path:
    for name, text in {"a": "02 Anne Roy", "b": "39 Luc Petit", "c": "nothing"}.items():
        (folder / f"{name}.txt").write_text(text)
    tripartite("run", folder, "--out", tmp_path / "out")
    later(standin)
    return tmp_path / "out"


def titles(out: Path) -> set[str | None]:
    lines = (out / "documents.jsonl").read_text().splitlines()
    return {json.loads(line)["source"]["title"] for line in lines}


def test_the_flows_reprocess_show_what_changed_and_publish(out: Path) -> None:
    from prefect.client.orchestration import get_client

    from flows.publish import publish
    from flows.reprocess import reprocess

    state = reprocess(str(out), batch_size="2", return_state=True)
    assert state.result() == {"known": 0, "done": 3, "failed": 0, "missing": 0, "changed": 3}
    with get_client(sync_client=True) as client:
        (artifact,) = [a for a in client.read_artifacts() if a.flow_run_id == state.state_details.flow_run_id]
    assert (artifact.key, artifact.type) == ("comparison", "markdown")
    assert "| titre du document | 3 | 0 | 0 | 0 | 0 |" in str(artifact.data)
    assert titles(out) == {None}
    assert publish(str(out), version="later") == {"promoted": 3, "kept": 0, "lacking": 0, "contracts": 2}
    assert titles(out) == {"a title"}
    # Without a version the files are written and nothing else changes.
    (out / "documents.jsonl").unlink()
    assert publish(str(out)) == {"promoted": 0, "kept": 0, "lacking": 0, "contracts": 2}
    assert titles(out) == {"a title"}


def test_the_commands_plan_work_compare_and_promote(out: Path, standin: Standin) -> None:
    standin.extracted.clear()
    assert "3 documents selected, 0 have version later already, 3 to do" in tripartite(
        "reprocess", "--out", out, "--dry-run"
    )
    assert standin.extracted == []
    shown = tripartite("reprocess", "--out", out, "--compare")
    assert "3 documents read in version later, 0 failed." in shown
    assert "3 documents compared, 3 of them changed" in shown
    assert f"tripartite promote later --out {out}" in shown
    again = tripartite("reprocess", "--out", out)
    assert "0 to do" in again
    assert "Readers see" not in again
    assert titles(out) == {None}
    assert "3 documents now published in version later; 2 contracts." in tripartite(
        "promote", "later", "--out", out
    )
    assert titles(out) == {"a title"}


def test_an_interrupt_keeps_what_is_stored_and_the_next_one_goes_on(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    results = iter([Pending.result])

    def interrupted(pending: Pending) -> object:
        for result in results:
            return result(pending)
        raise KeyboardInterrupt

    arguments = ("reprocess", "--out", out, "--batch-size", "1", "--processes", "1")
    with monkeypatch.context() as patch:
        patch.setattr(Pending, "result", interrupted)
        assert "the same command goes on from there" in tripartite(*arguments, code=130)
    with Catalogue(out / CATALOGUE) as catalogue:
        assert [(run.state, run.done) for run in catalogue.runs.latest(1)] == [("interrupted", 1)]
    assert "2 documents read in version later" in tripartite(*arguments)


def test_what_failed_makes_the_exit_code(folder: Path, tmp_path: Path, standin: Standin) -> None:
    (folder / "a.txt").write_text("failure")
    tripartite("run", folder, "--out", tmp_path / "out", code=1)
    later(standin)
    assert "1 document read in version later, 1 failed." in tripartite(
        "reprocess", "--out", tmp_path / "out", "--failed", code=1
    )


def test_what_the_archive_has_lost_or_damaged_is_counted_and_named(out: Path) -> None:
    lost, broken, _ = sorted((out / ARCHIVE).glob("??/*"))
    lost.unlink()
    broken.chmod(0o644)
    broken.write_text("broken")
    shown = tripartite("reprocess", "--out", out, code=1)
    assert "1 document read in version later, 0 failed, 2 could not be had from the archive." in shown
    assert lost.name in shown
    assert broken.name in shown


def test_a_day_that_is_none_and_a_form_that_there_is_not(out: Path) -> None:
    assert "2026-13-01 is no day" in tripartite("reprocess", "--out", out, "--since", "2026-13-01", code=2)
    assert "No day is both" in tripartite(
        "reprocess", "--out", out, "--since", "2026-03-05", "--until", "2026-03-04", code=2
    )
    assert "pdf is none of" in tripartite("reprocess", "--out", out, "--format", "pdf", code=2)


def test_a_source_that_nothing_was_fetched_from_is_no_source(out: Path) -> None:
    arguments = ("reprocess", "--out", out, "--source", "nixda")
    assert "nothing was fetched from any" in tripartite(*arguments, code=2)
    at = datetime(2026, 3, 4, tzinfo=UTC)
    with Catalogue(out / CATALOGUE) as catalogue:
        catalogue.captures.add([Capture("https://a.example/1", at, source="prefecture-23", http_status=404)])
    assert "there are prefecture-23" in tripartite(*arguments, code=2)
    # Its key is right, and nothing came of it.
    assert "Nothing is selected" in tripartite(*arguments[:-1], "prefecture-23")


def test_where_nothing_is_selected_nothing_else_is_told(out: Path) -> None:
    shown = tripartite("reprocess", "--out", out, "--fingerprint", "zz")
    assert shown == "Nothing is selected: no document of the archive is what was asked for.\n"


def test_a_hundred_thousand_batches_make_less_than_two_thousand_tasks() -> None:
    taken, tasks = 0, 0
    while taken < 100_000:
        taken += batches_of(tasks)
        tasks += 1
    assert tasks < 2_000


def test_every_batch_is_stored_in_its_order_whatever_task_takes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.batches._SAME", 2)
    tasks: list[int] = []
    stored: list[int] = []

    class Batch:
        missing: tuple[str, ...] = ()

        def __init__(self, number: int) -> None:
            self.number = number
            self.batch = [None] * 3

        def result(self) -> "Batch":
            return self

        @property
        def failed(self) -> int:
            return self.number % 2

    class Plain(Steps):
        def store(self, extracted: object) -> None:
            stored.append(extracted.number)  # type: ignore[attr-defined]

    def task(steps: Steps, share: Share) -> None:
        before = len(stored)
        share.store(steps)
        tasks.append(len(stored) - before)

    monkeypatch.setattr("flows.batches.store_batches", task)
    done: list[tuple[int, int]] = []
    progress = lambda count, failed=0: done.append((count, failed))  # noqa: E731
    with Plain(tmp_path, Catalogue(tmp_path / CATALOGUE)) as plain:
        store_all(plain, map(Batch, range(20)), progress)  # type: ignore[arg-type]
    assert stored == list(range(20))
    assert tasks == [1, 1, 2, 2, 4, 4, 6]
    assert done == [(3, number % 2) for number in range(20)]
