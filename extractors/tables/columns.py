"""The columns of a table: what each holds, who pays what stands in it, in which year, in which unit."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from extractors.facts import PartyKind
from extractors.money.words import pattern, vocabulary
from extractors.parties.bodies import find_groups, in_order, kinds_of
from extractors.tables.grids import Cells, Grid, content, is_blank, is_figure, is_lonely
from extractors.tables.headings import UNIT, UNIT_SCALES
from extractors.tables.rows import RANK, YEAR
from extractors.text.blocks import Block
from extractors.text.source import Source

Role = Literal["figures", "counts", "action", "group", "payer", "aside", "label"]

_YEARS = re.compile(r"(?<![\d/.])(?:19|20)\d\d(?!\d|[/.]\d)")
_RANGE = re.compile(r"(?:19|20)\d\d(?:, ?(?:19|20)\d\d)*,? ?(?:-|/|a|et|au) ?(?:19|20)?\d\d\b")
SIDE_BY_SIDE = re.compile(r" ?[/,+&] ?| et ")
_PERCENTAGE = re.compile(r"\d[\d,. ]* ?%")


@dataclass(slots=True)
class Column:
    """A column; `headings` are the cells above it, from the top; `total` tells that it sums others up.

    What is `recalled` is told for memory or holds no longer: "Pour mémoire", "Montant annulé".
    """

    role: Role
    headings: list[Block]
    kinds: list[PartyKind] = field(default_factory=list)
    year: str | None = None
    scale: Decimal | None = None
    total: bool = False
    money: bool = False
    recalled: bool = False


def read_columns(source: Source, grid: Grid) -> list[Column]:
    """Read the columns of a table by their headings and by what stands in them."""
    columns = [_column(source, grid, index) for index in range(grid.width)]
    for index, (column, after) in enumerate(pairwise(columns)):
        if after.role != "figures" and _share_heading(column, after) and _spans(grid, index):
            column.role, after.role = "group", "action"  # "Axes et actions" over both
    figures = [index for index, column in enumerate(columns) if column.role == "figures"]
    if any(columns[index].year for index in figures):
        for column in columns:  # "2023 | 2024 | 2023-2024"
            column.total = column.total or any(
                names_span(content(source, block)) for block in column.headings
            )
    _recall_spent(source, [columns[index] for index in figures])
    for before, part in pairwise(columns[index] for index in figures):  # "Coût | dont État | dont ARS"
        if not (before.kinds or before.year or _is_part(source, before)) and _is_part(source, part):
            before.total = True
        if _is_part(source, part):
            part.year = part.year or before.year  # "2021 | dont État | 2022 | dont État"
    told = [column for column in columns if column.role not in ("figures", "counts")]
    if len(told) == 1 and any(
        pattern("(?:@tables.partner)").match(content(source, b)) for b in told[0].headings
    ):
        told[0].role = "payer"  # "Partenaire | Montant", while that of an action only works on it
    first = figures[0] if figures else grid.width
    labels = [index for index, column in enumerate(columns) if column.role == "label" and index < first]
    if any(column.role == "payer" for column in columns):  # "Année | Financeur | Montant": no action is named
        labels = [index for index in labels if not _are_years(source, _cells(grid.body, index))]
    if labels and not any(column.role == "action" for column in columns):
        columns[labels[-1]].role = "action"
        labels.pop()
    acting = next((index for index, column in enumerate(columns) if column.role == "action"), grid.width)
    for column in columns[acting + 1 :]:
        if column.role == "group":
            column.role = "aside"  # "Action | Objectif": what each row is for groups none
    for index in labels:  # merged cells beside a column of rows group them
        if _spans(grid, index):
            columns[index].role = "group"
    return columns


def merged(columns: Sequence[Column]) -> Column:
    """Return what holds for a figure merged over several columns: all who pay in them, their year if it is one."""
    figures = [column for column in columns if column.role == "figures"]
    years = {column.year for column in figures}
    return replace(
        figures[0],
        headings=[block for block in figures[0].headings if all(block in c.headings for c in figures)],
        kinds=in_order(kind for column in figures for kind in column.kinds),
        year=years.pop() if len(years) == 1 else None,
        total=len(years) > 1 or any(column.total for column in figures),
        recalled=all(column.recalled for column in figures),
    )


def _recall_spent(source: Source, columns: Sequence[Column]) -> None:
    """Recall what was spent in a year before all others, and is no part of their sum: "Réalisé 2023 | 2024 | 2025"."""
    written = [" ".join(content(source, block) for block in column.headings) for column in columns]
    spent = [
        column
        for column, head in zip(columns, written, strict=True)
        if pattern("(?:@tables.spent_before)").match(head)
    ]
    later = [column.year for column in columns if column.year and column not in spent]
    if len(spent) == 1 and spent[0].year and later and spent[0].year < min(later):
        spans = (span for head in written if (span := _RANGE.search(head)))
        spent[0].recalled |= not any(span[0][:4] <= spent[0].year for span in spans)


def _is_part(source: Source, column: Column) -> bool:
    return any(content(source, block).startswith("dont ") for block in column.headings)


def _share_heading(column: Column, after: Column) -> bool:
    return bool(column.headings and after.headings) and column.headings[-1] is after.headings[-1]


def single_year(folded: str) -> str | None:
    """Return the year that a heading names, None where it names several or a span of years.

    >>> single_year("exercice 2021."), single_year("2020, 2021 et 2022"), single_year("du 8/9/2020")
    ('2021', None, None)
    """
    years = set(_YEARS.findall(_RANGE.sub(" ", folded)))
    return years.pop() if len(years) == 1 else None


def names_span(folded: str) -> bool:
    """Whether a heading names a span of years: "2020-2022"."""
    return _RANGE.search(folded) is not None


def _column(source: Source, grid: Grid, index: int) -> Column:
    headings = _headings(grid, index)
    column = Column("label", headings)
    for block in headings:
        written = content(source, block)
        column.kinds = bodies_in(source, block) or column.kinds
        column.year = single_year(written) or column.year
        if unit := UNIT.search("(" + written):
            column.scale = UNIT_SCALES[unit.lastgroup or "one"]
        column.total = column.total or pattern(r"(?:@tables.sum)|.*\btotal").match(written) is not None
        column.money = column.money or pattern("(?:@tables.money)").match(written) is not None
        column.recalled = column.recalled or pattern(r"\b(?:@tables.recalled)").search(written) is not None
    column.role = _role(source, grid, index, column)
    return column


_WITHOUT = re.compile(r"\(?\b(?:hors|sauf)\b")  # "État (hors ARS)"


def bodies_in(source: Source, block: Block) -> list[PartyKind]:
    """Return the bodies that a cell names, also in the short forms that only tables use."""
    without = _WITHOUT.search(source.folded, block.start, block.end)
    end = without.start() if without else block.end
    kinds = kinds_of(find_groups(source, block.start, end))
    parts = SIDE_BY_SIDE.split(content(source, block))
    if kinds and len(parts) == 1:
        return kinds
    short: dict[PartyKind, list[str]] = vocabulary()["tables"]["bodies"]
    found = (k for k in short if any(pattern(f"(?:@tables.bodies.{k})").match(part) for part in parts))
    return in_order([*kinds, *found])


def _headings(grid: Grid, index: int) -> list[Block]:
    headings: list[Block] = []
    for row in grid.heading:
        block = row[index]
        if block is not None and (not headings or block is not headings[-1]):
            headings.append(block)
    return headings


def _role(source: Source, grid: Grid, index: int, column: Column) -> Role:
    """What a column holds: its lowest heading decides, then its cells."""
    lowest = content(source, column.headings[-1]) if column.headings else ""
    cells = _cells(grid.body, index)
    figures = sum(is_figure(source, block) for block in cells)
    blanks = sum(is_blank(source, block) for block in cells)
    texts = len(cells) - figures - blanks
    if (
        pattern("(?:@tables.counts)").match(lowest)
        or _are_all(_PERCENTAGE, source, cells)
        or _are_all(pattern("(?:@tables.budget_lines)"), source, cells)
    ):
        return "counts"
    telling = bool(column.kinds or column.year or column.total or column.money)
    if cells and not figures and not telling and _are_ranks(source, grid, index, cells, lowest):
        return "counts"  # "1a", "1b"
    if figures + blanks > texts and (figures or telling):
        counted = pattern("(?:@tables.aside)").match(lowest) or _are_ranks(source, grid, index, cells, lowest)
        return "counts" if not telling and counted else "figures"  # "Bénéficiaires | 120"
    if pattern(r"(?:@tables.group).*?(?:\bet|/|,) ?(?:les |leurs )?(?:@tables.action)").match(lowest):
        return "action"  # "Axes et actions": what groups the rows stands among them
    named: tuple[Role, ...] = ("payer", "group", "action", "aside")
    return next((role for role in named if pattern(f"(?:@tables.{role})").match(lowest)), "label")


def _are_all(form: re.Pattern[str], source: Source, cells: Sequence[Block]) -> bool:
    """Whether the cells of a column are nothing but percentages, or lines of a budget: "35,1 %", "Chapitre 65"."""
    written = [content(source, block) for block in cells if not is_blank(source, block)]
    return bool(written) and all(form.fullmatch(each) for each in written)


def _cells(rows: Sequence[Cells], index: int) -> list[Block]:
    """The cells of a column, without those that run over others too."""
    cells = [block for row in rows if (block := row[index]) is not None and not is_lonely(row)]
    cells = [block for block in cells if block.cell is None or block.cell.columns == 1]
    return list({id(block): block for block in cells}.values())


def _are_ranks(source: Source, grid: Grid, index: int, cells: Sequence[Block], heading: str) -> bool:
    """Whether the figures of a column number its rows: short, without unit, before the labels or in their place."""
    beside = [row[index + 1] for row in grid.body if index + 1 < len(row)]
    labelled = any(b is not None and not is_figure(source, b) and not is_blank(source, b) for b in beside)
    named = index == 0 and pattern("(?:@tables.group|@tables.action)").match(heading) is not None
    figures = [block for block in cells if is_figure(source, block)] or cells  # and not "Total"
    return (labelled or named) and all(RANK.fullmatch(content(source, block)) for block in figures)


def _are_years(source: Source, cells: Sequence[Block]) -> bool:
    """Whether the cells of a column hold years, its total apart."""
    years = [YEAR.fullmatch(content(source, block)) is not None for block in cells]
    return any(years) and sum(years) >= len(years) - 1


def _spans(grid: Grid, index: int) -> bool:
    return any(
        block.cell is not None and block.cell.rows > 1 and block.cell.columns == 1
        for block in _cells(grid.body, index)
    )
