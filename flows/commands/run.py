"""`tripartite run INPUT... --out DIR`."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import BatchSizeOption, DaskOption, ProcessesOption

# Of a list of a hundred thousand names the catalogue shall say with which a run was called.
_NAMED = 20
# Runs that are looked through for one that was stopped.
_LOOKED_AT = 20


def run(
    out: Annotated[
        Path,
        typer.Option(metavar="DIR", file_okay=False, help="Where the results go. What is there is added to."),
    ],
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="INPUT...",
            help="Files, folders, patterns; - for a list of them on standard input. Without any: what the archive has "
            "and no version has read.",
        ),
    ] = None,
    no_text: Annotated[
        bool, typer.Option("--no-text", help="Leave the text out of documents.jsonl.")
    ] = False,
    batch_size: BatchSizeOption = "",
    processes: ProcessesOption = None,
    dask: DaskOption = None,
    no_gating: Annotated[
        bool,
        typer.Option("--no-gating", help="Let the statistical model read everything: slower, same result."),
    ] = False,
) -> None:
    """Read documents and write documents.jsonl, contracts.jsonl and report.json.

    What DIR knows already is not read again. Exit code: 0 if every input was read, 1 if some were not (the
    others are written, the report says why), 2 for wrong usage.
    """
    from rich.console import Console

    from pipeline.batching import parse_batch_size
    from pipeline.errors import TripartiteError
    from pipeline.existing import existing_place
    from pipeline.inputs import find_inputs
    from pipeline.layout import LOG
    from pipeline.monitoring import unfinished
    from pipeline.run import Run
    from pipeline.summary import show
    from pipeline.terminal import counted

    try:
        size = parse_batch_size(batch_size) if batch_size else None
    except TripartiteError as error:
        raise typer.BadParameter(str(error), param_hint="--batch-size") from error
    try:
        if not inputs:
            existing_place(out)
    except TripartiteError as error:
        raise typer.BadParameter(str(error), param_hint="INPUT") from error
    names = [listed for name in inputs or () for listed in (_listed() if name == "-" else [name])]
    found = find_inputs(names, out) if inputs else None
    if found and not found.any_exists:
        raise typer.BadParameter(f"there is nothing to read under {_shown(names)}.", param_hint="INPUT")
    try:
        with Run(found, out, {"inputs": names[:_NAMED]}) as current:
            stopped = (
                None if inputs else unfinished(current.catalogue.runs.latest(_LOOKED_AT), datetime.now(UTC))
            )
            plan = current.plan(gated=not no_gating)
            if plan.works and plan.known:
                typer.echo(f"{counted(plan.known, 'document')} known already", err=True)
            if plan.works:
                # What a run that finds nothing new does without is not loaded for it.
                from flows.local import work_here
                from pipeline.progress import progress

                with progress(Console(stderr=True), len(plan.works)) as advance:
                    work_here("ingest", current, plan, size, processes, advance, dask)
            result = current.publish(plan, text=not no_text)
    except KeyboardInterrupt:
        typer.echo("Interrupted. What was read is stored: the same command goes on from there.", err=True)
        raise typer.Exit(130) from None
    # Where there is no terminal there is no width either.
    show(Console(width=None if sys.stdout.isatty() else 140), result, out)
    if stopped:
        typer.echo(
            f"The run over {_shown(stopped.parameters['inputs'])} was stopped at {stopped.done:,} of "
            f"{stopped.planned:,} documents. What it had not read is not in the archive: the same run with its inputs "
            "goes on from there.",
            err=True,
        )
    if any(document.status == "failed" for document in result.not_read):
        typer.echo(f"What failed, and where: {out / LOG}", err=True)
    if result.not_read or result.missing:
        raise typer.Exit(1)


def _listed() -> list[str]:
    from pipeline.inputs import names_in

    return names_in(sys.stdin.buffer.read())


def _shown(names: list[str]) -> str:
    from pipeline.inputs import readable

    some = ", ".join(readable(Path(name)) for name in names[:5])
    return f"{some} and {len(names) - 5} more" if len(names) > 5 else some or "the empty list"
