"""What the cells of a PDF table are made of: words with their boxes, in lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from pipeline.reading.pdf_words import Word

FIGURE = re.compile(r"(?i:[+-]?\d[\d .,'’\u00a0\u2009\u202f]*(?:[kmM]?€|[kmM]?euros?|%)?\*?)")
NOTHING = re.compile(r"[-–—/]+")


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of the grid, merged over `rows` and `columns`; `words` are indexes into the words, in reading order."""

    row: int
    column: int
    rows: int
    columns: int
    words: tuple[int, ...]


def in_lines(words: Sequence[Word], inside: Sequence[int]) -> list[list[int]]:
    """Part the words of a cell into lines, from left to right; turned text keeps the order of the text layer."""
    if len(inside) < 2 or not all(words[index].upright for index in inside):
        return [sorted(inside, key=lambda index: words[index].start)]
    height = median(words[index].bottom - words[index].top for index in inside)
    lines: list[list[int]] = []
    last = 0.0
    for index in sorted(inside, key=lambda index: (words[index].top + words[index].bottom, words[index].x0)):
        middle = (words[index].top + words[index].bottom) / 2
        if not lines or middle - last > height * 0.6:
            lines.append([])
            last = middle
        lines[-1].append(index)
    return [sorted(line, key=lambda index: words[index].x0) for line in lines]
