"""What many tests need."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from fcntl import LOCK_EX, flock
from itertools import count
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import settings

from pipeline.catalogue import Catalogue
from pipeline.pools import processors
from tests.postgres import Postgres, programs
from tests.standin import Standin

# A property holds or does not; how long a machine under load takes to tell is no part of it.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Two more than there are processors: much of the time goes into waiting for servers and workers."""
    return min(processors() + 2, 6)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let files of slow tests come first: begun last, they leave the other processes with nothing to do."""
    slow = Counter(item.path for item in items if item.get_closest_marker("slow"))
    items.sort(key=lambda item: -slow[item.path])


@pytest.fixture(scope="session", autouse=True)
def interruptible() -> None:
    """A shell lets its jobs in the background ignore interrupts, and what they start does as they do."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def in_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let workers be threads of this process: no start to wait for, and what is patched here is so there."""
    monkeypatch.setattr("pipeline.workers.new_pool", lambda processes, *_: ThreadPoolExecutor(processes))


@pytest.fixture
def standin(monkeypatch: pytest.MonkeyPatch, in_threads: None) -> Standin:
    """Put the stand-in in the place of the extraction."""
    made = Standin()
    made.put_in_place(monkeypatch)
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for inputs."""
    path = tmp_path / "in"
    path.mkdir()
    return path


@pytest.fixture(scope="session")
def new_prefect_home(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Gives homes for Prefect, each with an empty database: to make one takes ten seconds, to copy one none."""
    own = tmp_path_factory.getbasetemp()
    template = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "prefect"
    with template.with_suffix(".lock").open("w") as lock:
        # The processes that run tests share it, and the first one makes it.
        flock(lock, LOCK_EX)
        if not template.exists():
            home = template.with_suffix(".new")
            command = [sys.executable, "-m", "prefect", "server", "database", "upgrade", "--yes"]
            subprocess.run(command, env=os.environ | {"PREFECT_HOME": str(home)}, check=True)
            home.rename(template)
    return lambda: copytree(template, tmp_path_factory.mktemp("prefect") / "home")


@pytest.fixture(scope="session")
def prefect(new_prefect_home: Callable[[], Path]) -> Iterator[None]:
    """Let flows run against one Prefect server of the tests' own."""
    from flows.server import TemporaryServer, connected

    with pytest.MonkeyPatch.context() as patch:
        # What Prefect makes there must not be the user's.
        home = new_prefect_home()
        patch.setenv("PREFECT_HOME", str(home))
        with TemporaryServer(home / "log") as server, connected(server):
            yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL of the tests' own."""
    found = programs()
    if found is None:
        if os.environ.get("NOTHING_SKIPPED"):
            pytest.fail("PostgreSQL is not installed: .ci/run does that.")
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    cluster = Postgres(found)
    yield cluster
    cluster.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def new_place(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], Path | str]:
    """Gives places for catalogues, each empty, in either kind of database."""
    if request.param == "postgresql":
        cluster: Postgres = request.getfixturevalue("postgres")
        return cluster.new
    number = count()
    return lambda: tmp_path / f"{next(number)}.sqlite"


@pytest.fixture
def new_catalogue(new_place: Callable[[], Path | str]) -> Callable[[], Catalogue]:
    """Gives catalogues, each empty, in either kind of database."""
    return lambda: Catalogue(new_place())


@pytest.fixture(scope="session")
def bucket() -> Iterator[str]:
    """The URL of an empty bucket in an S3-compatible store of the tests' own."""
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        patch.setenv("AWS_ACCESS_KEY_ID", "tests")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "tests")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        boto3.client("s3").create_bucket(Bucket="tripartite")
        yield "s3://tripartite"
    server.stop()
