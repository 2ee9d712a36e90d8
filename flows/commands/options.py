"""Options that `run` and `reprocess` share: how, and by whom, the work is done."""

from typing import Annotated

import typer

BatchSizeOption = Annotated[
    str,
    typer.Option(
        metavar="SIZE", help="How much is stored at once: a number of documents (50) or of bytes (2MB)."
    ),
]
ProcessesOption = Annotated[
    int | None, typer.Option(min=1, metavar="N", help="How many processes extract; else one per processor.")
]
DaskOption = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="Let the workers of this Dask scheduler extract: tcp://host:8786."),
]
