"""The pages of a PDF as they are taken from the file: words, tables, and whether the text layer is one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.errors import RejectedInput
from pipeline.reading.isolated import child
from pipeline.reading.limits import LIMITS, Limits
from pipeline.reading.normalisation import is_unusual, normalise
from pipeline.reading.pdf.calls import Array
from pipeline.reading.pdf.layers import TextLayer, is_pictured, is_poorly_recognised, text_layer
from pipeline.reading.pdf.tables.page import Table, find_tables
from pipeline.reading.pdf.words import (
    LINE_END_HYPHEN,
    Word,
    Words,
    letter_weights,
    page_text,
    page_words,
    upright_rotation,
)

# PDFium keeps global state: two threads in it at once crash the process. Use processes to read in parallel.
_PDFIUM = Lock()
_PASSWORD, _SECURITY = 4, 5  # PDFium's numbers for what it cannot open

# A page with so little text is looked at for a picture.
_LITTLE_TEXT = 600


@dataclass(frozen=True)
class Page:
    """What a page holds, as PDFium gives it.

    Parameters
    ----------
    number : int
        1-based.
    width, height : float
        In points, as displayed.
    text : str
        What `Word.start` and `Word.end` count in.
    words : Words
        In PDFium's order, cleaned.
    line_starts : array of int
        Indexes of the words that open a line for PDFium.
    bold : frozenset of int
        Indexes of words at either end of a line that are set bolder than the page's text.
    tables : sequence of Table
        Their words by index.
    layer : str
        `none` where there are no letters, `junk` where they are no text, `poor` where they are one that was badly
        recognised.
    pictured : bool
        Whether it has little text and a picture or outlines that may be text.
    blank : bool
        Whether nothing at all is drawn on it.
    left_out : bool
        Whether it was not looked at, for it takes too long.
    plain : bool
        Whether the words are in `text` just as they are here.
    turn : int
        By how many degrees the page was turned from how it is displayed for its text to be upright; width, height
        and all boxes are those of the turned page.
    slant : float
        By how many degrees more, counter-clockwise and round its middle, for its lines to run straight.
    """

    number: int
    width: float
    height: float
    text: str = ""
    words: Words = field(default_factory=Words)
    line_starts: Array = field(default_factory=lambda: np.zeros(0, np.int64))
    bold: frozenset[int] = frozenset()
    tables: Sequence[Table] = ()
    layer: TextLayer = "none"
    pictured: bool = False
    blank: bool = False
    left_out: bool = False
    plain: bool = False
    turn: int = 0
    slant: float = 0.0

    def recognised(self, found: "Recognised") -> "Page":
        """Return the page with what was recognised on it, line by line, in place of its own words."""
        words = Words(found.words)
        lines = [i for i, word in enumerate(found.words) if i == 0 or not _beside(found.words[i - 1], word)]
        # As displayed, the page may have been turned for a text layer that is not taken.
        sides = (
            (self.width, self.height) if (found.turn - self.turn) % 180 == 0 else (self.height, self.width)
        )
        return Page(
            self.number,
            *sides,
            words=words,
            line_starts=np.array(lines, np.int64),
            tables=found.tables,
            layer=text_layer(words),
            turn=found.turn,
            slant=found.slant,
        )

    @cached_property
    def displayed_boxes(self) -> Array:
        """The boxes of its words on the page as displayed, one in a row."""
        return self.displayed(self.words.boxes)

    def displayed(self, boxes: Array) -> Array:
        """Return boxes of the page as they are on the page as displayed.

        >>> Page(1, 300, 400, turn=90).displayed(np.array([(20, 100, 50, 112)])).tolist()
        [[100, 250, 112, 280]]
        """
        straight = self._aslant(boxes)
        x0, top, x1, bottom = straight.T
        match self.turn:
            case 90:
                seen = top, self.width - x1, bottom, self.width - x0
            case 180:
                seen = self.width - x1, self.height - bottom, self.width - x0, self.height - top
            case 270:
                seen = self.height - bottom, x0, self.height - top, x1
            case _:
                return straight
        return np.array(seen).T

    def _aslant(self, boxes: Array) -> Array:
        """Return boxes of the straight page where their middles are on the one that lies askew."""
        if not self.slant:
            return boxes
        middle = np.array([self.width, self.height]) / 2
        from_middle = (boxes[:, :2] + boxes[:, 2:]) / 2 - middle
        cos, sin = np.cos(np.radians(self.slant)), np.sin(np.radians(self.slant))
        moved: Array = from_middle @ np.array([[cos, sin], [-sin, cos]]) - from_middle
        askew: Array = (boxes + np.tile(moved, 2)).round(2)
        return askew


@dataclass(frozen=True, slots=True)
class Recognised:
    """What character recognition found on a page, line by line from top to bottom.

    The boxes are those of the page turned by `turn` and `slant` from how it is displayed, as in `Page`.
    """

    words: Sequence[Word] = ()
    tables: Sequence[Table] = ()
    turn: int = 0
    slant: float = 0.0


def load_pages(data: bytes, limits: Limits = LIMITS) -> tuple[list[Page], str | None]:
    """Return the pages of a PDF and its title.

    Raises
    ------
    RejectedInput
        If it is encrypted, damaged beyond reading, or has more pages than `limits` allow.
    """
    with _PDFIUM:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise _rejection(error) from error
        try:
            if len(document) > limits.pdf_pages:
                message = f"A PDF of {len(document)} pages; at most {limits.pdf_pages} are read. Split it."
                raise RejectedInput("too_many_pages", message)
            pages = [_load(document, index) for index in range(len(document))]
            child.ends_pieces()
            return pages, document.get_metadata_value("Title")
        finally:
            document.close()


def _rejection(error: pypdfium2.PdfiumError) -> RejectedInput:
    if error.err_code == _PASSWORD:
        return RejectedInput("encrypted", "The PDF asks for a password. Save a copy without one.")
    if error.err_code == _SECURITY:
        return RejectedInput(
            "encrypted", "The PDF is encrypted in a way that cannot be read. Save a copy without protection."
        )
    return RejectedInput("damaged", "The PDF is damaged or cut off and cannot be opened. Fetch it again.")


def _load(document: pypdfium2.PdfDocument, index: int) -> Page:
    if not child.begins_piece():
        return Page(index + 1, 0, 0, blank=True, left_out=True)
    try:
        page = document[index]
    except pypdfium2.PdfiumError:  # a damaged page: reported as one without text
        return Page(index + 1, 0, 0)
    try:
        return _read(index + 1, page)
    finally:
        page.close()  # otherwise the memory of all pages is kept


def _read(number: int, page: pypdfium2.PdfPage) -> Page:
    rotation = page.get_rotation()
    textpage = page.get_textpage()
    try:
        text = page_text(textpage)
        words = page_words(page, textpage, text)
        upright = upright_rotation(page, textpage, words)
        if upright != rotation:
            textpage.close()
            page.set_rotation(upright)
            textpage = page.get_textpage()
            text = page_text(textpage)
            words = page_words(page, textpage, text)
        plain = words.all_in_text
        if is_unusual(text.replace("\r", "")):
            plain = False
            words = Words(word._replace(text=clean) for word in words if (clean := _written(word.text)))
        return _page(number, page, textpage, text, words, plain, (upright - rotation) % 360)
    finally:
        textpage.close()


def _page(
    number: int,
    page: pypdfium2.PdfPage,
    textpage: pypdfium2.PdfTextPage,
    text: str,
    words: Words,
    plain: bool,
    turn: int,
) -> Page:
    layer = text_layer(words)
    pictured = len(text) < _LITTLE_TEXT and is_pictured(page)
    width, height = page.get_size()
    if layer != "text":
        blank = not (text.strip() or pdfium.FPDFPage_CountObjects(page))
        return Page(number, width, height, layer=layer, pictured=pictured, blank=blank, turn=turn)
    if is_poorly_recognised(page, textpage, words):
        layer = "poor"
    starts = _line_starts(text, words)
    return Page(
        number,
        width,
        height,
        text,
        words,
        starts,
        _bold(textpage, words, starts),
        find_tables(page, words),
        layer,
        pictured,
        plain=plain,
        turn=turn,
    )


def _written(word: str) -> str:
    """Return a word without what shows nothing; a glyph of a symbol font that has no letter is a bullet."""
    return "•" if len(word) == 1 and word < " " else normalise(word)[0]


def _beside(before: Word, word: Word) -> bool:
    shared = min(before.bottom, word.bottom) - max(before.top, word.top)
    return word.x0 >= before.x0 and shared > 0.3 * min(before.bottom - before.top, word.bottom - word.top)


def _line_starts(text: str, words: Words) -> Array:
    """Return the indexes of the words that PDFium begins a line with."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    opens = np.zeros(len(words) + 1, bool)
    opens[0] = True
    opens[np.searchsorted(words.starts, (codes == ord("\n")).nonzero()[0])] = True
    if LINE_END_HYPHEN in text:  # nothing stands between a cut word and the rest of it
        opens[1:-1] |= words.ends[:-1] == words.starts[1:]
    return opens[:-1].nonzero()[0]


def _bold(textpage: pypdfium2.PdfTextPage, words: Words, line_starts: Array) -> frozenset[int]:
    """Return the indexes of the words at either end of a line that are bolder than most of those."""
    at_ends = np.zeros(len(words), bool)
    at_ends[line_starts] = at_ends[line_starts - 1] = True  # before the first word of all is the last one
    indexes = at_ends.nonzero()[0]
    weights = letter_weights(textpage, words.starts[indexes].tolist())
    least = max(600, sorted(weights)[len(weights) // 2] + 100)
    return frozenset(indexes[np.array(weights) >= least].tolist())
