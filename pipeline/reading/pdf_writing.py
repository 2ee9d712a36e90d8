"""The lines of a PDF written out: one text, with the place of each word in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache

from extractors.blocks import Block, Cell
from pipeline.reading.pdf_hyphens import keeps_hyphen, known_words
from pipeline.reading.pdf_lines import MARKER, WIDE_GAP, Line
from pipeline.reading.pdf_pages import Page
from pipeline.reading.pdf_words import LINE_END_HYPHEN, Word

_NO_GAP = 0.1  # of the height of a line


@dataclass(slots=True)
class Piece:
    """A line of the text: it comes from a line of a page, or from several that hyphens join."""

    start: int
    first: Line
    last: Line


@dataclass(slots=True)
class Written:
    """The text of the lines of a document, and what it is made of.

    `starts`, `pages` and `boxes` place each word: in the text, and on its page as displayed.
    """

    parts: list[str] = field(default_factory=list)
    length: int = 0
    starts: list[int] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    boxes: list[tuple[float, ...]] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    cells: list[Block] = field(default_factory=list)
    page_starts: dict[int, int] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """What was written."""
        return "".join(self.parts).replace(LINE_END_HYPHEN, "-")


def write_lines(lines: Sequence[tuple[Page, Line]]) -> Written:
    """Write the lines of a document in reading order, one under the other."""

    @cache
    def known() -> frozenset[str]:
        return known_words(page.text for page in {page.number: page for page, _ in lines}.values())

    written = Written()
    tables = 0
    before: Line | None = None
    for page, line in lines:
        cut = before is not None and not line.cells and before.words[-1].text[-1] == LINE_END_HYPHEN
        if before is not None and not cut:
            written.parts.append("\n")
            written.length += 1
        written.page_starts.setdefault(page.number, written.length)
        if line.cells:
            tables += before is None or not before.cells or line.opens_table
            _write_row(written, page, line, tables - 1, known)
        elif cut and before is not None:
            written.pieces[-1].last = line
            _write_words(written, page, line.words, before.words[-1], known, parted=line.parted)
        else:
            written.pieces.append(Piece(written.length, line, line))
            _write_words(written, page, line.words, None, known, parted=line.parted)
        before = line
    return written


def _write_row(
    written: Written, page: Page, line: Line, table: int, known: Callable[[], frozenset[str]]
) -> None:
    for index, (cell, words) in enumerate(line.cells):
        if index:
            written.parts.append("\t")
            written.length += 1
        start = written.length
        _write_words(written, page, words, None, known)
        place = Cell(table, cell.row, cell.column, cell.rows, cell.columns)
        written.cells.append(Block(start, written.length, "cell", cell=place))


def _write_words(
    written: Written,
    page: Page,
    words: Sequence[Word],
    before: Word | None,
    known: Callable[[], frozenset[str]],
    *,
    parted: bool = False,
) -> None:
    """Write words with what stands between them; `before` is a word cut at the end of the line before."""
    if before is not None and not keeps_hyphen(before.text[:-1], words[0].text, known()):
        written.parts[-1] = written.parts[-1][:-1]
        written.length -= 1
    stretch = None if parted else _as_on_page(page, words)
    if stretch is not None:
        shift = written.length - words[0].start
        written.starts += [word.start + shift for word in words]
        written.parts.append(stretch)
        written.length += len(stretch)
    else:
        _write_one_by_one(written, page, words, known)
    written.pages += [page.number] * len(words)
    written.boxes += [page.displayed(word) for word in words] if page.turn else [word[1:5] for word in words]


def _as_on_page(page: Page, words: Sequence[Word]) -> str | None:
    """Return what the page's own text has for words, if that is these words and one space between two."""
    if words[0].start < 0:
        return None
    stretch = page.text[words[0].start : words[-1].end]
    texts = [word.text for word in words]
    if len(stretch) == sum(map(len, texts)) + len(texts) - 1 and stretch.split() == texts:
        return stretch
    return None


def _write_one_by_one(
    written: Written, page: Page, words: Sequence[Word], known: Callable[[], frozenset[str]]
) -> None:
    before: Word | None = None
    for word in words:
        if before is not None and before.text[-1] == LINE_END_HYPHEN:
            if not keeps_hyphen(before.text[:-1], word.text, known()):
                written.parts[-1] = written.parts[-1][:-1]
                written.length -= 1
        elif before is not None:
            space = _space(page, before, word)
            written.parts.append(space)
            written.length += len(space)
        written.starts.append(written.length)
        written.parts.append(word.text)
        written.length += len(word.text)
        before = word


def _space(page: Page, before: Word, word: Word) -> str:
    """Return what stands between two words: a tab for a wide gap, the page's own space, a plain one, or nothing."""
    gap = (word.x0 - before.x1) / max(before.bottom - before.top, 0.1)
    if gap > WIDE_GAP and not _opens(before):
        return "\t"
    if before.start >= 0 and word.start == before.end + 1:
        space = page.text[before.end]
        return space if space not in "\r\n\t" else " "
    return "" if abs(gap) < _NO_GAP else " "  # raised letters are lines of their own to PDFium


def _opens(word: Word) -> bool:
    """Whether what follows a word belongs to it, however far: that of a label, or a list item's marker."""
    return word.text[-1] == ":" or MARKER.fullmatch(word.text) is not None
