"""The rows of a table: what each names (a thing, a payer, a year, a sum, a group of rows) and its figures."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from extractors.facts import PartyKind
from extractors.money.words import pattern
from extractors.parties.bodies import find_groups, find_names, in_order, kinds_of
from extractors.tables.columns import SIDE_BY_SIDE, Column, bodies_in, single_year
from extractors.tables.figures import Entry, entries_of
from extractors.tables.grids import (
    Cells,
    Grid,
    content,
    find_banner,
    is_blank,
    is_entry,
    is_lonely,
)
from extractors.tables.rows import RANK, YEAR
from extractors.text.blocks import Block
from extractors.text.list_entries import LABEL, is_action_label, is_action_title
from extractors.text.source import Source

RowRole = Literal["thing", "payer", "year", "sum", "group", "part"]


@dataclass(slots=True)
class TableRow:
    """A row: `label` is the cell that names it, `group` the one that it stands under.

    A `sum` sums up other rows; a `group` names those below it and may hold their sum; a `part` tells what the row
    above it holds: "dont transports". What is `recalled` is told for memory: "2018 (p.m.)".
    """

    role: RowRole
    label: Block | None
    group: Block | None = None
    rank: str = ""
    kinds: list[PartyKind] = field(default_factory=list)
    year: str | None = None
    recalled: bool = False
    entries: list[Entry] = field(default_factory=list)


def read_rows(source: Source, grid: Grid, columns: Sequence[Column], scale: Decimal | None) -> list[TableRow]:
    """Read the rows below the heading; `scale` is the unit of figures that have none of their own."""
    payers = any(column.kinds for column in columns if column.role == "figures")
    filled = sum(any(is_entry(source, block) for block in row) for row in grid.body)
    sparse = filled * 3 < len(grid.body) * 2
    rows: list[TableRow] = []
    group: Block | None = None
    year: str | None = None
    dated: str | None = None  # by the first cell of a row above, with nothing below it
    kinds: list[PartyKind] = []
    beside: Block | None = None
    shared = _names_payers_below(source, columns)
    for cells in grid.body:
        if banner := find_banner(cells):  # its label beside it, "AXE 1", stands beside its rows too
            group, kinds, beside = banner, [], cells[0]
            rows.append(TableRow("group", banner))
            continue
        lonely = is_lonely(cells)
        if lonely is not None and not is_entry(source, lonely):
            if named := _exercise(source, lonely):
                year = named
            elif is_action_title(
                source, lonely.start, lonely.end
            ):  # who pays for it stands in the rows below
                rows.append(TableRow("thing", lonely, group))
            elif sparse and _is_single(lonely) and not LABEL.match(content(source, lonely)):
                rows.append(TableRow("thing", lonely, group))  # its money is not told
            else:
                group, kinds = lonely, []
                if not payers and _opens_with_body(
                    source, lonely
                ):  # "État", its programmes in the rows below
                    kinds = kinds_of(find_groups(source, lonely.start, lonely.end))
                rows.append(TableRow("group", lonely, kinds=kinds))
            continue
        row = _row(source, cells, columns, scale, payers=payers)
        dated = _dated(source, cells, columns) or (dated if cells[0] is None else None)
        if row.recalled and row.label:
            row.year = row.year or single_year(content(source, row.label))
        row.year = row.year or year or (dated if row.role != "sum" else None)
        if shared and row.role == "thing" and row.entries and row.label and _is_bare(source, row.label):
            row.role, row.kinds = "payer", bodies_in(source, row.label)
        if row.role == "part" and rows and not row.year:
            row.year = rows[-1].year  # "Financement 2022", and below it "dont État"
        _join_above(row, rows)
        if row.role == "sum" and not (row.kinds or payers) and row.label:
            row.kinds = _of_subtotal(source, row.label, rows)
        if row.role == "group":
            group = row.label
        elif row.role == "thing":
            row.group = group if row.group in (None, beside) else row.group
            row.kinds = row.kinds or kinds
        rows.append(row)
    return rows


def _names_payers_below(source: Source, columns: Sequence[Column]) -> bool:
    """Whether one column names things and, in the rows below each, who pays for it: "Action / financeur"."""
    heads = [content(source, block) for column in columns[:1] for block in column.headings]
    named = [SIDE_BY_SIDE.split(head)[1:] for head in heads]
    return any(pattern("(?:@tables.payer)").match(part) for parts in named for part in parts)


def _is_bare(source: Source, label: Block) -> bool:
    """Whether a label has neither a rank nor the name of one: "1.2 Maraudes", "Action 3"."""
    written = content(source, label)
    return not (_LEADING_RANK.match(written) or LABEL.match(written))


def _join_above(row: TableRow, rows: Sequence[TableRow]) -> None:
    """Count a figure once that is merged over several sums, or over the rows of all who pay for one thing."""
    for above in reversed(rows):
        paid = bool(row.kinds and above.kinds) and row.label is above.label
        if not (paid or above.role == row.role == "sum"):
            return
        shared = {entry.start for entry in row.entries}
        for entry in above.entries:
            if paid and entry.start in shared:
                entry.kinds = in_order([*(entry.kinds or above.kinds), *row.kinds])
        told = {entry.start for entry in above.entries}
        row.entries = [entry for entry in row.entries if entry.start not in told]


def _dated(source: Source, cells: Cells, columns: Sequence[Column]) -> str | None:
    """Return the year in the first cell of a row that names something else behind it: "2023 | État | 10 €"."""
    named = any(
        column.role != "figures" and block is not None and not is_entry(source, block)
        for column, block in zip(columns[1:], cells[1:], strict=True)
    )
    return _year_of(source, [cells[0]]) if named and cells[0] is not None else None


def _is_single(block: Block) -> bool:
    return block.cell is not None and block.cell.columns == 1


_EXERCISE = re.compile(r"(?:exercice|annee|budget|tranche|programmation)?s? ?(?P<year>(?:19|20)\d\d)")


def _exercise(source: Source, block: Block) -> str | None:
    """Return the year that a line in a table gives to the rows below it."""
    found = _EXERCISE.fullmatch(content(source, block).strip(" :"))
    return found["year"] if found else None


def _row(
    source: Source, cells: Cells, columns: Sequence[Column], scale: Decimal | None, *, payers: bool
) -> TableRow:
    texts = [
        (column, block)
        for column, block in zip(columns, cells, strict=True)
        if block is not None and column.role != "figures" and content(source, block)
    ]
    by_role: dict[str, Block] = {}
    for column, block in texts:
        by_role[column.role] = by_role.get(column.role) or block
    years = [b for _, b in texts if _year_of(source, [b])]
    named = [
        block
        for column, block in texts
        if column.role not in ("counts", "aside") and not is_blank(source, block) and block not in years
    ]
    if not named and years:
        named, years = years[:1], years[1:]
    said = by_role.get("action") or (named[-1] if named else None)
    aside = [b for column, b in texts if column.role == "aside" and not is_blank(source, b)]
    label = said or max(aside, key=lambda block: block.end - block.start, default=None)
    rank = content(source, by_role["counts"]) if "counts" in by_role else ""
    row = TableRow("thing", label, by_role.get("group"), rank if RANK.fullmatch(rank) else "")
    row.recalled = any(_recalls(content(source, b)) for _, b in texts)
    row.entries = list(entries_of(source, cells, columns, scale))
    # What is said aside of a row may be a span of years, and sums up nothing: "Calendrier | 2022-2024".
    beside = (b for column, b in texts if column.role != "aside" or not _SPAN.fullmatch(content(source, b)))
    sums = next((b for b in [*named, *beside] if _is_sum(source, b)), None)
    if sums is not None:
        row.role, row.label, row.group = "sum", sums, None
        row.year = single_year(content(source, sums)) or _year_of(source, years)
        row.kinds = _summed(source, sums, by_role.get("payer"), payers=payers)
        return row
    row.year = _year_of(source, years)
    if "payer" in by_role:
        row.kinds = bodies_in(source, by_role["payer"])
    _name(source, row, columns, by_role.get("payer"), payers=payers)
    return row


def _of_subtotal(source: Source, label: Block, above: Sequence[TableRow]) -> list[PartyKind]:
    """Return whose money a subtotal is: that of the rows since the last sum, where all of them are of one payer."""
    if not content(source, label).startswith("sous-total"):
        return []
    since = next((i for i in range(len(above), 0, -1) if above[i - 1].role == "sum"), 0)
    near = [row.kinds for row in above[since:]]
    return list(near[0]) if near and all(kinds == near[0] for kinds in near) else []


def _summed(source: Source, sums: Block, payer: Block | None, *, payers: bool) -> list[PartyKind]:
    """Return whose money alone a sum is: "Total | ARS", "Total État"."""
    if payer is not None:
        return bodies_in(source, payer)
    return [] if payers else kinds_of(find_groups(source, sums.start, sums.end))


def _year_of(source: Source, cells: Sequence[Block]) -> str | None:
    found = YEAR.fullmatch(_REMARK.sub("", content(source, cells[0]))) if cells else None
    return found["year"] if found else None


_REMARK = re.compile(r",? ?\((?P<said>[^()]{2,60})\)$")  # "2025 (prévision)"
_EARLIER = re.compile(
    r"(?:ancien(?:ne)?|precedente?)s? (?:contrat|convention|plan|avenant)|\bp\. ?m\.|pour memoire"
)


def _recalls(written: str) -> bool:
    """Whether a label says that its row is only recalled: "2018 (p.m.)", "Pour mémoire : avenant n° 1"."""
    remark = _REMARK.search(written)
    aside = remark is not None and _EARLIER.search(remark["said"]) is not None
    return aside or pattern("(?:@tables.recalled_row)").match(written) is not None


def _is_sum(source: Source, block: Block) -> bool:
    written = content(source, block)
    return pattern("(?:@tables.sum)").match(written) is not None or _SPAN.fullmatch(written) is not None


_SPAN = re.compile(r"(?:19|20)\d\d ?(?:-|/|a) ?(?:19|20)\d\d")


def _name(
    source: Source, row: TableRow, columns: Sequence[Column], payer: Block | None, *, payers: bool
) -> None:
    """Tell what the label of a row names: a year, a body that pays, a group of rows, else a thing."""
    label = row.label
    if label is None:
        row.role = "payer" if row.kinds else "thing"
        return
    written = content(source, label)
    if _PART_OF.match(written):
        row.role = "part"
        if not payers:
            row.kinds = row.kinds or kinds_of(find_groups(source, label.start, label.end))
    elif year := _year_of(source, [label]):
        row.role, row.year = "year", year
    elif label is row.group:  # no column names things: each row is a group by itself
        row.role, row.group = "group", None
    elif row.kinds or payer is label:
        row.role = "thing" if row.label is not None and any(c.role == "action" for c in columns) else "payer"
    elif not payers and _opens_with_body(source, label):
        row.role, row.kinds = "payer", kinds_of(find_groups(source, label.start, label.end))
    elif (found := LABEL.match(written)) and not is_action_label(found) and row.group in (None, label):
        row.role, row.group = "group", None


_PART_OF = re.compile(r"(?:[-–•>] ?)?(?:dont|soit|y compris)\b")
_LONG_NAME = 60  # characters: a label that only names a body is shorter
_PART = re.compile(
    r"(?:part|participation|dotation|contribution|credits?|financement|subvention|apport)s? ?$"
)


# "Pornic Agglomération", "Le Mans Métropole"
_NAMED = re.compile(r"(?:[A-ZÀ-Ý][\w'’-]* ){1,4}(?i:agglom[ée]ration|agglo|m[ée]tropole|communaut[ée])")
_NAMED_BEFORE = ("epci", "metropole")


def _opens_with_body(source: Source, label: Block) -> bool:
    names = find_names(source, label.start, label.end)
    if not names or label.end - label.start > _LONG_NAME:
        return False
    if names[0][0] in _NAMED_BEFORE and _NAMED.fullmatch(source.text, label.start, label.end):
        return True
    before = re.sub(
        r"\b(?:d[eu]s?|la|le|les|l'|d')(?: |$)|l'|d'|[^a-z]", " ", source.folded[label.start : names[0][1]]
    )
    return not before.strip() or _PART.fullmatch(before.strip()) is not None


def paid_by(row: TableRow) -> list[PartyKind]:
    """Return who pays something in a row, by its columns."""
    return in_order(k for e in row.entries if e.value and not e.column.total for k in e.kinds)


_LEADING_RANK = re.compile(
    r"(?:(?:\d{1,2}|[ivx]{1,4})(?:[.-]\d{1,2})+[.)]?|\d{1,2} ?[.)°-]|[a-z]\)|[ivx]{1,4} ?[.)-]|[-•*]) *(?:[-:] )?"
)
_NOTE = re.compile(
    r" ?(?:\((?:\d|suite(?: et fin)?|fin)\)|(?<!\dm)(?<! m)\*+)$"
)  # and not the figure of "120 m³"


def label_bounds(source: Source, label: Block) -> tuple[int, int] | None:
    """Bound the words of a label: without its number before, the mark of a footnote or "(suite)" behind."""
    start, end = label.start, label.end
    if (found := LABEL.match(source.folded, start, end)) or (
        found := _LEADING_RANK.match(source.folded, start, end)
    ):
        start = found.end()
    if note := _NOTE.search(source.folded, start, end):
        end = note.start()
    while start < end and source.text[start] in " \n:–-":
        start += 1
    end = start + len(source.text[start:end].rstrip(" \n:;,."))
    return (start, end) if start < end else None
