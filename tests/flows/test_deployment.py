"""The deployment of prefect.yaml, as an operator uses it: server, work pool, worker, run."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
# Seconds: each command of Prefect takes some just to start, a machine that does other things many.
PATIENCE = 300


def prefect(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "prefect", "--no-prompt", *arguments]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """That of an operator who has chosen a server on this machine."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return kept | {
        "PREFECT_HOME": str(tmp_path / "prefect"),
        "PREFECT_API_URL": f"http://127.0.0.1:{free_port()}/api",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }


@pytest.fixture
def server(environment: dict[str, str], tmp_path: Path) -> Iterator[None]:
    url = environment["PREFECT_API_URL"]
    port = url.removesuffix("/api").rpartition(":")[2]
    command = prefect("server", "start", "--host", "127.0.0.1", "--port", port, "--no-ui")
    with (tmp_path / "server.log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        limit = time.monotonic() + PATIENCE
        while not answers(f"{url}/health"):
            assert process.poll() is None, (tmp_path / "server.log").read_text()
            assert time.monotonic() < limit, "the server did not start in time"
            time.sleep(0.5)
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


def test_the_deployment_runs_to_its_end(
    folder: Path, tmp_path: Path, environment: dict[str, str], server: None
) -> None:
    (folder / "a.txt").write_text(
        "Le 13 octobre 2020, Ziad Khoury, préfet de l’Aisne, a signé "
        "le contrat départemental de prévention et de protection de l’enfance."
    )
    parameters = [
        f"--param=inputs={json.dumps([str(folder)])}",
        f"--param=out={json.dumps(str(tmp_path / 'out'))}",
    ]

    def call(*arguments: str) -> str:
        command = prefect(*arguments)
        result = subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert result.returncode == 0, result.stdout
        return result.stdout

    call("work-pool", "create", "tripartite", "--type", "process")
    call("deploy", "--name", "ingest")
    call("deployment", "run", "ingest/ingest", *parameters)
    shown = call("worker", "start", "--pool", "tripartite", "--run-once")
    assert "Finished in state Completed()" in shown
    (line,) = (tmp_path / "out" / "contracts.jsonl").read_text().splitlines()
    assert json.loads(line)["signatories"][0]["name"] == "Ziad Khoury"
