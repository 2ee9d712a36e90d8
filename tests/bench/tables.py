"""Plain tables of what was measured."""

from collections.abc import Iterable, Sequence


def table(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a plain table, numbers to the right."""
    cells = [list(headings), *(list(row) for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(headings))]
    print(f"\n{title}")
    for row in cells:
        first, *others = (
            cell.ljust(w) if i == 0 else cell.rjust(w)
            for i, (cell, w) in enumerate(zip(row, widths, strict=True))
        )
        print("  " + "  ".join([first, *others]), flush=True)


def growth(what: str, unit: str, rows: Sequence[tuple[int, float]]) -> None:
    """Print how the cost of 1,000 characters grows with the size; 1.00 is linear."""
    first = rows[0][1]
    table(
        f"growth: {what}",
        (unit, "ms/1,000 characters", "ratio"),
        ((f"{size:,}", f"{cost:.2f}", f"{cost / first:.2f}") for size, cost in rows),
    )


def spread(seconds: Sequence[float]) -> str:
    """How far the fastest and the slowest round are from the mean."""
    mean = sum(seconds) / len(seconds)
    return f"-{1 - min(seconds) / mean:.0%} +{max(seconds) / mean - 1:.0%}"
