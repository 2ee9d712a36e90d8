"""Whether the totals of a table are what their parts add up to. A total that is not stays as written and is told."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.facts import Problem, money
from extractors.source import Source
from extractors.table_columns import Column
from extractors.table_entries import Entry, TableRow
from extractors.tables import Table

CODE = "table_total_mismatch"
_ROUNDED = Decimal("0.5")  # of its last digit, a figure in thousands or with cents left out may be off


def check_sums(source: Source, tables: Sequence[Table]) -> list[Problem]:
    """Tell each total, of a row or of a column, that its parts do not add up to."""
    problems = []
    for table in tables:
        for total, parts in sorted([*_across(table), *_down(table)], key=lambda claim: claim[0].start):
            candidates = [part for part in parts if part]
            if candidates and not any(_agrees(total, part) for part in candidates):
                problems.append(_problem(source, table, total, candidates[0]))
    return problems


def _agrees(total: Entry, parts: Sequence[Entry]) -> bool:
    """Whether parts add up to a total, as exactly as they are written."""
    if total.value is None or any(part.value is None for part in parts):
        return True  # what cannot be read cannot be held against it
    difference = abs(total.value - _sum(parts))
    rounding = sum((part.precision for part in parts), total.precision) * _ROUNDED
    return difference <= (rounding if total.scale > 1 else 0)


def _sum(parts: Sequence[Entry]) -> Decimal:
    return sum((part.value for part in parts if part.value is not None), Decimal(0))


Claim = tuple[Entry, list[list[Entry]]]


def _across(table: Table) -> Iterator[Claim]:
    """Yield each total at the right of its parts, with what it can be the sum of: the likeliest first."""
    figures = [column for column in table.columns if column.role == "figures"]
    for row in table.rows:
        by_column = {id(entry.column): entry for entry in row.entries}
        for index, column in enumerate(figures):
            total = by_column.get(id(column))
            if not column.total or total is None:
                continue
            before = figures[:index]
            leaves = [c for c in figures if not c.total]
            cut = max((i for i, c in enumerate(before) if c.total), default=-1) + 1
            choices = [
                [c for c in leaves if c.kinds == column.kinds and c.year] if column.kinds else [],
                [c for c in leaves if c.year == column.year] if column.year else [],
                before[cut:],
                [c for c in leaves if c in before],
                leaves,
                [c for c in figures if c.total and c is not column],
            ]
            yield total, [_present(by_column, choice) for choice in choices if len(choice) > 1]


def _present(by_column: dict[int, Entry], columns: Sequence[Column]) -> list[Entry]:
    return [by_column[id(column)] for column in columns if id(column) in by_column]


def _down(table: Table) -> Iterator[Claim]:
    """Yield each total below its parts, or above them where it stands beside the name of a group."""
    for index, row in enumerate(table.rows):
        if row.role not in ("sum", "group"):
            continue
        for total in row.entries:
            if row.role == "group":
                inside = _until_group(table.rows[index + 1 :])
                yield total, [_of_column(inside, total.column)]
                continue
            above = table.rows[:index]
            leaves = [r for r in above if r.role not in ("sum", "group")]
            since = max((i for i, r in enumerate(above) if r.role == "sum"), default=-1) + 1
            near = [r for r in above[since:] if r.role not in ("sum", "group")]
            last_group = max((i for i, r in enumerate(above) if r.role == "group"), default=-1) + 1
            choices = [
                leaves,
                near,
                [r for r in above[last_group:] if r.role not in ("sum", "group")],
                [r for r in above if r.role == "sum"],
                [r for r in above if r.role == "group"],
            ]
            if near and since:
                choices[:2] = [near, leaves]
            yield total, [_of_column(choice, total.column) for choice in choices if len(choice) > 1]


def _until_group(rows: Sequence[TableRow]) -> list[TableRow]:
    end = next((i for i, row in enumerate(rows) if row.role in ("group", "sum")), len(rows))
    return list(rows[:end])


def _of_column(rows: Sequence[TableRow], column: Column) -> list[Entry]:
    return [entry for row in rows for entry in row.entries if entry.column is column]


def _problem(source: Source, table: Table, total: Entry, parts: Sequence[Entry]) -> Problem:
    row = next(row for row in table.rows if any(entry is total for entry in row.entries))
    label = source.text[row.label.start : row.label.end] if row.label else "a row without label"
    heading = " / ".join(source.text[block.start : block.end] for block in total.column.headings)
    message = (
        f"A table gives {money(total.value or Decimal(0))} as total (row “{label}”, column “{heading}”), "
        f"but its parts add up to {money(_sum(parts))}. The total was kept as written."
    )
    return Problem(code=CODE, message=message, page=source.evidence(total.start, total.end, CODE).page)
