"""python -m tests.soak [--documents N] [--folder DIR]: see `make soak`.

Exit code 1 if memory grows, time does, Prefect has too many tasks to know of, or the database is too large.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.tables import table
from tests.soak import archive
from tests.soak.limits import judge
from tests.soak.watching import Watched, tenths, watch


def main() -> None:
    """Make an archive, run over it twice, and print what that took."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000, metavar="N")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="where it all goes, and stays")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.folder or Path(scratch)
        size = archive.write(arguments.documents, folder / "in")
        print(f"{arguments.documents:,} documents of {size / arguments.documents:,.0f} bytes")
        first = watch(folder / "in", folder / "out", folder / "prefect")
        _show(first, arguments.documents)
        started = time.perf_counter()
        watch(folder / "in", folder / "out", folder / "prefect")
        again = time.perf_counter() - started
    print(f"\nthe same again: {again:,.0f} s, {again / first.seen[-1].clock:.1%} of the first time")
    verdicts = judge(first, arguments.documents)
    table("what it must reach", ("", "is", "at most", ""), (verdict.row for verdict in verdicts))
    sys.exit(not all(verdict.kept for verdict in verdicts))


def _show(watched: Watched, number: int) -> None:
    rows = [
        (
            f"{number * place // 10:,}-{number * (place + 1) // 10:,}",
            f"{part.clock:,.1f}",
            f"{1000 * part.processor / max(1, part.documents):.2f}",
            f"{part.memory / 1e6:,.0f}",
            f"{part.server / 1e6:,.0f}",
        )
        for place, part in enumerate(tenths(watched.seen, number))
    ]
    before = [each for each in watched.seen if not each.done]
    after = [each for each in watched.seen if each.done >= number]
    for name, part in (("to find out what there is", before), ("to write the files", after)):
        if part:
            rows.append(
                (
                    name,
                    f"{part[-1].clock - part[0].clock:,.1f}",
                    "",
                    f"{max(each.memory for each in part) / 1e6:,.0f}",
                    f"{max(each.server for each in part) / 1e6:,.0f}",
                )
            )
    table(
        f"a run over {number:,} documents: {watched.seen[-1].clock:,.0f} s, {watched.seen[-1].processor:,.0f} s of "
        "processors",
        ("documents", "clock s", "processor ms/document", "memory MB", "server MB"),
        rows,
    )


if __name__ == "__main__":
    main()
