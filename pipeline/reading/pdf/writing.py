"""The lines of a PDF written out: one text, with the place of each word in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from extractors.text.blocks import Block, Cell
from pipeline.reading.pdf.hyphens import keeps_hyphen, known_words
from pipeline.reading.pdf.lines import MARKER, WIDE_GAP, Line
from pipeline.reading.pdf.pages import Page
from pipeline.reading.pdf.places import Places, Stretch
from pipeline.reading.pdf.words import LINE_END_HYPHEN, Words

_NO_GAP = 0.1  # of the height of a line


@dataclass(slots=True)
class Piece:
    """A line of the text: it comes from a line of a page, or from several that hyphens join."""

    start: int
    first: Line
    last: Line


@dataclass(slots=True)
class Written:
    """The text of the lines of a document, and what it is made of."""

    places: Places
    parts: list[str] = field(default_factory=list)
    length: int = 0
    stretches: list[Stretch] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    cells: list[Block] = field(default_factory=list)
    page_starts: dict[int, int] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """What was written."""
        return "".join(self.parts).replace(LINE_END_HYPHEN, "-")


def write_lines(lines: Sequence[tuple[Page, Line]], places: Places | None = None) -> Written:
    """Write the lines of a document in reading order, one under the other.

    `places` are those of the document, if more of it is written apart from these.
    """

    @cache
    def known() -> frozenset[str]:
        return known_words(page.text for page in {page.number: page for page, _ in lines}.values())

    written = Written(places or Places())
    tables = 0
    before: Line | None = None
    for page, line in lines:
        cut = before is not None and not line.cells and before.last_text[-1] == LINE_END_HYPHEN
        if before is not None and not cut:
            written.parts.append("\n")
            written.length += 1
        written.page_starts.setdefault(page.number, written.length)
        if line.cells:
            tables += before is None or not before.cells or line.opens_table
            _write_row(written, page, line, tables - 1, known)
        elif cut and before is not None:
            written.pieces[-1].last = line
            _join(written, before.last_text, line.first_text, known)
            _write_words(written, page, line, known)
        else:
            written.pieces.append(Piece(written.length, line, line))
            _write_words(written, page, line, known)
        before = line
    return written


def _write_row(
    written: Written, page: Page, line: Line, table: int, known: Callable[[], frozenset[str]]
) -> None:
    texts, spans = line.source.texts, line.source.spans
    first = written.places.first_of(page)
    for number, column, rows, columns, held in line.cells:
        start, begin = written.length, spans[held[0]][0]
        text = page.text[begin : spans[held[-1]][1]]
        if text == " ".join([texts[word] for word in held]):  # as in most cells
            written.stretches.append(Stretch(start, page.number, first + held[0], len(held), start - begin))
            written.parts.append(text)
            written.length += len(text)
        else:
            _write_one_by_one(written, page, line.source, list(held), known, wide=" ")
        place = Cell(table, number, column, rows, columns)
        written.cells.append(Block(start, written.length, "cell", cell=place))
        written.parts.append("\t")
        written.length += 1
    written.parts.pop()
    written.length -= 1


def _write_words(written: Written, page: Page, line: Line, known: Callable[[], frozenset[str]]) -> None:
    """Write the words of a line with what stands between them."""
    if line.span:
        _write_stretch(written, page, line.indexes, line.span)
    else:
        parted = line.last_piece is not None
        _write_one_by_one(written, page, line.source, line.indexes, known, wide="\t" if parted else " ")


def _write_stretch(written: Written, page: Page, indexes: Sequence[int], span: tuple[int, int]) -> None:
    """Write words of the page that stand in its text just as they are, from one place to another."""
    (start, end), at = span, written.length
    index = written.places.first_of(page) + indexes[0]
    written.stretches.append(Stretch(at, page.number, index, len(indexes), at - start))
    written.parts.append(page.text[start:end])
    written.length += end - start


def _join(written: Written, before: str, after: str, known: Callable[[], frozenset[str]]) -> None:
    """Take away the hyphen at the end of what was written, unless it belongs to the word."""
    if not keeps_hyphen(before[:-1], after, known()):
        written.parts[-1] = written.parts[-1][:-1]
        written.length -= 1


def _write_one_by_one(
    written: Written,
    page: Page,
    source: Words,
    indexes: list[int],
    known: Callable[[], frozenset[str]],
    wide: str,
) -> None:
    """Write words one by one, with what stands between two of them."""
    starts: list[int] = []
    x0, top, x1, bottom = source.boxes[indexes].T.tolist()
    before = ""
    for place, index in enumerate(indexes):
        text = source.texts[index]
        if before and before[-1] == LINE_END_HYPHEN:
            _join(written, before, text, known)
        elif before:
            gap = (x0[place] - x1[place - 1]) / max(bottom[place - 1] - top[place - 1], 0.1)
            if not source.upright[index]:  # the words of a turned line stand over each other
                gap = 2 * _NO_GAP
            space = _space(
                page, before, gap, source.spans[indexes[place - 1]][1], source.spans[index][0], wide
            )
            written.parts.append(space)
            written.length += len(space)
        starts.append(written.length)
        written.parts.append(text)
        written.length += len(text)
        before = text
    boxes = page.displayed(source.boxes[indexes])
    first = written.places.add(np.array(starts), boxes, source.confidences[indexes])
    written.stretches.append(Stretch(starts[0], page.number, first, len(indexes), 0))


def _space(page: Page, before: str, gap: float, end: int, start: int, wide: str) -> str:
    """Return what stands between two words: `wide` for a wide gap, the page's own space, a plain one, or nothing.

    Given are the word before, the gap in heights of a line, where that word ends and the next one starts.
    """
    if gap > WIDE_GAP and not _opens(before):
        return wide
    if end >= 0 and start == end + 1:
        space = page.text[end]
        return space if space not in "\r\n\t" else " "
    return "" if abs(gap) < _NO_GAP else " "  # raised letters are lines of their own to PDFium


def _opens(word: str) -> bool:
    """Whether what follows a word belongs to it, however far: that of a label, or a list item's marker."""
    return word[-1] == ":" or MARKER.fullmatch(word) is not None
