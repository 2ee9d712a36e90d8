"""`tripartite reprocess --out DIR`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.options import BatchSizeOption, DaskOption, ProcessesOption
from pipeline.commands.options import OutOption

if TYPE_CHECKING:
    from pipeline.reprocessing import Reprocessing

# Of the documents that are missing.
_SHOWN = 10


def reprocess(
    out: OutOption,
    source: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY", help="Only what this declared source gave; several times."),
    ] = None,
    since: Annotated[
        str, typer.Option(metavar="DAY", help="Only what was captured on this day or later: 2026-03-04.")
    ] = "",
    until: Annotated[
        str, typer.Option(metavar="DAY", help="Only what was captured on this day or earlier.")
    ] = "",
    fingerprint: Annotated[
        str, typer.Option(metavar="VERSION", help="Only what is published in this version, or begins so.")
    ] = "",
    failed: Annotated[bool, typer.Option("--failed", help="Only what failed.")] = False,
    needs_ocr: Annotated[
        bool, typer.Option("--needs-ocr", help="Only what could not be read without character recognition.")
    ] = False,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="Say how many documents there are and how long it takes; do nothing."),
    ] = False,
    compare: Annotated[
        bool, typer.Option("--compare", help="Show afterwards what changed against what is published.")
    ] = False,
    form: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="Of the comparison: table, markdown or json.")
    ] = "table",
    changes: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="With --compare: write every change there, one line of JSON each."),
    ] = None,
    batch_size: BatchSizeOption = "",
    processes: ProcessesOption = None,
    dask: DaskOption = None,
) -> None:
    """Read the documents of the archive again with this version; what readers see stays until it is promoted.

    What has this version already is left out, so an interrupted one is continued by the same command. Exit code: 0;
    1 if documents failed or are missing from the archive, 2 for wrong usage.
    """
    from rich.console import Console

    from flows.local import work_here
    from pipeline.batching import parse_batch_size
    from pipeline.comparison.output import FORMS, told_changes, write
    from pipeline.errors import TripartiteError, WrongUsage
    from pipeline.progress import progress
    from pipeline.reprocessing import Reprocessing, selection_of
    from pipeline.reprocessing.outlook import told

    if form not in FORMS:
        raise typer.BadParameter(f"{form} is none of {', '.join(FORMS)}.", param_hint="--format")
    try:
        size = parse_batch_size(batch_size) if batch_size else None
        selection = selection_of(
            source or (), since, until, fingerprint or None, failed=failed, needs_ocr=needs_ocr
        )
    except TripartiteError as error:
        raise typer.BadParameter(str(error)) from error
    try:
        with Reprocessing(out, selection) as current:
            typer.echo(told(current.outlook()), err=True)
            if dry_run:
                return
            plan = current.plan()
            if len(plan.works):
                with progress(Console(stderr=True), len(plan.works)) as advance:
                    work_here("reprocess", current, plan, size, processes, advance, dask)
            if compare:
                with told_changes(changes) as each:
                    write(current.compare(each), form)
    except WrongUsage as error:
        raise typer.BadParameter(str(error)) from error
    except KeyboardInterrupt:
        typer.echo("Interrupted. What was read is stored: the same command goes on from there.", err=True)
        raise typer.Exit(130) from None
    # Where there was nothing to do, that was said.
    if len(plan.works):
        _tell(current)
    if current.failed or current.missing:
        raise typer.Exit(1)


def _tell(done: "Reprocessing") -> None:
    """Say what was done, what went wrong, and what comes next."""
    from pipeline.layout import LOG
    from pipeline.terminal import counted, plain

    lost = f", {len(done.missing):,} could not be had from the archive" if done.missing else ""
    typer.echo(
        f"{counted(done.done, 'document')} read in version {done.version}, {done.failed:,} failed{lost}.",
        err=True,
    )
    if done.failed:
        typer.echo(f"What failed, and where: {done.out / LOG}", err=True)
    for missing in done.missing[:_SHOWN]:
        typer.echo(plain(f"{missing.uri}: {missing.reason}").plain, err=True)
    if len(done.missing) > _SHOWN:
        typer.echo(f"and {len(done.missing) - _SHOWN:,} more: `tripartite doctor` lists them", err=True)
    if done.done == done.failed:
        return
    typer.echo(
        f"Readers see what they saw. What changed: tripartite diff published {done.version} --out {done.out}\n"
        f"Let them see this version: tripartite promote {done.version} --out {done.out}",
        err=True,
    )
