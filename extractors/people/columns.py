"""Names and roles in columns, as two sign side by side: the roles on one line, the names on the next one."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Protocol, TypeVar

from extractors.people.stacked import is_hand
from extractors.text.source import Source

if TYPE_CHECKING:
    from extractors.people.figures import Figure


class _Placed(Protocol):
    @property
    def start(self) -> int: ...


_Item = TypeVar("_Item", bound=_Placed)
_COLUMNS = re.compile(r" {3,}|\t")


def rows(source: Source, items: Sequence[_Item], block: int) -> Iterator[Sequence[_Item]]:
    """Yield the items of a block together, or line by line where the block holds columns."""
    start, end = source.blocks[block].start, source.blocks[block].end
    if source.text.find("\n", start, end) < 0 or _COLUMNS.search(source.text, start, end) is None:
        yield items
        return
    for _, row in groupby(items, key=lambda item: source.text.rfind("\n", start, item.start)):
        yield list(row)


def in_columns(source: Source, figures: Sequence["Figure"]) -> list["Figure"]:
    r"""Join roles that stand side by side on a line with the names in their columns on the next one.

    >>> from extractors.people.figures import figures_of
    >>> source = Source("La préfète,       Le président,\nAnne ROY          Luc BLANC")
    >>> [(figure.name.family, figure.office.office) for figure in figures_of(source)]
    [('ROY', 'prefet'), ('BLANC', 'other')]
    """
    left = list(figures)
    index = 0
    while index < len(left):
        above = _on_line(source, left, index)
        below = _on_line(source, left, index + len(above))
        if (
            1 < len(above) == len(below)
            and _is_right_below(source, above[-1], below[0])
            and _are_apart(source, above)
            and _are_apart(source, below)
            and (pairs := _paired(above, below) or _paired(below, above))
        ):
            left[index : index + 2 * len(above)] = pairs
        index += len(above)
    return left


def _paired(roles: Sequence["Figure"], names: Sequence["Figure"]) -> list["Figure"]:
    """Pair a line of roles with a line of names; none where they are not that."""
    if any(f.name for f in roles) or not all(f.name and not f.roles for f in names):
        return []
    return [name._replace(roles=role.roles) for role, name in zip(roles, names, strict=True)]


def _on_line(source: Source, figures: Sequence["Figure"], index: int) -> list["Figure"]:
    """The figures from `index` on that stand in one line."""
    if index >= len(figures):
        return []
    end = index + 1
    while end < len(figures) and "\n" not in source.text[figures[index].start : figures[end].start]:
        end += 1
    return list(figures[index:end])


def _is_right_below(source: Source, above: "Figure", below: "Figure") -> bool:
    """Whether a figure opens the line under another one, or under the marks of signatures there."""
    return is_hand(source, above.end, below.start)


def _are_apart(source: Source, row: Sequence["Figure"]) -> bool:
    """Whether wide gaps or tabs part the figures of a line."""
    return all(_COLUMNS.search(source.text, a.end, b.start) for a, b in pairwise(row))
