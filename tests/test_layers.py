"""Imports go one way: flows → pipeline → extractors, and in extractors from later packages to earlier ones."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# The packages of extractors: each knows only those before it.
ORDER = [
    "text",
    "money",
    "parties",
    "contracts",
    "dates",
    "deliberation",
    "people",
    "tables",
    "amounts",
    "engagements",
]
BELOW = {"flows": {"pipeline", "extractors"}, "pipeline": {"extractors"}, "extractors": set()}


def imported(file: Path) -> set[str]:
    """The modules that a module imports from, late imports included."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} has a relative import"
            names.add(node.module or "")
    return names


def rooms(file: Path) -> set[str]:
    """The packages that a module imports from."""
    return {name.partition(".")[0] for name in imported(file)}


@pytest.mark.parametrize("room", BELOW)
def test_a_room_knows_only_what_is_below_it(room: str) -> None:
    files = sorted((ROOT / room).rglob("*.py"))
    assert files
    wrong = {
        str(file.relative_to(ROOT)): (rooms(file) & BELOW.keys()) - BELOW[room] - {room} for file in files
    }
    assert {file: names for file, names in wrong.items() if names} == {}


def test_only_flows_know_prefect() -> None:
    for room in ("pipeline", "extractors"):
        for file in (ROOT / room).rglob("*.py"):
            assert "prefect" not in rooms(file), file


def test_the_packages_of_extractors_are_in_order() -> None:
    packages = {path.parent.name for path in (ROOT / "extractors").glob("*/__init__.py")}
    assert packages == set(ORDER)
    for place, package in enumerate(ORDER):
        allowed = {f"extractors.{name}" for name in ORDER[: place + 1]}
        for file in (ROOT / "extractors" / package).glob("*.py"):
            inner = {".".join(name.split(".")[:2]) for name in imported(file) if name.count(".") > 1}
            assert {name for name in inner if name.startswith("extractors.")} <= allowed, file
