"""The commands that look into an output folder: status, diff, history, doctor."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.catalogue import Catalogue
from pipeline.cli import app
from pipeline.entry import Entry
from pipeline.layout import CATALOGUE
from pipeline.record import Document
from tests.pipeline.made import Writer, document, signatory


def tripartite(*arguments: object) -> str:
    """What a command prints when all goes well."""
    result = CliRunner().invoke(app, list(map(str, arguments)))
    assert result.exit_code == 0, result.output
    return result.output


def entry(mark: str, *names: str) -> Entry:
    write = Writer("d" * 64)
    people = [signatory(write, name, "préfète") for name in names]
    made: Document = document(write, people=people)
    return Entry.of(made, mark, ["page.html"])


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with a document in two versions, the first published; the second found Anne Roy."""
    with Catalogue(tmp_path / CATALOGUE) as catalogue:
        catalogue.store([entry("aaaa1111")])
        run = catalogue.runs.start("reprocess", 2, "bbbb2222")
        catalogue.store([entry("bbbb2222", "Anne Roy")], publish=False, run=run)
    return tmp_path


def test_status_tells_of_runs(out: Path) -> None:
    shown = tripartite("status", "--out", out)
    assert "reprocess" in shown
    assert "running" in shown


def test_versions_are_listed_with_what_is_published(out: Path) -> None:
    rows = [line.split() for line in tripartite("versions", "--out", out).splitlines() if line.strip()]
    assert [row[:4] for row in rows[2:]] == [["bbbb2222", "1", "0", "0"], ["aaaa1111", "1", "0", "1"]]


def test_diff_shows_what_changed_with_its_quote(out: Path) -> None:
    shown = tripartite("diff", "published", "bbbb", "--out", out)
    assert "1 document compared, 1 of them changed" in shown
    assert "“Anne Roy, préfète”" in shown
    assert tripartite("diff", "aaaa", "latest", "--out", out) == shown


def test_diff_as_json_and_markdown_and_every_change_in_a_file(out: Path, tmp_path: Path) -> None:
    file = tmp_path / "changes.jsonl"
    found = json.loads(tripartite("diff", "a", "b", "--out", out, "--format", "json", "--changes", file))
    assert found["fields"]["people"]["added"] == 1
    changes = [json.loads(line) for line in file.read_text().splitlines()]
    assert changes == found["examples"]
    assert tripartite("diff", "a", "b", "--out", out, "--format", "markdown").startswith("# Comparaison")


def test_history_shows_captures_versions_and_changes(out: Path) -> None:
    shown = tripartite("history", "page.html", "--out", out)
    assert tripartite("history", "dddd", "--out", out) == shown
    lines = shown.splitlines()
    assert lines[0].startswith("d" * 64)
    assert [line.split(" · ")[1] for line in lines if line.startswith("extracted")] == [
        "version aaaa1111",
        "version bbbb2222",
    ]
    assert "“Anne Roy, préfète”" in shown


@pytest.mark.parametrize(
    "arguments", [("status",), ("versions",), ("diff", "a", "b"), ("history", "a"), ("doctor",)]
)
def test_nothing_to_look_into_is_told_and_nothing_is_made(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, [*arguments, "--out", str(tmp_path / "nothing")])
    assert result.exit_code == 1
    assert "Nothing has run in" in str(result.exception)
    assert not (tmp_path / "nothing").exists()


def test_a_form_that_there_is_not(out: Path) -> None:
    result = CliRunner().invoke(app, ["diff", "a", "b", "--out", str(out), "--format", "pdf"])
    assert result.exit_code == 2
    assert "pdf is none of table, markdown, json" in result.output.replace("\n", " ")
