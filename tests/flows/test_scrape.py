"""The flow `scrape`: what it returns, shows and tells the server."""

from pathlib import Path
from typing import Any

import pytest

from flows.scrape import scrape
from pipeline.errors import TripartiteError

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


def test_new_captures_and_silent_sources_are_told(
    declared: Path, tmp_path: Path, told: list[tuple[str, dict[str, Any]]]
) -> None:
    out = str(tmp_path / "out")
    assert scrape(out, file=str(declared)) == {"new": 1, "changed": 0, "silent": 1}
    artifact, silent, new = told
    assert artifact[1]["description"] == "2 sources: 1 new document, 0 changed, 1 source to look at"
    assert [row["source"] for row in artifact[1]["table"]] == ["actes", "absent"]
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
