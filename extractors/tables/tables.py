"""The tables of money of a text, read: what they say around and inside, row by row."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from extractors.facts import PartyKind
from extractors.found import Found
from extractors.money.words import pattern, vocabulary
from extractors.parties.bodies import find_groups, in_order
from extractors.tables.columns import SIDE_BY_SIDE, Column, read_columns, single_year
from extractors.tables.entries import TableRow, read_rows
from extractors.tables.figures import Entry
from extractors.tables.grids import Grid, content, find_grids
from extractors.tables.rows import is_year
from extractors.tables.said_around import declared, said_around
from extractors.text.blocks import Block
from extractors.text.list_entries import LABEL, is_action_title
from extractors.text.source import Source

_Paid = tuple[Decimal, list[PartyKind]]  # a sum and who pays it


@dataclass
class Table:
    """A table of money; `caption` bounds the lines that say what it is about, `payers` are those that they name.

    `action` bounds the one of these lines that names an action, to which all the money of the table goes.
    """

    columns: list[Column]
    rows: list[TableRow]
    scale: Decimal | None
    year: str | None
    caption: tuple[int, int] | None
    payers: list[PartyKind]
    start: int
    end: int
    action: tuple[int, int] | None = None

    @cached_property
    def kinds(self) -> list[PartyKind]:
        """The bodies that pay something in it."""
        by_row = (k for row in self.rows if row.entries for k in row.kinds)
        by_column = (e.kinds for row in self.rows for e in row.entries)
        return in_order([*by_row, *(k for kinds in by_column for k in kinds)])

    @cached_property
    def givers(self) -> list[PartyKind]:
        """Who pays what no row or column tells: whom the caption names, or the total ("Total ARS") and nothing else."""
        if self.payers:
            return self.payers if set(self.kinds) <= set(self.payers) else []
        parts, total = self.rows[:-1], self.rows[-1]
        if total.role != "sum" or self.kinds != total.kinds or any(row.kinds for row in parts):
            return []
        return (
            total.kinds
            if all(entry.value == self._sum_of(parts, entry.column) for entry in total.entries)
            else []
        )

    @staticmethod
    def _sum_of(rows: Sequence[TableRow], column: Column) -> Decimal:
        """What rows hold in a column, those that sum up others left out."""
        entries = (entry for row in rows if row.role == "thing" for entry in row.entries)
        return sum((entry.value or Decimal(0) for entry in entries if entry.column is column), Decimal(0))

    @cached_property
    def row_payers(self) -> dict[int, list[PartyKind]]:
        """Who pays something in each column by the rows that name who pays, by the identity of the column."""
        payers: dict[int, list[PartyKind]] = defaultdict(list)
        for row in self.rows:
            for entry in row.entries if row.kinds and row.role != "sum" else ():
                if entry.value or entry.unit:
                    payers[id(entry.column)] += [k for k in row.kinds if k not in payers[id(entry.column)]]
        return payers

    @cached_property
    def sum_payers(self) -> dict[int, list[PartyKind]]:
        """Who pays a sum that is that of the rows above it, as far up as they add up to it, by its entry's identity."""
        payers: dict[int, list[PartyKind]] = {}
        above: dict[int, list[_Paid]] = defaultdict(list)  # by column, the nearest last
        for row in self.rows:
            for entry in row.entries:
                parts = above[id(entry.column)]
                if row.role != "sum":
                    parts.append((entry.value or Decimal(0), entry.kinds or row.kinds))
                elif summed := _adding_up(parts, entry.value):
                    payers[id(entry)] = in_order(kind for value, kinds in summed if value for kind in kinds)
        return payers

    @cached_property
    def part_payers(self) -> dict[int, list[PartyKind]]:
        """Who pays what is parted in the rows right below it, by its entry's identity: "2021", then "dont État"."""
        payers: dict[int, list[PartyKind]] = {}
        whole: TableRow | None = None
        parts: list[TableRow] = []
        for row in [*self.rows, TableRow("thing", None)]:
            if row.role == "part":
                parts.append(row)
                continue
            for entry in whole.entries if whole and parts else ():
                below = [
                    (e.value or Decimal(0), p.kinds)
                    for p in parts
                    for e in p.entries
                    if e.column is entry.column
                ]
                if _adding_up(below, entry.value) == below:
                    payers[id(entry)] = in_order(kind for value, kinds in below if value for kind in kinds)
            whole, parts = row, []
        return payers

    @cached_property
    def names_things(self) -> bool:
        """Whether it has rows of things, besides those of groups."""
        return any(row.role == "thing" for row in self.rows)

    @cached_property
    def dates_its_rows(self) -> bool:
        """Whether its rows name years, or several stand beside what they name."""
        years = {row.year for row in self.rows if row.role != "sum"} - {None}
        return len(years) > 1 or any(row.role == "year" for row in self.rows)


def _adding_up(parts: Sequence[_Paid], whole: Decimal | None) -> Sequence[_Paid]:
    """Return the last of the parts that add up to a whole; none where they do not."""
    total = Decimal(0)
    for index in range(len(parts) - 1, -1, -1):
        total += parts[index][0]
        if whole is None or total >= whole:
            return parts[index:] if total == whole else ()
    return ()


def read_tables(source: Source) -> list[Table]:
    """Read the tables whose grid is known and that hold money."""
    grids = (side for grid in find_grids(source) for side in _sides(source, grid))
    return [table for grid in grids if (table := _table(source, grid))]


def _sides(source: Source, grid: Grid) -> list[Grid]:
    """Part a budget whose receipts stand at the right of what is spent: "Charges | Montant | Produits | Montant"."""
    spent, received = pattern("(?:@tables.spent)"), pattern("(?:@tables.received)")

    def heads(column: int, named: re.Pattern[str]) -> bool:
        return any(named.match(content(source, row[column])) for row in grid.heading)

    middle = next((column for column in range(1, grid.width) if heads(column, received)), grid.width)
    if middle > grid.width - 2 or not heads(0, spent):
        return [grid]
    halves = [slice(0, middle), slice(middle, grid.width)]
    return [
        replace(
            grid,
            heading=[row[half] for row in grid.heading],
            body=[row[half] for row in grid.body if any(row[half])],
        )
        for half in halves
    ]


def _table(source: Source, grid: Grid) -> Table | None:
    columns = read_columns(source, grid)
    scale, year = said_around(source, grid)
    like = grid.like
    while scale is None and like:  # the unit is said once for all of them
        scale, like = said_around(source, like)[0], like.like
    scale = scale or declared(source, grid)
    heads = [block for column in columns if column.role != "figures" for block in column.headings]
    corner = [content(source, block) for block in heads]
    # A year alone in the corner is that of the table, whatever the lines above it tell of.
    year = next((single_year(written) for written in corner if is_year(written)), None) or year
    year = year or next((said for written in corner if (said := single_year(written))), None)
    if scale is None and _is_money(source, grid, columns):
        scale = Decimal(1)
    rows = read_rows(source, grid, columns, scale)
    for column in columns:
        column.total = column.total or _sums_up(rows, column)
    if not any(entry.unit or entry.value is not None for row in rows for entry in row.entries):
        return None
    sums = {row.year for row in rows if row.role == "sum" and row.year}
    dated = [column for column in columns if column.year]
    if year is None and len(sums) == 1 and not dated:
        year = sums.pop()  # "TOTAL 2021" under rows that name no year
    if dated and all(column.total for column in dated) and len({column.year for column in dated}) == 1:
        year = dated[0].year  # "État | Département | Total 2019": that of its parts, too
    blocks = [b for row in [*grid.heading, *grid.body] for b in row if b is not None]
    start, end = min(b.start for b in blocks), max(b.end for b in blocks)
    above_all = [*reversed(grid.title), *grid.above[:2]]
    low = min((low for low, _ in above_all), default=None)
    caption = None if low is None else (low, min(b.start for b in grid.body[0] if b is not None))
    if any(_BY_GROUP.search(source.folded[slice(*span)]) for span in above_all[:2]):
        for row in rows:
            row.role = "group" if row.role == "thing" and row.label and not row.group else row.role
    elif _are_shared(rows):
        _name_titles(source, rows, actions=_heads_actions(source, columns, above_all[:2]))
    payers = next((found for span in above_all if (found := _givers(source, *span))), [])
    action = next((span for span in above_all[:2] if is_action_title(source, *span)), None)
    table = Table(columns, rows, scale, year, caption, payers, start, end, action)
    _name_others(table)
    return table


def _name_others(table: Table) -> None:
    """Let sums in a column of "Autres" be of those whom its cells name."""
    for row in table.rows:
        for entry in row.entries:
            if row.role == "sum" and entry.kinds == ["other"]:
                entry.kinds = table.sum_payers.get(id(entry)) or entry.kinds


def is_whole(row: TableRow, entry: Entry) -> bool:
    """Whether an amount is all that the bodies of its row pay: a cost, not what somebody asked for."""
    return entry.value == sum(other.value or 0 for other in row.entries if other.kinds)


def _sums_up(rows: Sequence[TableRow], column: Column) -> bool:
    """Whether a column that names nobody holds in each row what the bodies of the others pay: "État | ARS | Coût"."""
    if column.kinds or column.role != "figures":
        return False
    checked = [(row, entry) for row in rows for entry in row.entries if entry.column is column]
    return bool(checked) and all(is_whole(row, entry) for row, entry in checked)


# "Ventilation des crédits par engagement": its rows are engagements.
_BY_GROUP = re.compile(
    r"\bpar (?:grand )?(?:engagement|axe|objectif|orientation|priorite)s?\b"
    # "Trois engagements en 2022"
    r"|^(?:les |nos |ses )?(?:deux |trois |quatre |cinq |six |\d )?(?:grand(?:e)?s )?"
    r"(?:engagement|axe|objectif|orientation|priorite)s\b(?=.{0,40}$)"
)


_BY_ACTION = re.compile(r"\bpar (?:fiche(?:[ -]action)?|action|mesure|operation|dispositif|projet)s?\b")


def _are_shared(rows: Sequence[TableRow]) -> bool:
    """Whether the rows of a table name who pays, and those that group them for what."""
    paying = any(row.role == "payer" for row in rows)
    return paying and not any(row.role == "thing" and row.entries for row in rows)


_NESTED = re.compile(r"\d{1,2}[.-]\d{1,2}\b")


def _name_titles(source: Source, rows: Sequence[TableRow], *, actions: bool) -> None:
    """Let titles be things that others group: all where they are `actions`, else those of "1.2" below an "Axe 1"."""
    axes = [r for r in rows if r.role == "group" and r.label and LABEL.match(content(source, r.label))]
    group: Block | None = None
    for row in rows:
        nested = bool(axes and row.label) and _NESTED.match(content(source, row.label)) is not None
        if _is_title(source, row) and (actions or nested):
            row.role, row.group = "thing", group
        elif row.role == "group":
            group = row.label


def _is_title(source: Source, row: TableRow) -> bool:
    """Whether a row groups others and does not say by what: "Accueil de jour", and not "Axe 1 – Prévenir"."""
    bare = row.role == "group" and not (row.entries or row.kinds)
    return bare and row.label is not None and not LABEL.match(content(source, row.label))


def _heads_actions(source: Source, columns: Sequence[Column], above: Sequence[tuple[int, int]]) -> bool:
    """Whether what groups the rows of a table are actions, who pays for each below it: "Action / financeur"."""
    heads = (content(source, block) for column in columns[:1] for block in column.headings)
    named = (part for head in heads for part in SIDE_BY_SIDE.split(head))  # "Axe / action / financeur"
    return any(pattern("(?:@tables.plan)").match(part) for part in named) or any(
        _BY_ACTION.search(source.folded, *span) for span in above
    )


_OWNED = r"\b(?:subventions?|aides?|participations?|contributions?|dotations?) (?:@money_nouns.owned.{})\b"
# "Ce que l'ARS finance", "L'État apporte :"
_GIVES = re.compile(r" (?:y )?(?:co-?)?(?:financ|apport|vers|pai|pay|consacr|mobilis|prend en charge)\w*\b")
_LONGEST_HEADING = 90  # characters
_SUM_TOLD = re.compile(r"\d ?€")


def _givers(source: Source, start: int, end: int) -> list[PartyKind]:
    """Return whose money a caption tells: "Crédits délégués par l'État"; a text that tells sums is none.

    An adjective may tell it: "Les subventions départementales suivantes".
    """
    if _SUM_TOLD.search(source.folded, start, end):
        return []
    owners: dict[PartyKind, list[str]] = vocabulary()["money_nouns"]["owned"]
    owned = [kind for kind in owners if pattern(_OWNED.format(kind)).search(source.folded, start, end)]
    if owned:
        return owned
    heads = end - start < _LONGEST_HEADING
    named = pattern(r"\b(?:@tables.money)(?: \w+)?(?: \d{4})? $")
    return in_order(
        kind
        for group in find_groups(source, start, end)
        if (group.preposition in ("de", "par") and named.search(source.folded[start : group.start]))
        or (heads and not group.preposition and _GIVES.match(source.folded, group.end, end))
        for kind in group.kinds
    )


def _is_money(source: Source, grid: Grid, columns: Sequence[Column]) -> bool:
    """Whether figures without a unit are money: the caption or a heading speaks of it."""
    figures = [column for column in columns if column.role == "figures"]
    if any(column.money for column in figures):
        return True
    words = pattern(r"\b(?:@tables.caption)")
    # "La première annuité est de 433 000 €.", and below it a column of plain figures for each of the parties.
    parties = sum(bool(column.kinds) for column in figures) > 1
    if parties and any("€" in source.text[low:high] for low, high in grid.above[:1]):
        return True
    told = any(words.search(source.folded, low, high) for low, high in [*grid.title, *grid.above[:2]])
    return told and any(column.kinds or column.year or column.total for column in figures)


def tables_of(found: Found) -> list[Table]:
    """Return the tables of a document, read if no component has."""
    if found.tables is None:
        found.tables = read_tables(found.source)
    return found.tables
