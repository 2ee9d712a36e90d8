"""The words of a page in lines across it, parted where gaps are wide: what tables without a grid are made of."""

import re
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
_LESS = 0.7  # of a wide gap: parts two figures that cannot be one
_GROUP = re.compile(r"\d+")
_MANY_APART = 40  # figures: a page with more that stand apart is likely to hold rows
_FIGURE_END = ("€", "%", "euros")
_FIGURE_PART = re.compile(r"[+-]|[+-]?[\d.,'’KkMmEeUuRrOoSs€%*]+")  # no other sign is in one


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
    if not len(across):
        return []
    left, middles = boxes[across, 0], (boxes[across, 1] + boxes[across, 3]) / 2
    order = np.argsort(middles)
    starts = group_starts(middles[order], _SAME_LINE * height)
    line = np.empty(len(across), np.int64)
    line[order] = group_numbers(starts, len(across))
    may_be_figure = words.digits | _ARE_SIGNS.take(words.initials, mode="clip")
    if not _may_hold_rows(words, across, line, may_be_figure, _WIDE * height):
        return []
    order = np.lexsort((left, line))
    parted = _chunk_starts(words, across[order], line[order], may_be_figure, _WIDE * height)
    chunks = _Chunks(words, across[order], line[order], parted)
    if not chunks.hold_rows(may_be_figure):
        return []
    heads = across[np.lexsort((left, middles))[starts]]  # a line stands where its uppermost word does
    lines = [Line(top, bottom, []) for _, top, _, bottom in boxes[heads].tolist()]
    for owner, chunk in chunks.made():
        lines[owner].chunks.append(chunk)
    return lines


def _may_hold_rows(words: Words, across: Array, line: Array, may_be_figure: Array, gap: float) -> bool:
    """Whether figures may stand apart from something on their left in lines near each other.

    In prose a figure stands right beside the word before or after it, or begins a line. To ask that costs less than
    to make the lines.
    """
    x0, _, x1, _ = words.boxes[across].T
    gaps = x0[1:] - x1[:-1]
    beside = (line[1:] == line[:-1]) & (x0[1:] > x0[:-1])
    beside &= gaps < 0.99 * gap  # well within what rounding changes
    near = [False, *beside.tolist(), False]
    narrow = [False, *(gaps < 0.99 * _LESS * gap).tolist()]
    written = [words.texts[index] for index in across.tolist()]
    places = []
    for place in may_be_figure[across].nonzero()[0].tolist():
        text = written[place]
        after_word = near[place] and not _parts(written[place - 1], text, wide=not narrow[place])
        if after_word or not _FIGURE_PART.fullmatch(text):
            continue
        after = written[place + 1] if near[place + 1] else ""
        if not after or _FIGURE_PART.fullmatch(after) or _parts(text, after, wide=not narrow[place + 1]):
            places.append(place)
    if not 1 < len(places) <= _MANY_APART:
        return len(places) > 1
    on_left = (line == line[places, None]) & (x0 <= x0[places, None])
    rows = line[places][on_left.sum(axis=1) > 1]  # each is found itself
    return _are_near(np.unique(rows).tolist())


def _are_near(rows: list[int]) -> bool:
    """Whether two of these lines, given by ascending numbers, can be rows of one table."""
    return any(row - before <= BETWEEN + 1 for before, row in pairwise(rows))


def _median(values: Array) -> float:
    """Return what `np.median` does, in a fifth of its time."""
    ordered, middle = np.sort(values), len(values) // 2
    return float(ordered[middle] if len(values) % 2 else (ordered[middle - 1] + ordered[middle]) / 2)


def _chunk_starts(words: Words, across: Array, line: Array, may_be_figure: Array, gap: float) -> Array:
    """Return where chunks begin among the words of lines, each from left to right."""
    left, right = words.boxes[across, 0], words.boxes[across, 2]
    opens = np.ones(len(across), bool)
    apart = left[1:] - farthest_so_far(line, left, right)[:-1]
    opens[1:] = (line[1:] != line[:-1]) | (apart >= gap)
    for place in (may_be_figure[across] & ~opens).nonzero()[0].tolist():
        last, word = words.texts[across[place - 1]], words.texts[across[place]]
        opens[place] = _parts(last, word, wide=apart[place - 1] >= _LESS * gap)
    return opens.nonzero()[0]


def _parts(last: str, word: str, *, wide: bool) -> bool:
    """Whether `word` is no more of the figure before it; `wide` tells that somewhat more than a space is between."""
    return _is_next(last, word) or (wide and _is_new(last, word))


def _is_next(last: str, word: str) -> bool:
    """Whether another figure, or a dash for none, follows one that ends with its unit: "142 300 € –"."""
    return last.endswith(_FIGURE_END) and (word[0].isdigit() or word in _DASHES)


def _is_new(last: str, word: str) -> bool:
    """Whether digits after others are no part of the same figure, whose groups have three: "7 000 37 050"."""
    group = _GROUP.match(word)
    return group is not None and len(group[0]) != 3 and last.isdigit()


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
        places = (after & may_be_figure[self._across[self._starts]]).nonzero()[0].tolist()
        return _are_near(sorted({int(self._lines[place]) for place in places if self._is_figure(place)}))

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
