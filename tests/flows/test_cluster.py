"""A Dask cluster with PostgreSQL and an object store: what it makes is what one process makes."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.errors import TripartiteError
from pipeline.inputs import find_inputs
from pipeline.layout import ARCHIVE, CATALOGUE, PUBLISHED
from pipeline.run import Run
from pipeline.workers import Workers
from tests.dask_cluster import DaskCluster
from tests.pipeline.corpus_records import CORPUS
from tests.postgres import Postgres


@pytest.fixture
def inputs(folder: Path) -> list[str]:
    """Announcements, one of them in an archive and one twice, a file without bytes, and one that is not there."""
    texts = sorted((CORPUS / "gold").glob("*.txt"))[:24]
    for text in texts[1:]:
        (folder / text.name).write_bytes(text.read_bytes())
    (folder / "copy.txt").write_bytes(texts[1].read_bytes())
    (folder / "empty.txt").touch()
    with ZipFile(folder / "archive.zip", "w") as archive:
        archive.write(texts[0], "one.txt")
    return [str(folder), str(folder / "absent.txt")]


def published(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in PUBLISHED[:2]}


@pytest.mark.slow
def test_workers_elsewhere_make_the_same_bytes(
    inputs: list[str],
    tmp_path: Path,
    postgres: Postgres,
    bucket: str,
    prefect: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain, shared = tmp_path / "plain", tmp_path / "shared"
    with Run(find_inputs(inputs, plain), plain) as run:
        plan = run.plan()
        with Workers(plan, tmp_path / "log", processes=1) as workers:
            for pending in workers:
                run.store(pending.result())
        run.publish(plan)
    monkeypatch.setenv("TRIPARTITE_CATALOGUE", postgres.new())
    monkeypatch.setenv("TRIPARTITE_ARCHIVE", f"{bucket}/cluster")
    cluster = DaskCluster(tmp_path)
    try:
        for _ in range(2):
            cluster.add_worker()
        arguments = ["run", *inputs, "--out", str(shared), "--batch-size", "4", "--dask", cluster.address]
        result = CliRunner().invoke(app, arguments)
    finally:
        cluster.close()
    assert result.exit_code == 1, result.output  # one input is empty, one not there
    assert published(shared) == published(plain)
    assert not (shared / CATALOGUE).exists()
    assert not (shared / ARCHIVE).exists()


@pytest.mark.slow
def test_a_worker_of_another_version_is_told(inputs: list[str], tmp_path: Path) -> None:
    from flows.cluster import Cluster

    cluster = DaskCluster(tmp_path)
    try:
        cluster.add_worker("--no-nanny", TRIPARTITE_TEXT_BYTES="1MB")
        out = tmp_path / "out"
        with (
            Run(find_inputs(inputs, out), out) as run,
            Cluster(cluster.address) as crew,
            Workers(run.plan(), tmp_path / "log", crew=crew) as workers,
            pytest.raises(TripartiteError, match=r"has version [0-9a-f]+ of tripartite, this run"),
        ):
            next(iter(workers)).result()
    finally:
        cluster.close()


def test_a_scheduler_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from flows.cluster import Cluster

    monkeypatch.setattr("flows.cluster.PATIENCE", 1)
    with pytest.raises(TripartiteError, match=r"No Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        Cluster("tcp://127.0.0.1:9")


def test_a_scheduler_without_workers_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows.cluster import Cluster

    monkeypatch.setattr("flows.cluster.PATIENCE", 1)
    cluster = DaskCluster(tmp_path)
    try:
        with pytest.raises(TripartiteError, match=r"has had no workers .* dask worker tcp://"):
            Cluster(cluster.address)
    finally:
        cluster.close()
