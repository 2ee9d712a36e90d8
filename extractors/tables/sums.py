"""Whether the totals of a table are what their parts add up to. A total that is not stays as written and is told."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from extractors.facts import Problem, money
from extractors.tables.columns import Column
from extractors.tables.entries import TableRow
from extractors.tables.figures import Entry
from extractors.tables.tables import Table
from extractors.text.source import Source

CODE = "table_total_mismatch"
_LONGEST = 2000  # rows: a register, whose totals nobody can check by eye either
_MOST_ROWS, _MOST_PARTS = 400, 60  # looked at where sums are nested
_ROUNDED = Decimal("0.5")  # of its last digit, a figure in thousands or with cents left out may be off


def check_sums(source: Source, tables: Sequence[Table]) -> list[Problem]:
    """Tell each total, of a row or of a column, that its parts do not add up to."""
    return [
        _problem(source, table, total, parts)
        for table in tables
        if len(table.rows) <= _LONGEST
        for total, parts in sorted(
            [*_wrong_across(table), *_wrong_down(table)], key=lambda pair: pair[0].start
        )
    ]


def _wrong_across(table: Table) -> Iterator[tuple[Entry, list[Entry]]]:
    for total, choices in _across(table):
        if choices and not any(_agrees(total, parts) for parts in choices):
            yield total, choices[0]


def _wrong_down(table: Table) -> Iterator[tuple[Entry, list[Entry]]]:
    for total, choices in _down(table):
        if choices and not any(_agrees(total, parts) for parts in choices) and not _is_nested(table, total):
            yield total, choices[0]


def _agrees(total: Entry, parts: Sequence[Entry]) -> bool:
    """Whether parts add up to a total, as exactly as they are written."""
    if total.value is None or any(part.value is None for part in parts):
        return True  # what cannot be read cannot be held against it
    difference = abs(total.value - _sum(parts))
    rounding = sum((part.precision for part in parts), total.precision) * _ROUNDED
    return difference <= (rounding if total.scale > 1 else 0)


def _is_nested(table: Table, total: Entry) -> bool:
    """Whether a total is the sum of rows above it that are sums themselves, as in the accounts of a budget.

    A row sums up those right below it (a chapter and its articles) or right above it. What is left must end with
    the parts of the total.
    """
    above = [
        entry.value
        for row in table.rows
        for entry in row.entries
        if entry.column is total.column and entry.start < total.start and entry.value is not None
    ]
    open_sums: list[Decimal] = []
    for value in _without_parts(above[-_MOST_ROWS:]):
        count = _ending(open_sums, value)
        if count > 1:
            del open_sums[-count:]
        open_sums.append(value)
    return total.value is not None and _ending(open_sums, total.value) > 0


def _without_parts(values: Sequence[Decimal]) -> Iterator[Decimal]:
    """Yield the values without those that the one before them sums up."""
    index = 0
    while index < len(values):
        yield values[index]
        count = _ending(values[index + 1 : index + 1 + _MOST_PARTS][::-1], values[index])
        index += 1 + count


def _ending(values: Sequence[Decimal], total: Decimal) -> int:
    """Return how many of the last values make `total`, 0 if none do."""
    left = total
    for count, value in enumerate(values[: -_MOST_PARTS - 1 : -1], 1):
        left -= value
        if not left:
            return count
    return 0


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
            yield total, _filled(_present(by_column, choice) for choice in choices if len(choice) > 1)


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
                yield total, _filled([_of_column(inside, total.column)])
                continue
            above = table.rows[:index]
            leaves = [r for r in above if r.role not in ("sum", "group", "part")]
            since = max((i for i, r in enumerate(above) if r.role == "sum"), default=-1) + 1
            near = [r for r in above[since:] if r.role not in ("sum", "group", "part")]
            last_group = max((i for i, r in enumerate(above) if r.role == "group"), default=-1) + 1
            choices = [
                leaves,
                near,
                [r for r in above[last_group:] if r.role not in ("sum", "group", "part")],
                [r for r in above if r.role == "sum"],
                [r for r in above if r.role == "group"],
            ]
            if near and since:
                choices[:2] = [near, leaves]
            if row.kinds:  # "Total État"
                choices = [[r for r in choice if r.kinds == row.kinds] for choice in choices]
            yield total, _filled(_of_column(choice, total.column) for choice in choices if len(choice) > 1)


def _filled(choices: Iterable[list[Entry]]) -> list[list[Entry]]:
    return [choice for choice in choices if choice]


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
