"""Rows of a ruled table that hold several, one over the other, as of all who pay for one action: parted again."""

from collections.abc import Mapping, Sequence
from itertools import accumulate

from pipeline.reading.pdf.tables.cells import FIGURE, NOTHING, LinedCell, TableCell, in_line_order
from pipeline.reading.pdf.words import Words

_OPENS = "0123456789+-–—/"  # a figure, or a dash for none
_LEVEL = 0.35  # heights of a word: lines whose middles lie nearer stand side by side


_Pieces = Mapping[int, list[list[int]]]  # lines of words, by the number of the row that they belong to


def part_stacked(words: Words, cells: Sequence[LinedCell]) -> list[TableCell]:
    """Return the cells of a table, with a row for each line of figures where a row has several.

    Other cells of such a row are merged over all of its lines, but for those that name each of them: "État / ARS".
    """
    deep = {cell.row for cell, lines in cells if len(lines) > 1 and cell.rows == 1}
    by_row: dict[int, list[LinedCell]] = {row: [] for row in deep}
    for lined in cells:
        if lined[0].rows == 1 and lined[0].row in deep:
            by_row[lined[0].row].append(lined)
    heights = {row: _heights(words, held) for row, held in by_row.items()}
    if not any(heights.values()):
        return [cell for cell, _ in cells]
    last = max(cell.row + cell.rows for cell, _ in cells)
    starts = list(accumulate((max(1, len(heights.get(row, ()))) for row in range(last)), initial=0))
    parted: list[TableCell] = []
    for cell, lines in cells:
        rows = starts[cell.row + cell.rows] - starts[cell.row]
        at = heights.get(cell.row, []) if cell.rows == 1 else []
        pieces = _pieces(words, lines, at) if at else {}
        if pieces and not (_are_figures(words, lines) or _name_each(words, pieces, at)):
            pieces = {}
        for place, piece in pieces.items():
            parted.append(cell._replace(row=starts[cell.row] + place, words=in_line_order(piece)))
        if not pieces:
            parted.append(cell._replace(row=starts[cell.row], rows=rows))
    return sorted(parted, key=lambda cell: (cell.row, cell.column))


def _heights(words: Words, held: Sequence[LinedCell]) -> list[float]:
    """Return where the lines of figures stand in a row that has several, each with a name beside it; else nothing."""
    if not any(len(lines) > 1 and _are_figures(words, lines) for _, lines in held):
        return []
    stacks = [lines for _, lines in held if _are_figures(words, lines)]
    heights: list[float] = []
    for middle in sorted(_middle(words, line) for lines in stacks for line in lines):
        if not heights or middle - heights[-1] > _LEVEL * _height(words, stacks[0][0]):
            heights.append(middle)
    names = (lines for _, lines in held if not _are_figures(words, lines))
    named = any(_name_each(words, _pieces(words, lines, heights), heights) for lines in names)
    return heights if named else []


def _are_figures(words: Words, lines: Sequence[Sequence[int]]) -> bool:
    """Whether each line is a figure of its own or a dash, and no part of a figure that is broken over lines."""
    if not all(words.texts[line[0]][0] in _OPENS for line in lines):
        return False
    written = ["".join([words.texts[index] for index in line]) for line in lines]
    figures = [text for text in written if FIGURE.fullmatch(text)]
    units = {text.rstrip("*")[-1:].isdigit() for text in figures}
    if len(units) != 1 or any(text[0] == "0" and text[1:2].isdigit() for text in figures):
        return False
    return all(NOTHING.fullmatch(text) for text in written if text not in figures)


def _name_each(words: Words, pieces: _Pieces, heights: Sequence[float]) -> bool:
    """Whether a name begins beside each line of figures, the first of them at the top."""
    firsts = [words.texts[piece[0][0]][0] for piece in pieces.values()]
    return len(pieces) == len(heights) and not any(first.islower() for first in firsts)


def _pieces(words: Words, lines: Sequence[Sequence[int]], heights: Sequence[float]) -> _Pieces:
    """Return the lines of a cell by the number of the row that each belongs to; none where they stand otherwise.

    What is beside no row goes on with the line above it.
    """
    pieces: dict[int, list[list[int]]] = {}
    place = -1
    for line in lines:
        middle, level = _middle(words, line), _LEVEL * _height(words, line)
        beside = next((row for row, height in enumerate(heights) if abs(height - middle) < level), None)
        if beside is None and place < 0:
            return {}
        place = place if beside is None else beside
        pieces.setdefault(place, []).append(list(line))
    return pieces if len(pieces) > 1 else {}


def _middle(words: Words, line: Sequence[int]) -> float:
    boxes = words.boxes[line]
    return float(boxes[:, 1].min() + boxes[:, 3].max()) / 2


def _height(words: Words, line: Sequence[int]) -> float:
    boxes = words.boxes[line]
    return float((boxes[:, 3] - boxes[:, 1]).max())
