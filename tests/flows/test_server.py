"""The command line as a user starts it: with a Prefect server of its own and workers in processes."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

import pytest

from flows.server import TemporaryServer
from pipeline.catalogue import Catalogue
from pipeline.errors import TripartiteError
from pipeline.inputs import find_inputs
from pipeline.layout import CATALOGUE, PUBLISHED
from pipeline.run import Run
from pipeline.workers import Workers
from tests.patience import wait_until

pytestmark = pytest.mark.slow

SIGNED = "Le {} mars 2021, Anne Roy, préfète de la Creuse, a signé le contrat départemental de prévention."


@pytest.fixture(scope="module")
def environment(new_prefect_home: Callable[[], Path]) -> dict[str, str]:
    """That of a user who has set nothing of Prefect."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return kept | {"PREFECT_HOME": str(new_prefect_home())}


def tripartite(*arguments: object, **options: object) -> "subprocess.Popen[str]":
    command = [str(Path(sys.executable).with_name("tripartite")), *map(str, arguments)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, start_new_session=True, **options)


def processes_of(group: int) -> list[str]:
    """The processes of a group that are left."""
    result = subprocess.run(["ps", "-eo", "pgid=,stat=,args="], capture_output=True, text=True, check=True)
    lines = [line.split(maxsplit=2) for line in result.stdout.splitlines()]
    return [args for pgid, stat, args in lines if int(pgid) == group and not stat.startswith("Z")]


def test_a_run_is_quiet_and_leaves_nothing_behind(
    folder: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    for day in range(1, 21):
        (folder / f"{day}.txt").write_text(SIGNED.format(day))
    (folder / "empty.txt").touch()
    process = tripartite("run", folder, "--out", tmp_path / "out", env=environment)
    out, err = process.communicate(timeout=300)
    assert process.returncode == 1
    assert "20 of 21 documents read, 1 empty" in out
    first, *progress = err.splitlines()
    assert first == "21 documents to read"
    assert progress
    assert all(" of 21 documents" in line for line in progress)
    wait_until(lambda: not processes_of(process.pid), seconds=10)
    assert len((tmp_path / "out" / "documents.jsonl").read_text().splitlines()) == 21
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    assert {"start", "identify", "extract", "archive", "store", "publish", "consolidate", "total"} == set(
        report["seconds"]
    )


@pytest.mark.parametrize("moment", ["at the start", "while Prefect starts", "between batches"])
def test_ctrl_c_ends_a_run_and_all_its_processes(
    folder: Path, tmp_path: Path, environment: dict[str, str], moment: str
) -> None:
    for number in range(2_000):
        (folder / f"{number}.txt").write_text(SIGNED.format(number))
    out = tmp_path / "out"
    process = tripartite("run", folder, "--out", out, "--batch-size", "20", env=environment)
    # A terminal sends it to every process that it knows of.
    wait_until((out / ".tripartite" / "prefect.log").exists)
    if moment == "while Prefect starts":
        time.sleep(1)
    if moment == "between batches":
        assert process.stderr
        # The first line says how many there are, the next ones how many are done: some, and not yet all.
        assert next(line for line in process.stderr if " of 2,000 documents" in line)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert "Interrupted. What was read is stored" in err
    wait_until(lambda: not processes_of(process.pid), seconds=10)


def test_a_killed_run_leaves_no_process_and_the_next_ends_with_the_same_bytes(
    folder: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    for number in range(200):
        (folder / f"{number}.txt").write_text(f"{SIGNED.format(number % 28 + 1)} Acte {number}.")
    whole, out = tmp_path / "whole", tmp_path / "out"
    with Run(find_inputs([str(folder)], whole), whole) as run:
        plan = run.plan()
        with Workers(plan, tmp_path / "log", processes=1) as workers:
            for pending in workers:
                run.store(pending.result())
        run.publish(plan)
    process = tripartite("run", folder, "--out", out, "--batch-size", "5", env=environment)
    wait_until(lambda: documents_done(out))
    process.kill()
    process.communicate()
    wait_until(lambda: not processes_of(process.pid), seconds=30)
    again = tripartite("run", folder, "--out", out, env=environment)
    shown, _ = again.communicate(timeout=300)
    assert again.returncode == 0
    assert "200 of 200 documents read (" in shown
    for name in PUBLISHED[:2]:
        assert (out / name).read_bytes() == (whole / name).read_bytes()


def documents_done(out: Path) -> int:
    """How many documents the last run has stored so far."""
    if not (out / CATALOGUE).exists():
        return 0
    with Catalogue(out / CATALOGUE) as catalogue:
        return sum(run.done for run in catalogue.runs.latest())


def test_a_server_answers_until_it_is_stopped(
    tmp_path: Path, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_HOME", environment["PREFECT_HOME"])
    with TemporaryServer(tmp_path / "log") as server:
        server.wait()
        with urlopen(f"{server.url}/health") as answer:
            assert answer.read() == b"true"
    with pytest.raises(OSError, match="refused"):
        urlopen(f"{server.url}/health")


def test_a_server_that_does_not_start_is_told_in_plain_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No database can lie there.
    monkeypatch.setenv("PREFECT_API_DATABASE_CONNECTION_URL", "sqlite+aiosqlite:////dev/null/prefect.db")
    with (
        TemporaryServer(tmp_path / "prefect.log") as server,
        pytest.raises(TripartiteError, match=r"Prefect's server did not start .*/prefect\.log"),
    ):
        server.wait()
