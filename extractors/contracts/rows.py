"""Rows of a list of many things that carry out a contract: those whose label or heading begins with its name."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from extractors.contracts.mentions import find_mentions
from extractors.money.words import pattern
from extractors.text.blocks import Block
from extractors.text.source import Source, once_per_source

_ARTICLE = 4  # characters before the name at most
_FIGURE = re.compile(r"\d[\d .,]*(?:€|euros)?")
_BEHIND = re.compile(r"[^:]{2,60}: ?(?=\S)")


def is_of_other_row(source: Source, block: Block) -> bool:
    r"""Whether a cell stands in a row that names no contract, of a table some other row of which names one first.

    >>> from extractors.text.blocks import Cell
    >>> cells = [(0, 5, 0, 0), (6, 9, 0, 1), (10, 13, 1, 0), (14, 17, 1, 1)]
    >>> blocks = [Block(a, b, "cell", cell=Cell(0, row, column)) for a, b, row, column in cells]
    >>> source = Source("CDPPE\t2 €\nBus\t3 €", blocks=blocks)
    >>> [is_of_other_row(source, block) for block in source.blocks]
    [False, False, True, True]
    """
    return _names_contract(source, block) is False


def is_of_own_row(source: Source, block: Block) -> bool:
    """Whether a cell stands in a row whose label begins with the name of a contract, as others do not."""
    return _names_contract(source, block) is True


def _names_contract(source: Source, block: Block) -> bool | None:
    """Whether the row of a cell names a contract first; None where no row of its table does."""
    rows = _named_rows(source).get(block.cell.table) if block.cell else None
    return None if block.cell is None or rows is None else block.cell.row in rows


def behind_name(source: Source, start: int, end: int) -> int:
    """Where what is done begins in the label of such a row: "CDPPE 2022-2024, fiche n° 7 : | une équipe mobile"."""
    behind = _BEHIND.match(source.folded, start, end)
    return behind.end() if behind else start


@once_per_source
def _named_rows(source: Source) -> Mapping[int, set[int]]:
    """Return the rows of tables that name a contract first, by the number of the table.

    A table under a line that names one is all of it about that, whatever its rows name.
    """
    if all(block.cell is None for block in source.blocks):
        return {}
    mentions = find_mentions(source)
    named: dict[int, set[int]] = defaultdict(set)
    for mention in mentions:
        index = source.block_index(mention.start)
        cell = source.blocks[index].cell if index is not None else None
        first = index is not None and mention.start - source.blocks[index].start <= _ARTICLE
        if mention.programme and cell is not None and first:
            named[cell.table].add(cell.row)
    told = {source.block_index(mention.start) for mention in mentions}
    tables: dict[int, list[tuple[int, Block]]] = defaultdict(list)
    for place, block in enumerate(source.blocks):
        if block.cell and block.cell.table in named:
            tables[block.cell.table].append((place, block))
    for table, cells in tables.items():
        summed = _rows_with(source, cells, pattern("(?:@tables.sum).*"))
        paid = _rows_with(source, cells, _FIGURE) - summed
        named[table] = (named[table] & paid) | _rows_below(cells, named[table] - paid)
        if named[table] == paid:
            named[table] |= summed  # all of it is about one contract
        if not named[table] or cells[0][0] - 1 in told:
            del named[table]
    return named


def _rows_below(cells: Sequence[tuple[int, Block]], headings: set[int]) -> set[int]:
    """Return the rows under each of `headings` that stands alone in its row, up to the next one that does."""
    held = Counter(block.cell.row for _, block in cells if block.cell)
    alone = sorted(row for row, count in held.items() if count == 1)
    bounds = dict(pairwise([*alone, max(held) + 1]))
    return {row for heading in headings & bounds.keys() for row in held if heading < row < bounds[heading]}


def _rows_with(source: Source, cells: Sequence[tuple[int, Block]], written: re.Pattern[str]) -> set[int]:
    return {
        block.cell.row
        for _, block in cells
        if block.cell and written.fullmatch(source.folded, block.start, block.end)
    }
