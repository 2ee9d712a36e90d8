"""The tables of a PDF page: which words stand in which cell of which grid.

Ruled tables come from the lines that are drawn, others from figures that stand in columns. Only tables that
hold figures are of interest, and forms that are about an action: a box around a letter or a block of signatures
stays running text.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pypdfium2

from extractors.text.folding import fold
from pipeline.reading.pdf.calls import Array
from pipeline.reading.pdf.tables.banded import find_banded
from pipeline.reading.pdf.tables.cells import FIGURE, Held, TableCell, lines_by_cell, side_by_side
from pipeline.reading.pdf.tables.grid import Grid, find_grids
from pipeline.reading.pdf.tables.rules import Rules, find_rules
from pipeline.reading.pdf.tables.shaded import find_shaded
from pipeline.reading.pdf.tables.stacked import part_stacked
from pipeline.reading.pdf.tables.undrawn import part_labels, with_undrawn_sides
from pipeline.reading.pdf.tables.unparted import part_heading
from pipeline.reading.pdf.tables.unruled import find_unruled
from pipeline.reading.pdf.words import Words

__all__ = ["Table", "TableCell", "find_tables", "tables_among"]

_FORM_CELL = 6  # lines: in a form, money stands in sentences or short lists
_WORTH = 4  # figures in a cell below which no table is looked for in it
_ASKED = 2  # things that a form about an action asks for besides
_LONG_CELL = 12  # lines: a cell with more is no cell of a table of figures but a box around a text


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its box and its cells that hold words, row by row."""

    x0: float
    top: float
    x1: float
    bottom: float
    cells: tuple[TableCell, ...]

    @property
    def words(self) -> list[int]:
        """The indexes of all words that stand in it."""
        return [index for cell in self.cells for index in cell.words]

    @property
    def rows(self) -> list[list[TableCell]]:
        """The cells of each row that has any, from left to right."""
        rows: dict[int, list[TableCell]] = defaultdict(list)
        for cell in self.cells:
            rows[cell.row].append(cell)
        return [rows[row] for row in sorted(rows)]


def find_tables(page: pypdfium2.PdfPage, words: Words) -> list[Table]:
    """Find the tables with figures on a page, from top to bottom.

    Parameters
    ----------
    page : PdfPage
        The open page, for the lines that are drawn on it.
    words : Words
        All words of the page with their boxes, origin top left, rotation applied.

    Returns
    -------
    list of Table
        A word stands in one cell of one table at most.
    """
    # Lines cost more to find than figures.
    return tables_among(words, find_rules(page)) if words.digits.any() else []


def tables_among(words: Words, rules: Rules) -> list[Table]:
    """Find the tables with figures among words and the lines between them, from top to bottom."""
    if not words.digits.any():
        return []
    rules = with_undrawn_sides(rules, words)
    grids = list(find_grids(rules))
    held = _held(words, grids)
    tables: list[Table] = []
    parts: set[int] = set()
    for cells, taken in find_shaded(words, grids, held, rules.across):
        tables += [_table(cells, words)] if cells else []
        parts.update(taken)
    whole = [index for index in range(len(grids)) if index not in parts]
    tables += [table for index in whole if (table := _filled(grids[index], held[index], words))]
    inner = [cells for table in tables for cells in _inside(words, table, rules.across)]
    tables = list(_apart([*tables, *(_table(cells, words) for cells in inner)]))
    free = np.ones(len(words), bool)
    for table in tables:
        free[table.words] = False
    unruled = [_table(cells, words) for cells in find_unruled(words, free.nonzero()[0], rules.across)]
    for table in unruled:
        free[table.words] = False
    banded = [_table(cells, words) for cells in find_banded(words, free, rules.across)]
    return sorted([*tables, *unruled, *banded], key=lambda table: (table.top, table.x0))


def _apart(tables: Sequence[Table]) -> Iterator[Table]:
    """Yield tables so that each word stands in one of them: what is in a table inside a cell is not in that cell."""
    seen: set[int] = set()
    for table in sorted(tables, key=lambda table: (table.x1 - table.x0) * (table.bottom - table.top)):
        words = set(table.words)
        if words.isdisjoint(seen):
            yield table
        elif words - seen:
            left = [
                cell._replace(words=tuple(i for i in cell.words if i not in seen)) for cell in table.cells
            ]
            yield replace(table, cells=tuple(cell for cell in left if cell.words))
        seen |= words


def _inside(words: Words, table: Table, across: Array) -> Iterator[list[TableCell]]:
    """Yield the cells of each table without a grid that stands in one cell of another."""
    for cell in table.cells:
        if len(cell.words) > _WORTH and np.count_nonzero(words.digits[list(cell.words)]) >= _WORTH:
            yield from find_unruled(words, np.array(cell.words), across)


def _held(words: Words, grids: Sequence[Grid]) -> list[Held]:
    """Return the words in the cells of each grid."""
    x0, top, x1, bottom = words.boxes.T
    x, y = (x0 + x1) / 2, (top + bottom) / 2
    return [[*lines_by_cell(words, grid.holding(x, y))] for grid in grids]


def _table(cells: Sequence[TableCell], words: Words) -> Table:
    inside = words.boxes[[index for cell in cells for index in cell.words]]
    (x0, top), (x1, bottom) = inside[:, :2].min(axis=0).tolist(), inside[:, 2:].max(axis=0).tolist()
    return Table(x0, top, x1, bottom, tuple(cells))


def _filled(grid: Grid, held: Held, words: Words) -> Table | None:
    """Put the words into the cells of a ruled grid that hold them.

    Nothing is returned where it holds no figures, and is no form with money or about an action.
    """
    lined = [(TableCell(*grid.cells[place], side_by_side(words, lines)), lines) for place, lines in held]
    deepest = max((len(lines) for _, lines in lined), default=0)
    if deepest > _LONG_CELL:
        return None
    lined = [part for cell, lines in lined for part in part_heading(words, grid, cell, lines)]
    cells = [cell for cell, _ in lined]
    if len({cell.column for cell in cells}) < 2:
        return None
    form = (deepest <= _FORM_CELL and _is_money(words, cells)) or _asks_for_action(words, cells)
    cells = part_labels(words, part_stacked(words, lined) if deepest > 1 else cells)
    return _table(cells, words) if form or any(_is_figure(words, cell) for cell in cells) else None


# The labels of a form: which action it is about, and what else it asks for.
_ACTION = re.compile(
    r"(?:(?:intitule|titre|nom|libelle) d[eu] ?(?:la |l'|cette )?)?(?:fiche[ -]?)?(?:action|mesure|projet|operation)\b"
    r"|intitule$|fiche n"
)
_MORE = re.compile(
    r"(?:pilote|porteur|responsable|referent|partenaire|calendrier|echeanc|indicateur|public|objectif)"
)


def _asks_for_action(words: Words, cells: Sequence[TableCell]) -> bool:
    """Whether labels stand at the left of a grid, of which one asks for an action and others for what is told of it."""
    first = min(cell.column for cell in cells)
    labels = [
        fold(" ".join([words.texts[index] for index in cell.words])) for cell in cells if cell.column == first
    ]
    asked = sum(_MORE.match(label) is not None for label in labels)
    return asked >= _ASKED and any(_ACTION.match(label) for label in labels)


def _is_money(words: Words, cells: Sequence[TableCell]) -> bool:
    return any("€" in words.texts[index] for cell in cells for index in cell.words)


def _is_figure(words: Words, cell: TableCell) -> bool:
    return FIGURE.fullmatch("".join([words.texts[index] for index in cell.words])) is not None
