"""From what the user names to the inputs of a run."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.identity import identify
from pipeline.inputs import find_inputs, names_in, readable


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)


def found(folder: Path, *names: str, output: Path | None = None) -> list[str]:
    inputs = find_inputs([str(folder / name) for name in names], output).inputs
    return [item.uri.removeprefix(f"{folder}/") for item in inputs]


def test_a_folder_stands_for_all_files_below_it_in_sort_order(folder: Path) -> None:
    write(folder, "b.txt", "a/z.txt", "a/b/c.html", "B.pdf")
    assert found(folder, "") == ["B.pdf", "a/b/c.html", "a/z.txt", "b.txt"]


def test_hidden_files_and_folders_are_skipped_and_said_to_be(folder: Path) -> None:
    write(folder, "a.txt", ".b.txt", ".git/c.txt")
    result = find_inputs([str(folder)])
    assert [item.path.name for item in result.inputs] == ["a.txt"]
    assert result.skipped == [(f"{folder}/.b.txt", "hidden file"), (f"{folder}/.git", "hidden folder")]


def test_a_hidden_file_that_is_named_is_read(folder: Path) -> None:
    write(folder, ".a.txt")
    assert found(folder, ".a.txt") == [".a.txt"]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.txt", ["a.txt", "b.txt"]),
        ("?.html", ["c.html"]),
        ("**/*.txt", ["a.txt", "b.txt", "d/e.txt"]),
        # A pattern can match a folder.
        ("d*", ["d/e.txt"]),
        # Nothing matches: the pattern itself becomes an input that the run says is not there.
        ("*.pdf", ["*.pdf"]),
    ],
)
def test_patterns(folder: Path, pattern: str, expected: list[str]) -> None:
    write(folder, "a.txt", "b.txt", "c.html", "d/e.txt")
    assert found(folder, pattern) == expected


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(folder: Path) -> None:
    write(folder, "a[1].txt", "a1.txt")
    assert found(folder, "a[1].txt") == ["a[1].txt"]


def test_the_same_file_named_twice_is_one_input(folder: Path) -> None:
    write(folder, "a.txt")
    assert found(folder, "a.txt", "", "./a.txt", "*.txt") == ["a.txt"]


def test_what_a_run_has_written_is_no_input(folder: Path) -> None:
    out = folder / "out"
    write(folder, "a.txt", "out/documents.jsonl", "out/.tripartite/catalogue.sqlite")
    assert found(folder, "", output=out) == ["a.txt"]
    # Nor where the output lies among the inputs themselves.
    assert found(folder, "out", output=out) == []
    # Nor where a pattern matches it.
    write(folder, "out/b.txt")
    assert found(folder, "**", output=out) == ["a.txt", "out/b.txt"]
    assert found(folder, "out/*", output=out) == ["out/b.txt"]
    # A file that is named is meant.
    assert found(folder, "out/documents.jsonl", output=out) == ["out/documents.jsonl"]


def test_a_folder_without_files_is_not_passed_over_in_silence(folder: Path) -> None:
    result = find_inputs([str(folder)])
    assert not result.any_exists
    assert result.skipped == [(str(folder), "folder without files")]


def test_links_to_folders_are_not_followed(folder: Path) -> None:
    write(folder, "a/b.txt")
    (folder / "a" / "again").symlink_to(folder)
    result = find_inputs([str(folder)])
    assert [item.path.name for item in result.inputs] == ["b.txt"]
    assert result.skipped[0].reason.startswith("link to a folder")


def test_a_list_that_names_nothing_names_not_the_current_folder() -> None:
    assert find_inputs([""]).inputs == []


def test_names_that_are_not_utf8(folder: Path) -> None:
    (folder / os.fsdecode(b"pr\xe9fet.txt")).write_text("x")
    (item,) = find_inputs([str(folder)]).inputs
    assert item.uri == f"{folder}/pr%E9fet.txt"
    assert item.path.read_text() == "x"


@given(st.binary(min_size=1).filter(lambda name: b"\0" not in name))
def test_any_name_can_be_shown_and_stored(name: bytes) -> None:
    assert readable(Path(os.fsdecode(name))).encode()


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0\n\r"), min_size=1)))
def test_a_list_of_names_is_read_back(names: list[str]) -> None:
    listing = "".join(f"{name}\0" for name in names).encode()
    assert names_in(listing) == names


@contextmanager
def without_rights() -> Iterator[Path]:
    """A folder to put closed things in, and no right to open them: root has to step down."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "closed").mkdir()
        write(folder, "closed/a.txt", "secret.txt", "open.txt")
        for path in ("closed", "secret.txt"):
            (folder / path).chmod(0)
        user = os.geteuid()
        os.seteuid(user or 65534)
        try:
            yield folder
        finally:
            os.seteuid(user)
            (folder / "closed").chmod(0o700)


def test_what_may_not_be_opened_is_an_input_with_a_problem() -> None:
    with without_rights() as folder:
        names = [str(folder), str(folder / "closed" / "a.txt"), str(folder / "closed" / "*")]
        inputs = find_inputs(names).inputs
        problems = {item.path.name: identify(item).problem for item in inputs}
    assert problems.pop("open.txt") is None
    assert {name: problem.message for name, problem in problems.items() if problem} == {
        "closed": "The folder cannot be listed: Permission denied.",
        "secret.txt": "The file cannot be read: Permission denied.",
        "a.txt": "The file cannot be read: Permission denied.",
        "*": "The file cannot be read: Permission denied.",
    }
