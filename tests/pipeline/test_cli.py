"""The command `tripartite`: what it says, prints and returns. What it runs is tested where that lives."""

import json
import re
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner

from pipeline.catalogue import Catalogue
from pipeline.cli import app, main
from pipeline.layout import CATALOGUE
from pipeline.reading.limits import current_limits
from pipeline.settings import SETTINGS
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


def ended(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> object:
    """The exit code of the program itself."""
    monkeypatch.setattr(sys, "argv", ["tripartite", *map(str, arguments)])
    with pytest.raises(SystemExit) as stopped:
        main()
    return stopped.value.code


@pytest.mark.parametrize(
    "command",
    [["run"], ["run", "{file}"], ["scrape"], ["reprocess"], ["status"], ["diff", "a", "b"], ["promote", "a"]],
)
def test_a_folder_within_a_file_is_told_in_one_line(
    command: list[str], folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(folder / "a.txt", "02 Anne Roy")
    monkeypatch.setenv("TRIPARTITE_CONTACT", "veille@example.org")
    out = file / "out"
    assert ended(monkeypatch, *(word.format(file=file) for word in command), "--out", out) == 2
    assert f"{out} cannot be the output folder: {file} is a file." in " ".join(
        capsys.readouterr().err.split()
    )


@pytest.mark.parametrize("command", ["run", "scrape", "reprocess", "status", "doctor"])
def test_a_file_is_no_output_folder(folder: Path, command: str) -> None:
    file = write(folder / "a.txt", "02 Anne Roy")
    code, out, err = tripartite(command, "--out", file)
    assert (code, out) == (2, "")
    assert "is a file" in err


@pytest.mark.parametrize("command", ["run", "reprocess"])
def test_a_setting_that_is_no_number_is_wrong_usage(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: str,
) -> None:
    Catalogue(tmp_path / CATALOGUE).close()
    monkeypatch.setenv("TRIPARTITE_PDF_PAGES", "abc")
    current_limits.cache_clear()
    inputs = [write(folder / "a.txt", "02 Anne Roy")] if command == "run" else []
    try:
        assert ended(monkeypatch, command, *inputs, "--out", tmp_path) == 2
    finally:
        current_limits.cache_clear()
    assert "TRIPARTITE_PDF_PAGES is “abc”" in capsys.readouterr().err


def test_a_mistyped_setting_is_told_of_once_and_no_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TRIPARTITE_PDF_SEITEN", "20")
    assert ended(monkeypatch, "schema") == 0
    assert capsys.readouterr().err == "tripartite: TRIPARTITE_PDF_SEITEN is no setting and changes nothing.\n"


def test_every_setting_of_the_readme_is_one() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text()
    assert set(re.findall(r"TRIPARTITE_[A-Z_]*[A-Z]", readme)) == set(SETTINGS)
