"""The flow `scrape`: what it returns, shows and tells the server."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.scrape import ARCHIVE, NEW_CAPTURE, scrape
from pipeline.errors import TripartiteError
from pipeline.scraping.sources.sources_yaml import load_sources

pytestmark = pytest.mark.usefixtures("prefect")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, Any]]]:
    """Events and artifacts in their order."""
    made: list[tuple[str, dict[str, Any]]] = []
    monkeypatch.setattr("flows.scrape.emit_event", lambda event, **about: made.append((event, about)))
    monkeypatch.setattr(
        "flows.scrape.create_table_artifact", lambda **about: made.append(("artifact", about))
    )
    return made


@pytest.fixture
def declared(tmp_path: Path) -> Path:
    (tmp_path / "actes").mkdir()
    (tmp_path / "actes/un.txt").write_text("Un acte")
    file = tmp_path / "sources.yaml"
    file.write_text(f"""
sources:
  actes:
    publisher: {{name: Actes, departement: null}}
    find: {{kind: folder, folder: {tmp_path / "actes"}}}
  absent:
    publisher: {{name: Absent, departement: null}}
    find: {{kind: folder, folder: {tmp_path / "absent"}}}
""")
    return file


def deployments() -> dict[str, dict[str, Any]]:
    made = yaml.safe_load(Path("prefect.yaml").read_text("utf-8"))["deployments"]
    return {deployment["name"]: deployment for deployment in made}


def test_every_declared_source_is_scraped_by_one_deployment() -> None:
    declared = load_sources()
    scrapes = [d for d in deployments().values() if d["entrypoint"] == "flows/scrape.py:scrape"]
    keys = [source.key for d in scrapes for source in declared.select(d["parameters"]["sources"])]
    assert sorted(keys) == sorted(declared)
    hours = [d["schedules"][0]["cron"] for d in scrapes]
    assert len(set(hours)) == len(hours) > 1
    assert {d["schedules"][0]["timezone"] for d in scrapes} == {"Europe/Paris"}


def test_new_captures_start_the_deployment_ingest() -> None:
    (trigger,) = deployments()["ingest"]["triggers"]
    assert trigger["expect"] == [NEW_CAPTURE]
    assert trigger["match"] == {"prefect.resource.id": ARCHIVE}
    # Without inputs a run reads what the archive has and it has not read.
    assert trigger["parameters"]["inputs"] is None


def test_new_captures_and_silent_sources_are_told(
    declared: Path, tmp_path: Path, told: list[tuple[str, dict[str, Any]]]
) -> None:
    out = str(tmp_path / "out")
    assert scrape(out, file=str(declared)) == {"new": 1, "changed": 0, "silent": 1}
    artifact, silent, new = told
    assert artifact[1]["description"] == "2 sources: 1 new document, 0 changed, 1 source to look at"
    assert [row["source"] for row in artifact[1]["table"]] == ["actes", "absent"]
    counts = {heading: number for heading, number in artifact[1]["table"][0].items() if number}
    assert counts == {
        "source": "actes",
        "links listed": 1,
        "links new": 1,
        "pages asked": 1,
        "documents new": 1,
    }
    assert "it never had a good crawl" in artifact[1]["table"][1]["remarks"]
    assert silent[0] == "tripartite.source.silent"
    assert silent[1]["resource"] == {"prefect.resource.id": "tripartite.source.absent"}
    assert new[0] == "tripartite.capture.new"
    assert new[1]["payload"] == {"sources": {"actes": 1}, "out": out}


def test_nothing_new_starts_nothing(
    declared: Path, tmp_path: Path, told: list[tuple[str, dict[str, Any]]]
) -> None:
    for _ in range(2):
        told.clear()
        scrape(str(tmp_path / "out"), ["actes"], str(declared))
    assert [event for event, _ in told] == ["artifact"]


def test_a_source_that_is_not_declared_is_an_error(declared: Path, tmp_path: Path) -> None:
    with pytest.raises(TripartiteError, match=r"has no source 'acte'\. Did you mean actes\?"):
        scrape(str(tmp_path / "out"), ["acte"], str(declared))


def test_the_artifact_is_stored(declared: Path, tmp_path: Path) -> None:
    from prefect.artifacts import Artifact

    scrape(str(tmp_path / "out"), ["actes"], str(declared))
    stored = Artifact.get("scrape")
    assert stored is not None
    assert stored.description == "1 source: 1 new document, 0 changed"
