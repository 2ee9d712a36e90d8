"""`tripartite explain FILE`."""

from typing import Annotated

import typer

from pipeline.commands.one_document import document_in


def explain(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A document: PDF, HTML or text.")],
) -> None:
    """Show the text of a document with every fact marked in it: what it is, by which rule, how sure and why.

    Exit code: 0 if it was read, 1 if not (it says why), 2 if there is no such file.
    """
    from rich.console import Console

    from pipeline.explanation import explain as explain_record
    from pipeline.ingestion import extract_one
    from pipeline.reading import read_file
    from pipeline.reading.limits import current_limits

    item = document_in(file)
    document = extract_one(item)
    reading, _ = read_file(item.path, limits=current_limits())
    aside = [(block.start, block.end) for block in reading.blocks if not block.main]
    console = Console(highlight=False, soft_wrap=True)
    for line in explain_record(document, colours=console.is_terminal, aside=aside):
        console.print(line)
    if document.status != "read":
        raise typer.Exit(1)
