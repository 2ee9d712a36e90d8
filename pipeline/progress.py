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
        self.last = monotonic()
        # The first batch waits for all that starts; the rate is that of the others.
        self.first: tuple[int, float] | None = None

    def __call__(self, done: int) -> None:
        self.done += done
        now = monotonic()
        self.first = self.first or (self.done, now)
        if now - self.last < _INTERVAL and self.done < self.total:
            return
        self.last = now
        documents, at = self.first
        line = f"{self.done:,} of {self.total:,} documents"
        if self.done > documents:
            rate = (self.done - documents) / max(now - at, 1e-3)
            line += f", {rate:,.0f}/s, {(self.total - self.done) / rate:,.0f} s left"
        self.console.print(line)
