"""The words of a page in lines across it, parted where gaps are wide: what tables without a grid are made of."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from pipeline.reading.pdf.calls import Array
from pipeline.reading.pdf.groups import farthest_so_far, group_numbers, group_starts
from pipeline.reading.pdf.tables.cells import FIGURE
from pipeline.reading.pdf.words import Words

_WIDE = 0.9  # heights of a word: a gap between two cells
_SAME_LINE = 0.4  # heights: words whose middles lie nearer stand on one line
BETWEEN = 4  # lines without figures between two rows at most
_WORTH = 4  # figures on a page below which nothing is looked for
_DASHES = "-–—"
_ARE_SIGNS = np.zeros(ord(max(_DASHES)) + 2, bool)
_ARE_SIGNS[[ord(sign) for sign in "+" + _DASHES]] = True
_MANY_APART = 40
_FIGURE_END = ("€", "%", "euros")


@dataclass(slots=True)
class Chunk:
    """Words of a line with no wide gap between them."""

    x0: float
    top: float
    x1: float
    bottom: float
    words: list[int]
    figure: bool = False


@dataclass(slots=True)
class Line:
    """A line of words across the page."""

    top: float
    bottom: float
    chunks: list[Chunk]

    @property
    def middle(self) -> float:
        """The height at which it stands."""
        return (self.top + self.bottom) / 2

    @property
    def is_row(self) -> bool:
        """Whether it has a label or a figure and, apart from it, another figure."""
        return len(self.chunks) > 1 and any(chunk.figure for chunk in self.chunks[1:])


def lines_across(words: Words, free: Array) -> list[Line]:
    """Return the lines that the `free` words make, from top to bottom; none where no two near each other are rows.

    Most pages have no rows: all words are looked at together, and lines are made only where there are some.
    """
    if np.count_nonzero(words.digits[free]) < _WORTH:
        return []
    boxes = words.boxes
    height = _median(boxes[free, 3] - boxes[free, 1])
    across = free[words.upright[free]]
    may_be_figure = words.digits | _ARE_SIGNS.take(words.initials, mode="clip")
    if not _may_hold_rows(words, across, may_be_figure, height):
        return []
    middles = (boxes[across, 1] + boxes[across, 3]) / 2
    order = np.lexsort((boxes[across, 0], middles))
    across, middles = across[order], middles[order]
    starts = group_starts(middles, _SAME_LINE * height)
    heads = boxes[across[starts]]  # a line stands where its uppermost word does
    line = group_numbers(starts, len(across))
    across = across[np.lexsort((boxes[across, 0], line))]
    parted = _chunk_starts(words, across, line, may_be_figure, _WIDE * height)
    chunks = _Chunks(words, across, line, parted)
    if not chunks.hold_rows(may_be_figure):
        return []
    lines = [Line(top, bottom, []) for _, top, _, bottom in heads.tolist()]
    for owner, chunk in chunks.made():
        lines[owner].chunks.append(chunk)
    return lines


def _may_hold_rows(words: Words, across: Array, may_be_figure: Array, height: float) -> bool:
    """Whether two figures may stand apart from something on their left; asking costs a fifth of making lines.

    In prose, a figure stands right beside the word before it, or begins a line.
    """
    x0, top, x1, bottom = words.boxes[across].T
    middles = (top + bottom) / 2
    places = np.flatnonzero(may_be_figure[across])
    before = places - 1  # the last word comes before the first: it is not on its left, or not beside it
    beside = (middles[before] == middles[places]) & (x0[before] < x0[places])
    beside &= x0[places] - x1[before] < 0.99 * _WIDE * height  # well within what rounding may change
    apart = ~beside
    for place in np.flatnonzero(beside).tolist():
        figure = places[place]
        apart[place] = _is_next(words.texts[across[figure - 1]], words.texts[across[figure]])
    places = places[apart]
    if len(places) > _MANY_APART:
        return True
    on_line = np.abs(middles - middles[places, None]) <= 1.01 * _SAME_LINE * height
    on_left = on_line & (x0 <= x0[places, None])
    return int(np.count_nonzero(on_left.sum(axis=1) > 1)) > 1  # each is found itself


def _median(values: Array) -> float:
    """Return what `np.median` does, in a fifth of its time."""
    ordered, middle = np.sort(values), len(values) // 2
    return float(ordered[middle] if len(values) % 2 else (ordered[middle - 1] + ordered[middle]) / 2)


def _chunk_starts(words: Words, across: Array, line: Array, may_be_figure: Array, gap: float) -> Array:
    """Return where chunks begin among the words of lines, each from left to right."""
    left, right = words.boxes[across, 0], words.boxes[across, 2]
    opens = np.ones(len(across), bool)
    opens[1:] = (line[1:] != line[:-1]) | (left[1:] - farthest_so_far(line, left, right)[:-1] >= gap)
    for place in np.flatnonzero(may_be_figure[across] & ~opens).tolist():
        opens[place] = _is_next(words.texts[across[place - 1]], words.texts[across[place]])
    return np.flatnonzero(opens)


def _is_next(last: str, word: str) -> bool:
    """Whether another figure, or a dash for none, follows one that ends with its unit: "142 300 € –"."""
    return last.endswith(_FIGURE_END) and (word[0].isdigit() or word in _DASHES)


class _Chunks:
    """The chunks of all lines: where each begins among the words, and which line it is on."""

    def __init__(self, words: Words, across: Array, line: Array, starts: Array) -> None:
        self._words, self._across, self._starts = words, across, starts
        self._indexes = across.tolist()
        self._bounds = list(pairwise([*starts.tolist(), len(across)]))
        self._lines = line[starts]

    def hold_rows(self, may_be_figure: Array) -> bool:
        """Whether there are two rows near each other: lines with a figure after something else."""
        after = np.zeros(len(self._starts), bool)
        after[1:] = self._lines[1:] == self._lines[:-1]
        places = np.flatnonzero(after & may_be_figure[self._across[self._starts]]).tolist()
        rows = sorted({int(self._lines[place]) for place in places if self._is_figure(place)})
        return any(row - before <= BETWEEN + 1 for before, row in pairwise(rows))

    def made(self) -> Iterator[tuple[int, Chunk]]:
        """Yield each chunk with the number of its line."""
        x0, top, x1, bottom = self._words.boxes[self._across].T
        lefts, tops = x0[self._starts].tolist(), top[self._starts].tolist()
        rights = np.maximum.reduceat(x1, self._starts).tolist()
        bottoms = np.maximum.reduceat(bottom, self._starts).tolist()
        for place, (box, line) in enumerate(
            zip(zip(lefts, tops, rights, bottoms, strict=True), self._lines.tolist(), strict=True)
        ):
            start, end = self._bounds[place]
            yield line, Chunk(*box, self._indexes[start:end], self._is_figure(place))

    def _is_figure(self, place: int) -> bool:
        start, end = self._bounds[place]
        written = "".join([self._words.texts[index] for index in self._indexes[start:end]])
        return FIGURE.fullmatch(written) is not None
