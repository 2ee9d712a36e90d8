"""How far a run is, on a terminal and elsewhere."""

import io

import pytest
from rich.console import Console

from pipeline import progress as module
from pipeline.progress import progress


def test_without_a_terminal_there_are_lines_with_rate_time_left_and_failures(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = iter([0, 10, 30, 40])
    monkeypatch.setattr(module, "monotonic", lambda: next(clock))
    file = io.StringIO()
    with progress(Console(file=file, width=100), 100) as advance:
        advance(20)  # at 10 s: too early for a line
        advance(40, 3)
        advance(40)
    assert file.getvalue().splitlines() == [
        "100 documents to read",
        "60 of 100 documents, 2/s, 20 s left, 3 failed",
        "100 of 100 documents, 3/s, 0 s left, 3 failed",
    ]


def test_a_terminal_shows_failures_beside_the_bar() -> None:
    file = io.StringIO()
    console = Console(file=file, width=100, force_terminal=True, force_interactive=True)
    with progress(console, 100) as advance:
        advance(50)
        advance(20, 3)
        assert "failed" not in file.getvalue()
    assert "70/100" in file.getvalue()
    assert "3 failed" in file.getvalue()
