"""Lines that are stretched to the width of their column: few words, and between them gaps wide as those of a table."""

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from pipeline.reading.pdf.lines import Line, line_of

_SAME = 1.5  # points by which the edges of lines of one column differ at most
# In heights of a line: by which the gaps of a stretched line differ at most, and how near the lines of a paragraph are.
_EVEN, _NEAR = 0.25, 1.6
_WORDS = 3  # at least, of a full line


def join_stretched(lines: Sequence[Line]) -> list[Line]:
    """Return lines, which come in the order in which they are drawn, the pieces of stretched ones joined.

    A stretched line has even gaps, is not the last of its paragraph, and fills the same width as a line before or
    behind it that no wide gaps part, or that is stretched too.
    """
    if len(lines) < 3 or not any(_goes_on(piece, behind) for piece, behind in pairwise(lines)):
        return list(lines)
    rows = list(_rows(lines))
    inner = range(len(rows) - 1)
    for place in chain(inner, reversed(inner)):
        row, behind = rows[place], rows[place + 1]
        near = (rows[place - 1], behind) if place else (behind,)
        if (
            len(row) > 1
            and _is_below(row[0], behind[0])
            and any(_is_full_as(other, row) for other in near)
            and _is_even(row)
        ):
            rows[place] = [line_of(row)]
    return [piece for row in rows for piece in row]


def _goes_on(piece: Line, behind: Line) -> bool:
    """Whether a piece stands on the line of the one drawn before it, at its right."""
    return (
        not piece.rows and not behind.rows and behind.x0 > piece.x1 and abs(behind.base - piece.base) < _SAME
    )


def _rows(lines: Sequence[Line]) -> Iterator[list[Line]]:
    row = [lines[0]]
    for piece, behind in pairwise(lines):
        if not _goes_on(piece, behind):
            yield row
            row = []
        row.append(behind)
    yield row


def _is_below(line: Line, behind: Line) -> bool:
    """Whether a line stands right below another, and begins where it does."""
    return abs(behind.x0 - line.x0) < _SAME and 0 < behind.base - line.base < _NEAR * line.height


def _is_full_as(other: Sequence[Line], row: Sequence[Line]) -> bool:
    """Whether `other`, right above or below, is one piece of several words and fills the width of `row`."""
    line = other[0]
    return (
        len(other) == 1
        and len(line.indexes) >= _WORDS
        and abs(line.x1 - row[-1].x1) < _SAME
        and (_is_below(line, row[0]) or _is_below(row[0], line))
    )


def _is_even(row: Sequence[Line]) -> bool:
    """Whether the pieces of a row are apart by one gap, and two that stand side by side their words too.

    What keeps to its neighbour may be nearer: "à :", "12 000".
    """
    gaps = [behind.x0 - piece.x1 for piece, behind in pairwise(row)]
    for piece in row if len(row) == 2 else ():
        for word, behind in pairwise(piece.source.some(piece.indexes)):
            if min(len(word.text), len(behind.text)) > 1 and not (word.text[-1] + behind.text[0]).isdigit():
                gaps.append(behind.x0 - word.x1)
    return max(gaps) - min(gaps) < _EVEN * row[0].height
