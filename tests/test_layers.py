"""Imports go one way: flows → pipeline → extractors."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BELOW = {"flows": {"pipeline", "extractors"}, "pipeline": {"extractors"}, "extractors": set()}


def imported(file: Path) -> set[str]:
    """The packages that a module imports from, late imports included."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} has a relative import"
            names.add(node.module or "")
    return {name.partition(".")[0] for name in names}


@pytest.mark.parametrize("room", BELOW)
def test_a_room_knows_only_what_is_below_it(room: str) -> None:
    files = sorted((ROOT / room).rglob("*.py"))
    assert files
    wrong = {
        str(file.relative_to(ROOT)): (imported(file) & BELOW.keys()) - BELOW[room] - {room} for file in files
    }
    assert {file: names for file, names in wrong.items() if names} == {}


def test_only_flows_know_prefect() -> None:
    for room in ("pipeline", "extractors"):
        for file in (ROOT / room).rglob("*.py"):
            assert "prefect" not in imported(file), file
