"""The columns of a table without lines: where the cells of its rows overlap, and which headings stand above them."""

from collections.abc import Sequence

from pipeline.reading.pdf_tables_cells import NOTHING
from pipeline.reading.pdf_tables_lines import Chunk, Line
from pipeline.reading.pdf_words import Word

Interval = tuple[float, float]


def find_columns(words: Sequence[Word], rows: Sequence[Line]) -> list[Interval]:
    """Return the columns that the rows have in common: where their cells overlap."""
    columns: list[Interval] = []
    for low, high in sorted((chunk.x0, chunk.x1) for row in rows for chunk in row.chunks):
        if columns and low < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(high, columns[-1][1]))
        else:
            columns.append((low, high))
    return _with_dashes(words, rows, columns)


def _with_dashes(words: Sequence[Word], rows: Sequence[Line], columns: Sequence[Interval]) -> list[Interval]:
    """Join columns that hold nothing but dashes to the one beside them that has no figures in those rows."""
    inside: list[dict[int, str]] = [{} for _ in columns]  # what stands in each column, by row
    for number, row in enumerate(rows):
        for chunk in row.chunks:
            written = "".join(words[index].text for index in chunk.words)
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


def in_order(
    columns: Sequence[Interval], places: list[tuple[int, int]], figures: set[int], below: Sequence[str]
) -> list[tuple[int, int]]:
    """Correct the columns of headings, and over how many they run, by their order.

    A heading at the left of its column may stand nearer to the figures of the column before, at the right of that.
    `figures` are the columns that hold figures; `below` are the headings of the line under this one.
    """
    if len(places) == len(columns):
        return [(column, 1) for column in range(len(columns))]
    held = sorted(figures)
    own = [index for index, (column, _) in enumerate(places) if column in figures]
    if len(own) == len(places) == len(held):
        return [(column, 1) for column in held]
    if (each := _repeats(below, len(own))) and len(below) == len(held):
        # "2021" and "2022" over "État ARS Département État ARS Département"
        for number, index in enumerate(own):
            places[index] = (held[number * each], each)
        return places
    for index in range(len(places) - 2, -1, -1):
        (column, _), (after, span) = places[index], places[index + 1]
        limit = places[index + 2][0] if index + 2 < len(places) else len(columns)
        if column == after and after + 1 < limit:
            places[index + 1] = (after + 1, span)
    return places
