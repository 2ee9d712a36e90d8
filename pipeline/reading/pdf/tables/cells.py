"""What the cells of a PDF table are made of: words with their boxes, in lines."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from operator import add, itemgetter, sub
from statistics import median
from typing import NamedTuple

import numpy as np

from pipeline.reading.pdf.calls import Array
from pipeline.reading.pdf.words import Words

FIGURE = re.compile(
    r"(?i:[+-]?\d[\d .,'’\u00a0\u2009\u202f]*(?:[kmM]?€|[kmM]?euros?|%)?(?:\*{1,3}|\([a-z\d]\))?)"
)
NOTHING = re.compile(r"[-–—/]+")


class TableCell(NamedTuple):
    """A cell of the grid, merged over `rows` and `columns`; `words` are indexes into the words, in reading order."""

    row: int
    column: int
    rows: int
    columns: int
    words: tuple[int, ...]


def unclashed(cells: Sequence[TableCell]) -> Iterator[TableCell]:
    """Let no cell run over the next one of its row."""
    for cell, after in pairwise([*cells, None]):
        assert cell is not None
        free = after.column - cell.column if after and after.row == cell.row else cell.columns
        yield TableCell(cell.row, cell.column, cell.rows, min(cell.columns, free), cell.words)


_SAME_LINE = (
    0.6  # heights of a word: so far apart may the middles of words lie that stand on one line of a cell
)


# Cells by their place with the indexes of the words that they hold, line by line.
Held = list[tuple[int, list[list[int]]]]


# A cell with the words that it holds, line by line.
LinedCell = tuple[TableCell, list[list[int]]]


def in_line_order(lines: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """Return the words of the lines of a cell, one line after the other."""
    return tuple(chain.from_iterable(lines))


_APART = 1.5  # heights of a word: so far apart do the sides of a cell stand that are read one after the other


def side_by_side(words: Words, lines: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """Return the words of the lines of a cell in reading order: "Fiche" over "1.1" and, beside both, what it is."""
    if len(lines) < 3:
        return in_line_order(lines)
    left, top, _, bottom = words.boxes[[line[0] for line in lines]].T
    right = words.boxes[[line[-1] for line in lines], 2]
    gap = _APART * (bottom[0] - top[0])
    first = left < right[left.argmin()] + gap
    if first.all() or right[first].max() + gap > left[~first].min():
        return in_line_order(lines)
    return in_line_order([lines[index] for side in (first, ~first) for index in side.nonzero()[0]])


def lines_by_cell(words: Words, places: Array) -> Iterator[tuple[int, list[list[int]]]]:
    """Yield each cell that holds words with their indexes, line by line; `places` says which cell each word is in.

    Most cells hold one line: those are told all together.
    """
    boxes = words.boxes
    inside = (places >= 0).nonzero()[0]
    if not len(inside):
        return
    inside = inside[np.lexsort((boxes[inside, 0], places[inside]))]
    cells = places[inside]
    opens = np.ones(len(cells), bool)
    opens[1:] = cells[1:] != cells[:-1]
    starts = opens.nonzero()[0]
    middles, heights = (boxes[inside, 1] + boxes[inside, 3]) / 2, boxes[inside, 3] - boxes[inside, 1]
    spread = np.maximum.reduceat(middles, starts) - np.minimum.reduceat(middles, starts)
    flat = spread <= _SAME_LINE * np.minimum.reduceat(heights, starts)
    flat &= np.logical_and.reduceat(words.upright[inside], starts)
    indexes = inside.tolist()
    bounds = pairwise([*starts.tolist(), len(indexes)])
    for (start, end), cell, is_flat in zip(bounds, cells[starts].tolist(), flat.tolist(), strict=True):
        held = indexes[start:end]
        if is_flat:
            yield cell, [held]
        else:
            yield cell, _in_lines(words, held)


def _in_lines(words: Words, inside: list[int]) -> list[list[int]]:
    """Part the words of a cell into lines, from left to right; turned text keeps the order of the text layer."""
    if len(inside) < 2 or not words.upright[inside].all():
        return [sorted(inside, key=words.starts.item)]
    x0, top, _, bottom = words.boxes[inside].T.tolist()
    height = median(map(sub, bottom, top))
    lines: list[list[tuple[float, int]]] = []
    last = 0.0
    for doubled, left, index in sorted(zip(map(add, top, bottom), x0, inside, strict=True)):
        middle = doubled / 2
        if not lines or middle - last > height * _SAME_LINE:
            lines.append([])
            last = middle
        lines[-1].append((left, index))
    return [[index for _, index in sorted(line, key=itemgetter(0))] for line in lines]
