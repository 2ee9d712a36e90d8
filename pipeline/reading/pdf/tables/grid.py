"""From lines to grids: lines that touch make a table, its cells are what they part."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.reading.pdf.calls import Array
from pipeline.reading.pdf.tables.rules import Rules

_NEAR = 3.5  # points: lines that end that near to each other touch
# Lines that lie that near are one: double borders, shadings that stop short of them.
_NARROW, _LOW = 10.0, 6.0
_COVERED = 0.6  # of a cell's side: then there is a wall
_MANY = 60_000  # pairs of lines to compare: a drawing and no table

Place = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Grid:
    """A grid between the lines `xs` and `ys`; `cells` are (row, column, rows, columns), `owner` says which is where."""

    xs: list[float]
    ys: list[float]
    cells: list[Place]
    owner: Array

    def holding(self, x: Array, y: Array) -> Array:
        """Return the index of the cell at each point, -1 outside the grid."""
        column = np.searchsorted(self.xs, x, "right") - 1
        row = np.searchsorted(self.ys, y, "right") - 1
        inside = (column >= 0) & (column < len(self.xs) - 1) & (row >= 0) & (row < len(self.ys) - 1)
        found = np.full(len(x), -1)
        found[inside] = self.owner[row[inside], column[inside]]
        return found


def find_grids(rules: Rules) -> Iterator[Grid]:
    """Yield the grids that lines make; a grid has at least one line that parts two columns.

    >>> across = np.array([(0, 20, 40), (0, 0, 0), (90, 90, 90)])
    >>> down = np.array([(0, 30, 60, 90), (0, 0, 20, 0), (40, 40, 40, 40)])
    >>> (grid,) = find_grids(Rules(across, down))
    >>> grid.cells
    [(0, 0, 1, 1), (0, 1, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1), (1, 2, 1, 1)]
    """
    if not 0 < rules.across.shape[1] * rules.down.shape[1] <= _MANY:
        return
    across, down = rules.across.T.tolist(), rules.down.T.tolist()
    for rows, columns in _touching(rules):
        xs = _places([down[column] for column in columns], [across[row] for row in rows], _NARROW)
        ys = _places([across[row] for row in rows], [down[column] for column in columns], _LOW)
        if len(xs) > 2 and len(ys) > 1:
            yield _grid(xs, ys, rules.across[:, rows], rules.down[:, columns])


def _touching(rules: Rules) -> Iterator[tuple[list[int], list[int]]]:
    """Part the lines into those that touch each other, directly or through others; yield those across and down."""
    across, down = rules.across[:, :, None], rules.down
    touch = (across[1] - _NEAR <= down[0]) & (down[0] <= across[2] + _NEAR)
    touch &= (down[1] - _NEAR <= across[0]) & (across[0] <= down[2] + _NEAR)
    groups: list[list[int]] = []
    touched: list[int] = []  # by each group, a bit for each line that runs down
    for index, row in enumerate(np.packbits(touch, axis=1, bitorder="little")):
        bits = int.from_bytes(row, "little")
        met = [place for place, others in enumerate(touched) if others & bits]
        if bits and not met:
            groups.append([index])
            touched.append(bits)
        for place in reversed(met[1:]):
            groups[met[0]] += groups.pop(place)
            touched[met[0]] |= touched.pop(place)
        if met:
            groups[met[0]].append(index)
            touched[met[0]] |= bits
    for rows, bits in sorted((sorted(rows), bits) for rows, bits in zip(groups, touched, strict=True)):
        yield rows, [column for column, bit in enumerate(reversed(f"{bits:b}")) if bit == "1"]


def _places(lines: list[list[float]], crossing: list[list[float]], near: float) -> list[float]:
    """Where lines lie; what sticks out beyond the outermost is open cells, as of a table that runs over a page."""
    places: list[float] = []
    for at in sorted([line[0] for line in lines]):
        if not places or at - places[-1] > near:
            places.append(at)
    if (first := min([line[1] for line in crossing])) < places[0] - near:
        places.insert(0, first)
    if (last := max([line[2] for line in crossing])) > places[-1] + near:
        places.append(last)
    return places


def _grid(xs: list[float], ys: list[float], across: Array, down: Array) -> Grid:
    left_walls, top_walls = _walls(xs, ys, down).T, _walls(ys, xs, across)  # by row and column
    rows, columns = len(ys) - 1, len(xs) - 1
    if left_walls[:, 1:-1].all() and top_walls[1:-1].all():  # nothing is merged
        single = [(row, column, 1, 1) for row in range(rows) for column in range(columns)]
        return Grid(xs, ys, single, np.arange(rows * columns).reshape(rows, columns))
    lefts, tops = left_walls.tolist(), top_walls.tolist()
    owner = [[-1] * columns for _ in range(rows)]
    spans: list[Place] = []
    for row in range(rows):
        for column in range(columns):
            if owner[row][column] >= 0:
                continue
            right = column + 1
            while right < columns and not lefts[row][right] and owner[row][right] < 0:
                right += 1
            low = row + 1
            while low < rows and not (
                True in tops[low][column:right]
                or True in lefts[low][column + 1 : right]
                or max(owner[low][column:right]) >= 0
            ):
                low += 1
            for r in range(row, low):
                owner[r][column:right] = [len(spans)] * (right - column)
            spans.append((row, column, low - row, right - column))
    return Grid(xs, ys, _renumbered(spans, rows, columns), np.array(owner))


def _walls(places: Sequence[float], between: Sequence[float], rules: Array) -> Array:
    """Which sides of the elementary cells are drawn, by the line they lie on and by the cell along it."""
    at, low, high = rules
    line = np.abs(np.subtract.outer(at, places)).argmin(axis=1)
    start, end = np.array(between[:-1]), np.array(between[1:])
    drawn = np.minimum(high[:, None], end) - np.maximum(low[:, None], start)
    on_line = line == np.arange(len(places))[:, None]
    covered = on_line.astype(np.float64) @ np.maximum(drawn, 0)
    walls: Array = covered >= _COVERED * (end - start)
    return walls


def _renumbered(spans: Sequence[Place], rows: int, columns: int) -> list[Place]:
    """Number rows and columns by those in which a cell begins: others are only wobbles of the lines."""
    row, column, height, width = np.array(spans).T
    first_row, row_count = _counted(row, height, rows)
    first_column, column_count = _counted(column, width, columns)
    return list(zip(first_row, first_column, row_count, column_count, strict=True))


def _counted(first: Array, length: Array, places: int) -> tuple[list[int], list[int]]:
    """Return the number of the place where each cell begins and over how many it runs, of those where one begins."""
    begun = np.zeros(places, np.int64)
    begun[first] = 1
    number = begun.cumsum() - 1
    return number[first].tolist(), (number[first + length - 1] - number[first] + 1).tolist()
