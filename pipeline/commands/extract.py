"""`tripartite extract FILE`."""

from typing import Annotated

import typer

from pipeline.commands.one_document import document_in


def extract(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A document: PDF, HTML or text.")],
    no_text: Annotated[bool, typer.Option("--no-text", help="Leave the text out.")] = False,
    no_gating: Annotated[
        bool,
        typer.Option("--no-gating", help="Let the statistical model read everything: slower, same result."),
    ] = False,
) -> None:
    """Read one document and print its record as a line of JSON. Nothing is stored.

    Exit code: 0 if it was read, 1 if not (the record says why), 2 if there is no such file.
    """
    from pipeline.ingestion import extract_one
    from pipeline.record import to_line

    item = document_in(file)
    document = extract_one(item, gated=not no_gating)
    # As bytes: JSON is UTF-8 whatever the terminal's encoding is.
    typer.get_binary_stream("stdout").write(f"{to_line(document, text=not no_text)}\n".encode())
    if document.status != "read":
        for problem in document.problems:
            typer.echo(f"{item.uri}: {problem.message}", err=True)
        raise typer.Exit(1)
