"""Headings of tables without a grid that run over several lines, put together."""

from collections.abc import Sequence

from pipeline.reading.pdf.tables.lines import Chunk
from pipeline.reading.pdf.words import Words

_CLOSE = 0.35  # heights of a line: so far apart are the lines of one heading at most
_LEVEL = 2.0  # points by which its lines begin, end or have their middles apart at most


def join_wrapped(words: Words, rows: Sequence[Sequence[Chunk]]) -> list[list[Chunk]]:
    """Return headings of columns, which come line by line, with those put together that run over several lines.

    A heading goes on in what stands right below it and begins with a small letter; else only where others of one line
    stand beside its middle. It stands in the line that has most of the headings.
    """
    joined = [list(row) for row in rows]
    for place in range(1, len(rows)):
        for chunk in rows[place]:
            start = _goes_on_from(joined, place, chunk)
            if start is None or (start > place - 2 and not words.texts[chunk.words[0]][0].islower()):
                continue
            upper = next(other for other in joined[start] if _is_over(other, chunk))
            joined[start].remove(upper)
            joined[place].remove(chunk)
            low, high = min(upper.x0, chunk.x0), max(upper.x1, chunk.x1)
            whole = Chunk(low, upper.top, high, chunk.bottom, [*upper.words, *chunk.words])
            fullest = joined[max(range(start, place + 1), key=lambda row: len(rows[row]))]
            fullest.append(whole)
            fullest.sort(key=lambda other: other.x0)
    return joined


def _goes_on_from(rows: Sequence[Sequence[Chunk]], place: int, chunk: Chunk) -> int | None:
    """Return the line of the heading that goes on in `chunk`: the next above it that has something over it."""
    for row in range(place - 1, -1, -1):
        over = [other for other in rows[row] if other.x0 < chunk.x1 and chunk.x0 < other.x1]
        if over:
            return row if len(over) == 1 and _is_over(over[0], chunk) and not over[0].figure else None
    return None


def _is_over(upper: Chunk, chunk: Chunk) -> bool:
    """Whether one stands right over the other, with their beginnings, ends or middles under each other."""
    gap = chunk.top - upper.bottom
    left, right = chunk.x0 - upper.x0, chunk.x1 - upper.x1
    return (
        abs(gap) < _CLOSE * (chunk.bottom - chunk.top)
        and min(abs(left), abs(right), abs(left + right) / 2) < _LEVEL
    )
