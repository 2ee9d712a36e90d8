"""The tables of a page: which segment stands in which cell of which grid.

Only tables of data are of interest: several rows and columns of short cells, no table inside another. Those that
only arrange a page are no tables.
"""

from extractors.text.blocks import Cell
from pipeline.reading.html.layout import Layout

_LONG_CELL = 600  # characters: a cell with more is part of a page's arrangement
_GROUPS = ("tbody", "thead", "tfoot")


def find_cells(layout: Layout) -> dict[int, Cell]:
    """Return the place in its grid of each segment that stands in a table of data."""
    cells: dict[int, Cell] = {}
    number = 0
    for index, box in enumerate(layout.boxes):
        if box.tag == "table" and box.last - box.first > 3:
            found = _cells(layout, index, number)
            if _is_data(layout, found):
                cells |= found
                number += 1
    return cells


def _cells(layout: Layout, table: int, number: int) -> dict[int, Cell]:
    """Place the segments of a table; a cell lies in the first place of its row that none from above takes."""
    boxes, last = layout.boxes, layout.boxes[table].last
    cells: dict[int, Cell] = {}
    taken: set[tuple[int, int]] = set()
    row = column = current = -1
    parents = {table}
    for index in range(table + 1, len(boxes)):
        box = boxes[index]
        if box.first >= last and box.parent < table:
            break
        if box.tag == "table" and box.parent >= table:
            return {}  # a table inside a table arranges a page
        if box.tag in _GROUPS and box.parent == table:
            parents.add(index)
        elif box.tag == "tr" and box.parent in parents:
            row, column = row + 1, 0
            current = index
        elif box.tag in ("td", "th") and row >= 0 and box.parent == current:
            while (row, column) in taken:
                column += 1
            rows, columns = layout.spans.get(index, (1, 1))
            taken.update((row + r, column + c) for r in range(rows) for c in range(columns))
            place = Cell(number, row, column, rows, columns)
            cells.update((segment, place) for segment in range(box.first, box.last))
            column += columns
    return cells


def _is_data(layout: Layout, cells: dict[int, Cell]) -> bool:
    rows = {cell.row for cell in cells.values()}
    columns = {cell.column for cell in cells.values()}
    short = all(len(layout.segments[segment].text) <= _LONG_CELL for segment in cells)
    return len(rows) > 1 and len(columns) > 1 and short
