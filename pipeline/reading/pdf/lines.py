"""The words of a PDF page to lines: pieces of text that run on without a wide gap."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from operator import sub
from statistics import median

import numpy as np

from pipeline.reading.pdf.calls import Array
from pipeline.reading.pdf.pages import Page
from pipeline.reading.pdf.tables.page import Table, TableCell
from pipeline.reading.pdf.words import LINE_END_HYPHEN, Word, Words

# In heights of a line: a gap that parts two pieces of text.
WIDE_GAP = 1.6
_SPACED_LETTERS = 4
_UNEVEN = 1.02
_RAISED_GAP = 0.5
_SAME_PLACE = 1.5  # points
# What opens an item of a list may stand far before it.
MARKER = re.compile(r"[^\w\s]{1,3}|\(?\w{1,3}[.)°/-]{1,2}|[\uf000-\uf8ff]")
MARKER_GAP = 6.0
_LETTER = re.compile(r"[^\W\d_]['’]?")
_SPACED = re.compile(rf"(?:^| )(?:{_LETTER.pattern} ){{{_SPACED_LETTERS - 1}}}{_LETTER.pattern}(?: |$)")


@dataclass(slots=True)
class Line:
    """A piece of text on one line of a page, a whole table (with its `rows`), or one row of it (with its `cells`)."""

    page: int
    source: Words
    indexes: list[int]  # of its words in the source
    x0: float
    top: float
    x1: float
    bottom: float
    height: float  # of most of its words
    base: float  # where most of its words end at the bottom
    upright: bool = True  # its first word
    first_width: float = 0.0  # of its first word
    bold: tuple[bool, bool] = (False, False)  # its first and its last word
    right: float = 0.0  # the right edge of its column
    # Where it stands in the page's text, if its words stand there with one space between two.
    span: tuple[int, int] | None = None
    last_piece: float | None = None  # where the last piece begins, if wide gaps part its words
    rows: Sequence["Line"] = ()
    cells: Sequence[TableCell] = ()
    opens_table: bool = False

    @property
    def texts(self) -> list[str]:
        """The text of each of its words."""
        return [self.source.texts[index] for index in self.indexes]

    @property
    def text(self) -> str:
        """Its words as one text."""
        return " ".join(self.texts)

    @property
    def first_text(self) -> str:
        """The text of its first word."""
        return self.source.texts[self.indexes[0]]

    @property
    def last_text(self) -> str:
        """The text of its last word."""
        return self.source.texts[self.indexes[-1]]

    def take(self, words: Sequence[Word]) -> None:
        """Take other words in place of its own."""
        self.source, self.indexes, self.span = Words(words), [*range(len(words))], None


def page_lines(page: Page) -> list[Line]:
    """Return the tables of a page, each as one, and its other lines in PDFium's order."""
    lines = [_table(page, table) for table in page.tables]
    free = np.ones(len(page.words), bool)
    for table in page.tables:
        free[table.words] = False
    before: Line | None = None
    for line in _lines(page, free.nonzero()[0]):
        if before is None or not _is_printed_again(before, line):
            lines.append(line)
            before = line
    return lines


def _table(page: Page, table: Table) -> Line:
    """Make a line of a whole table, the boxes of all its rows at once."""
    rows = table.rows
    held = [[index for cell in cells for index in cell.words] for cells in rows]
    indexes = [index for row in held for index in row]
    boxes = page.words.boxes[indexes].T
    opens = np.array([0, *accumulate(map(len, held[:-1]))])
    lines = []
    for cells, row, sides in zip(rows, held, _sides(boxes, opens), strict=True):
        lines.append(Line(page.number, page.words, row, *sides))
        lines[-1].cells = cells
    lines[0].opens_table = True
    box = table.x0, table.top, table.x1, table.bottom
    return Line(page.number, page.words, indexes, *box, lines[0].height, table.bottom, rows=lines)


def _sides(boxes: Array, opens: Array) -> Iterator[tuple[float, float, float, float, float, float]]:
    """Yield the box, height and base of each line, given the boxes of all words and where among them lines begin."""
    x0, top, x1, bottom = boxes
    highest, lowest = np.minimum.reduceat(top, opens), np.maximum.reduceat(bottom, opens)
    high = bottom - top
    height = lowest - highest
    uneven = height > _UNEVEN * np.minimum.reduceat(high, opens)
    heights, bases = height.tolist(), lowest.tolist()
    if uneven.any():
        bounds = [*opens.tolist(), len(high)]
        for line in uneven.nonzero()[0].tolist():
            words = slice(bounds[line], bounds[line + 1])
            heights[line], bases[line] = _most(high[words].tolist()), _most(bottom[words].tolist())
    left, right = np.minimum.reduceat(x0, opens), np.maximum.reduceat(x1, opens)
    return zip(left.tolist(), highest.tolist(), right.tolist(), lowest.tolist(), heights, bases, strict=True)


def _most(values: list[float]) -> float:
    """Return what is usual among values, if most are nearly the same."""
    return sorted(values)[len(values) // 2]


def _lines(page: Page, free: Array) -> Iterator[Line]:
    """Make lines of the words with these indexes, the boxes of all of them at once."""
    if not len(free):
        return
    boxes = page.words.boxes.T[:, free]
    starts, again = _line_starts(page, free, boxes)
    if again:  # bold made by printing twice
        kept = [place for place in range(len(free)) if place not in again]
        free, boxes = free[kept], boxes[:, kept]
        starts = sorted({bisect_left(kept, start) for start in starts})
    opens, closes = np.array(starts), np.array([*starts[1:], len(free)]) - 1
    words, lengths = page.words, page.words.lengths[free]
    lines = zip(
        starts,
        (closes + 1).tolist(),
        _sides(boxes, opens),
        words.upright[free[opens]].tolist(),
        (boxes[2] - boxes[0])[opens].tolist(),
        np.add.reduceat(lengths == 1, opens, dtype=np.int64).tolist(),
        np.add.reduceat(lengths + 1, opens).tolist(),
        words.starts[free[opens]].tolist(),
        words.ends[free[closes]].tolist(),
        strict=True,
    )
    number, bold, indexes = page.number, page.bold, free.tolist()
    for start, end, sides, upright, width, letters, length, opening, closing in lines:
        held = indexes[start:end]
        line = Line(number, words, held, *sides)
        line.upright, line.first_width = upright, width
        if bold:
            line.bold = held[0] in bold, held[-1] in bold
        if not page.plain:
            _cut_as_pdfium(line)
        elif closing - opening == length - 1:
            line.span = opening, closing
        if letters >= _SPACED_LETTERS:
            _join_letters(line)
        yield line


def _line_starts(page: Page, free: Array, boxes: Array) -> tuple[list[int], set[int]]:
    """Return where lines begin among the words, and which words are printed a second time at the same place."""
    x0, top, x1, bottom = boxes
    upright, texts = page.words.upright[free], page.words.texts
    heights = np.maximum(bottom - top, 0.1)
    height = heights[:-1]
    gap = (x0[1:] - x1[:-1]) / height
    opens = np.zeros(len(page.words), bool)
    opens[page.line_starts] = True
    opens = opens[free[1:]]
    shared = np.minimum(bottom[1:], bottom[:-1]) - np.maximum(top[1:], top[:-1])
    # PDFium breaks lines at raised letters too ("1er"), which are smaller than the figure before them.
    opens &= (shared < 0.5 * np.minimum(height, heights[1:])) | (gap < -0.1) | (gap > _RAISED_GAP)
    parted = opens | (upright[1:] != upright[:-1]) | (free[1:] - free[:-1] > 1)
    wide = upright[1:] & ((gap >= WIDE_GAP) | (gap <= -2))
    near = (np.abs(x0[1:] - x0[:-1]) < _SAME_PLACE) & (np.abs(top[1:] - top[:-1]) < _SAME_PLACE)
    starts, again = [0], set()
    for place in (parted | wide | near).nonzero()[0].tolist():
        before, text = texts[free[place]], texts[free[place + 1]]
        if near[place] and before == text:
            again.add(place + 1)
        elif parted[place] or (
            wide[place]
            and not (starts[-1] == place and 0 < gap[place] < MARKER_GAP and MARKER.fullmatch(before))
        ):
            starts.append(place + 1)
    return starts, again


def _cut_as_pdfium(line: Line) -> None:
    """Write a hyphen at the end of a line that was recognised as PDFium writes those of a text layer."""
    text = line.last_text
    if len(text) > 1 and text[-1] in "-‐\xad" and line.source[line.indexes[-1]].start < 0:
        *words, last = line.source.some(line.indexes)
        line.take([*words, last._replace(text=text[:-1] + LINE_END_HYPHEN)])


def _is_printed_again(before: Line, line: Line) -> bool:
    return (
        abs(before.x0 - line.x0) < _SAME_PLACE
        and abs(before.top - line.top) < _SAME_PLACE
        and before.text == line.text
    )


def line_of(pieces: Sequence[Line]) -> Line:
    """Make one line of pieces that stand side by side on a page."""
    page, source = pieces[0].page, pieces[0].source
    indexes = [index for piece in pieces for index in piece.indexes]
    if any(piece.source is not source for piece in pieces):
        source = Words([word for piece in pieces for word in piece.source.some(piece.indexes)])
        indexes = [*range(len(source))]
    x0, tops, x1, bottoms = source.boxes[indexes].T.tolist()
    top, bottom, heights = min(tops), max(bottoms), list(map(sub, bottoms, tops))
    line = Line(page, source, indexes, min(x0), top, max(x1), bottom, bottom - top, bottom)
    line.upright, line.first_width = pieces[0].upright, pieces[0].first_width
    line.bold = pieces[0].bold[0], pieces[-1].bold[1]
    if line.height > _UNEVEN * min(heights):
        line.height, line.base = _most(heights), _most(bottoms)
    _join_letters(line)
    return line


def _join_letters(line: Line) -> None:
    """Put the words of a line together whose letters are set apart."""
    texts = line.texts
    if sum([len(text) == 1 for text in texts]) >= _SPACED_LETTERS and _SPACED.search(" ".join(texts)):
        line.take(join_letters(line.source.some(line.indexes)))


def join_letters(words: Sequence[Word]) -> list[Word]:
    """Put words together whose letters are set apart: "D É L I B É R A T I O N".

    >>> letters = [Word(letter, 10 * i, 0, 10 * i + 6, 10) for i, letter in enumerate("VOTE")]
    >>> [word.text for word in join_letters([*letters, Word("unanime", 50, 0, 90, 10)])]
    ['VOTE', 'unanime']
    """
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
