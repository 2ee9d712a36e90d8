"""How far a run is: a bar on a terminal, a line now and then elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Protocol

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as Bar
from rich.text import Text

# Seconds between two lines where there is no terminal.
_INTERVAL = 15


class Progress(Protocol):
    """Told how many documents more are done, and how many of these failed."""

    def __call__(self, done: int, failed: int = 0) -> None: ...  # noqa: D102


@contextmanager
def progress(console: Console, total: int) -> Iterator[Progress]:
    """Show the progress of a run over `total` documents: rate, time left, failures so far."""
    if console.is_terminal:
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            _Rate(),
            TimeRemainingColumn(),
            _Failed(),
        )
        with Bar(*columns, console=console, transient=True) as bar:
            yield _Shown(bar, total)
    else:
        console.print(f"{total:,} documents to read")
        yield _Lines(console, total)


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:,.0f}/s" if task.speed else "")


class _Failed(ProgressColumn):
    def render(self, task: Task) -> Text:
        failed = task.fields["failed"]
        return Text(f"{failed:,} failed" if failed else "", "red")


class _Shown:
    def __init__(self, bar: Bar, total: int) -> None:
        self.bar = bar
        self.failed = 0
        self.task = bar.add_task("starting", total=total, failed=0)

    def __call__(self, done: int, failed: int = 0) -> None:
        self.failed += failed
        self.bar.update(self.task, description="reading", advance=done, failed=self.failed)


class _Lines:
    def __init__(self, console: Console, total: int) -> None:
        self.console = console
        self.total = total
        self.done = 0
        self.failed = 0
        self.last = monotonic()
        # The first batch waits for all that starts; the rate is that of the others.
        self.first: tuple[int, float] | None = None

    def __call__(self, done: int, failed: int = 0) -> None:
        self.done += done
        self.failed += failed
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
        self.console.print(f"{line}, {self.failed:,} failed" if self.failed else line)
