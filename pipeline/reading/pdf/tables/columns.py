"""The columns of a table without lines: where the cells of its rows overlap, and which headings stand above them."""

from collections.abc import Iterable, Sequence
from itertools import accumulate

from pipeline.reading.pdf.tables.cells import NOTHING
from pipeline.reading.pdf.tables.lines import Chunk, Line
from pipeline.reading.pdf.words import Words

Interval = tuple[float, float]


def find_columns(words: Words, rows: Sequence[Line]) -> list[Interval]:
    """Return the columns that the rows have in common: where their cells overlap."""
    columns = overlapping([(chunk.x0, chunk.x1) for row in rows for chunk in row.chunks])
    return _with_dashes(words, rows, columns)


def overlapping(pieces: Iterable[Interval]) -> list[Interval]:
    """Join the pieces that overlap, from left to right.

    >>> overlapping([(60, 90), (10, 30), (20, 50)])
    [(10, 50), (60, 90)]
    """
    columns: list[Interval] = []
    for low, high in sorted(pieces):
        if columns and low < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(high, columns[-1][1]))
        else:
            columns.append((low, high))
    return columns


def with_empty(columns: Sequence[Interval], headings: Sequence[Line]) -> list[Interval]:
    """Return the columns with those that hold nothing: where a heading stands over none, and all others over one."""
    for line in headings:
        free = [
            chunk
            for chunk in line.chunks
            if not any(min(high, chunk.x1) > max(low, chunk.x0) for low, high in columns)
        ]
        if free and len(line.chunks) == len(columns) + len(free):
            return sorted([*columns, *((chunk.x0, chunk.x1) for chunk in free)])
    return list(columns)


def _with_dashes(words: Words, rows: Sequence[Line], columns: Sequence[Interval]) -> list[Interval]:
    """Join columns that hold nothing but dashes to the one beside them that has no figures in those rows."""
    inside: list[dict[int, str]] = [{} for _ in columns]  # what stands in each column, by row
    for number, row in enumerate(rows):
        for chunk in row.chunks:
            written = "".join([words.texts[index] for index in chunk.words])
            inside[column_of(columns, chunk)[0]][number] = written
    joined: list[Interval] = []
    held: dict[int, str] = {}
    for interval, cells in zip(columns, inside, strict=True):
        dashes = all(NOTHING.fullmatch(cell) for cell in cells.values())
        before = bool(held) and all(NOTHING.fullmatch(cell) for cell in held.values())
        if joined and (dashes or before) and held.keys().isdisjoint(cells):
            joined[-1] = (joined[-1][0], interval[1])
            held = held | cells
        else:
            joined.append(interval)
            held = dict(cells)
    return joined


def column_of(columns: Sequence[Interval], chunk: Chunk) -> tuple[int, int]:
    """Return the first column that a chunk stands in and over how many it runs; the nearest if it stands in none."""
    over = [i for i, (low, high) in enumerate(columns) if min(high, chunk.x1) > max(low, chunk.x0)]
    if over:
        return over[0], over[-1] - over[0] + 1
    return min(range(len(columns)), key=lambda i: max(columns[i][0] - chunk.x1, chunk.x0 - columns[i][1])), 1


def _repeats(headings: Sequence[str], times: int) -> int:
    """Return how many headings come again so many times, 0 where they do not."""
    if times < 2 or not headings or len(headings) % times:
        return 0
    each = len(headings) // times
    again = all(heading == headings[index % each] for index, heading in enumerate(headings))
    return each if each > 1 and again else 0


_OFF = 0.3  # widths of a column: so far may a heading stand from the middle of the columns that it heads


def _centred(columns: Sequence[Interval], held: Sequence[int], middles: Sequence[float]) -> list[int]:
    """Return over how many of the columns `held` each heading is centred, from the first on; none if they are not."""
    spans: list[int] = []
    start = 0
    for middle in middles:
        left = columns[held[start]][0] if start < len(held) else middle
        off = [abs((left + columns[column][1]) / 2 - middle) for column in held[start:]]
        nearest = min(range(len(off)), key=off.__getitem__, default=0)
        if not off or off[nearest] > _OFF * (columns[held[start + nearest]][1] - left) / (nearest + 1):
            return []
        spans.append(nearest + 1)
        start += nearest + 1
    return spans


def in_order(
    columns: Sequence[Interval],
    chunks: Sequence[Chunk],
    figures: set[int],
    below: Sequence[str],
) -> list[tuple[int, int]]:
    """Return the columns of the headings in a line, and over how many each runs, by where they stand and their order.

    A heading at the left of its column may stand nearer to the figures of the column before, at the right of that.
    `figures` are the columns that hold figures; `below` are their headings in the line under this one.
    """
    places = [column_of(columns, chunk) for chunk in chunks]
    if len(places) == len(columns):
        return [(column, 1) for column in range(len(columns))]
    held = sorted(figures)
    own = [index for index, (column, _) in enumerate(places) if column in figures]
    if len(own) == len(places) == len(held):
        return [(column, 1) for column in held]
    if 0 < len(own) < len(held) == len(below):
        # "2021" and "2022" over "État ARS Département État ARS Département"
        each = _repeats(below, len(own))
        middles = [(chunks[index].x0 + chunks[index].x1) / 2 for index in own]
        spans = [each] * len(own) if each else _centred(columns, held, middles)
        if spans:
            starts = accumulate(spans, initial=0)
            for index, start, span in zip(own, starts, spans, strict=False):
                # A column of words may stand between those of figures: it is headed with them.
                places[index] = (held[start], held[start + span - 1] - held[start] + 1)
            return places
    for index in range(len(places) - 2, -1, -1):
        (column, _), (after, span) = places[index], places[index + 1]
        limit = places[index + 2][0] if index + 2 < len(places) else len(columns)
        if column == after and after + 1 < limit:
            places[index + 1] = (after + 1, span)
    return places
