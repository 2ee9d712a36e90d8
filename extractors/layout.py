"""Where the words of a text stand on its pages."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import chain

Box = tuple[float, float, float, float]


class Layout:
    """The page and the box of each word of a text, in arrays: some 24 bytes a word.

    Words are added in text order; whatever stands between two of them belongs to the first.

    Examples
    --------
    >>> layout = Layout()
    >>> layout.add([0, 3, 11], [1, 1, 1], [(72, 100, 84, 112), (88, 100, 120, 112), (72, 116, 100, 128)])
    >>> layout.place(0, 10)
    (1, [(72.0, 100.0, 120.0, 112.0)])
    >>> layout.place(5, 15)
    (1, [(88.0, 100.0, 120.0, 112.0), (72.0, 116.0, 100.0, 128.0)])
    """

    def __init__(self) -> None:
        self.starts = array("l")
        self._pages = array("i")
        self._boxes = array("f")

    def __len__(self) -> int:
        return len(self.starts)

    def add(self, starts: Sequence[int], pages: Sequence[int], boxes: Iterable[Sequence[float]]) -> None:
        """Add words: the offsets where they start, their 1-based pages, their boxes from the page's top left."""
        self.starts.extend(starts)
        self._pages.extend(pages)
        self._boxes.extend(chain.from_iterable(boxes))

    def page(self, offset: int) -> int | None:
        """Return the page on which the character at `offset` stands, None in an empty layout."""
        return self._pages[max(0, bisect_right(self.starts, offset) - 1)] if self.starts else None

    def place(self, start: int, end: int) -> tuple[int | None, list[Box]]:
        """Return the page on which the passage from `start` to `end` begins, and a box for each of its lines there."""
        if not self.starts:
            return None, []
        first = max(0, bisect_right(self.starts, start) - 1)
        page = self._pages[first]
        lines: list[Box] = []
        for index in range(first, max(bisect_left(self.starts, end), first + 1)):
            if self._pages[index] != page:
                break
            x0, top, x1, bottom = self._boxes[4 * index : 4 * index + 4]
            box = (round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2))
            if lines and _same_line(lines[-1], box):
                lines[-1] = _join(lines[-1], box)
            else:
                lines.append(box)
        return page, lines


def _same_line(before: Box, after: Box) -> bool:
    shared = min(before[3], after[3]) - max(before[1], after[1])
    return shared > 0.5 * min(before[3] - before[1], after[3] - after[1]) and after[0] >= before[0]


def _join(first: Box, second: Box) -> Box:
    return (
        min(first[0], second[0]),
        min(first[1], second[1]),
        max(first[2], second[2]),
        max(first[3], second[3]),
    )
