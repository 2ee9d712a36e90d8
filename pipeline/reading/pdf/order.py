"""The lines of a PDF page into reading order: from top to bottom, but one column after the other.

Where pieces of text stand side by side they are columns of prose (or blocks of signatures), read one after the
other, or the cells of rows, read across. What they hold and how they fill their width tells which.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.text.folding import fold
from extractors.text.signing_lines import SIGNER
from pipeline.reading.pdf.beside import Columns, beside
from pipeline.reading.pdf.lines import MARKER, MARKER_GAP, Line, line_of
from pipeline.reading.pdf.paragraphs import set_right_edges
from pipeline.reading.pdf.prose_columns import head_row, is_prose, prose_end
from pipeline.reading.pdf.signing_rows import signing_rows

# In heights of a line: the narrowest gap between columns, how far down a column may go on after a gap.
_GUTTER = 0.6
_REACH = 1.2
_LEVEL = 0.3  # a line that begins within so much of the end of another column's last one stands beside it
_CENTRED = 0.5  # twice as far may a line stand from the middle of its column …
_ROOM = 8.0  # … and so far below it, if
_LAST = 8  # lines at most are left
# Rows are read across when so many of their pieces are figures or labels that end with a colon.
_ACROSS_SHARE = 0.3
_TABLE_ROWS = 4
_BESIDE_SHARE = 0.6  # of a table's height has text beside it, where both are columns
_SAME = 0.1  # heights of a line by which pieces on one line may differ
_LABEL_WORDS = 3
# A page with more is no page that somebody reads: it stays in the order in which it is drawn.
_MOST_LINES = 3_000
_MOST_BESIDE = 60  # lines before and after a table that are looked at
_NEIGHBOURS = 4  # lines before and after a marker among which the one that it opens is looked for
_DEEPEST = 12  # columns inside columns
_FIGURE = re.compile(r"[\d\s.,%€+*/()-]*\d[\d\s.,%€+*/()-]*|[-–]")
_LABEL = re.compile(r".*[:…]|.*\.\.\.\.")


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a page in reading order, tables row by row.

    Pieces that are read across are joined into one line.
    Turned lines stand at the end: they are marks in the margin.
    """
    upright = [line for line in lines if line.rows or line.upright]
    turned = [line for line in lines if not (line.rows or line.upright)]
    return [row for line in [*_ordered(upright), *turned] for row in line.rows or (line,)]


def _ordered(lines: Sequence[Line], depth: int = 0) -> list[Line]:
    set_right_edges(lines)
    if (
        depth > _DEEPEST
        or len(lines) > _MOST_LINES
        or all(_goes_down(before, after) for before, after in pairwise(lines))
    ):
        return list(lines)  # as most pages do
    lines = _with_markers(sorted(lines, key=lambda line: (line.top + line.bottom, line.x0)))
    ordered: list[Line] = []
    start = 0
    while start < len(lines):
        stop = _columns_end(lines, start, tables=True)
        if any(line.rows for line in lines[start:stop]) and _stand_in_rows(lines[start:stop]):
            stop = _columns_end(lines, start, tables=False)
        if stop == start:
            ordered.append(lines[start])
            start += 1
            continue
        first = _reach_up(lines, ordered, start, stop)
        del ordered[len(ordered) - (start - first) :]
        ordered += _read(lines[first:stop], depth)
        start = stop
    return ordered


def _with_markers(lines: Sequence[Line]) -> list[Line]:
    """Put what opens an item of a list, where it was drawn apart, before the line that it opens."""
    taken: set[int] = set()
    opened: dict[int, Line] = {}
    for index, marker in enumerate(lines):
        if marker.rows or len(marker.indexes) > 1 or not MARKER.fullmatch(marker.text):
            continue
        near = range(max(0, index - _NEIGHBOURS), min(len(lines), index + _NEIGHBOURS + 1))
        right = [
            other
            for other in near
            if lines[other].x0 > marker.x0 and not lines[other].rows and beside(marker, lines[other])
        ]
        first = min(right, key=lambda other: lines[other].x0, default=index)
        if first != index and lines[first].x0 - marker.x1 < MARKER_GAP * marker.height:
            opened[first] = marker
            taken.add(index)
    if not taken:
        return list(lines)
    return [
        _across([opened[index], line]) if index in opened else line
        for index, line in enumerate(lines)
        if index not in taken
    ]


def _goes_down(before: Line, after: Line) -> bool:
    return after.top > before.top + 0.5 * before.height


def _columns_end(lines: Sequence[Line], start: int, *, tables: bool) -> int:
    """Return where the columns end that begin at `start`; `start` itself where none do.

    A table ends them, but for one in a column with text beside it, if `tables` may stand in one.
    """
    if start + 1 == len(lines) or lines[start].rows or not beside(lines[start], lines[start + 1]):
        return start
    columns = Columns(_GUTTER * lines[start].height)
    last = start  # the last line that has another beside it
    stop = start
    tall: list[Line] = []
    for index in range(start, len(lines)):
        line = lines[index]
        spans = columns.with_line(line)
        if index > start + 1 and len(spans) == 1:
            last = head_row(lines, start, index, last)
            break
        if line.rows and not (
            tables and 1 < len(spans) == len(columns.spans) and _has_text_beside(lines, index)
        ):
            break
        columns.spans = spans
        stop = index + 1
        near = (index and beside(lines[index - 1], line)) or (
            index + 1 < len(lines) and beside(line, lines[index + 1])
        )
        # A table is so high that lines beside it may come well after it.
        if near or any(beside(table, line) for table in tall):
            last = index
        tall += [line] if line.rows else []
    if len(columns.spans) < 2:
        return start
    stop = last + 1
    stop = max(stop, prose_end(lines, start, stop, columns))
    bottoms: dict[int, float] = {}
    for line in lines[start:stop]:
        bottoms[columns.of(line)] = max(bottoms.get(columns.of(line), 0.0), line.bottom)
    for line in lines[stop:]:
        column = columns.of(line)
        if line.rows or not columns.holds(line) or column not in bottoms:
            break
        # What stands right under another column, as the names under roles of several lines, is no line of its own.
        level = column > 0 and line.top < max(bottoms.values()) + _LEVEL * line.height
        low, high = columns.spans[column]
        # A name below the room to sign: in the middle of its column, and next to nothing follows.
        signs = len(lines) - stop < _LAST and abs(line.x0 + line.x1 - low - high) < _CENTRED * line.height
        if line.top > bottoms[column] + (_ROOM if signs else _REACH) * line.height and not level:
            break
        bottoms[column] = line.bottom
        stop += 1
    return stop


def _has_text_beside(lines: Sequence[Line], index: int) -> bool:
    """Whether lines, of another table too, stand in other columns beside one, from its top to its bottom or nearly so.

    A line that ends right above it or begins right below is one of them: columns keep their own pace.
    """
    table = lines[index]
    near = lines[max(0, index - _MOST_BESIDE) : index + _MOST_BESIDE]
    top, bottom = table.top - table.height, table.bottom + table.height
    others = [
        line
        for line in near
        if line.top < bottom and line.bottom > top and not (line.x0 < table.x1 and line.x1 > table.x0)
    ]
    if not any(beside(line, table) for line in others):
        return False
    height = max(line.bottom for line in others) - min(line.top for line in others)
    return height > _BESIDE_SHARE * (table.bottom - table.top)


def _reach_up(lines: Sequence[Line], ordered: Sequence[Line], start: int, stop: int) -> int:
    """Return where the columns begin that are side by side from `start`: the lines right above one belong to it."""
    columns = Columns(_GUTTER * lines[start].height)
    for line in lines[start:stop]:
        columns.spans = columns.with_line(line)
    tops: dict[int, float] = {}
    for line in lines[start:stop]:
        tops[columns.of(line)] = min(tops.get(columns.of(line), line.top), line.top)
    first = start
    while first and len(ordered) - (start - first) > 0 and ordered[-1 - (start - first)] is lines[first - 1]:
        line = lines[first - 1]
        column = columns.taking(line)
        if (
            line.rows
            or column is None
            or column not in tops
            or line.bottom < tops[column] - _REACH * line.height
        ):
            break
        tops[column] = line.top
        first -= 1
    return first


def _grouped(lines: Sequence[Line]) -> tuple[Columns, list[list[Line]]]:
    """Return the columns that pieces stand in, and the pieces of each."""
    columns = Columns(_GUTTER * lines[0].height)
    for line in lines:
        columns.spans = columns.with_line(line)
    groups: list[list[Line]] = [[] for _ in columns.spans]
    for line in lines:
        groups[columns.of(line)].append(line)
    return columns, [group for group in groups if group]


def _stand_in_rows(lines: Sequence[Line]) -> bool:
    """Whether the text around tables is no columns to be read one after the other."""
    text = [line for line in lines if not line.rows]
    _, groups = _grouped(text)
    return len(groups) < 2 or _is_read_across(groups, list(_rows(text)))


def _read(lines: Sequence[Line], depth: int) -> list[Line]:
    """Read pieces that stand in columns: down each column, or across the rows."""
    columns, groups = _grouped(lines)
    if len(groups) == 2 and (signing := signing_rows(*groups) or signing_rows(*reversed(groups))):
        return signing
    rows = list(_rows(lines))
    if len(groups) < 2 or (_is_read_across(groups, rows) and not any(line.rows for line in lines)):
        return [
            _across(sorted(row, key=lambda line: (columns.of(line), line.top))) if len(row) > 1 else row[0]
            for row in rows
        ]
    return [line for group in groups for line in _ordered(group, depth + 1)]


def _rows(lines: Sequence[Line]) -> Iterator[list[Line]]:
    row: list[Line] = []
    for line in lines:
        if row and not beside(row[-1], line):
            yield row
            row = []
        row.append(line)
    if row:
        yield row


def _is_read_across(groups: Sequence[Sequence[Line]], rows: Sequence[Sequence[Line]]) -> bool:
    if all(is_prose(group) for group in groups):
        return False
    if all(SIGNER.match(fold(piece.text)) for piece in rows[0]):
        return False  # over the room to sign, each with a name below it
    right = [line for group in groups[1:] for line in group]
    if sum(_FIGURE.fullmatch(line.text) is not None for line in right) >= _ACROSS_SHARE * len(right):
        return True
    left = groups[0]
    if sum(_LABEL.fullmatch(line.text) is not None for line in left) >= _ACROSS_SHARE * len(left):
        return True
    if len(left) > 1 and _are_labels(left, right):
        return True
    full = sum(len(row) == len(groups) for row in rows)
    return len(rows) >= _TABLE_ROWS and full >= 0.8 * len(rows) and _are_level(rows)


def _are_level(rows: Sequence[Sequence[Line]]) -> bool:
    """Whether pieces side by side stand on one line, as those of a row do; columns of prose keep their own pace."""
    several = [row for row in rows if len(row) > 1]
    level = sum(
        max(line.bottom for line in row) - min(line.bottom for line in row) < _SAME * row[0].height
        for row in several
    )
    return 2 * level >= len(several)


def _are_labels(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether each piece on the left is a word or two beside something longer."""
    if any(len(line.indexes) > _LABEL_WORDS for line in left):
        return False
    longer = [[other for other in right if beside(line, other)] for line in left]
    if not all(longer):
        return False
    width = sum(line.x1 - line.x0 for line in left) / len(left)
    return sum(others[0].x1 - others[0].x0 for others in longer) > 2 * width * len(left)


def _across(row: Sequence[Line]) -> Line:
    """Join the pieces of a row, which come from left to right."""
    line = line_of(row)
    line.last_piece = row[-1].x0
    line.right = max(piece.right for piece in row)
    return line
