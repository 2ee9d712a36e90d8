"""The words of a PDF page, each with its box.

PDFium answers one character at a time, so only the first and the last of each word are asked for.
"""

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import repeat
from math import degrees
from typing import Any, NamedTuple, overload

import numpy as np
import pypdfium2

from pipeline.reading.normalisation import RAISED
from pipeline.reading.pdf.calls import Array, function, handle, records

# What PDFium writes for a hyphen at a line's end; the rest of the word follows with nothing between.
LINE_END_HYPHEN = "\ufffe"
_LAST_SPACE = 0x3000
_SHOWS = np.array([code > 0 and not chr(code).isspace() for code in range(_LAST_SPACE + 2)])

_NAME_LENGTH = 100

# Heights of the letter before: a raised figure is smaller and ends higher, and stands next to it.
_SMALLER, _HIGHER, _NEXT = 0.8, 0.12, 0.3

_letter = function("FPDFText_GetUnicode", ctypes.c_uint)
_angle = function("FPDFText_GetCharAngle", ctypes.c_float)
_weight = function("FPDFText_GetFontWeight", ctypes.c_int)
_object = function("FPDFText_GetTextObject", ctypes.c_void_p)
_font = function("FPDFTextObj_GetFont", ctypes.c_void_p, ctypes.c_void_p)
_render_mode = function("FPDFTextObj_GetTextRenderMode", ctypes.c_int, ctypes.c_void_p)
_font_name = function(
    "FPDFText_GetFontInfo",
    None,
    *(ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_void_p),
)
_box = function("FPDFText_GetLooseCharBox", None)


class Word(NamedTuple):
    """A word on a page.

    The box is in PDF points from the top left of the page as displayed; its height is that of the font's line,
    not of the letters. `start` and `end` count characters in the page's own text (`page_text`), -1 where the word
    comes from character recognition. `upright` is false for words that do not run from left to right.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    start: int = -1
    end: int = -1
    upright: bool = True
    confidence: float = 1.0


class Words(Sequence[Word]):
    """The words of a page in columns, which are not to be changed; a `Word` is made where one is asked for.

    Most pages are read column by column, without a word taken for itself.

    >>> words = Words([Word("Le", 20, 43, 32, 53), Word("contrat", 37, 43, 70, 53)])
    >>> words.lengths.tolist(), words.boxes[:, 0].tolist(), words[1].text
    ([2, 7], [20, 37], 'contrat')
    """

    texts: list[str]
    boxes: Array
    starts: Array
    ends: Array
    upright: Array
    confidences: Array
    all_in_text = True  # whether the text of the page holds each just as it is here

    def __init__(self, words: Iterable[Word] = ()) -> None:
        given = list(words)
        self.texts = [word.text for word in given]
        self.boxes = np.array([word[1:5] for word in given]).reshape(-1, 4)
        self.starts = np.array([word.start for word in given], np.int64)
        self.ends = np.array([word.end for word in given], np.int64)
        self.upright = np.array([word.upright for word in given], bool)
        self.confidences = np.array([word.confidence for word in given], np.float64)

    @classmethod
    def in_columns(
        cls, texts: list[str], boxes: Array, starts: Array, ends: Array, upright: Array
    ) -> "Words":
        """Return words that were written and not recognised, given by their columns."""
        words = cls.__new__(cls)
        words.texts, words.boxes, words.upright = texts, boxes, upright
        words.starts, words.ends = starts, ends
        words.confidences = np.ones(len(texts))
        return words

    def __len__(self) -> int:
        return len(self.texts)

    @overload
    def __getitem__(self, index: int) -> Word: ...
    @overload
    def __getitem__(self, index: slice) -> list[Word]: ...
    def __getitem__(self, index: int | slice) -> Word | list[Word]:
        if isinstance(index, slice):
            return self.some([*range(*index.indices(len(self)))])
        return self.some([index])[0]

    def __iter__(self) -> Iterator[Word]:
        return iter(self.some([*range(len(self))]))

    def some(self, indexes: list[int]) -> list[Word]:
        """Return the words with these indexes."""
        columns = (self.starts, self.ends, self.upright, self.confidences)
        rows = zip(
            [self.texts[index] for index in indexes],
            *self.boxes[indexes].T.tolist(),
            *(column[indexes].tolist() for column in columns),
            strict=True,
        )
        return list(map(Word._make, rows))

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Where each starts and ends in the text of the page."""
        return list(zip(self.starts.tolist(), self.ends.tolist(), strict=True))

    @cached_property
    def lengths(self) -> Array:
        """The characters of each."""
        return np.array(list(map(len, self.texts)), np.int64)

    @cached_property
    def initials(self) -> Array:
        """The code of the first character of each."""
        return np.array([ord(text[:1] or " ") for text in self.texts], np.int64)

    @cached_property
    def digits(self) -> Array:
        """Which begin with a digit."""
        found: Array = (self.initials >= ord("0")) & (self.initials <= ord("9"))
        return found


def page_text(textpage: pypdfium2.PdfTextPage) -> str:
    """Return the text of a page with one code point for each character that PDFium counts.

    PDFium marks the hyphen at a line's end; that of typesetters, U+2010, is marked here.
    """
    return _text(textpage).replace("‐\r\n", LINE_END_HYPHEN + "\r\n")


def _text(textpage: pypdfium2.PdfTextPage) -> str:
    count: int = textpage.count_chars()
    text: str = textpage.get_text_range()
    if len(text) == count and len(text.encode("utf-16-le")) == 2 * count:  # one code unit each
        return text
    # Some of what it counts it does not give as text: ask one by one.
    codes = map(_letter, repeat(handle(textpage)), range(count))
    return "".join(chr(code) if code and not 0xD800 <= code < 0xE000 else " " for code in codes)


def page_words(page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage, text: str | None = None) -> Words:
    """Return the words of a page in PDFium's order, which is mostly that of reading.

    Parameters
    ----------
    page, textpage : pypdfium2.PdfPage, pypdfium2.PdfTextPage
        The page, and what `page.get_textpage()` returns.
    text : str, optional
        `page_text(textpage)`, where it is known already.

    Examples
    --------
    >>> from reportlab.pdfgen.canvas import Canvas
    >>> canvas = Canvas("contract.pdf", pagesize=(200, 100))
    >>> canvas.drawString(20, 50, "Le contrat")
    >>> document = pypdfium2.PdfDocument(canvas.getpdfdata())
    >>> words = page_words(document[0], document[0].get_textpage())
    >>> [(word.text, round(word.x0), round(word.bottom)) for word in words]
    [('Le', 20, 53), ('contrat', 37, 53)]
    """
    if text is None:
        text = page_text(textpage)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    starts, ends = _bounds(codes)
    if not len(starts):
        return Words()
    boxes = _displayed(page, _boxes(textpage, np.concatenate((starts, ends - 1)).tolist()))
    firsts, lasts = boxes[:, : len(starts)], boxes[:, len(starts) :]
    seen = np.concatenate((np.minimum(firsts[:2], lasts[:2]), np.maximum(firsts[2:], lasts[2:])))
    texts = text.replace("\0", " ").replace(LINE_END_HYPHEN, LINE_END_HYPHEN + " ").split()
    words = Words.in_columns(texts, seen.T, starts, ends, _upright(firsts, lasts))
    words.initials, words.lengths = codes[starts], ends - starts
    for index, count in _raised(page, textpage, codes, words, firsts, lasts):
        written = texts[index]
        texts[index] = written[:-count] + written[-count:].translate(RAISED)
        words.all_in_text = False
    return words


def _raised(
    page: pypdfium2.PdfPage,
    textpage: pypdfium2.PdfTextPage,
    codes: Array,
    words: Words,
    firsts: Array,
    lasts: Array,
) -> Iterator[tuple[int, int]]:
    """Yield which words end with figures that are raised, and how many: the mark of a note in "2023¹", "m²".

    PDFium may make a word of its own of the mark: it is raised then over the word before it.
    """
    last_codes = codes[words.ends - 1]
    figures = (last_codes >= ord("0")) & (last_codes <= ord("9"))
    before = np.concatenate((lasts[:, :1], lasts[:, :-1]), axis=1)
    alone = words.lengths == 1
    beside = np.where(alone, before, firsts)
    height = np.maximum(beside[3] - beside[1], 0.1)
    found = figures & words.upright & _over(lasts, beside, height)
    found &= ~alone | (np.abs(firsts[0] - before[2]) < _NEXT * height)
    for index in found.nonzero()[0].tolist():
        count = 1
        if words.texts[index][-2:-1].isdecimal():
            _, top, _, bottom = _displayed(page, _boxes(textpage, [int(words.ends[index]) - 2]))
            count += bool((bottom - top < _SMALLER * height[index]).all())
        yield index, count


def _over(boxes: Array, beside: Array, height: Array) -> Array:
    """Whether each box is smaller than the one beside it, and raised."""
    smaller = boxes[3] - boxes[1] < _SMALLER * height
    raised: Array = smaller & (boxes[3] < beside[3] - _HIGHER * height) & (boxes[3] > beside[1])
    return raised


def _bounds(codes: Array) -> tuple[Array, Array]:
    """Return where each word starts and ends: at white space, and after a hyphen at a line's end."""
    ink = np.zeros(len(codes) + 2, bool)
    ink[1:-1] = _SHOWS.take(codes, mode="clip")
    starts = ink[1:] & ~ink[:-1]
    ends = ink[:-1] & ~ink[1:]
    hyphens = codes == ord(LINE_END_HYPHEN)
    if hyphens.any():
        starts[1:] |= ink[2:] & hyphens
        ends[1:] |= ink[1:-1] & hyphens
    return starts.nonzero()[0], ends.nonzero()[0]


def _upright(first: Array, last: Array) -> Array:
    """Tell which words run from left to right; a single letter does not say, and goes with the word before it."""
    across, down = last[0] - first[0], np.abs(last[1] - first[1])
    runs_right: Array = across >= down
    if runs_right.all():
        return runs_right  # as on most pages
    known = (across != 0) | (down != 0)
    place = np.maximum.accumulate(np.where(known, np.arange(len(known)), 0))
    upright: Array = runs_right[place]
    return upright


def upright_rotation(page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage, words: Words) -> int:
    """Return the rotation in degrees under which most of the words of a page run from left to right."""
    turned = words.starts[~words.upright].tolist()
    if 2 * len(turned) <= len(words):
        return int(page.get_rotation())
    angle: float = _angle(handle(textpage), turned[len(turned) // 2])
    return round(-degrees(angle) / 90) * 90 % 360


def letter_weights(textpage: pypdfium2.PdfTextPage, indexes: Sequence[int]) -> list[int]:
    """Return the weight of the font of each of these letters: 400 for regular, 700 for bold."""
    text = handle(textpage)
    weights = list(map(_weight, repeat(text), indexes))
    if all(weights):
        return weights
    # Where fonts do not tell their weight, their names do; each is asked once.
    objects = [_object(text, index) for index in indexes]
    font_of = {thing: _font(thing) for thing in set(objects)}
    fonts = [font_of[thing] for thing in objects]
    named = {
        font: _named_weight(text, index) for font, index in dict(zip(fonts, indexes, strict=True)).items()
    }
    return [weight or named[font] for weight, font in zip(weights, fonts, strict=True)]


def render_modes(textpage: pypdfium2.PdfTextPage, indexes: Sequence[int]) -> list[int]:
    """Return how each of these letters is drawn, in PDFium's numbers."""
    text = handle(textpage)
    return [_render_mode(_object(text, index)) for index in indexes]


def _named_weight(text: Any, index: int) -> int:
    name = ctypes.create_string_buffer(_NAME_LENGTH)
    _font_name(text, index, ctypes.addressof(name), _NAME_LENGTH, None)
    return 700 if b"Bold" in name.value or b"Black" in name.value else 400


def _boxes(textpage: pypdfium2.PdfTextPage, indexes: Sequence[int]) -> Array:
    """Return left, top, right and bottom of characters, counted from the bottom of the page as stored."""
    return records(_box, indexes, 4, handle(textpage)).astype(np.float64)


def _displayed(page: pypdfium2.PdfPage, boxes: Array) -> Array:
    """Return x0, top, x1 and bottom of boxes, as they are seen from the top left of the page as displayed."""
    x0, y1, x1, y0 = boxes.T
    left, bottom, right, top = page.get_bbox()
    match page.get_rotation():
        case 90:
            seen = y0 - bottom, x0 - left, y1 - bottom, x1 - left
        case 180:
            seen = right - x1, y0 - bottom, right - x0, y1 - bottom
        case 270:
            seen = top - y1, right - x1, top - y0, right - x0
        case _:
            seen = x0 - left, top - y1, x1 - left, top - y0
    return np.array(seen).round(2)
