"""A whole run in a test, by one process, and what it wrote."""

import json
from pathlib import Path
from typing import Any

from pipeline.inputs import find_inputs
from pipeline.layout import DOCUMENTS
from pipeline.run import Result, Run
from pipeline.workers import Workers


def run(out: Path, *paths: Path) -> Result:
    """Read what is at some paths; without any, what waits in the archive."""
    with Run(find_inputs([str(path) for path in paths], out) if paths else None, out) as current:
        plan = current.plan()
        with Workers(plan, out / "log", processes=1) as workers:
            for pending in workers:
                current.store(pending.result())
        return current.publish(plan)


def records(out: Path, folder: Path) -> dict[str, dict[str, Any]]:
    """The documents of a run by their names in a folder."""
    lines = map(json.loads, (out / DOCUMENTS).read_text("utf-8").splitlines())
    return {line["source"]["uri"].removeprefix(f"{folder}/"): line for line in lines}
