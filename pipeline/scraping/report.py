"""What came of a scrape, for people: a table of the sources where something happened, and the alarms."""

from collections.abc import Sequence

from rich.table import Table

from pipeline.scraping.outcome import Outcome
from pipeline.terminal import counted, plain

# What is counted of each source: links, what was asked for behind them, and the documents that this gave.
COLUMNS = (
    ("links listed", "shown"),
    ("links new", "met"),
    ("links passed over", "passed_over"),
    ("pages asked", "asked"),
    ("pages not kept", "not_kept"),
    ("documents new", "new"),
    ("documents changed", "changed"),
    ("gone", "gone"),
    ("failed", "failed"),
)
# A problem that comes with every page is told so often.
_SHOWN = 3
# Of pages that are gone each is told, once; `sources passed-over` tells those of a site that was built anew.
_SHOWN_GONE = 20


def is_quiet(outcome: Outcome) -> bool:
    """Tell whether nothing happened that anyone must know of."""
    told = outcome.new, outcome.changed, outcome.gone, outcome.failed, outcome.problems, outcome.stopped
    return not any(told) and not outcome.alarms


def table(outcomes: Sequence[Outcome]) -> Table:
    """Show the sources where something happened."""
    shown = Table(box=None, header_style="bold", pad_edge=False)
    shown.add_column("source", no_wrap=True)
    for heading, _ in COLUMNS:
        shown.add_column(heading.replace(" ", "\n", 1), justify="right")
    shown.add_column("")
    for outcome in outcomes:
        if not is_quiet(outcome):
            numbers = (f"{getattr(outcome, name):,}" for _, name in COLUMNS)
            shown.add_row(plain(outcome.source), *numbers, _note(outcome))
    return shown


def _note(outcome: Outcome) -> str:
    if outcome.alarms:
        return "SILENT"
    return "not finished" if outcome.stopped or not outcome.complete else ""


def summary(outcomes: Sequence[Outcome]) -> str:
    """Say in a line what came of a scrape.

    >>> summary(
    ...     [Outcome("creuse", new=2, complete=True), Outcome("cher", alarms=["it shows no announcement"])]
    ... )
    '2 sources: 2 new documents, 0 changed, 1 source to look at'
    """
    new, changed = (sum(getattr(outcome, name) for outcome in outcomes) for name in ("new", "changed"))
    silent = sum(bool(outcome.alarms) for outcome in outcomes)
    told = f"{counted(len(outcomes), 'source')}: {counted(new, 'new document')}, {changed:,} changed"
    return f"{told}, {counted(silent, 'source')} to look at" if silent else told


def remarks(outcome: Outcome) -> list[str]:
    """Say what went wrong with a source, alarms first, and which of its pages are gone.

    >>> remarks(Outcome("cher", problems=["a", "b", "c", "d", "e"], stopped="the budget is spent"))
    ['cher: a', 'cher: b', 'cher: c', 'cher: 2 more problems', 'cher: the budget is spent']
    """
    lines = [f"SILENT: {alarm}" for alarm in outcome.alarms]
    lines += outcome.problems[:_SHOWN]
    if len(outcome.problems) > _SHOWN:
        lines.append(f"{counted(len(outcome.problems) - _SHOWN, 'more problem')}")
    lines += [f"gone, kept in the archive: {url}" for url in outcome.taken_away[:_SHOWN_GONE]]
    if len(outcome.taken_away) > _SHOWN_GONE:
        more = counted(len(outcome.taken_away) - _SHOWN_GONE, "more page")
        lines.append(f"{more} gone: tripartite sources passed-over tells all")
    if outcome.stopped:
        lines.append(outcome.stopped)
    return [f"{outcome.source}: {line}" for line in lines]
