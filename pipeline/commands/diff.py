"""`tripartite diff V1 V2 --out DIR`."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.options import OutOption


def diff(
    one: Annotated[
        str,
        typer.Argument(
            metavar="V1", help="A version: its fingerprint or the beginning of it, `published` or `latest`."
        ),
    ],
    other: Annotated[str, typer.Argument(metavar="V2", help="Another one.")],
    out: OutOption,
    form: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="table, markdown or json.")
    ] = "table",
    changes: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write every change there too, one line of JSON each.")
    ] = None,
) -> None:
    """Compare two versions of all documents: what was added, removed and changed in each field, with both quotes.

    Without --changes a few examples of each are shown. Exit code: 0, whatever changed; 1 if there is no such version.
    """
    from pipeline.comparison.output import FORMS, told_changes, write
    from pipeline.comparison.versions import compare_versions
    from pipeline.existing import existing_catalogue

    if form not in FORMS:
        raise typer.BadParameter(f"{form} is none of {', '.join(FORMS)}.", param_hint="--format")
    with existing_catalogue(out) as catalogue, told_changes(changes) as each:
        versions = catalogue.versions
        comparison = compare_versions(versions, versions.resolve(one), versions.resolve(other), each=each)
    write(comparison, form)
