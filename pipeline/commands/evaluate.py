"""`tripartite evaluate [FOLDER]...`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.table import Table

    from pipeline.evaluation.gold import Gold
    from pipeline.evaluation.scores import Score


GOLD = tuple(Path("corpus/gold", folder) for folder in ("", "hard", "pdf", "scans"))


def evaluate(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Annotated documents: NAME.txt, .html or .pdf beside NAME.gold.json.",
            show_default=" ".join(map(str, GOLD)),
        ),
    ] = None,
    errors: Annotated[bool, typer.Option("--errors", help="List each wrong or missing value.")] = False,
    baseline: Annotated[
        bool, typer.Option("--baseline", help="Set beside it what the usual libraries reach as they come.")
    ] = False,
    update_floors: Annotated[
        bool, typer.Option("--update-floors", help="Raise the floors to what is reached.")
    ] = False,
) -> None:
    """Measure the extraction against annotated documents: precision, recall and F1 of every field.

    Each folder is measured on its own. Scans are left out where the machine has no OCR, and their floors with them.

    Exit code: 0; 1 if a field falls below its floor in FOLDER/floors.toml or an annotation is not valid.
    """
    from rich.console import Console

    from pipeline.evaluation.floors import below, raise_floors, read_floors
    from pipeline.evaluation.gold import load_gold
    from pipeline.evaluation.scores import evaluate as score_of
    from pipeline.extraction import extract_documents
    from pipeline.inputs import Input

    # A pipe has no width: the table must not be squeezed into 80 columns there.
    console = Console(width=None if sys.stdout.isatty() else 120)
    worse: list[str] = []
    for folder in folders or GOLD:
        gold = load_gold(folder)
        records = list(extract_documents([Input(str(path), path) for path in gold]))
        unread = [path for path, record in zip(gold, records, strict=True) if record.status == "needs_ocr"]
        pairs = [(p, r) for p, r in zip(gold, records, strict=True) if p not in unread]
        score = score_of((path.stem, record, gold[path]) for path, record in pairs)
        other = _baseline([path for path, _ in pairs], gold) if baseline else None
        file = folder / "floors.toml"
        floors = raise_floors(file, score) if update_floors and not unread else read_floors(file)

        if errors:
            for wrong in sorted(score.mistakes):
                typer.echo(f"{wrong.document}: {wrong.field}: {wrong.kind} {wrong.value}")
        console.print(f"[bold]{folder}[/bold]", highlight=False)
        console.print(_table(score, floors, other))
        console.print(f"{score.documents} documents; evidence that is not in its text: {score.ungrounded}\n")
        if unread:
            typer.echo(f"tripartite: {folder}: left out, they need OCR: {len(unread)} documents", err=True)
        else:
            worse += below(score, floors)
    for line in worse:
        typer.echo(f"tripartite: {line}", err=True)
    if worse:
        raise typer.Exit(1)


def _baseline(paths: "list[Path]", gold: "dict[Path, Gold]") -> "Score":
    from pipeline.evaluation import baseline
    from pipeline.evaluation.scores import evaluate as score_of

    records = baseline.extract(paths)
    return score_of((p.stem, record, gold[p]) for p, record in zip(paths, records, strict=True))


def _table(score: "Score", floors: dict[str, float], other: "Score | None") -> "Table":
    from rich.table import Table

    from pipeline.evaluation.scores import CORE, FIELDS, MEAN

    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("field", no_wrap=True)
    for heading in ("right", "spurious", "missed", "precision", "recall", "F1", "floor"):
        table.add_column(heading, justify="right")
    if other:
        table.add_column("baseline F1", justify="right")
    baseline = other.f1() if other else {}
    for name, count in sorted(score.counts.items(), key=lambda item: FIELDS.index(item[0])):
        counts = (str(n) for n in (count.right, count.spurious, count.missed))
        rates = (f"{rate:.3f}" for rate in (count.precision, count.recall, count.f1))
        floor = f"{floors[name]:.2f}" if name in floors else ""
        last = [f"{baseline[name]:.3f}"] if name in baseline else []
        table.add_row(name, *counts, *rates, floor, *last, style=None if name in CORE else "dim")
    floor = f"{floors[MEAN]:.2f}" if MEAN in floors else ""
    last = [f"{baseline[MEAN]:.3f}"] if other else []
    table.add_row("mean of the eight core fields", *[""] * 5, f"{score.mean:.3f}", floor, *last, style="bold")
    return table
