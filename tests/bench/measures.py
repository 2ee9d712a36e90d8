"""What is measured: speed, stages, gating, memory, growth, overhead."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from tests.bench import documents
from tests.bench.paths import WAYS, ours
from tests.bench.stages import stages
from tests.bench.tables import growth, spread, table
from tests.bench.timing import ROOT, Worker, alternate, cpu_seconds, in_child, timed

ROUNDS = 6


def speed(what: str, originals: Sequence[documents.Original], number: int, folder: Path) -> None:
    """Documents per second of both ways, and where ours spends its time."""
    if not originals:
        print(f"\n{what}: no documents to measure with")
        return
    paths = documents.write(originals, number + len(originals), folder)
    warm, paths = paths[: len(originals)], paths[len(originals) :]
    with ExitStack() as stack:
        workers = {name: stack.enter_context(Worker(name)) for name in WAYS}
        for worker in workers.values():
            worker.seconds(warm)
        rounds = [paths[start::ROUNDS] for start in range(ROUNDS)]
        seconds = alternate({name: worker.seconds for name, worker in workers.items()}, rounds)
    total = {name: sum(each) for name, each in seconds.items()}
    size = sum(path.stat().st_size for path in paths) / len(paths)
    table(
        f"{what}: {len(paths)} documents of {size:,.0f} bytes, made of {len(originals)} by variation",
        ("", "documents/s", "ms/document", "spread", "times the baseline"),
        (
            (
                name,
                f"{len(paths) / s:,.0f}",
                f"{1000 * s / len(paths):.2f}",
                spread(seconds[name]),
                f"{total['baseline'] / s:.1f}",
            )
            for name, s in total.items()
        ),
    )
    stages(warm)
    parts = stages(paths)
    whole = sum(parts.values())
    table(
        f"{what}: where the time goes",
        ("stage", "ms/document", "share"),
        ((name, f"{1000 * s / len(paths):.3f}", f"{s / whole:.0%}") for name, s in parts.items()),
    )


def same_records(originals: Sequence[documents.Original], number: int, folder: Path) -> None:
    """Time with and without gating; the records must be the same."""
    paths = documents.write(originals, number, folder)
    gated, all_read = (lambda p: ours(p)), (lambda p: ours(p, gated=False))
    gated(paths[:20]), all_read(paths[:20])
    seconds, lines = {}, {}
    for name, way in (("gated", gated), ("whole text read by the model", all_read)):
        seconds[name], lines[name] = timed(lambda way=way: way(paths))
    different = [p.name for p, one, other in zip(paths, *lines.values(), strict=True) if one != other]
    outcome = f"{len(different)} DIFFERENT RECORDS" if different else "the same records"
    table(
        f"gating: {number} plain texts, {outcome}",
        ("", "ms/document", "ratio"),
        ((name, f"{1000 * s / number:.2f}", f"{s / seconds['gated']:.1f}") for name, s in seconds.items()),
    )
    if different:
        sys.exit(f"with gating the records of these differ from those without: {', '.join(different[:10])}")


def memory(originals: Sequence[documents.Original], numbers: Sequence[int], folder: Path) -> None:
    """Peak memory of a process for few and for many documents."""
    rows = []
    for name in WAYS:
        peaks = []
        for number in numbers:
            documents.write(originals, number, folder / str(number))
            peaks.append(f"{in_child(name, folder / str(number)).memory / 1e6:,.0f}")
        rows.append((name, *peaks))
    table("peak memory of a process, MB", ("", *(f"{n} documents" for n in numbers)), rows)


def more_documents(
    originals: Sequence[documents.Original], base: int, times: Sequence[int], folder: Path
) -> None:
    """Time per character when there are 10 and 100 times as many documents."""
    rows = []
    for factor in times:
        paths = documents.write(originals, base * factor, folder / str(factor))
        rows.append((len(paths), cost(paths, 3 if factor < max(times) else 1)))
    growth("as many documents", "documents", rows)


def longer_documents(originals: Sequence[documents.Original], times: Sequence[int], folder: Path) -> None:
    """Time per character when a document is 10 and 100 times as long; the whole text is the same."""
    rows = []
    for factor in times:
        paths = documents.write_long(originals, max(times), factor, folder / str(factor))
        rows.append((sum(map(length, paths)) // len(paths), cost(paths, 3)))
    growth("as long a document", "characters", rows)


def hostile_texts(pieces: dict[str, list[str]], sizes: tuple[int, int], folder: Path) -> None:
    """Time per character of texts that are one piece again and again, at two lengths; the worst piece of each kind."""
    folder.mkdir()
    rows = []
    for kind, some in pieces.items():
        grown = []
        for piece in some:
            costs = []
            for size in sizes:
                path = folder / "text.txt"
                path.write_text(f"Le contrat : 3 M€ {piece * (size // len(piece))} a été signé.", "utf-8")
                costs.append(cost([path], 3))
            grown.append((costs[1] / costs[0], piece.strip(), costs))
        ratio, piece, (short, long) = max(grown)
        rows.append((kind, repr(piece[:30]), f"{short:.2f}", f"{long:.2f}", f"{ratio:.2f}"))
    headings = ("", "worst piece", *(f"ms/1,000 characters of {size:,}" for size in sizes), "ratio")
    table("growth: texts made to be slow", headings, rows)


def cost(paths: Sequence[Path], times: int) -> float:
    """Milliseconds per 1,000 characters: the least of several runs, short ones are mostly noise."""
    return 1e6 * min(timed(lambda: ours(paths))[0] for _ in range(times)) / sum(map(length, paths))


def length(path: Path) -> int:
    """Characters in a file."""
    return len(path.read_text("utf-8"))


def cores(originals: Sequence[documents.Original], number: int, folder: Path) -> None:
    """Time of the clock on one core and on two, everything but start and end: reading, extracting, storing."""
    if len(os.sched_getaffinity(0)) < 2:
        print("\ncores: there is only one to measure with")
        return
    documents.write(originals, number, folder / "in")
    clock, processor, counted = {1: 0.0, 2: 0.0}, {1: 0.0, 2: 0.0}, 0
    for turn in range(3):
        for count in clock:
            before = cpu_seconds()
            command = [sys.executable, "-m", "tests.bench.child", str(count), str(folder / "in")]
            done = subprocess.run(
                [*command, str(folder / f"out {turn} {count}")],
                cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True,
            )  # fmt: skip
            answer = json.loads(done.stdout.splitlines()[-1])
            clock[count] += answer["seconds"]
            processor[count] += cpu_seconds() - before
        counted += answer["documents"]
    table(
        f"cores: a run over {number:,} plain texts, three times on each",
        ("cores", "documents/s", "times one core", "processor ms/document, start and end included"),
        (
            (
                str(count),
                f"{counted / clock[count]:,.0f}",
                f"{clock[1] / clock[count]:.2f}",
                f"{1000 * processor[count] / counted:.2f}",
            )
            for count in clock
        ),
    )


def overhead(originals: Sequence[documents.Original], number: int, folder: Path) -> None:
    """What the catalogue and Prefect cost on top of extracting, whole processes from start to end.

    A run extracts in a process of its own that is not counted here: what is counted for it comes on top.
    """
    documents.write(originals, number, folder / "in")
    ways = {
        "extraction alone": "tripartite",
        "a run, but for its extraction": "bookkeeping",
        "the same with Prefect and its server": "prefect",
        "and once more, with nothing new": "prefect",
    }
    taken = {name: in_child(way, folder / "in", str(folder / way)) for name, way in ways.items()}
    extraction = taken["extraction alone"].cpu
    table(
        f"overhead: {number:,} plain texts, start and end included",
        ("", "processor s", "ms/document", "of extraction", "clock s", "peak MB"),
        (
            (
                name,
                f"{c.cpu:.1f}",
                f"{1000 * c.cpu / number:.2f}",
                f"{c.cpu / extraction:.0%}",
                f"{c.wall:.1f}",
                f"{c.memory / 1e6:,.0f}",
            )
            for name, c in taken.items()
        ),
    )
    first, again = list(taken.values())[2:]
    # While a process extracts, this one stores what it had before: what comes on top is the plan and the end.
    beside = first.seconds["identify"] + first.seconds["end"]
    consolidation = first.seconds["consolidate"]
    whole = first.seconds["extract"] + beside
    parts = {
        "extraction, in one process": first.seconds["extract"],
        "Prefect and bookkeeping": beside - consolidation,
        "consolidation, on all processors": consolidation,
    }
    table(
        f"a run over {number:,} plain texts once Prefect's server is up",
        ("", "clock s", "of the run"),
        ((name, f"{seconds:.2f}", f"{seconds / whole:.1%}") for name, seconds in parts.items()),
    )
    share = again.wall / first.wall
    print(f"\nthe second run over the same: {again.wall:.1f} s, {share:.1%} of the first one's clock time")
