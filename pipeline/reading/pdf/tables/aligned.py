"""Figures that stand no further from their label than its words do: parted from it where other rows have figures."""

from collections.abc import Sequence
from itertools import takewhile

from pipeline.reading.pdf.tables.cells import FIGURE
from pipeline.reading.pdf.tables.lines import Chunk, Line
from pipeline.reading.pdf.words import Words

_LEVEL = 1.5  # points: figures of a column end so near to each other
_LEAST = 2  # rows that have a figure by itself in that column
_SPACE = 0.5  # heights of a word: no narrower is the gap before a figure


def part_aligned(words: Words, rows: Sequence[Line]) -> None:
    """Part the figure at the end of a label that ends where figures of other rows do, in place."""
    ends = [chunk.x1 for row in rows for chunk in row.chunks if chunk.figure]
    for row in rows:
        for place, chunk in enumerate(row.chunks):
            if chunk.figure or len(chunk.words) < 2 or not words.digits[chunk.words[-1]]:
                continue
            if sum(abs(end - chunk.x1) < _LEVEL for end in ends) < _LEAST:
                continue
            parted = _parted(words, chunk)
            if parted:
                row.chunks[place : place + 1] = parted
                break  # one label has one


def _parted(words: Words, chunk: Chunk) -> list[Chunk]:
    """Return a label and the figure at its end; nothing where they stand as close as words of a sentence."""
    tail = list(takewhile(lambda index: FIGURE.fullmatch(words.texts[index]), reversed(chunk.words)))
    figure = chunk.words[len(chunk.words) - len(tail) :]
    label = chunk.words[: len(chunk.words) - len(tail)]
    if not figure or not label or not FIGURE.fullmatch("".join([words.texts[index] for index in figure])):
        return []
    x0, x1 = float(words.boxes[figure[0], 0]), float(words.boxes[label[-1], 2])
    if x0 - x1 < _SPACE * (chunk.bottom - chunk.top):
        return []
    return [
        Chunk(chunk.x0, chunk.top, x1, chunk.bottom, label),
        Chunk(x0, chunk.top, chunk.x1, chunk.bottom, figure, figure=True),
    ]
