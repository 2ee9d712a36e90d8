"""Tables of which only some rows are filled, cell by cell: the heading, every other row, the totals.

A filled cell is drawn as a rectangle of its own, so such a row is a grid by itself that says where the columns lie.
The rows between, above and below have no lines down: they belong to it where their words keep to its columns.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from math import inf

from pipeline.reading.pdf.calls import Array
from pipeline.reading.pdf.tables.cells import FIGURE, Held, TableCell, in_line_order, unclashed
from pipeline.reading.pdf.tables.grid import Grid
from pipeline.reading.pdf.tables.labels import is_total
from pipeline.reading.pdf.tables.open_rows import OpenLine, OpenRows
from pipeline.reading.pdf.words import Words

_SAME = 2.5  # points: sides that lie so near are one
_MANY = 200  # grids: a page with more is a drawing
_FEW = 2  # rows with figures: a grid with more is a whole table, and what stands around it is none of it
_YEAR = re.compile(r"(?:19|20)\d\d")

_Cells = list[TableCell]


def find_shaded(
    words: Words, grids: Sequence[Grid], held: Sequence[Held], across: Array
) -> Iterator[tuple[_Cells, list[int]]]:
    """Yield the cells of each table, and which of the `grids` are parts of it.

    `held` are the words in the cells of each grid, `across` the lines that are drawn.

    No cells come where nothing but the totals are filled: their labels do not part the columns of the others.
    """
    if len(grids) > _MANY:
        return
    for family in _of_one_extent(grids):
        done = 0
        while done < len(family):
            cells, taken = _Table(words, grids, held, across, family[done:]).grown()
            if cells is not None:
                yield cells, family[done : done + taken]
            done += taken


def _of_one_extent(grids: Sequence[Grid]) -> list[list[int]]:
    """Return the grids that begin and end at the same places, from top to bottom."""
    families: list[list[int]] = []
    for index in sorted(range(len(grids)), key=lambda index: grids[index].ys[0]):
        xs = grids[index].xs
        for family in families:
            others = grids[family[0]].xs
            if abs(xs[0] - others[0]) < _SAME and abs(xs[-1] - others[-1]) < _SAME:
                family.append(index)
                break
        else:
            families.append([index])
    return families


class _Table:
    """A table that begins with the first grid of a family and grows from one to the next."""

    def __init__(
        self,
        words: Words,
        grids: Sequence[Grid],
        held: Sequence[Held],
        across: Array,
        family: Sequence[int],
    ) -> None:
        self._words, self._grids = words, grids
        self._drawn = {index: _cells(grids[index], held[index]) for index in family}
        self._family = self._alike(family)
        self._xs = max((grids[index].xs for index in self._family), key=len)
        self._open = OpenRows(words, self._xs, across)

    def grown(self) -> tuple[_Cells | None, int]:
        """Return its cells and how many grids it takes in; nothing where there are no cells but the drawn ones."""
        first = self._family[0]
        if len(self._family) == 1 and not self._is_part(first):
            return None, 1  # as most are: a whole table
        rows = self._above(first)
        if rows and len(self._family) == 1 and is_total(self._words, self._drawn[first][0].words[0]):
            return [], 1
        open_rows, taken = len(rows), 0
        while taken < len(self._family):
            index = self._family[taken]
            rows += self._drawn_rows(index)
            taken += 1
            between = self._between(index, self._family[taken]) if taken < len(self._family) else None
            more = self._below(index) if between is None else between
            rows += more
            open_rows += len(more)
            if between is None:
                break
        if not open_rows:
            return None, taken
        return [cell._replace(row=number) for number, row in enumerate(rows) for cell in row], taken

    def _alike(self, family: Sequence[int]) -> list[int]:
        """Return the first grids that have columns in common and of which none but the first is headed."""
        alike = list(family[:1])
        xs = self._grids[family[0]].xs
        for index in family[1:]:
            fewer, more = sorted((xs, self._grids[index].xs), key=len)
            if self._is_headed(index) or not all(min(abs(x - y) for y in more) < _SAME for x in fewer):
                break
            xs = more
            alike.append(index)
        return alike

    def _drawn_rows(self, index: int) -> list[_Cells]:
        """Return the rows of a grid, its columns numbered as those of the table."""
        number = [
            min(range(len(self._xs)), key=lambda place: abs(self._xs[place] - x))
            for x in self._grids[index].xs
        ]
        cells = sorted(self._drawn[index], key=lambda cell: (cell.row, cell.column))
        return [
            [
                cell._replace(
                    column=number[cell.column],
                    columns=number[cell.column + cell.columns] - number[cell.column],
                )
                for cell in row
            ]
            for _, row in groupby(cells, key=lambda cell: cell.row)
        ]

    def _is_headed(self, index: int) -> bool:
        """Whether several cells of the first row hold words and none a figure but a year."""
        first = [cell for cell in self._drawn[index] if cell.row == 0]
        return len(first) > 1 and not any(self._is_figure(cell) for cell in first)

    def _is_figure(self, cell: TableCell) -> bool:
        written = "".join([self._words.texts[index] for index in cell.words])
        return FIGURE.fullmatch(written) is not None and not _YEAR.fullmatch(written)

    def _is_part(self, index: int) -> bool:
        """Whether there are so few rows with figures that it may be a part of a table only."""
        return len({cell.row for cell in self._drawn[index] if cell.column and self._is_figure(cell)}) <= _FEW

    def _between(self, index: int, after: int) -> list[_Cells] | None:
        found = self._open.between(self._grids[index].ys[-1], self._grids[after].ys[0])
        return None if found is None else [_placed(row) for row in found]

    def _above(self, index: int) -> list[_Cells]:
        if self._is_headed(index) or not self._is_part(index):
            return []
        top = self._grids[index].ys[0]
        ceiling = max((grid.ys[-1] for grid in self._beside() if grid.ys[-1] <= top), default=-inf)
        return [_placed(row) for row in self._open.above(ceiling, top)]

    def _below(self, index: int) -> list[_Cells]:
        if not self._is_part(index):
            return []
        bottom = self._grids[index].ys[-1]
        floor = min((grid.ys[0] for grid in self._beside() if grid.ys[0] >= bottom), default=inf)
        return [_placed(row) for row in self._open.below(bottom, floor)]

    def _beside(self) -> Iterator[Grid]:
        """Yield the grids that stand above or below."""
        return (grid for grid in self._grids if grid.xs[0] < self._xs[-1] and grid.xs[-1] > self._xs[0])


def _cells(grid: Grid, held: Held) -> _Cells:
    return [TableCell(*grid.cells[place], in_line_order(lines)) for place, lines in held]


def _placed(lines: Sequence[OpenLine]) -> _Cells:
    """Return the cells of a row: what its lines hold in each column."""
    held: dict[int, tuple[int, list[int]]] = {}
    for piece in [piece for line in lines for piece in line.pieces]:
        last, words = held.get(piece.column, (piece.column, []))
        held[piece.column] = max(last, piece.last), [*words, *piece.words]
    cells = [
        TableCell(0, column, 1, last - column + 1, tuple(words))
        for column, (last, words) in sorted(held.items())
    ]
    return [*unclashed(cells)]
