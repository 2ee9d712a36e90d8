"""The deployments of prefect.yaml, as an operator uses them: server, work pool, worker, run."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
import yaml

from pipeline.catalogue import Catalogue, RunState
from pipeline.layout import CATALOGUE
from tests.patience import PATIENCE, wait_until
from tests.pipeline.corpus_records import CORPUS
from tests.pipeline.running import run as run_here
from tests.postgres import Postgres

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SIGNED = """\
Le 13 octobre 2020, Ziad Khoury, préfet de l’Aisne, a signé le contrat départemental de prévention et de protection
de l’enfance.
"""


def prefect(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "prefect", "--no-prompt", *arguments]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.fixture(scope="module")
def environment(new_prefect_home: Callable[[], Path]) -> dict[str, str]:
    """That of an operator who has chosen a server on this machine."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return kept | {
        "PREFECT_HOME": str(new_prefect_home()),
        "PREFECT_API_URL": f"http://127.0.0.1:{free_port()}/api",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }


@pytest.fixture(scope="module")
def server(environment: dict[str, str]) -> Iterator[None]:
    url = environment["PREFECT_API_URL"]
    port = url.removesuffix("/api").rpartition(":")[2]
    command = prefect("server", "start", "--host", "127.0.0.1", "--port", port, "--no-ui")
    messages = Path(environment["PREFECT_HOME"]) / "server.log"
    with messages.open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        wait_until(lambda: answers(f"{url}/health") or process.poll() is not None)
        assert process.poll() is None, messages.read_text()
        yield
    finally:
        process.terminate()
        process.wait(60)


def answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


DEPLOYMENTS: dict[str, dict[str, Any]] = {
    deployment["name"]: deployment
    for deployment in yaml.safe_load((ROOT / "prefect.yaml").read_text())["deployments"]
}


class Operator:
    """Calls Prefect's commands."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment

    def call(self, *arguments: str, **more: str) -> str:
        result = subprocess.run(
            prefect(*arguments),
            cwd=ROOT,
            env=self.environment | more,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert result.returncode == 0, result.stdout
        return result.stdout

    def start_worker(self, name: str, limit: str, **more: str) -> "subprocess.Popen[bytes]":
        """Start a worker that takes so many runs at a time."""
        return subprocess.Popen(
            prefect("worker", "start", "--pool", "tripartite", "--name", name, "--limit", limit),
            cwd=ROOT,
            # More often, server and workers do little but ask and answer; by default, runs wait ten seconds.
            env=self.environment | more | {"PREFECT_WORKER_QUERY_SECONDS": "3"},
        )

    def run(self, name: str, *options: str, **parameters: object) -> str:
        given = [f"--param={key}={json.dumps(value)}" for key, value in parameters.items()]
        return self.call("deployment", "run", f"{name}/{name}", *given, *options)


@pytest.fixture(scope="module")
def operator(environment: dict[str, str], server: None, tmp_path_factory: pytest.TempPathFactory) -> Operator:
    """One who has deployed all flows."""
    made = Operator(environment)
    made.call("work-pool", "create", "tripartite", "--type", "process")
    made.call("deploy", "--all", "--prefect-file", str(without_schedules(tmp_path_factory.mktemp("yaml"))))
    return made


@pytest.mark.parametrize("name", ["ingest", "reprocess", "publish"])
def test_a_deployment_names_a_flow_and_parameters_that_it_has(name: str) -> None:
    deployment = DEPLOYMENTS[name]
    file, _, function = deployment["entrypoint"].partition(":")
    flow = getattr(import_module(file.removesuffix(".py").replace("/", ".")), function)
    assert flow.name == name
    assert set(deployment["parameters"]) <= set(flow.parameters.properties)
    assert set(flow.parameters.required or ()) <= set(deployment["parameters"])


# A part is started by the run whose part it is.
@pytest.mark.parametrize("name", [name for name in DEPLOYMENTS if not name.endswith("part")])
def test_a_deployment_runs_at_an_hour_of_paris_and_alone_and_is_tried_again(name: str) -> None:
    deployment = DEPLOYMENTS[name]
    assert [schedule["timezone"] for schedule in deployment["schedules"]] == ["Europe/Paris"]
    assert deployment["concurrency_limit"] == {"limit": 1, "collision_strategy": "CANCEL_NEW"}
    assert deployment["work_pool"]["job_variables"]["env"]["PREFECT_FLOWS_DEFAULT_RETRIES"] == "2"


def test_no_schedule_publishes_another_version() -> None:
    assert DEPLOYMENTS["publish"]["parameters"]["version"] == "published"


def test_what_a_scrape_finds_is_read_by_the_run_that_it_starts_and_can_be_published_again(
    folder: Path, tmp_path: Path, operator: Operator
) -> None:
    (folder / "a.txt").write_text(SIGNED)
    declared, out = tmp_path / "sources.yaml", tmp_path / "out"
    declared.write_text(f"""
sources:
  actes:
    publisher: {{name: Actes, departement: null}}
    find: {{kind: folder, folder: {folder}}}
""")
    parameters = {"out": str(out), "sources": None, "file": str(declared)}
    given = [f"--param={key}={json.dumps(value)}" for key, value in parameters.items()]
    published = out / "contracts.jsonl"
    worker = operator.start_worker("one", "2", TRIPARTITE_CONTACT="veille@example.org")
    try:
        operator.call("deployment", "run", "scrape/scrape-departements", *given)
        wait_until(published.exists)
        wait_until(lambda: not running(out, "ingest"))
        (line,) = published.read_text().splitlines()
        assert json.loads(line)["signatories"][0]["name"] == "Ziad Khoury"

        published.unlink()
        operator.run("publish", out=str(out))
        wait_until(published.exists)
        assert published.read_text() == f"{line}\n"
    finally:
        worker.terminate()
        worker.wait(60)


def test_two_workers_make_the_bytes_of_one_process(
    folder: Path, tmp_path: Path, operator: Operator, postgres: Postgres, bucket: str
) -> None:
    for text in sorted((CORPUS / "gold").glob("*.txt"))[:24]:
        (folder / text.name).write_bytes(text.read_bytes())
    plain, out = tmp_path / "plain", tmp_path / "out"
    run_here(plain, folder)
    keys = {name: value for name, value in os.environ.items() if name.startswith("AWS_")}
    place = postgres.new()
    shared = keys | {"TRIPARTITE_CATALOGUE": place, "TRIPARTITE_ARCHIVE": f"{bucket}/parts"}
    # One run at a time for each: the one that divides the work keeps one busy, so that both have something to do.
    started = [operator.start_worker(name, "1", **shared) for name in ("one", "two")]
    try:
        shown = operator.run("ingest", "--watch", inputs=[str(folder)], out=str(out), parts=2, processes=1)
    finally:
        for worker in started:
            worker.terminate()
        for worker in started:
            worker.wait(60)
    assert "Completed" in shown
    for name in ("documents.jsonl", "contracts.jsonl"):
        assert (out / name).read_bytes() == (plain / name).read_bytes()
    with Catalogue(place) as catalogue:
        runs = catalogue.runs.latest(5)
    # Both parts, and nothing left for the run that divided the work.
    assert [(run.state, run.done) for run in runs] == [("completed", run.planned) for run in runs]
    assert len(runs) == 2
    assert sum(run.done for run in runs) == len(list(folder.iterdir()))
    assert not (out / CATALOGUE).exists()


def test_what_a_dead_worker_leaves_is_done_by_the_run_that_divided_the_work(
    folder: Path, tmp_path: Path, operator: Operator
) -> None:
    for text in sorted((CORPUS / "gold").glob("*.txt"))[:24]:
        (folder / text.name).write_bytes(text.read_bytes())
    out = tmp_path / "out"
    run_here(out, folder)
    # One run at a time for each: the one that divides the work, and two parts. Another limit makes another version.
    started = [
        operator.start_worker(name, "1", TRIPARTITE_PDF_PAGES="4000") for name in ("one", "two", "three")
    ]
    parameters = {"out": str(out), "parts": 2, "processes": 1}
    watch = threading.Thread(target=operator.run, args=("reprocess", "--watch"), kwargs=parameters)
    watch.start()
    try:
        wait_until(lambda: running(out, "reprocess"))
        parts = running(out, "reprocess")
        # Its worker first, which would tell the server of it.
        dead = parts[0].parameters["process"]["pid"]
        os.kill(parent_of(dead), signal.SIGKILL)
        os.kill(dead, signal.SIGKILL)
    finally:
        watch.join()
        for worker in started:
            worker.terminate()
        for worker in started:
            worker.wait(60)
    with Catalogue(out / CATALOGUE) as catalogue:
        new, old = catalogue.versions.all()
        _, *done = reversed(catalogue.runs.latest(5))
        pairs = list(catalogue.versions.pairs(old.name, new.name))
    # Two parts, of which one was killed, and the rest; every document once.
    assert {run.kind for run in done} == {"reprocess"}
    states = {run.id: run.state for run in done}
    assert states.pop(parts[0].id) == "interrupted"
    assert list(states.values()) == ["completed", "completed"]
    assert sum(run.done for run in done) == new.extractions == old.extractions == 24
    for one, other in pairs:
        assert one
        assert other
        assert one.contracts == other.contracts


def running(out: Path, kind: str) -> list[RunState]:
    with Catalogue(out / CATALOGUE) as catalogue:
        return catalogue.runs.running(kind)


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def without_schedules(folder: Path) -> Path:
    """The file of the deployments, without the hours at which a test may happen to run."""
    declared = yaml.safe_load((ROOT / "prefect.yaml").read_text())
    for deployment in declared["deployments"]:
        deployment.pop("schedules", None)
    file = folder / "prefect.yaml"
    file.write_text(yaml.safe_dump(declared))
    return file
