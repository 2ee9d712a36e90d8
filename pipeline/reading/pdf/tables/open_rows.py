"""Rows without lines down between their cells, in columns that are known from rows of the table that have them."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.reading.pdf.calls import Array
from pipeline.reading.pdf.tables.cells import FIGURE, NOTHING
from pipeline.reading.pdf.words import Words

_SPACE = 0.45  # heights of a word: wider than the space between two words
_SAME_LINE = 0.35  # heights: words whose middles lie nearer stand on one line
_FAR = 1.6  # heights: what lies further from a row belongs to something else
_CLOSE = 0.45  # heights: a line that lies nearer below the last row goes on with its label
_LABEL_LINES = 8  # between two rows at most
_EVEN = 0.2  # heights: gaps that differ by less are the same
_REACH = 6.0  # points: a word that lies so near beside the table goes on with a line in it
_SLACK = 3.0  # points: so far may a word reach over the side of its column


@dataclass(slots=True)
class Piece:
    """Words of a line that stand in one column, or run on up to the `last` one."""

    column: int
    last: int
    words: list[int]
    figure: bool = False


@dataclass(slots=True)
class OpenLine:
    """The pieces on one line."""

    top: float
    bottom: float
    pieces: list[Piece]
    runs_over: bool  # it goes on beside the table

    @property
    def height(self) -> float:
        """How high its words are."""
        return self.bottom - self.top

    @property
    def has_figures(self) -> bool:
        """Whether one of its pieces, but for the first column, is a figure or a dash for none."""
        return any(piece.figure for piece in self.pieces)

    @property
    def fits(self) -> bool:
        """Whether it may be of the table: only the first text of a line runs over the side of its column."""
        return not self.runs_over and not any(
            piece.column < piece.last and (piece.figure or piece is not self.pieces[0])
            for piece in self.pieces
        )


class OpenRows:
    """The rows of a table between, above and below those whose cells are drawn; its columns lie between `xs`."""

    def __init__(self, words: Words, xs: Sequence[float], across: Array) -> None:
        self._words, self._xs = words, xs
        through = (across[1] <= xs[0] + _SLACK) & (across[2] >= xs[-1] - _SLACK)
        self._cuts = sorted(across[0][through].tolist())

    def between(self, top: float, bottom: float) -> list[list[OpenLine]] | None:
        """Return the rows between two that are drawn; nothing where something else stands there."""
        lines = self._lines(top, bottom)
        if not all(line.fits for line in lines):
            return None
        rows = list(self._rows(lines, top, bottom))
        titles = [row for row in rows if not any(line.has_figures for line in row)]
        return None if len(titles) > 1 + len(rows) / 2 else rows

    def below(self, top: float, bottom: float) -> list[list[OpenLine]]:
        """Return the rows right below one that is drawn."""
        lines: list[OpenLine] = []
        edge = top
        for line in self._lines(top, bottom):
            if not line.fits or line.top - edge > _FAR * line.height:
                break
            lines.append(line)
            edge = max(edge, line.bottom)
        return list(self._rows(lines[: _sure(lines)], top, bottom))

    def above(self, top: float, bottom: float) -> list[list[OpenLine]]:
        """Return the rows right above one that is drawn, their heading with them."""
        lines: list[OpenLine] = []
        edge = bottom
        for line in reversed(self._lines(top, bottom)):
            if not line.fits or edge - line.bottom > _FAR * line.height:
                break
            lines.insert(0, line)
            edge = line.top
        first = next((index for index, line in enumerate(lines) if len(line.pieces) > 1), len(lines))
        return list(self._rows(lines[first:], lines[first].top, bottom)) if lines[first:] else []

    def _lines(self, top: float, bottom: float) -> list[OpenLine]:
        x0, y0, x1, y1 = self._words.boxes.T
        y = (y0 + y1) / 2
        inside = self._words.upright & (y > top) & (y < bottom)
        inside &= (x1 > self._xs[0] - _REACH) & (x0 < self._xs[-1] + _REACH)
        lines: list[list[int]] = []
        for index in sorted(inside.nonzero()[0].tolist(), key=y.item):
            if lines and y[index] - y[lines[-1][0]] < _SAME_LINE * (y1[index] - y0[index]):
                lines[-1].append(index)
            else:
                lines.append([index])
        return [self._line(sorted(line, key=x0.item)) for line in lines]

    def _line(self, ordered: Sequence[int]) -> OpenLine:
        boxes = self._words.boxes[ordered]
        pieces: list[Piece] = []
        end = 0.0
        for index, (x0, top, x1, bottom) in zip(ordered, boxes.tolist(), strict=True):
            first, last = self._column(x0 + _SLACK), self._column(x1 - _SLACK)
            apart = not pieces or (first > self._column(end - _SLACK) and x0 - end > _SPACE * (bottom - top))
            if apart:
                pieces.append(Piece(first, max(first, last), [index]))
            else:
                pieces[-1].words.append(index)
                pieces[-1].last = max(pieces[-1].last, last)
            end = x1
        for piece in pieces:
            written = "".join([self._words.texts[index] for index in piece.words])
            is_figure = FIGURE.fullmatch(written) or NOTHING.fullmatch(written)
            piece.figure = piece.column > 0 and is_figure is not None
        (x0, top), (x1, bottom) = boxes[:, :2].min(axis=0).tolist(), boxes[:, 2:].max(axis=0).tolist()
        over = x0 < self._xs[0] - _SLACK or x1 > self._xs[-1] + _SLACK
        return OpenLine(top, bottom, pieces, over)

    def _column(self, x: float) -> int:
        return min(max(bisect_right(self._xs, x) - 1, 0), len(self._xs) - 2)

    def _rows(self, lines: Sequence[OpenLine], top: float, bottom: float) -> Iterator[list[OpenLine]]:
        """Yield the lines of each row: what lines across part is apart, other lines go with the nearest figures."""
        edges = [top, *(cut for cut in self._cuts if top < cut < bottom), bottom]
        for above, below in pairwise(edges):
            band = [line for line in lines if above < (line.top + line.bottom) / 2 < below]
            if sum(line.has_figures for line in band) == 1 and (above, below) != (top, bottom):
                yield band
            elif band:
                yield from _parted(band, above, below)


def _sure(lines: Sequence[OpenLine]) -> int:
    """Return how many of the lines are of the table: up to the last figures that no prose comes before."""
    sure = start = 0
    for number, line in enumerate(lines, 1):
        if line.has_figures:
            labels = min(piece.column for piece in line.pieces if piece.figure)
            over = [known for known in lines[start : number - 1] if known.pieces[-1].last >= labels]
            if len(over) > 1 or any(len(known.pieces) > 1 for known in over) or number - start > _LABEL_LINES:
                break
            sure = start = number
        elif sure and number == sure + 1 and line.top - lines[sure - 1].bottom < _CLOSE * line.height:
            sure += line.pieces[-1].last < labels  # the label of the row goes on
    return sure


def _parted(lines: Sequence[OpenLine], top: float, bottom: float) -> Iterator[list[OpenLine]]:
    """Part lines into rows where the gaps between them are the widest, between each two that have figures.

    A title stands as far from the row above it as from that below; a line of a label is nearer to its own.
    """
    gaps = [after.top - line.bottom for line, after in pairwise(lines)]
    # The sides of the table stand as far from its rows as half of what is between two of them.
    gaps = [2 * (lines[0].top - top), *gaps, 2 * (bottom - lines[-1].bottom)]
    marked = [index for index, line in enumerate(lines) if line.has_figures]
    opens = set()
    for first, last in pairwise([-1, *marked, len(lines)]):
        if last == len(lines) and marked:  # what follows the last row was looked at before
            continue
        widest = max(gaps[first + 1 : last + 1])
        for index in range(first + 1, last + 1):
            opens |= {index} if gaps[index] > widest - _EVEN * lines[0].height else set()
    row: list[OpenLine] = []
    for index, line in enumerate(lines):
        if row and index in opens:
            yield row
            row = []
        row.append(line)
    yield row
