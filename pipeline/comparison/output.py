"""Where a comparison goes: to standard output in the form that is asked for, every change into a file."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console

from pipeline.comparison.changes import Change
from pipeline.comparison.showing import markdown, table
from pipeline.comparison.summary import Comparison
from pipeline.errors import TripartiteError
from pipeline.record import to_line

FORMS = ("table", "markdown", "json")


def write(comparison: Comparison, form: str) -> None:
    """Write a comparison to standard output.

    Parameters
    ----------
    comparison : Comparison
        What to write.
    form : str
        One of `FORMS`.
    """
    if form == "table":
        # A pipe has no width: the table must not be squeezed into 80 columns there.
        Console(width=None if sys.stdout.isatty() else 160, highlight=False).print(table(comparison))
        return
    text = markdown(comparison) if form == "markdown" else comparison.model_dump_json(indent=2) + "\n"
    # As bytes: both are UTF-8 whatever the terminal's encoding is.
    sys.stdout.buffer.write(text.encode())


@contextmanager
def told_changes(file: Path | None) -> Iterator[Callable[[Change], None] | None]:
    """Give what writes each change that it is told to `file`, as a line of JSON; None without a file."""
    if file is None:
        yield None
        return
    try:
        stream = file.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise TripartiteError(f"{file} cannot be written: {error.strerror}.") from error
    with stream:
        yield lambda change: print(to_line(change), file=stream)
