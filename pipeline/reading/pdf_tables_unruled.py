"""Tables without lines: figures that stand under each other in columns, with their labels and headings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from pipeline.reading.pdf_tables_cells import FIGURE, TableCell
from pipeline.reading.pdf_words import Word

Interval = tuple[float, float]

_WIDE = 0.9  # heights of a word: a gap between two cells
_FAR = 3.0  # heights: what lies further below belongs to something else
_BETWEEN = 4  # lines without figures between two rows at most
_HEADING_LINES = 6
_WORTH = 4  # figures on a page below which nothing is looked for


@dataclass(slots=True)
class _Chunk:
    """Words of a line with no wide gap between them."""

    x0: float
    x1: float
    words: list[int]
    figure: bool = False


@dataclass(slots=True)
class _Line:
    top: float
    bottom: float
    chunks: list[_Chunk]

    @property
    def is_row(self) -> bool:
        """Whether it has a label or a figure and, apart from it, another figure."""
        return len(self.chunks) > 1 and any(chunk.figure for chunk in self.chunks[1:])


def find_unruled(words: Sequence[Word], free: Sequence[int]) -> Iterator[list[TableCell]]:
    """Yield the cells of each table that stands among the `free` words, given by their indexes."""
    if sum(words[index].text[:1].isdigit() for index in free) < _WORTH:
        return
    lines = _lines(words, free)
    done = 0
    for first, last in _runs(lines):
        rows = [line for line in lines[first:last] if line.is_row]
        columns = _columns(rows)
        figures = [_column_of(columns, chunk)[0] for line in rows for chunk in line.chunks if chunk.figure]
        if len(columns) > 1 and (len(rows) > 2 or len(set(figures)) > 1):
            heading = _heading(lines, done, first, columns)
            done = last
            yield _cells([*heading, *_whole_rows(words, lines[first:last], columns)], columns)


def _lines(words: Sequence[Word], free: Sequence[int]) -> list[_Line]:
    height = median(words[index].bottom - words[index].top for index in free)
    lines: list[_Line] = []
    middle = 0.0
    for index in sorted(free, key=lambda i: (words[i].top + words[i].bottom, words[i].x0)):
        word = words[index]
        at = (word.top + word.bottom) / 2
        if not lines or at - middle > 0.5 * height:
            lines.append(_Line(word.top, word.bottom, []))
            middle = at
        line = lines[-1]
        line.bottom = max(line.bottom, word.bottom)
        line.chunks.append(_Chunk(word.x0, word.x1, [index]))
    for line in lines:
        line.chunks = _chunks(words, line.chunks, _WIDE * height)
    return lines


def _chunks(words: Sequence[Word], single: list[_Chunk], gap: float) -> list[_Chunk]:
    chunks: list[_Chunk] = []
    for chunk in sorted(single, key=lambda chunk: chunk.x0):
        if chunks and chunk.x0 - chunks[-1].x1 < gap:
            chunks[-1].x1 = max(chunk.x1, chunks[-1].x1)
            chunks[-1].words += chunk.words
        else:
            chunks.append(chunk)
    for chunk in chunks:
        written = "".join(words[index].text for index in chunk.words)
        chunk.figure = FIGURE.fullmatch(written) is not None
    return chunks


def _runs(lines: Sequence[_Line]) -> Iterator[tuple[int, int]]:
    """Bound the runs of rows, with the few lines between them."""
    first = last = -1
    for index, line in enumerate([*lines, None]):
        near = last >= 0 and index - last <= _BETWEEN + 1 and line is not None
        if near and line is not None:
            near = line.top - lines[index - 1].bottom < _FAR * (line.bottom - line.top)
            near = near and (line.is_row or not _is_prose(line, lines[first : last + 1]))
        if not near:
            if last > first >= 0:
                yield first, last + 1
            first = last = -1
        if line is not None and line.is_row:
            first, last = first if first >= 0 else index, index


def _is_prose(line: _Line, rows: Sequence[_Line]) -> bool:
    """Whether a line runs through the columns of the rows above it."""
    right = max(row.chunks[-1].x1 for row in rows)
    return len(line.chunks) == 1 and line.chunks[0].x1 > right - 10 and not line.chunks[0].figure


def _columns(rows: Sequence[_Line]) -> list[Interval]:
    """The columns that the rows have in common: where their cells overlap."""
    columns: list[Interval] = []
    for low, high in sorted((chunk.x0, chunk.x1) for row in rows for chunk in row.chunks):
        if columns and low < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(high, columns[-1][1]))
        else:
            columns.append((low, high))
    return columns


def _column_of(columns: Sequence[Interval], chunk: _Chunk) -> tuple[int, int]:
    """Return the first column that a chunk stands in and over how many it runs; the nearest if it stands in none."""
    over = [i for i, (low, high) in enumerate(columns) if min(high, chunk.x1) > max(low, chunk.x0)]
    if over:
        return over[0], over[-1] - over[0] + 1
    middle = (chunk.x0 + chunk.x1) / 2
    return min(range(len(columns)), key=lambda i: abs(sum(columns[i]) / 2 - middle)), 1


def _heading(lines: Sequence[_Line], done: int, first: int, columns: Sequence[Interval]) -> list[_Line]:
    """The lines above the first row that head its columns, from the top; those before `done` are taken."""
    low, high = columns[0][0], columns[-1][1]
    label_end = columns[0][1]
    start = first
    while start > max(done, first - _HEADING_LINES):
        line, below = lines[start - 1], lines[start]
        inside = all(low - 20 <= (c.x0 + c.x1) / 2 <= high + 20 for c in line.chunks)
        headed = len(line.chunks) > 1 or line.chunks[0].x0 > label_end - 5
        if not (inside and headed) or below.top - line.bottom > 2 * (line.bottom - line.top):
            break
        start -= 1
    return list(lines[start:first])


_GOES_ON = re.compile(r"[a-zà-ÿ(&]")


def _whole_rows(words: Sequence[Word], lines: Sequence[_Line], columns: Sequence[Interval]) -> list[_Line]:
    """Join the lines of a label that runs over several; other lines without figures stay rows by themselves."""
    rows: list[_Line] = []
    pending: _Line | None = None  # a line without figures: a row, or the first line of the next one's label
    for line in lines:
        figures_only = line.chunks[0].figure
        if line.is_row or (figures_only and rows):
            whole = line
            if pending is not None and not figures_only and _column_of(columns, line.chunks[0])[0]:
                whole = _Line(pending.top, line.bottom, [*pending.chunks, *line.chunks])
            elif pending is not None:
                rows.append(pending)
            rows.append(whole)
            pending = None
        elif pending is None and rows and _goes_on(words, rows[-1], line):
            rows[-1].chunks += line.chunks
            rows[-1].bottom = line.bottom
        else:
            if pending is not None:
                rows.append(pending)
            pending = line
    return rows if pending is None else [*rows, pending]


def _goes_on(words: Sequence[Word], row: _Line, line: _Line) -> bool:
    """Whether a line without figures goes on with the label of the row above it."""
    begins = words[line.chunks[0].words[0]].text
    return _GOES_ON.match(begins) is not None and line.top - row.bottom < line.bottom - line.top


def _cells(rows: Sequence[_Line], columns: Sequence[Interval]) -> list[TableCell]:
    cells: list[TableCell] = []
    for index, row in enumerate(rows):
        inside: dict[int, list[int]] = {}
        width: dict[int, int] = {}
        for chunk in row.chunks:
            column, span = _column_of(columns, chunk)
            inside.setdefault(column, []).extend(chunk.words)
            width[column] = max(span, width.get(column, 1))
        for column in sorted(inside):
            following = min((other for other in inside if other > column), default=len(columns))
            span = min(width[column], following - column)
            cells.append(TableCell(index, column, 1, span, tuple(inside[column])))
    return cells
