"""The figures of a row of a table: their value, and the column that says what they are."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.facts import PartyKind
from extractors.money.numerals import parse_digits
from extractors.parties.bodies import find_groups, kinds_of
from extractors.tables.columns import Column, merged
from extractors.tables.grids import OPENING, Cells, content, giver_aside, is_figure
from extractors.tables.headings import UNIT_SCALES
from extractors.tables.rows import NUMBER
from extractors.text.blocks import Block
from extractors.text.source import Source


@dataclass(slots=True)
class Entry:
    """A figure in a row; `value` is null where its unit is not known, `unit` tells that it has one of its own.

    `precision` is what its last digit counts, `kinds` who pays it by its column or, behind the figure, by its cell.
    """

    start: int
    end: int
    column: Column
    value: Decimal | None
    scale: Decimal
    unit: bool
    precision: Decimal
    kinds: list[PartyKind]


def entries_of(
    source: Source, cells: Cells, columns: Sequence[Column], scale: Decimal | None
) -> Iterator[Entry]:
    """Yield the figures of a row; `scale` is the unit of those that have none of their own."""
    last: Block | None = None
    for index, (column, block) in enumerate(zip(columns, cells, strict=True)):
        if column.role != "figures" or block is None or block is last or not is_figure(source, block):
            continue
        last = block  # one that is merged over several columns counts once
        taken = [c for c, b in zip(columns[index:], cells[index:], strict=True) if b is block]
        over = column if len(taken) == 1 else merged(taken)
        low = block.end - len(content(source, block).lstrip(OPENING))
        if found := NUMBER.match(source.folded, low, block.end):
            entry = _entry(found, over, scale, negative="-" in source.folded[block.start : low])
            if aside := giver_aside(source, block):
                entry.kinds = kinds_of(find_groups(source, block.end - len(aside), block.end))
            yield entry


def _entry(found: re.Match[str], column: Column, scale: Decimal | None, *, negative: bool) -> Entry:
    written, unit = found["number"].rstrip(" ,."), (found["unit"] or "").strip()
    scale = column.scale or scale
    if unit:
        scale = UNIT_SCALES.get(unit[0], Decimal(1))
    number = parse_digits(written, scale or Decimal(1))
    value = None if scale is None else number * scale
    if value is not None and negative:
        value = -value
    end = found.end("unit") if unit else found.start("number") + len(written)
    scale = scale or Decimal(1)
    precision = _last_digit(number) * scale
    return Entry(found.start("number"), end, column, value, scale, bool(unit), precision, column.kinds)


def _last_digit(number: Decimal) -> Decimal:
    exponent = number.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
