"""Columns of prose: where they begin below the head of a page, and where they end that go on alone."""

from collections.abc import Sequence
from itertools import pairwise

from pipeline.reading.pdf.beside import Columns, beside
from pipeline.reading.pdf.lines import Line

# Lines of prose fill so much of their column.
_FILLED = 0.6
_LINES = 4
# In heights of a line: so far down may a column go on, and so far below the head of a page do columns begin.
_REACH = 3.0
_FAR = 1.2


def is_prose(lines: Sequence[Line]) -> bool:
    """Whether the lines of a column fill its width, as those of a paragraph do."""
    if len(lines) < _LINES:
        return False
    width = max(line.x1 for line in lines) - min(line.x0 for line in lines)
    full = sum(line.x1 - line.x0 > 0.8 * width for line in lines)
    return full >= _FILLED * len(lines)


def prose_end(lines: Sequence[Line], start: int, stop: int, columns: Columns) -> int:
    """Return where columns of prose end that go on with nothing beside them, below a heading or a box, else `stop`."""
    if stop == len(lines) or any(line.rows for line in lines[start:]):
        return stop
    groups: list[list[Line]] = [[] for _ in columns.spans]
    for line in lines[start:stop]:
        groups[columns.of(line)].append(line)
    stop = _drawn_end(lines, stop, columns, groups)
    if not all(map(is_prose, groups)):
        return stop
    bottoms = [max(line.bottom for line in group) for group in groups]
    end = stop
    for line in lines[stop:]:
        column = columns.of(line)
        if line.top > bottoms[column] + _REACH * line.height:
            break
        if not columns.holds(line):
            return stop
        bottoms[column] = line.bottom
        end += 1
    return end


def _drawn_end(lines: Sequence[Line], stop: int, columns: Columns, groups: Sequence[Sequence[Line]]) -> int:
    """Return where columns end that are drawn one after the other, else `stop`.

    What is drawn after one and before the next goes on in that one, below a picture too, if all of it stands there.
    """
    drawn = [[place for line in group for place in (line.indexes[0], line.indexes[-1])] for group in groups]
    rooms = [range(max(one, default=0) + 1, min(other, default=0)) for one, other in pairwise(drawn)]
    column_of = [
        next((column for column, room in enumerate(rooms) if line.indexes[0] in room), None)
        for line in lines[stop:]
    ]
    end = stop + len(column_of) - column_of.count(None)
    goes_on = all(
        column == columns.of(line) and columns.holds(line)
        for column, line in zip(column_of, lines[stop:end], strict=False)
    )
    return end if goes_on else stop


def head_row(lines: Sequence[Line], start: int, stop: int, last: int) -> int:
    """Return the end of the row at `start` where it is none of the columns below it, else `last`.

    A page may be headed with two pieces, "SOLIDARITÉS" and "n° 12", far above columns that part it elsewhere: the line
    at `stop` fits none of theirs, and others of its columns stand beside it.
    """
    end = start
    while end + 1 < stop and beside(lines[start], lines[end + 1]):
        end += 1
    if end + 1 == stop or not any(beside(line, lines[stop]) for line in lines[end + 1 : stop]):
        return last
    far = lines[end + 1].top - max(line.bottom for line in lines[start : end + 1])
    return end if far > _FAR * lines[start].height else last
