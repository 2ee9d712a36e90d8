"""What processes that extract are forked from."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

# A process forks one server for all its pools: that of these tests may have been started by another test.
POOL = """
from pathlib import Path
from pipeline.pools import new_pool

if __name__ == "__main__":
    with new_pool(1, Path("log"), "pipeline.loaded") as pool:
        for question in {}:
            print(pool.submit(eval, question).result())
"""


def ask(folder: Path, *questions: str) -> list[str]:
    """Ask a process that extracts, which has had nothing to do yet."""
    file = folder / "pool.py"
    file.write_text(POOL.format(list(questions)))
    done = subprocess.run([sys.executable, file], cwd=folder, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_the_extractors_are_loaded_once_for_all_and_no_thread_runs_where_they_are(tmp_path: Path) -> None:
    loaded = "__import__('sys').modules['pipeline.extraction'].language.cache_info().currsize"
    threads = "len(__import__('os').listdir(f'/proc/{__import__(\"os\").getppid()}/task'))"
    assert ask(tmp_path, loaded, threads) == ["1", "1"]


def test_extractors_that_cannot_be_loaded_are_left_to_those_who_extract(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken() -> None:
        raise OSError("no data")

    monkeypatch.delitem(sys.modules, "pipeline.loaded", raising=False)
    monkeypatch.setattr("pipeline.extraction.language", broken)
    # The one error that the server of forks passes over.
    with pytest.raises(ImportError, match="cannot be loaded"):
        import_module("pipeline.loaded")
