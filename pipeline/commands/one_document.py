"""The FILE of a command that reads one document and stores nothing."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from pipeline.inputs import Input


def document_in(file: str) -> "Input":
    """Return the input in a file; wrong usage where there is none, or an archive, which is read by `run` alone."""
    from pipeline.inputs import Input, readable
    from pipeline.reading import archive_type

    item = Input(readable(Path(file)), Path(file))
    if not item.path.is_file():
        raise typer.BadParameter(f"{item.uri} is no file.", param_hint="FILE")
    if archive_type(item.path):
        message = f"{item.uri} is an archive. `tripartite run` reads what is in it."
        raise typer.BadParameter(message, param_hint="FILE")
    return item
