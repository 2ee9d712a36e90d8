"""The columns of a page: beside a table in one of them stands prose that is no part of it."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.reading.pdf.tables.columns import overlapping
from pipeline.reading.pdf.tables.lines import BETWEEN, Chunk, Line

_BETWEEN = 2 * BETWEEN  # lines of either column may stand between two rows
_NEAR = 1.2  # heights of a line: a gutter is looked for so near to what stands at its right
_FILLED = 0.8  # share of its column that a line of prose fills …
_WORDS = 3  # … with so many words at least
_PROSE_LINES = 4


def part_columns(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines of a page in one list; where prose goes on beside rows, what stands on either side apart."""
    parts: list[list[Line]] = []
    done = 0
    for first, last in _near_rows(lines):
        if first < done:
            continue
        found = next(
            (
                (start, end, gutter)
                for gutter in _gutters(lines[first:last])
                for start, end in [_extent(lines, done, first, last, gutter)]
                if start < end and _are_prose(lines[start:end], gutter)
            ),
            None,
        )
        if found:
            start, end, gutter = found
            parts += [[*lines[done:start]], *_sides(lines[start:end], gutter)]
            done = end
    return [*parts, [*lines[done:]]]


def _near_rows(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Bound the rows that stand near each other, whatever stands between."""
    rows = [index for index, line in enumerate(lines) if line.is_row]
    cuts = [place for place in range(1, len(rows)) if rows[place] - rows[place - 1] > _BETWEEN]
    for start, end in pairwise([0, *cuts, len(rows)]):
        if end - start > 1:
            yield rows[start], rows[end - 1] + 1


def _gutters(lines: Sequence[Line]) -> Iterator[float]:
    """Yield where a gutter may run through rows, from left to right."""
    rows = [line for line in lines if line.is_row]
    height = rows[0].bottom - rows[0].top
    columns = overlapping([(chunk.x0, chunk.x1) for row in rows for chunk in row.chunks])
    for (_, low), (high, _) in pairwise(columns):
        yield max((low + high) / 2, high - _NEAR * height)


def _extent(lines: Sequence[Line], done: int, first: int, last: int, gutter: float) -> tuple[int, int]:
    """Bound the lines around rows that a gutter parts; nothing where it does not part the rows."""
    if any(_crosses(line, gutter) for line in lines[first:last]):
        return first, first
    while first > done and not _crosses(lines[first - 1], gutter):
        first -= 1
    while last < len(lines) and not _crosses(lines[last], gutter):
        last += 1
    return first, last


def _crosses(line: Line, gutter: float) -> bool:
    return any(chunk.x0 < gutter < chunk.x1 for chunk in line.chunks)


def _sides(lines: Sequence[Line], gutter: float) -> Iterator[list[Line]]:
    """Yield what stands on either side of a gutter, line by line."""
    for right in (False, True):
        kept = ([chunk for chunk in line.chunks if (chunk.x0 > gutter) is right] for line in lines)
        yield [_line(chunks) for chunks in kept if chunks]


def _line(chunks: list[Chunk]) -> Line:
    return Line(min(chunk.top for chunk in chunks), max(chunk.bottom for chunk in chunks), chunks)


def _are_prose(lines: Sequence[Line], gutter: float) -> bool:
    """Whether lines of prose fill both sides, and run through the figures of the rows there: no table goes on so."""
    return all(_is_prose(side) for side in _sides(lines, gutter))


def _is_prose(lines: Sequence[Line]) -> bool:
    if not lines:
        return False
    left = min(line.chunks[0].x0 for line in lines)
    right = max(line.chunks[-1].x1 for line in lines)
    figures = [chunk.x0 for line in lines if line.is_row for chunk in line.chunks[1:] if chunk.figure]
    through = max(left + _FILLED * (right - left), min(figures, default=left))
    full = (line.chunks[0] for line in lines if len(line.chunks) == 1)
    prose = [c for c in full if c.x1 > through and c.x1 - c.x0 > _FILLED * (right - left)]
    return sum(len(chunk.words) > _WORDS for chunk in prose) >= _PROSE_LINES
