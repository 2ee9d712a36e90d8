"""How runs are getting on, for whoever asks from another terminal."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from rich import box
from rich.table import Table

from pipeline.catalogue import RunState
from pipeline.processes import is_gone
from pipeline.terminal import plain

# A run notes each batch that is stored. One of large scans takes minutes, hardly more than this.
SILENCE = timedelta(minutes=30)
HERE = ZoneInfo("Europe/Paris")

# `died`: its process is gone. `silent`: nobody here can tell, and nothing was heard of it for long.
Condition = Literal["running", "silent", "died", "completed", "failed", "interrupted"]
_STYLES: dict[Condition, str] = {"running": "green", "silent": "yellow", "died": "red", "failed": "red"}


class Standing(NamedTuple):
    """Where a run stands: documents per second so far, and the time left where one can be told."""

    condition: Condition
    rate: float | None
    left: timedelta | None


def standing(run: RunState, now: datetime) -> Standing:
    """Find out where a run stands.

    Parameters
    ----------
    run : RunState
        As the catalogue has it.
    now : datetime
        The time, with its zone.
    """
    worked = ((run.ended_at or run.heartbeat) - run.started_at).total_seconds()
    rate = run.done / worked if run.done and worked > 0 else None
    condition = _condition(run, now)
    if condition != "running" or not rate:
        return Standing(condition, rate, None)
    # From the last word of it on: what it did since is not known yet.
    left = timedelta(seconds=(run.planned - run.done) / rate) - (now - run.heartbeat)
    return Standing(condition, rate, max(left, timedelta()))


def _condition(run: RunState, now: datetime) -> Condition:
    if run.state != "running":
        return run.state
    gone = is_gone(run.parameters.get("process", {}))
    if gone is None and now - run.heartbeat > SILENCE:
        return "silent"
    return "died" if gone else "running"


def at_work(runs: Sequence[RunState], now: datetime) -> list[RunState]:
    """Return those runs whose processes are at work, as far as can be told."""
    return [run for run in runs if standing(run, now).condition == "running"]


def unfinished(runs: Sequence[RunState], now: datetime) -> RunState | None:
    """Return the last run over inputs, the latest of `runs` first, if it ended before its time."""
    latest = next((run for run in runs if run.kind == "run" and run.parameters.get("inputs")), None)
    ended = latest and standing(latest, now).condition not in ("running", "completed")
    return latest if ended else None


def table(runs: Sequence[RunState], now: datetime) -> Table:
    """Show runs, a row each.

    Parameters
    ----------
    runs : sequence of RunState
        The latest first.
    now : datetime
        The time, with its zone.
    """
    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("run", "what", "state", "started"):
        shown.add_column(heading, no_wrap=True)
    for heading in ("done", "of", "failed", "rate", "left", "last heard of"):
        shown.add_column(heading, justify="right", no_wrap=True)
    for run in runs:
        stands = standing(run, now)
        shown.add_row(
            str(run.id),
            run.kind,
            plain(stands.condition, _STYLES.get(stands.condition, "")),
            moment(run.started_at),
            f"{run.done:,}",
            f"{run.planned:,}",
            plain(f"{run.failed:,}", "red" if run.failed else ""),
            f"{stands.rate:,.1f}/s" if stands.rate else "",
            duration(stands.left) if stands.left is not None else "",
            "" if run.ended_at else f"{duration(now - run.heartbeat)} ago",
        )
    return shown


def moment(at: datetime) -> str:
    """Write a moment in the time of those who read it, and name that time.

    >>> from datetime import UTC
    >>> moment(datetime(2026, 3, 4, 23, 30, tzinfo=UTC))
    '2026-03-05 00:30 CET'
    """
    return f"{at.astimezone(HERE):%Y-%m-%d %H:%M %Z}"


def duration(time: timedelta) -> str:
    """Write a duration in its two largest units.

    >>> [duration(timedelta(seconds=n)) for n in (0.2, 59, 61, 7325, 200000)]
    ['0 s', '59 s', '1 min 1 s', '2 h 2 min', '2 d 7 h']
    """
    rest = round(time.total_seconds())
    parts: list[str] = []
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")):
        count, rest = divmod(rest, size)
        if count or (unit == "s" and not parts):
            parts.append(f"{count} {unit}")
        elif parts:
            break
    return " ".join(parts[:2])
