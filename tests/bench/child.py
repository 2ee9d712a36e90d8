"""One way in a process of its own.

python -m tests.bench.child WAY FOLDER [OUT] takes a folder and tells its peak memory; without a folder, WAY
takes lists of paths from standard input, a line each, and answers with the seconds of each. A number as WAY is one
of cores, for a whole run without Prefect.
"""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from tests.bench.timing import peak_memory, single_thread, timed

# Documents of a batch where it is measured how batches are shared out.
_FEW = 50


def main(way: str, folder: Path, out: Path | None = None) -> None:
    """Run `way` over the files of `folder`; what needs an output folder gets `out`."""
    single_thread()
    paths = sorted(folder.iterdir())
    seconds: dict[str, float] = {}
    if way == "bookkeeping" and out:
        _run_without_prefect(folder, out)
    elif way == "prefect" and out:
        seconds = _run(folder, out)
    else:
        from tests.bench.paths import WAYS

        WAYS[way](paths)
    print(json.dumps({"memory": peak_memory(), "documents": len(paths), "seconds": seconds}))


def on_cores(cores: int, folder: Path, out: Path) -> None:
    """Run over a folder on so many cores; print the seconds of clock that its documents took after the first batch."""
    single_thread()
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])
    from pipeline.batching import BatchSize
    from pipeline.inputs import find_inputs
    from pipeline.layout import LOG
    from pipeline.run import Run
    from pipeline.workers import Workers

    with Run(find_inputs([str(folder)], out), out) as run:
        plan = run.plan()
        with Workers(plan, out / LOG, BatchSize(documents=_FEW)) as workers:
            batches = iter(workers)
            # From here on the models are loaded, and each process is at work.
            run.store(next(batches).result())
            started = time.perf_counter()
            for pending in batches:
                run.store(pending.result())
            seconds = time.perf_counter() - started
    print(json.dumps({"seconds": seconds, "documents": len(plan.works) - _FEW}))


def serve(way: str) -> None:
    """Answer each list of paths with the processor time that it took."""
    single_thread()
    from tests.bench.paths import WAYS

    for line in sys.stdin:
        paths = [Path(path) for path in json.loads(line)]
        print(timed(lambda paths=paths: WAYS[way](paths))[0], flush=True)


def _run_without_prefect(folder: Path, out: Path) -> None:
    """All that `tripartite run` does with one worker, but no flow around it."""
    from pipeline.inputs import find_inputs
    from pipeline.layout import LOG
    from pipeline.run import Run
    from pipeline.workers import Workers

    with Run(find_inputs([str(folder)], out), out) as run:
        plan = run.plan()
        with Workers(plan, out / LOG, processes=1) as workers:
            for pending in workers:
                run.store(pending.result())
        run.publish(plan)


def _run(folder: Path, out: Path) -> dict[str, float]:
    """`tripartite run` with one worker, its report kept from standard output.

    Returns the seconds of its stages; `end` are those from the last extracted batch on.
    """
    from typer.testing import CliRunner

    from pipeline.cli import app
    from pipeline.layout import REPORT
    from pipeline.workers import Pending

    last = 0.0
    plain = Pending.result

    def noted(pending: Pending) -> Any:
        nonlocal last
        extracted = plain(pending)
        last = time.perf_counter()
        return extracted

    Pending.result = noted  # type: ignore[method-assign]
    result = CliRunner().invoke(app, ["run", str(folder), "--out", str(out), "--processes", "1"])
    if result.exit_code:
        raise RuntimeError(
            f"tripartite run ended with {result.exit_code}: {result.output}"
        ) from result.exception
    ended = time.perf_counter()
    seconds: dict[str, float] = json.loads((out / REPORT).read_text())["seconds"]
    return seconds | {"end": ended - last}


if __name__ == "__main__":
    if len(sys.argv) == 2:
        serve(sys.argv[1])
    elif sys.argv[1].isdigit():
        on_cores(int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main(sys.argv[1], Path(sys.argv[2]), *map(Path, sys.argv[3:]))
