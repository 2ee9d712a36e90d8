"""The flow `ingest` and the command `run`, against a Prefect server of the tests' own."""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from zipfile import ZipFile

import pytest
from typer.testing import CliRunner

from pipeline.catalogue import Catalogue
from pipeline.cli import app
from pipeline.errors import TripartiteError
from pipeline.layout import CATALOGUE
from pipeline.reading.limits import LIMITS
from pipeline.workers import Pending
from tests.standin import Standin

pytestmark = pytest.mark.usefixtures("prefect")

SIGNED = (
    "Le 13 octobre 2020, {}, préfet de l’Aisne, a signé "
    "le contrat départemental de prévention et de protection de l’enfance."
)


def write(folder: Path, **texts: str) -> list[str]:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text)
    return [str(folder / f"{name}.txt") for name in texts]


def run(*arguments: object, stdin: str | bytes = "") -> tuple[int, str]:
    """Exit code and output of `tripartite run`."""
    result = CliRunner().invoke(app, ["run", *map(str, arguments)], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result.exit_code, result.output


def documents(out: Path) -> dict[str, dict[str, object]]:
    lines = (out / "documents.jsonl").read_text().splitlines()
    return {Path(record["source"]["uri"]).name: record for record in map(json.loads, lines)}


def test_the_flow_says_what_it_found(folder: Path, tmp_path: Path, standin: Standin) -> None:
    from flows.ingest import ingest

    write(folder, a="02 Anne Roy", b="39 Luc Petit", c="", d="nothing")
    counts = ingest([str(folder)], str(tmp_path / "out"), text=False, batch_size="2", processes=1)
    assert counts == {"documents": 4, "not_read": 1, "contracts": 2}
    assert len(documents(tmp_path / "out")) == 4


def test_a_flow_with_nothing_to_read_fails(tmp_path: Path) -> None:
    from flows.ingest import ingest

    with pytest.raises(TripartiteError, match=r"There is nothing to read under .*absent\.txt"):
        ingest([str(tmp_path / "absent.txt")], str(tmp_path / "out"))


def test_prefect_sees_one_task_for_each_batch(folder: Path, tmp_path: Path, standin: Standin) -> None:
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId
    from prefect.events.worker import EventsWorker

    from flows.ingest import ingest

    write(folder, **{f"n{n}": f"text {n}" for n in range(7)})
    state = ingest([str(folder)], str(tmp_path / "out"), batch_size="3", return_state=True)
    # Prefect tells its server of tasks in the background.
    EventsWorker.drain_all()
    this = FlowRunFilter(id=FlowRunFilterId(any_=[state.state_details.flow_run_id]))
    with get_client(sync_client=True) as client:
        for _ in range(200):
            tasks = client.read_task_runs(flow_run_filter=this)
            if len(tasks) == 3 and all(task.state and task.state.is_completed() for task in tasks):
                break
            time.sleep(0.05)
    assert [task.name.partition("-")[0] for task in tasks] == ["batch"] * 3


def test_a_run_shows_contracts_counts_files_and_problems(
    folder: Path, tmp_path: Path, standin: Standin
) -> None:
    write(folder, a="02 Anne Roy", b="")
    code, shown = run(folder, folder / "absent.txt", "--out", tmp_path / "out")
    assert code == 1
    assert "02 Aisne" in shown
    assert "Anne Roy" in shown
    assert "1 of 3 documents read, 1 empty, 1 rejected; 1 contract in" in shown
    assert f"JSON: {tmp_path}/out/contracts.jsonl, " in shown
    assert f"{folder}/absent.txt: There is no such file: check the name.\n" in shown
    assert f"{folder}/b.txt: The file has no bytes.\n" in shown


def test_a_run_in_which_everything_is_read(folder: Path, tmp_path: Path, standin: Standin) -> None:
    write(folder, a="02 Anne Roy", b="nothing")
    assert run(folder, "--out", tmp_path / "out")[0] == 0
    # The second time there is nothing to do, and the result is the same.
    before = (tmp_path / "out" / "documents.jsonl").read_bytes()
    standin.extracted.clear()
    assert run(folder, "--out", tmp_path / "out")[0] == 0
    assert standin.extracted == []
    assert (tmp_path / "out" / "documents.jsonl").read_bytes() == before


def test_inputs_from_a_list(folder: Path, tmp_path: Path, standin: Standin) -> None:
    names = write(folder, a="02 Anne Roy", b="nothing", c="39 Luc Petit")
    assert run("-", "--out", tmp_path / "out", stdin="\n".join(names[:2]))[0] == 0
    assert sorted(documents(tmp_path / "out")) == ["a.txt", "b.txt"]


def test_neither_order_nor_batches_change_a_byte(folder: Path, tmp_path: Path, standin: Standin) -> None:
    names = write(folder, **{f"n{n}": f"{n % 7 + 10} Anne Roy" for n in range(30)}, empty="")
    random.Random(1).shuffle(names)
    run(folder, "--out", tmp_path / "one", "--batch-size", "7")
    run(*names, "--out", tmp_path / "two", "--batch-size", "10kB", "--processes", "1")
    for name in ("documents.jsonl", "contracts.jsonl"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_an_interrupt_keeps_what_is_stored_and_the_next_run_goes_on(
    folder: Path, tmp_path: Path, standin: Standin, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, **{f"n{n}": f"text {n}" for n in range(6)})
    results = iter((Pending.result, Pending.result))

    def interrupted(pending: Pending) -> object:
        for result in results:
            return result(pending)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Pending, "result", interrupted)
        code, shown = run(folder, "--out", tmp_path / "out", "--batch-size", "2", "--processes", "1")
    assert code == 130
    assert "Interrupted. What was read is stored: the same command goes on from there." in shown
    with Catalogue(tmp_path / "out" / CATALOGUE) as catalogue:
        assert catalogue.counts().statuses == {"read": 4}
    standin.extracted.clear()
    assert run(folder, "--out", tmp_path / "out")[0] == 0
    assert len(standin.extracted) == 2


def test_every_kind_of_bad_input_is_a_problem_of_that_input_only(
    folder: Path, tmp_path: Path, in_threads: None
) -> None:
    """With the real extraction: what cannot be read, beside what can."""
    write(
        folder,
        good=SIGNED.format("Ziad Khoury"),
        same=SIGNED.format("Ziad Khoury"),
        empty="",
        blank=" \n\t\n",
    )
    (folder / "binary.txt").write_bytes(random.Random(0).randbytes(5_000))
    (folder / "bodiless.html").write_text("<!DOCTYPE html><html><head><title>Rien</title></head></html>")
    (folder / "large.txt").write_bytes(b"Bonjour. " * (LIMITS.text_bytes // 9 + 1))
    (folder / "truncated.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog")
    (folder / "link.txt").symlink_to("nowhere")
    os.mkfifo(folder / "pipe.txt")
    (folder / os.fsdecode(b"pr\xe9fet.txt")).write_text(SIGNED.format("Anne Roy"))

    code, shown = run(folder, folder / "absent.txt", "--out", tmp_path / "out")

    records = documents(tmp_path / "out")
    statuses = {name: record["status"] for name, record in records.items()}
    assert statuses == {
        "good.txt": "read",
        "pr%E9fet.txt": "read",
        "empty.txt": "empty",
        "blank.txt": "empty",
        "bodiless.html": "empty",
        "binary.txt": "rejected",
        "large.txt": "rejected",
        "truncated.pdf": "rejected",
        "link.txt": "rejected",
        "pipe.txt": "rejected",
        "absent.txt": "rejected",
    }
    assert records["good.txt"]["source"]["also"] == [str(folder / "same.txt")]
    assert code == 1
    assert "Traceback" not in shown
    # Each has a line that names it and says why.
    problems = [line for line in shown.splitlines() if line.startswith(str(folder))]
    assert sorted(Path(line.partition(": ")[0]).name for line in problems) == sorted(
        name for name, status in statuses.items() if status != "read"
    )
    assert all(line.partition(": ")[2] for line in problems)
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    assert len(report["not_read"]) == len(problems)
    assert report["documents"]["by_status"] == {"empty": 3, "read": 2, "rejected": 6}
    # And what can be read is.
    lines = (tmp_path / "out" / "contracts.jsonl").read_text().splitlines()
    signatories = [person["name"] for line in lines for person in json.loads(line)["signatories"]]
    assert sorted(signatories) == ["Anne Roy", "Ziad Khoury"]


def test_what_finds_nothing_to_extract_loads_neither_prefect_nor_a_model(tmp_path: Path) -> None:
    """So that a second run over what is known is done at once."""
    with ZipFile(tmp_path / "empty.zip", "w"):
        pass
    code = (
        "import sys; from pipeline.cli import app\n"
        f"try: app(['run', {str(tmp_path / 'empty.zip')!r}, '--out', {str(tmp_path / 'out')!r}])\n"
        "except SystemExit: pass\n"
        "print([m for m in ('numpy', 'prefect', 'spacy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (tmp_path / "out" / "contracts.jsonl").exists()
    assert done.stdout.splitlines()[-1] == "[]"


def test_without_inputs_it_is_told_that_nothing_is_left_and_which_run_was_stopped(
    folder: Path, tmp_path: Path, standin: Standin
) -> None:
    out = tmp_path / "out"
    names = write(folder, a="02 Anne Roy")
    assert run(*names, "--out", out)[0] == 0
    code, shown = run("--out", out)
    assert (code, "stopped" in shown) == (0, False)
    assert "All that the archive has was read before; 1 contract in" in shown
    with Catalogue(out / CATALOGUE) as catalogue:
        number = catalogue.runs.start("run", 5, parameters={"inputs": ["acts"]})
        catalogue.runs.advance(number, 2)
        catalogue.runs.end(number, "interrupted")
    assert "The run over acts was stopped at 2 of 5 documents." in run("--out", out)[1]
    # It is over when a later one has gone on from there.
    write(folder, b="39 Luc Petit")
    assert "1 document known already" in run(folder, "--out", out)[1]
    assert "stopped" not in run("--out", out)[1]
