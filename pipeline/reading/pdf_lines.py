"""The words of a PDF page to lines: pieces of text that run on without a wide gap."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import sub
from statistics import median

from pipeline.reading.pdf_pages import Page
from pipeline.reading.pdf_tables import TableCell
from pipeline.reading.pdf_words import Word

# In heights of a line: a gap that parts two pieces of text.
WIDE_GAP = 1.6
_SPACED_LETTERS = 4
_SAME_PLACE = 1.5  # points
# What opens an item of a list may stand far before it.
_MARKER = re.compile(r"[^\w\s]{1,3}|\(?\w{1,3}[.)°/-]{1,2}|[\uf000-\uf8ff]")
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
    rows: Sequence["Line"] = ()
    cells: Sequence[tuple[TableCell, list[Word]]] = ()
    opens_table: bool = False

    @property
    def text(self) -> str:
        """Its words as one text."""
        return " ".join(word.text for word in self.words)


def page_lines(page: Page) -> Iterator[Line]:
    """Yield the tables of a page, each as one, and its other lines in PDFium's order."""
    for table in page.tables:
        rows = [_row(page, cells) for cells in table.rows]
        rows[0].opens_table = True
        words = [word for row in rows for word in row.words]
        box = table.x0, table.top, table.x1, table.bottom
        yield Line(page.number, words, *box, rows[0].height, table.bottom, rows=rows)
    taken = {index for table in page.tables for index in table.words}
    run: list[int] = []
    for index, word in enumerate(page.words):
        if index in taken:
            continue
        if run and not _runs_on(page, run, index):
            yield from _line(page, run)
            run = []
        if run and _is_repeated(page.words[run[-1]], word):
            continue  # bold made by printing twice
        run.append(index)
    yield from _line(page, run)


def _row(page: Page, cells: Sequence[TableCell]) -> Line:
    written = [(cell, [page.words[index] for index in cell.words]) for cell in cells]
    line = line_of(page.number, [word for _, words in written for word in words], spaced=False)
    line.cells = written
    return line


def _runs_on(page: Page, run: Sequence[int], index: int) -> bool:
    """Whether the word at `index` goes on with the line of the words in `run`."""
    before, word = page.words[run[-1]], page.words[index]
    if index in page.line_starts or run[-1] != index - 1 or before.upright != word.upright:
        return False
    if not word.upright:
        return True
    gap = word.x0 - before.x1
    height = before.bottom - before.top
    limit = _MARKER_GAP if len(run) == 1 and _MARKER.fullmatch(before.text) else WIDE_GAP
    return -2 * height < gap < limit * height


def _is_repeated(first: Word, word: Word) -> bool:
    return (
        first.text == word.text
        and abs(first.x0 - word.x0) < _SAME_PLACE
        and abs(first.top - word.top) < _SAME_PLACE
    )


def _line(page: Page, run: Sequence[int]) -> Iterator[Line]:
    if run:
        words = [page.words[index] for index in run]
        yield line_of(page.number, words, bold=run[0] in page.bold and run[-1] in page.bold)


def line_of(page: int, words: list[Word], *, bold: bool = False, spaced: bool = True) -> Line:
    """Make a line of words that stand side by side; where it is `spaced`, letters set apart are put together."""
    words = join_letters(words) if spaced and len(words) >= _SPACED_LETTERS else words
    tops, bottoms = [word.top for word in words], [word.bottom for word in words]
    heights = sorted(map(sub, bottoms, tops))
    return Line(
        page,
        words,
        min([word.x0 for word in words]),
        min(tops),
        max([word.x1 for word in words]),
        max(bottoms),
        heights[len(heights) // 2],
        sorted(bottoms)[len(bottoms) // 2],
        bold,
    )


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
