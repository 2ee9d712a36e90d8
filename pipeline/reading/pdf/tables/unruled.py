"""Tables without a grid of lines: figures that stand under each other in columns, with their labels and headings."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from pipeline.reading.pdf.calls import Array
from pipeline.reading.pdf.tables.aligned import part_aligned
from pipeline.reading.pdf.tables.cells import NOTHING, TableCell, unclashed
from pipeline.reading.pdf.tables.columns import Interval, column_of, find_columns, in_order, with_empty
from pipeline.reading.pdf.tables.labels import Label, group_labels, is_total, named_rows
from pipeline.reading.pdf.tables.lines import BETWEEN, Chunk, Line, lines_across
from pipeline.reading.pdf.tables.page_columns import part_columns
from pipeline.reading.pdf.tables.rules import NO_RULES
from pipeline.reading.pdf.tables.wrapped import join_wrapped
from pipeline.reading.pdf.words import Words

_SPACE = 0.45  # heights of a word: wider than the space between two words
_FAR = 3.0  # heights: what lies further below belongs to something else
_HEADING_LINES = 8
_LEVEL = (
    2.0  # points: accents of capitals reach over the line of a font, and the middle of its words lies higher
)


@dataclass(slots=True)
class _Placed:
    """Words at a height, which reach down to the row at `until` where they name several."""

    height: float
    column: int
    columns: int
    words: list[int]
    until: float = 0.0


def find_unruled(words: Words, free: Array, across: Array = NO_RULES) -> Iterator[list[TableCell]]:
    """Yield the cells of each table that stands among the `free` words, given by their indexes.

    Lines that are drawn `across` the page part its rows.
    """
    lines = lines_across(words, free)
    for part in part_columns(lines):
        yield from _tables(words, part, across)


def _tables(words: Words, lines: Sequence[Line], across: Array) -> Iterator[list[TableCell]]:
    done = 0
    for first, last in _parted(words, lines):
        rows = _with_money(words, lines[first:last])
        part_aligned(words, rows)
        columns = find_columns(words, rows)
        if len(columns) < 2:
            continue
        start = _heading(words, lines, done, first, columns)
        columns = with_empty(columns, [line for line in lines[start:last] if line.top < rows[0].top])
        figures = {
            column_of(columns, chunk)[0]
            for line in rows
            for chunk in line.chunks
            if chunk.figure and (_is_years(words, line) or not _is_year(words, chunk))
        }
        if len(rows) > 2 or len(figures) > 1:
            yield _cells(words, lines[start:last], columns, figures, across)
            done = last


def _runs(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Bound the runs of rows, with the few lines between them."""
    first = last = -1
    for index, line in enumerate([*lines, None]):
        near = last >= 0 and index - last <= BETWEEN + 1 and line is not None
        if near and line is not None:
            near = line.top - lines[index - 1].bottom < _FAR * (line.bottom - line.top)
            near = near and (line.is_row or not _is_prose(line, lines[first : last + 1]))
        if not near:
            if last > first >= 0:
                yield first, _with_rest(lines, last + 1)
            first = last = -1
        if line is not None and line.is_row:
            first, last = first if first >= 0 else index, index


def _parted(words: Words, lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Bound the tables: in a run of rows, one begins anew where a line of headings comes back."""
    for first, last in _runs(lines):
        headings = {
            _written(words, line)
            for line in lines[max(0, first - _HEADING_LINES) : first + 1]
            if len(line.chunks) > 2 and (not line.is_row or _is_years(words, line))
        }
        again = [
            index
            for index in range(first + 1, last)
            if len(lines[index].chunks) > 2 and _written(words, lines[index]) in headings
        ]
        for start, end in pairwise([first, *again, last]):
            rows = [index for index in range(start, end) if lines[index].is_row]
            if not all(_is_years(words, lines[index]) for index in rows):  # else the heading has another line
                yield rows[0], (end if end == last else _with_rest(lines, rows[-1] + 1))


def _written(words: Words, line: Line) -> tuple[str, ...]:
    return tuple(" ".join([words.texts[index] for index in chunk.words]) for chunk in line.chunks)


def _with_rest(lines: Sequence[Line], last: int) -> int:
    """Take in the lines that go on with the label of the last row: close below it, left of its figures."""
    row = lines[last - 1]
    figures = min(chunk.x0 for chunk in row.chunks if chunk.figure)
    while last < len(lines):
        line = lines[last]
        close = line.top - lines[last - 1].bottom < 0.35 * (line.bottom - line.top)
        if not close or line.chunks[-1].x1 > figures or line.is_row:
            break
        last += 1
    return last


def _is_prose(line: Line, rows: Sequence[Line]) -> bool:
    """Whether a line runs through the columns of the rows above it."""
    right = max(row.chunks[-1].x1 for row in rows)
    return len(line.chunks) == 1 and line.chunks[0].x1 > right - 10 and not line.chunks[0].figure


def _heading(words: Words, lines: Sequence[Line], done: int, first: int, columns: Sequence[Interval]) -> int:
    """Return where the lines begin that head the columns of the first row; those before `done` are taken."""
    low, high = columns[0][0], columns[-1][1]
    start = first
    while start > max(done, first - _HEADING_LINES):
        line, below = lines[start - 1], lines[start]
        # The first heading may stand above turned labels, which are on no line.
        inside = all(low - 20 <= (c.x0 + c.x1) / 2 <= high + 20 for c in line.chunks[len(line.chunks) > 2 :])
        ends = words.texts[line.chunks[-1].words[-1]].endswith(".")  # the last line of a paragraph
        headed = len(line.chunks) > 1 or (_is_narrow(line.chunks[0], columns) and not ends)
        if not (inside and headed) or below.top - line.bottom > 2 * (line.bottom - line.top):
            break
        heads = start < first or _is_years(words, below)
        if heads and len(line.chunks) == 1 and _is_caption(words, line.chunks[0], below, columns):
            break
        start -= 1
    return start


def _is_caption(words: Words, chunk: Chunk, below: Line, columns: Sequence[Interval]) -> bool:
    """Whether a lone chunk stands above the heading of the labels, which begins anew: "A. Crédits | Actions"."""
    under = below.chunks[0]
    return (
        len(below.chunks) > 1
        and column_of(columns, chunk)[0] == column_of(columns, under)[0] == 0
        and words.texts[under.words[0]][0].isupper()
    )


def _is_narrow(chunk: Chunk, columns: Sequence[Interval]) -> bool:
    """Whether a lone chunk can head columns or begin a label: it keeps clear of the columns beside its own."""
    first, span = column_of(columns, chunk)
    left = columns[first - 1][1] if first else columns[0][0] - 15
    right = columns[first + span][0] if first + span < len(columns) else columns[-1][1] + 15
    return left < chunk.x0 and chunk.x1 < right and not (span > 1 and first == 0)


def _cells(
    words: Words,
    lines: Sequence[Line],
    columns: Sequence[Interval],
    figures: set[int],
    across: Array,
) -> list[TableCell]:
    """Make rows of the lines: those with figures, the labels that belong to them, and what stands alone."""
    rows = _with_money(words, lines)
    labelled = set(range(len(columns))) - figures
    walls = {column: _walls(across, columns[column]) for column in labelled}
    pool: list[Label] = []
    placed: list[_Placed] = []
    below: list[str] = []  # the headings under each other are read from the lowest one up
    placements: list[tuple[Line, list[Chunk], list[tuple[int, int]]]] = []
    held = [list(_split(words, line.chunks, columns)) for line in lines]
    heads = sum(line.top < rows[0].top for line in lines)
    held[:heads] = join_wrapped(words, held[:heads])
    for line, chunks in zip(reversed(lines), reversed(held), strict=True):
        if line.top < rows[0].top:
            places = in_order(columns, chunks, figures, below)
            below = [
                " ".join(words.texts[index] for index in chunk.words)
                for chunk, (column, _) in zip(chunks, places, strict=True)
                if column in figures
            ]
        else:
            places = [column_of(columns, chunk) for chunk in chunks]
        placements.insert(0, (line, chunks, places))
    for line, chunks, places in placements:
        for chunk, (column, span) in zip(chunks, places, strict=True):
            if column in labelled and span == 1:
                band = bisect_right(walls[column], (chunk.top + chunk.bottom) / 2)
                pool.append(Label(column, chunk.top, chunk.bottom, band, list(chunk.words)))
            else:
                placed.append(_Placed(line.middle, column, span, chunk.words))
    heights = [row.middle for row in rows]
    labels = group_labels(words, pool, heights)
    closed = {row.middle for row in rows if is_total(words, row.chunks[0].words[0])}
    for column in labelled:
        own = [label for label in labels if label.column == column]
        rows_of = named_rows(own, heights, groups=column < max(labelled), closed=closed)
        for label, named in zip(own, rows_of, strict=True):
            height, until = (named[0], named[-1]) if named else (label.middle, label.middle)
            placed.append(_Placed(height, column, 1, label.words, until))
    return _numbered(placed)


_YEAR = re.compile(r"(?:19|20)\d\d")


def _is_years(words: Words, line: Line) -> bool:
    """Whether the figures of a line are years: they head columns, or are words of a cell that runs over lines."""
    figures = [chunk for chunk in line.chunks if chunk.figure]
    if not figures or not all(_is_year(words, chunk) for chunk in figures):
        return False
    return not any(NOTHING.fullmatch(_text(words, chunk)) for chunk in line.chunks)


def _is_year(words: Words, chunk: Chunk) -> bool:
    return _YEAR.fullmatch(_text(words, chunk)) is not None


def _text(words: Words, chunk: Chunk) -> str:
    return "".join([words.texts[index] for index in chunk.words])


def _with_money(words: Words, lines: Sequence[Line]) -> list[Line]:
    """Return the rows that hold more than years, which may stand between columns; all where none does."""
    rows = [line for line in lines if line.is_row]
    return [line for line in rows if not _is_years(words, line)] or rows


def _split(words: Words, chunks: Sequence[Chunk], columns: Sequence[Interval]) -> Iterator[Chunk]:
    """Part headings of neighbouring columns that stand close to each other, "État   ARS"."""
    for chunk in chunks:
        pieces: list[Chunk] = []
        for index, box in zip(chunk.words, words.boxes[chunk.words].tolist(), strict=True):
            x0, top, x1, bottom = box
            piece = Chunk(x0, top, x1, bottom, [index], chunk.figure)
            before = pieces[-1] if pieces else None
            wide = before is not None and piece.x0 - before.x1 > _SPACE * (piece.bottom - piece.top)
            if before is None or (wide and column_of(columns, before)[0] != column_of(columns, piece)[0]):
                pieces.append(piece)
            else:
                before.x1, before.bottom = max(before.x1, piece.x1), max(before.bottom, piece.bottom)
                before.words.append(index)
        yield from pieces


def _walls(across: Array, column: Interval) -> list[float]:
    """Return where lines that are drawn across part the cells of a column."""
    at, low, high = across
    walls: list[float] = at[(low <= column[0] + 5) & (high >= column[1] - 5)].tolist()
    return walls


def _numbered(placed: Sequence[_Placed]) -> list[TableCell]:
    """Number the rows from the top; cells that stand at the same height, or nearly so, are in one row."""
    heights = sorted({cell.height for cell in placed})
    opens = [below - height > _LEVEL for height, below in pairwise(heights)]
    number = dict(zip(heights, accumulate(opens, initial=0), strict=False))
    merged: dict[tuple[int, int], TableCell] = {}
    for cell in sorted(placed, key=lambda cell: (number[cell.height], cell.column, cell.height)):
        row = number[cell.height]
        rows = number.get(cell.until, row) - row + 1
        known = merged.get((row, cell.column))
        words = (*known.words, *cell.words) if known else tuple(cell.words)
        merged[row, cell.column] = TableCell(row, cell.column, max(rows, 1), cell.columns, words)
    return [*unclashed(sorted(merged.values(), key=lambda cell: (cell.row, cell.column)))]
