"""Ruled tables of which only the figures have borders: the columns of labels at their left, which no line parts.

The lines between the rows of figures begin where the first of them would have its left side. What stands at the left of
it are the labels: one column of them, or two, which the gap between their headings tells.
"""

from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter

import numpy as np

from pipeline.reading.pdf.tables.cells import TableCell
from pipeline.reading.pdf.tables.columns import Interval, overlapping
from pipeline.reading.pdf.tables.labels import Label, group_labels, is_total, named_rows
from pipeline.reading.pdf.tables.rules import Rules
from pipeline.reading.pdf.words import Words

_NEAR = 3.5  # points: lines that end that near to each other touch
_NARROW = 10.0  # points: a column is wider
_MANY = 60_000  # pairs of lines to compare: a drawing and no table
_GAP = 1.0  # heights of a word: so wide is the space between two columns of labels at least
_LEVEL = 0.3  # heights: headings of two columns stand on one line
_FILLED = 0.5  # of the rows, but for totals, have a label in the second column


def with_undrawn_sides(rules: Rules, words: Words) -> Rules:
    """Return the lines of a page with the left side of the first column of figures, where a table leaves it out.

    >>> across = np.array([(0, 20, 40), (0, 30, 0), (90, 90, 90)])
    >>> down = np.array([(0, 60, 90), (0, 0, 0), (40, 40, 40)])
    >>> with_undrawn_sides(Rules(across, down), Words()).down.T.tolist()
    [[0, 0, 40], [60, 0, 40], [90, 0, 40], [30, 0, 40]]
    """
    across, down = rules
    if not 0 < across.shape[1] * down.shape[1] <= _MANY:
        return rules
    y, start, end = (row[:, None] for row in across)
    met = (down[1] - _NEAR <= y) & (y <= down[2] + _NEAR)
    inside = met & (start + _NARROW < down[0]) & (down[0] <= end + _NEAR)
    opens = ~(met & (abs(down[0] - start) <= _NEAR)).any(axis=1)
    opens &= (met & (abs(down[0] - end) <= _NEAR)).any(axis=1) & (inside.sum(axis=1) > 1)
    sides: list[tuple[float, float, float]] = []
    longer = across.copy()
    for index in opens.nonzero()[0].tolist():
        x = across[1, index]
        outer = (met[index] & (down[0] < x - _NARROW)).nonzero()[0]
        if not len(outer):
            continue
        left, top, bottom = down[:, outer[down[0, outer].argmax()]].tolist()
        if _stands_on(words, (x, top, x, bottom)):
            continue
        if not any(abs(side[0] - x) <= _NEAR for side in sides):
            sides.append((x, top, bottom))
        if not _stands_on(words, (left, across[0, index], x, across[0, index])):
            longer[1, index] = left  # the row of figures is one of labels too
    return Rules(longer, np.concatenate((down, np.array(sides).T), axis=1)) if sides else rules


def _stands_on(words: Words, line: tuple[float, float, float, float]) -> bool:
    """Whether a word stands on a line, by more than its edge."""
    if not len(words):
        return False
    left, top, right, bottom = line
    x0, y0, x1, y1 = words.boxes.T
    return bool(((x0 + 1 < right) & (x1 - 1 > left) & (y0 + 1 < bottom) & (y1 - 1 > top)).any())


def part_labels(words: Words, cells: Sequence[TableCell]) -> list[TableCell]:
    """Part the first column of a table in two, where its heading stands in two places and its labels below them.

    A label at the left that stands between rows, or has none beside it, names those around it: it is a merged cell.
    """
    first = [cell for cell in cells if cell.column == 0 and cell.columns == 1]
    gutter = _gutter(words, first)
    if gutter is None:
        return [*cells]
    others = [cell._replace(column=cell.column + 1) for cell in cells if cell.column]
    wide = [cell._replace(columns=cell.columns + 1) for cell in cells if cell.column == 0 < cell.columns - 1]
    lines = {cell.row: _lines(words, cell.words) for cell in first}
    heading = first[0]
    below = heading.row + heading.rows - 1
    parted = [_side(words, heading, gutter, right=right) for right in (False, True)]
    parted += [_side(words, cell, gutter, right=True) for cell in first[1:]]
    labels = [
        Label(0, *_extent(words, left), 0, left)
        for row in sorted(lines)
        if row > below
        for line in lines[row]
        if (left := [index for index in line if words.boxes[index, 2] < gutter])
    ]
    parted += _merged(words, labels, [cell for cell in others if cell.row > below])
    kept = [cell for cell in parted if cell.words]
    return sorted([*kept, *wide, *others], key=attrgetter("row", "column"))


def _side(words: Words, cell: TableCell, gutter: float, *, right: bool) -> TableCell:
    """Return the part of a cell on one side of the gutter."""
    held = tuple(index for index in cell.words if bool(words.boxes[index, 0] > gutter) is right)
    return cell._replace(column=int(right), words=held)


def _merged(words: Words, lines: Sequence[Label], figures: Sequence[TableCell]) -> list[TableCell]:
    """Return the labels at the left, each over the rows that it names."""
    rows = sorted({cell.row for cell in figures})
    middles = []
    for row in rows:
        top, bottom = _extent(words, [index for cell in figures if cell.row == row for index in cell.words])
        middles.append((top + bottom) / 2)
    labels = group_labels(words, lines, middles)
    cells: list[TableCell] = []
    for label, named in zip(labels, named_rows(labels, middles, groups=True), strict=True):
        places = [rows[middles.index(middle)] for middle in named]
        if places:
            cells.append(TableCell(places[0], 0, places[-1] - places[0] + 1, 1, tuple(label.words)))
    return cells


def _gutter(words: Words, first: Sequence[TableCell]) -> float | None:
    """Where the labels of a column are parted in two, as their headings are; nothing where they are not."""
    if len(first) < 2:
        return None
    heading, *labels = first
    headings = _pieces(words, heading)
    tops = [words.boxes[index, 1] for index in heading.words]
    height = words.boxes[heading.words[0], 3] - words.boxes[heading.words[0], 1]
    if len(headings) != 2 or max(tops) - min(tops) > _LEVEL * height:
        return None
    pieces = overlapping([*headings, *(piece for cell in labels for piece in _pieces(words, cell))])
    # The widest gap between the two headings: a short label of a row of totals may stand there.
    gaps = [
        (after - before, (before + after) / 2)
        for (_, before), (after, _) in pairwise(pieces)
        if headings[0][1] <= before and after <= headings[1][0]
    ]
    if not gaps:
        return None
    _, gutter = max(gaps)
    named = [cell for cell in labels if not is_total(words, cell.words[0])]
    right = sum(any(low > gutter for low, _ in _pieces(words, cell)) for cell in named)
    return gutter if right >= _FILLED * len(named) else None


def _pieces(words: Words, cell: TableCell) -> list[Interval]:
    """Return where the words of a cell stand, those as one that stand next to each other."""
    found: list[Interval] = []
    for line in _lines(words, cell.words):
        boxes = words.boxes[line].tolist()
        found.append((boxes[0][0], boxes[0][2]))
        for x0, top, x1, bottom in boxes[1:]:
            if x0 - found[-1][1] > _GAP * (bottom - top):
                found.append((x0, x1))
            else:
                found[-1] = (found[-1][0], x1)
    return overlapping(found)


def _lines(words: Words, indexes: Sequence[int]) -> list[list[int]]:
    """Part the words of a cell into lines: each begins where the words go back to the left or down."""
    lines: list[list[int]] = []
    for index in indexes:
        x0, top, _, bottom = words.boxes[index].tolist()
        before = words.boxes[lines[-1][-1]].tolist() if lines else None
        if before and x0 >= before[0] and abs(top - before[1]) < _LEVEL * (bottom - top):
            lines[-1].append(index)
        else:
            lines.append([index])
    return lines


def _extent(words: Words, indexes: Sequence[int]) -> tuple[float, float]:
    boxes = words.boxes[indexes]
    return float(boxes[:, 1].min()), float(boxes[:, 3].max())
