"""A page while it is judged: what of it is put aside so far, and what is left."""

from collections.abc import Iterable
from typing import NamedTuple

from pipeline.reading.html.layout import Box, Layout, Segment

# A segment counts as prose with the characters that it has beyond this, links counted against it.
PROSE_FROM = 30
# A segment with so much prose is running text and no label or date.
LONG = 60


class Totals(NamedTuple):
    """For each box, over what is not put aside in it: characters, linked ones, prose."""

    text: list[int]
    linked: list[int]
    prose: list[int]


def prose(segment: Segment) -> int:
    """Count the characters of running text in a segment; short lines and links hold none."""
    return max(0, len(segment.text) - 3 * segment.linked - PROSE_FROM)


class Page:
    """A layout in which segments are put aside for one reason after the other.

    Parameters
    ----------
    layout : Layout
        The page.
    title : int or None
        Index of the segment that is its title, which is never put aside.

    Attributes
    ----------
    aside : list of str
        For each segment why it is put aside, "" if it is not.
    prose : list of int
        For each segment how much running text it holds.
    in_body : list of bool
        For each box whether it is in one that calls itself the article.
    """

    def __init__(self, layout: Layout, title: int | None) -> None:
        self.boxes = layout.boxes
        self.segments = layout.segments
        self.title = title
        self.prose = [prose(segment) for segment in self.segments]
        self.aside = [""] * len(self.segments)
        self.in_body = [box.hint == "body" for box in self.boxes]
        for index, box in enumerate(self.boxes[1:], 1):
            self.in_body[index] |= self.in_body[box.parent]

    def totals(self) -> Totals:
        """Sum up what is left in each box, its inner boxes included."""
        text, linked, running = totals = Totals(*([0] * len(self.boxes) for _ in range(3)))
        for segment, value, reason in zip(self.segments, self.prose, self.aside, strict=True):
            if not reason:
                text[segment.box] += len(segment.text)
                linked[segment.box] += segment.linked
                running[segment.box] += value
        for index in range(len(self.boxes) - 1, 0, -1):
            if text[index]:
                parent = self.boxes[index].parent
                text[parent] += text[index]
                linked[parent] += linked[index]
                running[parent] += running[index]
        return totals

    def holds_title(self, box: Box) -> bool:
        """Tell whether the title is in `box`."""
        return self.title is not None and box.first <= self.title < box.last

    def is_linked(self, index: int) -> bool:
        """Tell whether half of a segment is links."""
        segment = self.segments[index]
        return segment.linked >= len(segment.text) / 2

    def put_aside(self, indices: Iterable[int], reason: str) -> None:
        """Put segments aside, except for the title and what is aside already."""
        for index in indices:
            if index != self.title and not self.aside[index]:
                self.aside[index] = reason
