"""Tables in lines of text: what a cell takes from its row, its column and the lines above (payer, year, unit).

Where the grid is known (`tables`), `table_money` reads it; here the columns are told by what the lines hold.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from extractors.amounts.giving import find_verbs
from extractors.facts import PartyKind
from extractors.money.numerals import parse_digits
from extractors.money.passages import GOES_ON
from extractors.parties.bodies import find_groups, in_order, kinds_of
from extractors.tables.cells import Cell
from extractors.tables.headings import Column, Heading, read_heading
from extractors.tables.rows import NOTHING, NUMBER, YEAR, Row, find_rows, may_hold_tables
from extractors.text.source import Source

_LONG_GAP = 7  # lines without figures after which a table has ended
_LONG_LINE = 130
_SUM = re.compile(r"\btotal|\bensemble\b")
_DATED = re.compile(r"(?:19|20)\d\d(?: ?[-/] ?(?:19|20)?\d\d)?")


def find_cells(source: Source) -> list[Cell]:
    r"""Find the cells of tables that hold money, in order.

    A row is a line whose cells are parted by tabs, bars, leaders or wide gaps, or a line of figures.

    >>> source = Source("Montants en k€\n\t2021\t2022\nÉtat\t412\t430,5")
    >>> [(str(c.value), c.payers, c.year) for c in find_cells(source)]
    [('412000', ['etat'], '2021'), ('430500.0', ['etat'], '2022')]
    """
    if not may_hold_tables(source):
        return []
    cells: list[Cell] = []
    heading, seen, lines = Heading(), list[PartyKind](), list[Row]()
    rows = list(find_rows(source))
    for index, row in enumerate(rows):
        if not any(row.figures) or not _belongs(
            source, row, heading, lines, by_turns=_turns(source, rows, index)
        ):
            lines.append(row)
            continue
        label = lines[-1] if lines and len(row.cells) == 1 else None
        if lines:
            found = read_heading(source, lines, row.figures.count(True) + _blanks(source, row))
            ended = len(lines) > _LONG_GAP or any(line.end - line.start > _LONG_LINE for line in lines)
            if found.columns or ended:
                heading, seen = found, []
            else:
                heading.scale, heading.year = found.scale or heading.scale, found.year or heading.year
            heading.caption = found.caption
            lines = []
        found_cells, kinds = _read_row(source, heading, _labelled(row, label), seen)
        cells += found_cells
        seen = in_order([*seen, *kinds])
    return cells


def _labelled(row: Row, label: Row | None) -> Row:
    """Return a row that is one figure with its label, the line before it."""
    if label is None or label.end - label.start > _LONG_LINE:
        return row
    return Row(row.start, row.end, [(label.start, label.end), *row.cells], [False, True], parted=True)


def _turns(source: Source, rows: Sequence[Row], index: int) -> bool:
    """Whether labels and sums take turns, each alone in its line, as the cells of a copied table do.

    What stands below its sum begins small: "2 M€", and below it "par l'État".
    """
    if not _is_sum(source, rows[index]):
        return False
    return any(
        0 <= label < len(rows)
        and 0 <= other < len(rows)
        and _is_sum(source, rows[other])
        and not source.text[rows[label].start].islower()
        for label, other in ((index - 1, index - 2), (index + 1, index + 2))
    )


def _is_sum(source: Source, row: Row) -> bool:
    found = NUMBER.match(source.folded, row.start, row.end) if row.figures == [True] else None
    return found is not None and found["unit"] is not None


def _belongs(source: Source, row: Row, heading: Heading, lines: list[Row], *, by_turns: bool) -> bool:
    """Whether a line with figures is a row of a table and no line of a text."""
    if row.parted or row.figures.count(True) > 1:
        return True
    declared = (
        by_turns
        or heading.scale is not None
        or any(
            "€" in source.text[r.start : r.end] or "euros" in source.folded[r.start : r.end]
            for r in lines[-2:]
        )
    )
    if len(row.cells) == 1:  # "ARS", and below it "187 400 euros"
        # "2 M€", below it "par l'État", and below that the next sum
        told = (
            bool(lines)
            and not GOES_ON.match(source.folded, lines[-1].start)
            and not _is_sentence(source, lines[-1])
        )
        return told and (declared or (len(lines[-1].cells) == 1 and _labels(source, lines[-1].cells[0])))
    return _labels(source, row.cells[0])


_SHORT = 15  # characters; "Dép." is a label


def _is_sentence(source: Source, line: Row) -> bool:
    """Whether a line ends a sentence of the text: "L'État verse 2 M€." labels no figure below it."""
    written = source.text[line.start : line.end].rstrip()
    return len(written) > _SHORT and written.endswith(".")


def _labels(source: Source, label: tuple[int, int]) -> bool:
    """Whether what stands before a figure, or above it, opens with a body, of which it tells nothing, or is "Total"."""
    groups = find_groups(source, *label)
    opens = bool(groups) and groups[0].preposition == "" and groups[0].start - label[0] < 6
    if not opens:
        return _SUM.match(source.folded, *label) is not None
    return not any(verb.voice == "active" for verb in find_verbs(source, groups[0].end, label[1]))


def _blanks(source: Source, row: Row) -> int:
    """How many cells beside the label hold a dash or nothing."""
    cells = zip(row.cells, row.figures, strict=True)
    return sum(
        not figure and index > 0 and _is_blank(source, cell) for index, (cell, figure) in enumerate(cells)
    )


def _is_blank(source: Source, cell: tuple[int, int]) -> bool:
    return NOTHING.fullmatch(source.folded[slice(*cell)].strip()) is not None


def _read_row(
    source: Source, heading: Heading, row: Row, seen: list[PartyKind]
) -> tuple[list[Cell], list[PartyKind]]:
    """Read the cells with figures of a row, and the bodies that its label and columns name."""
    folded = source.folded
    labels = [
        c for c, figure in zip(row.cells, row.figures, strict=True) if not figure and not _is_blank(source, c)
    ]
    label = (labels[0][0], labels[-1][1]) if labels else None
    written = folded[slice(*label)].strip() if label else ""
    row_kinds = kinds_of(find_groups(source, *label)) if label else []
    sums = _SUM.search(written) is not None
    row_year = next((y["year"] for c in labels if (y := YEAR.fullmatch(folded[slice(*c)].strip()))), None)
    thing = label if label and not (row_kinds or sums or _DATED.fullmatch(written)) else None
    columns = _columns_of(source, heading, row)
    paid = in_order(
        k
        for c, figure in zip(columns, row.figures, strict=True)
        if c and figure and not c.total
        for k in c.kinds
    )
    cells = []
    for (low, high), figure, column in zip(row.cells, row.figures, columns, strict=True):
        if not figure or (column and column.counts):
            continue
        kinds = (column.kinds if column else []) or row_kinds
        if (column and column.total) or not kinds:
            kinds = paid or row_kinds or (seen if sums else [])
        found = NUMBER.match(folded, low, high)
        scale = (column.scale if column else None) or heading.scale
        value = None
        if found and not found["unit"] and scale is not None:
            value = parse_digits(found["number"].strip(" ,."), scale) * scale
        caption = (heading.caption, low) if heading.caption is not None and heading.caption < low else None
        year = (column.year if column else None) or row_year or heading.year
        end = found.end("unit") if found and found["unit"] else low + len(folded[low:high].rstrip())
        cells.append(Cell(low, end, value, scale or Decimal(1), list(kinds), year, thing, caption))
    return cells, in_order([*row_kinds, *paid])


def _columns_of(source: Source, heading: Heading, row: Row) -> list[Column | None]:
    """Return the column of each cell: by its index, by order, else by its place in the line."""
    if not heading.columns:
        return [None] * len(row.cells)
    if row.parted and len(row.cells) == len(heading.columns):
        return list(heading.columns)
    telling = [c for c in heading.columns if c.kinds or c.year or c.total or c.scale or c.counts]
    places = [
        index
        for index, (cell, figure) in enumerate(zip(row.cells, row.figures, strict=True))
        if figure or (index and _is_blank(source, cell))
    ]
    found: list[Column | None] = [None] * len(row.cells)
    if len(places) == len(telling):
        for index, column in zip(places, telling, strict=True):
            found[index] = column
    elif telling and row.parted:
        for index in places:
            middle = sum(row.cells[index]) / 2 - row.start
            found[index] = min(telling, key=lambda column: abs(column.middle - middle))
    return found
