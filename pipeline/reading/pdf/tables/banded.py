"""Tables parted by lines across only, whose cells may hold several lines: each band between two lines is a row."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from pipeline.reading.pdf.calls import Array
from pipeline.reading.pdf.tables.cells import FIGURE, TableCell, in_line_order, lines_by_cell
from pipeline.reading.pdf.tables.columns import Interval, overlapping
from pipeline.reading.pdf.words import Words

_LEAST, _MOST = 3, 400  # lines across that part a table, and those of a page beyond which it is a drawing
_SAME = 3.0  # points: lines that begin and end so near to each other part one table
_LOWEST = 8.0  # points: two lines that lie nearer are a double one
_WIDE = 0.9  # heights of a word: a gap between two cells
_FULL = 0.8  # share of the rows that have more than one cell


def find_banded(words: Words, free: Array, across: Array) -> Iterator[list[TableCell]]:
    """Yield the cells of each table that lines `across` part; `free` says which words stand in no other table.

    Only those are taken of which a row holds more than one line: others are told by their figures alone.
    """
    if not _LEAST <= across.shape[1] <= _MOST:
        return
    x0, top, x1, bottom = words.boxes.T
    x, y = (x0 + x1) / 2, (top + bottom) / 2
    for low, high, heights in _alike(across):
        inside = (x > low - _SAME) & (x < high + _SAME) & (y > heights[0]) & (y < heights[-1])
        if inside.any() and free[inside].all():
            yield from _table(words, inside.nonzero()[0], heights)


def _alike(across: Array) -> Iterator[tuple[float, float, list[float]]]:
    """Yield where lines of the same extent begin and end, and the heights at which they lie."""
    groups: list[tuple[float, float, list[float]]] = []
    for at, low, high in sorted(across.T.tolist()):
        group = next((g for g in groups if abs(g[0] - low) < _SAME and abs(g[1] - high) < _SAME), None)
        if group is None:
            groups.append((low, high, [at]))
        elif at - group[2][-1] > _LOWEST:
            group[2].append(at)
    for low, high, heights in groups:
        if len(heights) < _LEAST:
            continue
        deepest = max(below - above for above, below in pairwise(heights))
        # The last one may be joined to the border of what the table stands in.
        covers = (across[1] < low + _SAME) & (across[2] > high - _SAME)
        last = across[0][
            covers & (across[0] > heights[-1] + _LOWEST) & (across[0] < heights[-1] + 2 * deepest)
        ]
        yield low, high, [*heights, *np.sort(last)[:1].tolist()]


def _table(words: Words, inside: Array, heights: Sequence[float]) -> Iterator[list[TableCell]]:
    boxes = words.boxes[inside]
    band = np.searchsorted(heights, (boxes[:, 1] + boxes[:, 3]) / 2) - 1
    bands = len(heights) - 1
    # To look where digits are costs less than to look for columns, which prose between lines has none of.
    if 2 * np.count_nonzero(np.bincount(band[words.digits[inside]])) < bands:
        return
    columns = _columns(boxes, band)
    if len(columns) < 2:
        return
    column = np.searchsorted([low for low, _ in columns], boxes[:, 0] + 0.1) - 1
    places = np.full(len(words), -1)
    places[inside] = band * len(columns) + column
    cells: list[TableCell] = []
    deepest = 1
    for place, lines in lines_by_cell(words, places):
        row, at = divmod(place, len(columns))
        if len(lines) > 1 and any(_is_figure(words, line) for line in lines[1:]):
            return  # several rows between two lines
        deepest = max(deepest, len(lines))
        cells.append(TableCell(row, at, 1, 1, in_line_order(lines)))
    filled = sum(held > 1 for held in Counter(cell.row for cell in cells).values())
    figures = {cell.row for cell in cells if cell.column and _is_figure(words, cell.words)}
    if deepest > 1 and filled >= _FULL * bands and 2 * len(figures) >= bands:
        yield sorted(cells, key=lambda cell: (cell.row, cell.column))


def _columns(boxes: Array, band: Array) -> list[Interval]:
    """Return where the pieces of text of all rows overlap."""
    height = float(np.median(boxes[:, 3] - boxes[:, 1]))
    line = np.round((boxes[:, 1] + boxes[:, 3]) / height)  # words of one line, but for a few
    order = np.lexsort((boxes[:, 0], line, band))
    band, line, low, high = band[order], line[order], boxes[order, 0], boxes[order, 2]
    opens = np.ones(len(order), bool)
    opens[1:] = (band[1:] != band[:-1]) | (line[1:] != line[:-1]) | (low[1:] - high[:-1] > _WIDE * height)
    starts = opens.nonzero()[0]
    return overlapping(zip(low[starts].tolist(), np.maximum.reduceat(high, starts).tolist(), strict=True))


def _is_figure(words: Words, indexes: Sequence[int]) -> bool:
    written = "".join([words.texts[index] for index in indexes]).strip("«» ")
    return FIGURE.fullmatch(written) is not None
