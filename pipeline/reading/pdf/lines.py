"""The words of a PDF page to lines: pieces of text that run on without a wide gap."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import sub
from statistics import median

import numpy as np

from pipeline.reading.pdf.calls import Array
from pipeline.reading.pdf.pages import Page
from pipeline.reading.pdf.tables.page import Table, TableCell
from pipeline.reading.pdf.words import LINE_END_HYPHEN, Word

# In heights of a line: a gap that parts two pieces of text.
WIDE_GAP = 1.6
_SPACED_LETTERS = 4
_UNEVEN = 1.02
_RAISED_GAP = 0.5
_SAME_PLACE = 1.5  # points
# What opens an item of a list may stand far before it.
MARKER = re.compile(r"[^\w\s]{1,3}|\(?\w{1,3}[.)°/-]{1,2}|[\uf000-\uf8ff]")
_MARKER_GAP = 6.0
_LETTER = re.compile(r"[^\W\d_]['’]?")


@dataclass(slots=True)
class Line:
    """A piece of text on one line of a page, a whole table (with its `rows`), or one row of it (with its `cells`)."""

    page: int
    words: list[Word]
    x0: float
    top: float
    x1: float
    bottom: float
    height: float  # of most of its words
    base: float  # where most of its words end at the bottom
    bold: tuple[bool, bool] = (False, False)  # its first and its last word
    right: float = 0.0  # the right edge of its column
    # The index of its first word on the page, where its words stand in the page's text with one space between two.
    first: int = -1
    last_piece: float | None = None  # where the last piece begins, if wide gaps part its words
    rows: Sequence["Line"] = ()
    cells: Sequence[tuple[TableCell, list[Word]]] = ()
    opens_table: bool = False

    @property
    def text(self) -> str:
        """Its words as one text."""
        return " ".join(word.text for word in self.words)


def page_lines(page: Page) -> list[Line]:
    """Return the tables of a page, each as one, and its other lines in PDFium's order."""
    lines = [_table(page, table) for table in page.tables]
    free = np.ones(len(page.words), bool)
    for table in page.tables:
        free[table.words] = False
    before: Line | None = None
    for line in _lines(page, np.flatnonzero(free)):
        if before is None or not _is_printed_again(before, line):
            lines.append(line)
            before = line
    return lines


def _table(page: Page, table: Table) -> Line:
    """Make a line of a whole table."""
    rows = [_row(page, cells) for cells in table.rows]
    rows[0].opens_table = True
    words = [word for row in rows for word in row.words]
    box = table.x0, table.top, table.x1, table.bottom
    return Line(page.number, words, *box, rows[0].height, table.bottom, rows=rows)


def _row(page: Page, cells: Sequence[TableCell]) -> Line:
    written = [(cell, [page.words[index] for index in cell.words]) for cell in cells]
    line = line_of(page.number, [word for _, words in written for word in words], spaced=False)
    line.cells = written
    return line


def _lines(page: Page, free: Array) -> Iterator[Line]:
    """Make lines of the words with these indexes, the boxes of all of them at once."""
    if not len(free):
        return
    indexes: list[int] = free.tolist()
    words = page.words[:] if len(indexes) == len(page.words) else [page.words[index] for index in indexes]
    boxes = page.words.boxes.T[:, free]
    upright, lengths = page.words.upright[free], page.words.lengths[free]
    starts, again = _line_starts(page, free, words, boxes, upright)
    if again:  # bold made by printing twice
        kept = [place for place in range(len(words)) if place not in again]
        words, indexes = [words[place] for place in kept], [indexes[place] for place in kept]
        boxes, lengths = boxes[:, kept], lengths[kept]
        starts = sorted({bisect_left(kept, start) for start in starts})
    x0, top, x1, bottom = boxes
    opens = np.array(starts)
    lines = zip(
        starts,
        [*starts[1:], len(words)],
        np.minimum.reduceat(x0, opens).tolist(),
        np.minimum.reduceat(top, opens).tolist(),
        np.maximum.reduceat(x1, opens).tolist(),
        np.maximum.reduceat(bottom, opens).tolist(),
        np.minimum.reduceat(bottom - top, opens).tolist(),
        np.add.reduceat(lengths == 1, opens, dtype=np.int64).tolist(),
        np.add.reduceat(lengths + 1, opens).tolist(),
        strict=True,
    )
    number, bold = page.number, page.bold
    for start, end, left, high, right, low, least, letters, length in lines:
        line = Line(number, words[start:end], left, high, right, low, low - high, low)
        if bold:
            line.bold = indexes[start] in bold, indexes[end - 1] in bold
        if not page.plain:
            _cut_as_pdfium(line)
        elif words[end - 1].end - words[start].start == length - 1:
            line.first = indexes[start]
        if letters >= _SPACED_LETTERS or line.height > _UNEVEN * least:
            _finish(line, least, spaced=letters >= _SPACED_LETTERS)
        yield line


def _line_starts(
    page: Page, free: Array, words: Sequence[Word], boxes: Array, upright: Array
) -> tuple[list[int], set[int]]:
    """Return where lines begin among the words, and which words are printed a second time at the same place."""
    x0, top, x1, bottom = boxes
    height = np.maximum(bottom - top, 0.1)[:-1]
    gap = (x0[1:] - x1[:-1]) / height
    opens = np.zeros(len(page.words), bool)
    opens[list(page.line_starts)] = True
    opens = opens[free[1:]]
    shared = np.minimum(bottom[1:], bottom[:-1]) - np.maximum(top[1:], top[:-1])
    # PDFium breaks lines at raised letters too ("1er").
    opens &= (shared < 0.5 * height) | (gap < -0.1) | (gap > _RAISED_GAP)
    parted = opens | (upright[1:] != upright[:-1]) | (free[1:] - free[:-1] > 1)
    wide = upright[1:] & ((gap >= WIDE_GAP) | (gap <= -2))
    near = (np.abs(x0[1:] - x0[:-1]) < _SAME_PLACE) & (np.abs(top[1:] - top[:-1]) < _SAME_PLACE)
    starts, again = [0], set()
    for place in np.flatnonzero(parted | wide | near).tolist():
        before, word = words[place], words[place + 1]
        if near[place] and before.text == word.text:
            again.add(place + 1)
        elif parted[place] or (
            wide[place]
            and not (starts[-1] == place and 0 < gap[place] < _MARKER_GAP and MARKER.fullmatch(before.text))
        ):
            starts.append(place + 1)
    return starts, again


def _cut_as_pdfium(line: Line) -> None:
    """Write a hyphen at the end of a line that was recognised as PDFium writes those of a text layer."""
    word = line.words[-1]
    if word.start < 0 and len(word.text) > 1 and word.text[-1] in "-‐\xad":
        line.words[-1] = word._replace(text=word.text[:-1] + LINE_END_HYPHEN)


def _is_printed_again(before: Line, line: Line) -> bool:
    return (
        abs(before.x0 - line.x0) < _SAME_PLACE
        and abs(before.top - line.top) < _SAME_PLACE
        and before.text == line.text
    )


def line_of(page: int, words: list[Word], *, spaced: bool = True) -> Line:
    """Make a line of words that stand side by side; where it is `spaced`, letters set apart are put together."""
    _, x0, tops, x1, bottoms, *_ = zip(*words, strict=True)
    top, bottom = min(tops), max(bottoms)
    line = Line(page, words, min(x0), top, max(x1), bottom, bottom - top, bottom)
    _finish(line, min(map(sub, bottoms, tops)), spaced=spaced)
    return line


def _finish(line: Line, least: float, *, spaced: bool = True) -> None:
    """Set the height of a line by most of its words, if not all are as high as the `least`; join spaced letters."""
    if line.height > _UNEVEN * least:
        middle = len(line.words) // 2
        line.height = sorted([word.bottom - word.top for word in line.words])[middle]
        line.base = sorted([word.bottom for word in line.words])[middle]
    if spaced:
        joined = join_letters(line.words)
        if joined is not line.words:
            line.words, line.first = joined, -1


def join_letters(words: list[Word]) -> list[Word]:
    """Put words together whose letters are set apart: "D É L I B É R A T I O N".

    >>> letters = [Word(letter, 10 * i, 0, 10 * i + 6, 10) for i, letter in enumerate("VOTE")]
    >>> [word.text for word in join_letters([*letters, Word("unanime", 50, 0, 90, 10)])]
    ['VOTE', 'unanime']
    """
    if sum([len(word.text) == 1 for word in words]) < _SPACED_LETTERS:
        return words
    joined: list[Word] = []
    run: list[Word] = []
    for word in [*words, None]:
        if word is not None and _LETTER.fullmatch(word.text) and (not run or _is_near(run[-1], word)):
            run.append(word)
            continue
        joined += _spelled(run) if len(run) >= _SPACED_LETTERS else run
        run = []
        if word is not None:
            if _LETTER.fullmatch(word.text):
                run = [word]
            else:
                joined.append(word)
    return joined


def _is_near(first: Word, second: Word) -> bool:
    return second.x0 - first.x1 < WIDE_GAP * (first.bottom - first.top)


def _spelled(run: Sequence[Word]) -> Iterator[Word]:
    """Yield the words that a run of letters spells; a gap well above the usual one parts two."""
    gaps = [second.x0 - first.x1 for first, second in pairwise(run)]
    usual = median(gaps)
    limit = max(usual * 1.7, usual + 0.15 * (run[0].bottom - run[0].top))
    word = run[0]
    for letter, gap in zip(run[1:], gaps, strict=True):
        if gap > limit:
            yield word
            word = letter
        else:
            word = Word(
                word.text + letter.text,
                min(word.x0, letter.x0),
                min(word.top, letter.top),
                max(word.x1, letter.x1),
                max(word.bottom, letter.bottom),
                word.start,
                letter.end,
                word.upright,
                min(word.confidence, letter.confidence),
            )
    yield word
