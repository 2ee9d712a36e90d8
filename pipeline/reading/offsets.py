"""A map between the offsets of a text and of what it was made from."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from heapq import merge
from typing import NamedTuple


class Edit(NamedTuple):
    """A change: `source[source_start:source_end]` became `clean[clean_start:clean_end]`."""

    source_start: int
    source_end: int
    clean_start: int
    clean_end: int


class OffsetMap:
    r"""Maps offsets of a clean text to offsets of its source and back.

    Only the stretches that changed are kept; between them characters correspond one to one,
    so that a text that needed no cleaning has an empty map.

    Parameters
    ----------
    edits : sequence of Edit
        In text order, not overlapping.

    Examples
    --------
    >>> soft_hyphen_gone = OffsetMap([Edit(3, 4, 3, 3)])  # "con\xadtrat" → "contrat"
    >>> soft_hyphen_gone.to_source(2), soft_hyphen_gone.to_source(3), soft_hyphen_gone.to_clean(8)
    (2, 4, 7)
    >>> soft_hyphen_gone.source_span(0, 7)
    (0, 8)
    """

    def __init__(self, edits: Sequence[Edit] = ()) -> None:
        self.edits = tuple(edits)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OffsetMap) and self.edits == other.edits

    def __hash__(self) -> int:
        return hash(self.edits)

    def __repr__(self) -> str:
        return f"OffsetMap({list(self.edits)!r})"

    @cached_property
    def _starts(self) -> list[int]:
        return [edit.clean_start for edit in self.edits]

    @cached_property
    def inverse(self) -> "OffsetMap":
        """The map the other way round."""
        return OffsetMap([Edit(e.clean_start, e.clean_end, e.source_start, e.source_end) for e in self.edits])

    def to_source(self, offset: int) -> int:
        """Where the character at `offset` of the clean text begins in the source.

        A character that was made from several stands where the first of them stands.
        """
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return offset
        edit = self.edits[index]
        return edit.source_start if offset < edit.clean_end else edit.source_end + offset - edit.clean_end

    def to_clean(self, offset: int) -> int:
        """Where the character at `offset` of the source begins in the clean text."""
        return self.inverse.to_source(offset)

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the shortest passage of the source from which `clean[start:end]` was made."""
        if start >= end:
            return self.to_source(start), self.to_source(start)
        last = bisect_right(self._starts, end - 1) - 1
        if last >= 0 and end <= self.edits[last].clean_end:
            return self.to_source(start), self.edits[last].source_end
        return self.to_source(start), self.to_source(end - 1) + 1

    def then(self, later: "OffsetMap") -> "OffsetMap":
        """Compose: `self` maps source to middle, `later` middle to clean; the result source to clean.

        >>> OffsetMap([Edit(0, 1, 0, 0)]).then(OffsetMap([Edit(1, 3, 1, 2)]))
        OffsetMap([Edit(source_start=0, source_end=1, clean_start=0, clean_end=0),
        Edit(source_start=2, source_end=4, clean_start=1, clean_end=2)])
        """
        if not self.edits or not later.edits:
            return self if not later.edits else later
        # Each edit as start and end in the middle, growth towards the source and towards the clean text.
        early = (
            (e.clean_start, e.clean_end, e.source_end - e.source_start - e.clean_end + e.clean_start, 0)
            for e in self.edits
        )
        late = (
            (e.source_start, e.source_end, 0, e.clean_end - e.clean_start - e.source_end + e.source_start)
            for e in later.edits
        )
        groups: list[list[int]] = []  # edits that overlap become one
        for start, end, to_source, to_clean in merge(early, late):
            if groups and start < groups[-1][1]:
                group = groups[-1]
                group[1] = max(group[1], end)
                group[2] += to_source
                group[3] += to_clean
            else:
                groups.append([start, end, to_source, to_clean])
        edits: list[Edit] = []
        source_shift = clean_shift = 0
        for start, end, to_source, to_clean in groups:
            source_start, clean_start = start + source_shift, start + clean_shift
            source_shift += to_source
            clean_shift += to_clean
            edits.append(Edit(source_start, end + source_shift, clean_start, end + clean_shift))
        return OffsetMap(edits)
