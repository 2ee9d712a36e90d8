"""Options that commands share."""

from pathlib import Path
from typing import Annotated

import typer

OutOption = Annotated[Path, typer.Option(metavar="DIR", file_okay=False, help="The output folder.")]
