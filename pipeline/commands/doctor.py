"""`tripartite doctor --out DIR`."""

from typing import Annotated

import typer

from pipeline.commands.options import OutOption


def doctor(
    out: OutOption,
    quick: Annotated[
        bool, typer.Option("--quick", help="Do not read all bytes of the archive to find damaged ones.")
    ] = False,
    mend: Annotated[
        bool,
        typer.Option(
            "--mend",
            help="Tell the catalogue which documents the archive has lost: a run with them puts them back.",
        ),
    ] = False,
) -> None:
    """Check a folder: catalogue against archive, model, Tesseract, schema, disk. Say what to do where it is not well.

    Without --mend nothing is changed. Exit code: 0; 1 if something is wrong.
    """
    from rich.console import Console

    from pipeline.doctor import examine
    from pipeline.existing import existing_place
    from pipeline.places import archive_place
    from pipeline.terminal import plain

    styles = {"well": "green", "note": "yellow", "wrong": "bold red"}
    console = Console(highlight=False)
    wrong = False
    for finding in examine(existing_place(out), archive_place(out), out, thorough=not quick, mend=mend):
        wrong |= finding.level == "wrong"
        line = plain(f"{finding.level:<6}", styles[finding.level])
        console.print(line.append_text(plain(finding.what)), soft_wrap=True)
        if finding.advice:
            console.print(plain(f"      → {finding.advice}"), soft_wrap=True)
    if wrong:
        raise typer.Exit(1)
