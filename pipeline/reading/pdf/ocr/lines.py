"""What Tesseract found on a page, to words in lines that are as high as their type."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from statistics import median
from typing import NamedTuple, Self

from pipeline.reading.pdf.ocr.mistakes import corrected_line
from pipeline.reading.pdf.words import Word

# Its table has a row for each page, block, paragraph, line and word, with numbers that say where it belongs.
_WORD_LEVEL = "5"
_LINE_PARTS = ("block_num", "par_num", "line_num")
# Pixels: no letter is as low as this; dots that are no full stops are seldom sure.
_FLAT, _SURE_OF_SPECK = 5, 0.5
# Letters as high as capitals, and those that reach below the line on which the others stand.
_TALL = frozenset("bdfhklABCDEFGHIJKLMNOPRSTUVWXYZ0123456789€")
_BELOW = frozenset("gjpqyçQÇ,;()[]{}/|_@§")
# Shares of the size of a type: the height of capitals, of small letters, what a line takes above and below.
_CAPITAL, _SMALL, _ASCENT, _DESCENT = 0.72, 0.52, 0.93, 0.22
# Heights of a word: a gap between cells.
_WIDE = 1.0
# Times the height of the word beside it: no letter is so much higher than the lowest of its type.
_SCRAWL = 2.5
# A letter or two, not sure, in a type so many times as large as the usual one, are strokes of a signature.
_LARGE, _SURE_OF_LETTER, _FEW_LETTERS = 1.5, 0.6, 2
# Sizes that differ by less are one.
_ALIKE = 0.2


def recognised_words(tables: Iterable[str], scale: float) -> list[Word]:
    """Return the words of a page from Tesseract's tables, line by line, `scale` pixels to the point.

    Its boxes are those of the letters: a dash would stand below the words beside it, a line without capitals be
    lower than the next. Here all words of a line have the top and bottom of a line of its type, as in a PDF that was
    written. How sure it is does not decide what is a word: it gives 0 to some that are right.
    """
    lines = [piece for table in tables for line in _lines(table) for piece in _pieces(line)]
    sizes = [_size(line) for line in lines]
    usual = median(size for size, line in zip(sizes, lines, strict=True) for _ in line) if lines else 0.0
    words: list[Word] = []
    for line, own in zip(lines, sizes, strict=True):
        if own > _LARGE * usual and _is_scrawl(line):
            continue
        size = usual if abs(own - usual) < _ALIKE * usual else own
        base = _base(line, size)
        top, bottom = round((base - _ASCENT * size) / scale, 2), round((base + _DESCENT * size) / scale, 2)
        for word in line:
            left, right = round(word.left / scale, 2), round((word.left + word.width) / scale, 2)
            words.append(Word(word.text, left, top, right, bottom, confidence=round(word.confidence, 2)))
    return words


class _Found(NamedTuple):
    """A word of Tesseract's table, in pixels."""

    text: str
    left: int
    top: int
    width: int
    height: int
    confidence: float

    @classmethod
    def of(cls, row: dict[str, str]) -> Self:
        left, top, width, height = (int(row[side]) for side in ("left", "top", "width", "height"))
        return cls(row["text"].strip(), left, top, width, height, max(0.0, float(row["conf"])) / 100)

    @property
    def is_flat(self) -> bool:
        """Whether it can be nothing but a dash, whatever was read in it."""
        return self.height <= _FLAT and self.width >= 2 * self.height and len(self.text) == 1

    @property
    def has_letters(self) -> bool:
        return any(char.isalnum() for char in self.text)

    @property
    def is_speck(self) -> bool:
        return self.height <= _FLAT and self.width <= _FLAT and self.confidence < _SURE_OF_SPECK


def _lines(table: str) -> Iterator[list[_Found]]:
    """Yield the words of each line, their mistakes mended."""
    rows = csv.DictReader(table.split("\n"), delimiter="\t", quoting=csv.QUOTE_NONE)
    for _, line in groupby(rows, key=lambda row: [row[part] for part in _LINE_PARTS]):
        found = [
            _Found.of(row) for row in line if row["level"] == _WORD_LEVEL and (row["text"] or "").strip()
        ]
        found = [word for word in found if not word.is_speck]
        texts = corrected_line(["-" if word.is_flat else word.text for word in found])
        yield [word._replace(text=text) for word, text in zip(found, texts, strict=False)]


def _pieces(line: Sequence[_Found]) -> Iterator[list[_Found]]:
    """Part what Tesseract takes for a line where it goes from one cell of a table to the next, or to a scrawl.

    The strokes of a signature beside a name are read as letters too, many times as high.
    """
    piece: list[_Found] = []
    for word in line:
        if piece:
            low, high = sorted((word.height, piece[-1].height))
            wide = word.left - piece[-1].left - piece[-1].width > _WIDE * high
            if wide or (word.has_letters and piece[-1].has_letters and high > _SCRAWL * low):
                yield piece
                piece = []
        piece.append(word)
    if piece:
        yield piece


def _is_scrawl(line: Sequence[_Found]) -> bool:
    few = all(len(word.text) <= _FEW_LETTERS for word in line)
    return few and min(word.confidence for word in line) < _SURE_OF_LETTER


def _size(line: Sequence[_Found]) -> float:
    """Return the size of the type of a line, from the height of its capitals, else of its small letters."""
    letters = [word for word in line if not word.is_flat]
    if not letters:
        return median(word.height for word in line) / _SMALL
    standing = [word for word in letters if not _BELOW.intersection(word.text)]
    if not standing:  # nothing but words that reach below the line: "page", "majeurs"
        return median(word.height / (_reach_above(word.text) + _DESCENT) for word in letters)
    tall = [word for word in standing if _TALL.intersection(word.text)]
    if tall:
        return median(word.height for word in tall) / _CAPITAL
    return median(word.height for word in standing) / _SMALL


def _reach_above(text: str) -> float:
    """Return how far a word reaches above its line, in shares of the size of its type; j has its dot there."""
    return _CAPITAL if "j" in text or _TALL.intersection(text) else _SMALL


def _base(line: Sequence[_Found], size: float) -> float:
    """Return how far down the line runs on which the letters stand."""
    standing = [word for word in line if not word.is_flat and not _BELOW.intersection(word.text)]
    if standing:
        return median(word.top + word.height for word in standing)
    tall = [word for word in line if _TALL.intersection(word.text)]
    if tall:
        return median(word.top for word in tall) + _CAPITAL * size
    if all(word.is_flat for word in line):  # a dash stands in the middle
        return median(word.top for word in line) + _SMALL / 2 * size
    return median(word.top + word.height for word in line) - _DESCENT * size
