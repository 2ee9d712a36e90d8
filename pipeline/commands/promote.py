"""`tripartite promote VERSION --out DIR`."""

from typing import Annotated

import typer

from pipeline.commands.options import OutOption


def promote(
    version: Annotated[
        str, typer.Argument(metavar="VERSION", help="Its fingerprint or the beginning of it, or `latest`.")
    ],
    out: OutOption,
    text: Annotated[
        bool | None,
        typer.Option("--text/--no-text", help="Whether documents.jsonl holds the texts; else as it did."),
    ] = None,
) -> None:
    """Let readers see a version: in the catalogue in one transaction, then the files are written anew.

    What it could not read keeps its version. An earlier version is promoted in the same way. Exit code: 0; 1 if there
    is no such version.
    """
    from pipeline.reprocessing import promote as promote_version
    from pipeline.terminal import counted

    done = promote_version(out, version, text=text)
    promoted = counted(done.promoted.documents, "document")
    typer.echo(
        f"{promoted} now published in version {done.version}; {done.publication.contract_count:,} contracts."
    )
    if done.promoted.kept:
        kept = counted(done.promoted.kept, "document")
        typer.echo(
            f"{kept} keep the version in which they were read: this one failed on them, or had no OCR."
        )
    if done.promoted.lacking:
        lacking = counted(done.promoted.lacking, "document")
        typer.echo(
            f"{lacking} keep theirs: this version was not tried on them. `tripartite reprocess` does that."
        )
