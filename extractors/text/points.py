"""The numbered points of the minutes of an assembly, each decided apart: "1 – Contrat … Adopté.", "2 – Tarifs …"."""

import re
from typing import NamedTuple

from extractors.text.source import Source, once_per_source


class _Point(NamedTuple):
    """A point: its number, the blocks that it takes, and what is written behind its number."""

    number: int
    first: int
    end: int
    sign: str


_MARKER = re.compile(r"(\d{1,2}) ?([-–—.)°/]*)")
_DECIDED = re.compile(r"\b(?:adopte|approuve|vote|rejete|retire|ajourne)e?s?\b|\bunanimite\b")


def in_other_point(source: Source, block: int, other: int) -> bool:
    r"""Whether two blocks are parts of two points on each of which an assembly decides.

    >>> source = Source("1 – Contrat\nIl est adopté.\n2 – Tarifs\nLe prix est voté.")
    >>> in_other_point(source, 3, 1)
    True
    """
    points = _decided(source)
    here, there = ([p for p in points if p.first <= at < p.end] for at in (block, other))
    return any(one.sign == two.sign and one.number != two.number for one in here for two in there)


@once_per_source
def _decided(source: Source) -> list[_Point]:
    """Return the points that are decided, of each way of numbering: "1/" may count something within "1 –"."""
    signs: dict[str, list[_Point]] = {}
    for index, block in enumerate(source.blocks):
        found = _MARKER.fullmatch(block.marker) if block.kind == "item" else None
        if found is None:
            continue
        row = signs.setdefault(found[2], [])
        point = _Point(int(found[1]), index, len(source.blocks), found[2])
        if row and point.number == row[-1].number + 1:
            row[-1] = row[-1]._replace(end=index)
            row.append(point)
        elif not row or (len(row) == 1 and row[0].number > 1):
            row[:] = [point]  # an extract of the minutes may begin with point 14
    return [point for row in signs.values() if len(row) > 1 for point in row if _is_decided(source, point)]


def _is_decided(source: Source, point: _Point) -> bool:
    start, end = source.blocks[point.first].start, source.blocks[point.end - 1].end
    return _DECIDED.search(source.folded, start, end) is not None
