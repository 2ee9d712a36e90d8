"""The words of a PDF page to lines: pieces of text that run on without a wide gap."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import sub
from statistics import median

import numpy as np

from pipeline.reading.pdf_pages import Page
from pipeline.reading.pdf_tables import Table, TableCell
from pipeline.reading.pdf_words import Word

# In heights of a line: a gap that parts two pieces of text.
WIDE_GAP = 1.6
_SPACED_LETTERS = 4
_UNEVEN = 1.02
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
    bold: bool = False
    right: float = 0.0  # the right edge of its column
    parted: bool = False  # whether wide gaps part its words
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
    taken = {index for table in page.tables for index in table.words}
    before: Line | None = None
    for run in _runs(page, taken):
        words = (
            page.words[run[0] : run[-1] + 1]
            if run[-1] - run[0] == len(run) - 1
            else [page.words[i] for i in run]
        )
        line = line_of(page.number, list(words), bold=run[0] in page.bold and run[-1] in page.bold)
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


def _runs(page: Page, taken: set[int]) -> Iterator[list[int]]:
    """Yield the indexes of the words of each line."""
    words = page.words
    free = [index for index in range(len(words)) if index not in taken] if taken else list(range(len(words)))
    if not free:
        return
    x0, top, x1, bottom = np.array([words[index][1:5] for index in free]).T
    upright = np.array([words[index].upright for index in free])
    gap, height = x0[1:] - x1[:-1], (bottom - top)[:-1]
    wide = upright[1:] & ((gap >= WIDE_GAP * height) | (gap <= -2 * height))
    parted = upright[1:] != upright[:-1]
    parted |= np.diff(free) > 1
    parted |= np.array([index in page.line_starts for index in free[1:]], bool)
    again = (np.abs(np.diff(x0)) < _SAME_PLACE) & (np.abs(np.diff(top)) < _SAME_PLACE)
    run = [free[0]]
    position = 0
    for place in np.flatnonzero(parted | wide | again).tolist():
        run += free[position + 1 : place + 1]
        position = place + 1
        before, index = run[-1], free[position]
        if again[place] and words[before].text == words[index].text:
            continue  # bold made by printing twice
        marker = len(run) == 1 and not parted[place] and MARKER.fullmatch(words[before].text)
        if not parted[place] and (
            not wide[place] or (marker and 0 < gap[place] < _MARKER_GAP * height[place])
        ):
            run.append(index)
            continue
        yield run
        run = [index]
    yield run + free[position + 1 :]


def _is_printed_again(before: Line, line: Line) -> bool:
    return (
        abs(before.x0 - line.x0) < _SAME_PLACE
        and abs(before.top - line.top) < _SAME_PLACE
        and before.text == line.text
    )


def line_of(page: int, words: list[Word], *, bold: bool = False, spaced: bool = True) -> Line:
    """Make a line of words that stand side by side; where it is `spaced`, letters set apart are put together."""
    words = join_letters(words) if spaced and len(words) >= _SPACED_LETTERS else words
    _, x0, tops, x1, bottoms, *_ = zip(*words, strict=True)
    top, bottom = min(tops), max(bottoms)
    middle = len(words) // 2
    height, base = bottom - top, bottom
    if height > _UNEVEN * min(map(sub, bottoms, tops)):
        height, base = sorted(map(sub, bottoms, tops))[middle], sorted(bottoms)[middle]
    return Line(page, words, min(x0), top, max(x1), bottom, height, base, bold)


def join_letters(words: list[Word]) -> list[Word]:
    """Put words together whose letters are set apart: "D É L I B É R A T I O N".

    >>> letters = [Word(letter, 10 * i, 0, 10 * i + 6, 10) for i, letter in enumerate("VOTE")]
    >>> [word.text for word in join_letters([*letters, Word("unanime", 50, 0, 90, 10)])]
    ['VOTE', 'unanime']
    """
    if sum(len(word.text) == 1 for word in words) < _SPACED_LETTERS:
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
