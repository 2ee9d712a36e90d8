"""`tripartite status --out DIR`."""

import sys
from typing import Annotated

import typer

from pipeline.commands.options import OutOption


def status(
    out: OutOption,
    last: Annotated[int, typer.Option(min=1, metavar="N", help="How many runs are shown.")] = 10,
) -> None:
    """Show how the runs of a folder are getting on: rate, time left, failures so far. From any terminal.

    A run that died is shown as such: the same command goes on from where it was. Exit code: 0.
    """
    from datetime import UTC, datetime

    from rich.console import Console

    from pipeline.existing import existing_catalogue
    from pipeline.monitoring import table

    with existing_catalogue(out) as catalogue:
        runs = catalogue.runs.latest(last)
    # A pipe has no width: the table must not be squeezed into 80 columns there.
    console = Console(width=None if sys.stdout.isatty() else 140)
    if runs:
        console.print(table(runs, datetime.now(UTC)))
    else:
        typer.echo("Nothing has run here yet.")
