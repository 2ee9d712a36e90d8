"""Headings of ruled tables in a band of colour, with no line between their cells: parted by the columns below."""

from itertools import pairwise

import numpy as np

from pipeline.reading.pdf.tables.cells import LinedCell, TableCell
from pipeline.reading.pdf.tables.grid import Grid
from pipeline.reading.pdf.words import Words

_FEWEST = 3  # columns that a heading stands over
_WIDE = 0.9  # heights of a word: a gap between two cells


def part_heading(words: Words, grid: Grid, cell: TableCell, lines: list[list[int]]) -> list[LinedCell]:
    """Return a cell over several columns as one for each, where its words keep to them and stand apart."""
    if cell.columns < _FEWEST:
        return [(cell, lines)]
    starts = _column_starts(grid)[cell.column : cell.column + cell.columns]
    x0, _, x1, _ = words.boxes.T
    parts: dict[int, list[int]] = {}
    for line in lines:
        place = np.searchsorted(starts, x0[line], "right")
        if (np.searchsorted(starts, x1[line], "left") != place).any():
            return [(cell, lines)]
        for index, at in zip(line, place.tolist(), strict=True):
            parts.setdefault(at, []).append(index)
        if any(_stand_close(words, *pair) for pair in pairwise(zip(line, place.tolist(), strict=True))):
            return [(cell, lines)]
    if len(parts) < _FEWEST or 2 * len(parts) < cell.columns:
        return [(cell, lines)]
    return [
        (cell._replace(column=cell.column + at - 1, columns=1, words=tuple(held)), [held])
        for at, held in sorted(parts.items())
    ]


def _stand_close(words: Words, before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Whether two words, each with its column, are of one text that runs from one column into the next."""
    (first, column), (second, other) = before, after
    x1, top, bottom = words.boxes[first, 2], words.boxes[first, 1], words.boxes[first, 3]
    return column != other and bool(words.boxes[second, 0] - x1 < _WIDE * (bottom - top))


def _column_starts(grid: Grid) -> list[float]:
    """Where each column begins, as the cells are numbered."""
    starts: dict[int, float] = {}
    for x, owners in zip(grid.xs, grid.owner.T.tolist(), strict=False):
        for place in owners:
            starts.setdefault(grid.cells[place][1], x)
    return [starts[column] for column in sorted(starts)]
