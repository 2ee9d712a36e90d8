"""`tripartite history DOCUMENT --out DIR`."""

import sys
from typing import Annotated

import typer

from pipeline.commands.options import OutOption


def history(
    document: Annotated[
        str,
        typer.Argument(metavar="DOCUMENT", help="Its id, a name it was had under, or a part of these."),
    ],
    out: OutOption,
) -> None:
    """Show what became of a document: its captures, its extractions, and what changed between them.

    Exit code: 0; 1 if the catalogue knows no such document, or several: they are listed.
    """
    from rich.console import Console

    from pipeline.existing import existing_catalogue
    from pipeline.history import history as history_of

    console = Console(width=None if sys.stdout.isatty() else 140, highlight=False)
    with existing_catalogue(out) as catalogue:
        for id_ in catalogue.captures.documents_called(document):
            for part in history_of(catalogue, id_):
                console.print(part, soft_wrap=False)
