"""The command `tripartite`: what it says, prints and returns. What it runs is tested where that lives."""

import json
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner

from pipeline.cli import app, main
from tests.standin import Standin

HEAVY = ("numpy", "pandas", "prefect", "pydantic", "rich", "spacy", "sqlalchemy")
COMMANDS = [
    entry.name for entry in distribution("tripartite").entry_points.select(group="tripartite.commands")
]


def tripartite(*arguments: object, stdin: str | bytes = "") -> tuple[int, str, str]:
    """Exit code, standard output and standard error of the command."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)
    return result.exit_code, result.stdout, result.stderr


def write(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


def test_it_answers_at_once_because_nothing_heavy_is_loaded() -> None:
    code = f"import sys, pipeline.cli; print([m for m in {HEAVY} if m in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_help_and_explains_itself(command: str) -> None:
    assert f"\n  {command}" in tripartite("--help")[1]
    code, text, _ = tripartite(command, "--help")
    assert code == 0
    # Each option has an explanation behind it.
    assert all(len(line.split("  ")) > 1 or line.endswith(")") for line in text.splitlines() if "--" in line)


def test_without_a_command_it_shows_what_there_is() -> None:
    code, out, err = tripartite()
    assert code == 2
    assert "run" in out + err


def test_extract_prints_the_record_of_a_document(folder: Path, standin: Standin) -> None:
    file = write(folder / "préfet.txt", "02 Anne Roy")
    code, out, _ = tripartite("extract", file)
    assert code == 0
    record = json.loads(out)
    assert record["source"]["uri"] == str(file)
    assert record["contracts"][0]["signatories"][0]["name"] == "Anne Roy"
    assert "text" in record
    assert "text" not in json.loads(tripartite("extract", file, "--no-text")[1])


def test_extract_prints_the_record_of_a_document_that_cannot_be_read(folder: Path, standin: Standin) -> None:
    file = write(folder / "empty.txt", "")
    code, out, err = tripartite("extract", file)
    assert code == 1
    assert json.loads(out)["status"] == "empty"
    assert err == f"{file}: The file has no bytes.\n"


@pytest.mark.parametrize("name", ["absent.txt", ""])
def test_extract_wants_a_file(folder: Path, name: str) -> None:
    code, out, err = tripartite("extract", folder / name)
    assert (code, out) == (2, "")
    assert "is no file" in err


@pytest.mark.parametrize("options", [(), ("--no-text",)])
def test_what_is_published_fulfils_the_schema(
    folder: Path, standin: Standin, options: tuple[str, ...]
) -> None:
    both = json.loads(tripartite("schema")[1])
    jsonschema.Draft202012Validator.check_schema(both)
    record = json.loads(tripartite("extract", write(folder / "a.txt", "02 Anne Roy"), *options)[1])
    jsonschema.validate(record, json.loads(tripartite("schema", "document")[1]))
    jsonschema.validate(record["contracts"][0], json.loads(tripartite("schema", "contract")[1]))
    for line in (record, record["contracts"][0]):
        jsonschema.validate(line, both)
        for wrong in (line | {"id": None}, {"id": line["id"]}):
            with pytest.raises(jsonschema.ValidationError):
                jsonschema.validate(wrong, both)


def test_the_schema_lets_later_versions_add_fields(folder: Path, standin: Standin) -> None:
    record = json.loads(tripartite("extract", write(folder / "a.txt", "02 Anne Roy"))[1])
    record["contracts"][0]["added"] = record["added"] = 1
    jsonschema.validate(record, json.loads(tripartite("schema", "document")[1]))


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), "Missing option '--out'"),
        # Without inputs it reads what is archived; there is nothing.
        (("--out", "out"), "Nothing has run in out yet"),
        (("in",), "Missing option '--out'"),
        (("in", "--out", "out", "--batch-size", "0"), '"0" is no batch size'),
        (("in", "--out", "out", "--processes", "0"), "Invalid value for '--processes'"),
        # Nothing at all: no such file, no match of a pattern, no file in a folder, no line in a list.
        (("absent.txt", "--out", "out"), "there is nothing to read under absent.txt"),
        (("*.txt", "--out", "out"), "there is nothing to read under *.txt"),
        (("in", "--out", "out"), "there is nothing to read under in"),
        (("-", "--out", "out"), "there is nothing to read under the empty list"),
    ],
)
def test_wrong_usage_is_told_and_nothing_is_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], expected: str
) -> None:
    monkeypatch.chdir(folder.parent)
    code, out, err = tripartite("run", *arguments)
    assert (code, out) == (2, "")
    assert expected in err
    assert not (folder.parent / "out").exists()


def test_an_output_folder_that_cannot_be_one_is_told_in_one_line(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(folder / "a.txt", "02 Anne Roy")
    monkeypatch.setattr(sys, "argv", ["tripartite", "run", str(file), "--out", str(file)])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 1
    assert capsys.readouterr().err == f"tripartite: {file} cannot be the output folder: File exists.\n"
