"""How far a run is: a bar on a terminal, a line now and then elsewhere."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

# Seconds between two lines where there is no terminal.
_INTERVAL = 15


@contextmanager
def progress(console: Console, total: int) -> Iterator[Callable[[int], None]]:
    """Show the progress of a run over `total` documents; what this yields is told how many are done more."""
    if console.is_terminal:
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            _Rate(),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=console, transient=True) as bar:
            task = bar.add_task("starting", total=total)
            yield lambda done: bar.update(task, description="reading", advance=done)
    else:
        console.print(f"{total:,} documents to read")
        yield _Lines(console, total)


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:,.0f}/s" if task.speed else "")


class _Lines:
    def __init__(self, console: Console, total: int) -> None:
        self.console = console
        self.total = total
        self.done = 0
        self.started = self.last = monotonic()

    def __call__(self, done: int) -> None:
        self.done += done
        now = monotonic()
        if now - self.last < _INTERVAL and self.done < self.total:
            return
        self.last = now
        rate = self.done / max(now - self.started, 1e-3)
        left = "" if self.done == self.total else f", {(self.total - self.done) / rate:,.0f} s left"
        self.console.print(f"{self.done:,} of {self.total:,} documents, {rate:,.0f}/s{left}")
