"""The cells of a table that hold money, with what row, column and caption say of them."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from extractors.facts import PartyKind
from extractors.money.written import Mention
from extractors.parties.bodies import in_order
from extractors.tables.columns import names_span
from extractors.tables.entries import TableRow, label_bounds, paid_by
from extractors.tables.figures import Entry
from extractors.tables.grids import content
from extractors.tables.tables import Table, is_whole
from extractors.text.source import Source


@dataclass(slots=True)
class Cell:
    """A cell with a number; `value` is null where the number has its own unit or none is declared.

    `label` bounds the text of its row where that names a thing and no body, year or total; `caption` the
    lines above the table with its headings; `scope` tells sums from what they sum up, where that is known.
    What is `recalled` holds no longer, or was of another time.
    """

    start: int
    end: int
    value: Decimal | None = None
    scale: Decimal = Decimal(1)
    payers: list[PartyKind] = field(default_factory=list)
    year: str | None = None
    label: tuple[int, int] | None = None
    caption: tuple[int, int] | None = None
    scope: Literal["total", "share", "action"] | None = None
    recalled: bool = False


def cells_of(source: Source, tables: Sequence[Table]) -> Iterator[Cell]:
    """Yield the cells with money of tables whose grid is known, row by row."""
    for table in tables:
        for row in table.rows:
            for entry in row.entries:
                yield _cell(source, table, row, entry)


def _cell(source: Source, table: Table, row: TableRow, entry: Entry) -> Cell:
    of_years = table.dates_its_rows or (entry.column.total and _dates_columns(table))
    return Cell(
        entry.start,
        entry.end,
        None if entry.unit or entry.value is None else abs(entry.value),
        entry.scale,
        _payers(table, row, entry),
        _year(source, table, row, entry),
        label_bounds(source, row.label) if row.label and row.role in ("thing", "group") else None,
        None if of_years else table.caption,  # what is paid each year is not the sum of years
        _scope(table, row, entry),
        row.recalled or entry.column.recalled,
    )


def _payers(table: Table, row: TableRow, entry: Entry) -> list[PartyKind]:
    """Who pays: the column says it, else the row; in a sum, those who pay something of what it sums up."""
    if entry.kinds:
        return list(entry.kinds)
    if row.kinds:
        return list(row.kinds)
    if (paid := paid_by(row)) and (entry.column.total or is_whole(row, entry)):
        return paid
    if table.givers or not table.kinds:
        return list(table.givers)
    if parted := table.part_payers.get(id(entry)):
        return list(parted)
    if row.role != "sum":
        return []
    if near := table.sum_payers.get(id(entry)):
        return list(near)
    if entry.column.total:
        return in_order(kind for kinds in table.row_payers.values() for kind in kinds)
    return in_order(table.row_payers.get(id(entry.column), ()))


def is_more(row: TableRow, entry: Entry) -> bool:
    """Whether an amount is more than what the bodies that its row names pay of it: "Coût | dont État"."""
    parts = [other.value for other in row.entries if other.kinds]
    return bool(parts) and entry.column.total and (entry.value or 0) > sum(part or 0 for part in parts)


def _year(source: Source, table: Table, row: TableRow, entry: Entry) -> str | None:
    said = entry.column.year or row.year
    if said or (row.role == "sum" and names_span(content(source, row.label))):
        return said
    return None if (entry.column.total and _dates_columns(table)) or table.dates_its_rows else table.year


def _dates_columns(table: Table) -> bool:
    return any(column.year for column in table.columns if column.role == "figures")


def _scope(table: Table, row: TableRow, entry: Entry) -> Literal["total", "share", "action"]:
    """A sum, the whole of an action, or a share of either; shares and wholes are never of one kind."""
    if row.role == "part":
        return "share"
    if row.role == "sum" or (entry.column.total and row.role != "thing"):
        return "total"
    if row.role == "group":
        return "total" if table.names_things else "share"
    shared = any(column.total for column in table.columns if column.role == "figures")
    return "action" if row.role == "thing" and (entry.column.total or not shared) else "share"


def add_cells(mentions: list[Mention], cells: list[Cell]) -> list[Mention]:
    """Return `mentions` with those that only the unit of their table makes money, in order."""
    starts = [mention.start for mention in mentions]
    new = [
        Mention(c.start, c.end, c.start, c.value, c.scale, rule="table", confidence=0.9)
        for c in cells
        if c.value and bisect_left(starts, c.start) == bisect_left(starts, c.end)
    ]
    return sorted([*mentions, *new], key=lambda mention: mention.start)
