"""One way in a process of its own.

python -m tests.bench.child WAY FOLDER [OUT] takes a folder and tells its peak memory; without a folder, WAY
takes lists of paths from standard input, a line each, and answers with the seconds of each.
"""

import json
import sys
from pathlib import Path

from tests.bench.timing import peak_memory, single_thread, timed


def main(way: str, folder: Path, out: Path | None = None) -> None:
    """Run `way` over the files of `folder`; what needs an output folder gets `out`."""
    single_thread()
    paths = sorted(folder.iterdir())
    if way == "bookkeeping" and out:
        _run_without_prefect(folder, out)
    elif way == "prefect" and out:
        _run(folder, out)
    else:
        from tests.bench.paths import WAYS

        WAYS[way](paths)
    print(json.dumps({"memory": peak_memory(), "documents": len(paths)}))


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


def _run(folder: Path, out: Path) -> None:
    """`tripartite run` with one worker, its report kept from standard output."""
    from typer.testing import CliRunner

    from pipeline.cli import app

    result = CliRunner().invoke(app, ["run", str(folder), "--out", str(out), "--processes", "1"])
    if result.exit_code:
        raise RuntimeError(
            f"tripartite run ended with {result.exit_code}: {result.output}"
        ) from result.exception


if __name__ == "__main__":
    if len(sys.argv) == 2:
        serve(sys.argv[1])
    else:
        main(sys.argv[1], Path(sys.argv[2]), *map(Path, sys.argv[3:]))
