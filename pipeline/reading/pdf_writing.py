"""The lines of a PDF written out: one text, with the place of each word in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache

from extractors.blocks import Block, Cell
from pipeline.reading.pdf_hyphens import keeps_hyphen, known_words
from pipeline.reading.pdf_lines import WIDE_GAP, Line
from pipeline.reading.pdf_pages import Page
from pipeline.reading.pdf_words import LINE_END_HYPHEN, Word


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
            _write_words(written, page, line.words, before.words[-1], known)
        else:
            written.pieces.append(Piece(written.length, line, line))
            _write_words(written, page, line.words, None, known)
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
) -> None:
    """Write words with what stands between them; `before` is a word cut at the end of the line before."""
    parts, length = written.parts, written.length
    for word in words:
        if before is not None:
            if before.text[-1] == LINE_END_HYPHEN:
                if not keeps_hyphen(before.text[:-1], word.text, known()):
                    parts[-1] = parts[-1][:-1]
                    length -= 1
            else:
                parts.append(_space(page, before, word))
                length += 1
        written.starts.append(length)
        parts.append(word.text)
        length += len(word.text)
        before = word
    written.length = length
    written.pages += [page.number] * len(words)
    written.boxes += [page.displayed(word) for word in words] if page.turn else [word[1:5] for word in words]


def _space(page: Page, before: Word, word: Word) -> str:
    """Return what stands between two words: a tab for a wide gap, the page's own space, or a plain one."""
    if word.x0 - before.x1 > WIDE_GAP * (before.bottom - before.top) and before.text[-1] != ":":
        return "\t"
    if before.start >= 0 and word.start == before.end + 1:
        space = page.text[before.end]
        return space if space not in "\r\n\t" else " "
    return " "
