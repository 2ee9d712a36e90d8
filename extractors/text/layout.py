"""Where the words of a text stand on its pages."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

Box = tuple[float, float, float, float]


class Layout:
    """The page and the box of each word of a text, in arrays: 28 bytes a word.

    Parameters
    ----------
    starts : sequence of int
        Offset at which each word starts, ascending; what stands between two words belongs to the first.
    pages : sequence of int
        The 1-based page of each.
    boxes : sequence of boxes
        x0, top, x1 and bottom of each, in points from the top left of the page.
    confidences : sequence of float, optional
        How sure each was recognised, from 0 to 1; nothing where all were written.

    Examples
    --------
    >>> layout = Layout([0, 3, 11], [1, 1, 1], [(72, 9, 84, 21), (88, 9, 120, 21), (72, 25, 100, 37)])
    >>> layout.place(0, 10)
    (1, [(72.0, 9.0, 120.0, 21.0)])
    >>> layout.place(5, 15)
    (1, [(88.0, 9.0, 120.0, 21.0), (72.0, 25.0, 100.0, 37.0)])
    """

    __slots__ = ("_boxes", "_confidences", "_pages", "starts")

    def __init__(
        self,
        starts: "Sequence[int] | Array",
        pages: "Sequence[int] | Array",
        boxes: "Sequence[Box] | Array",
        confidences: "Sequence[float] | Array" = (),
    ) -> None:
        # Not needed by those who only ask whether there is anything to read.
        import numpy as np

        # Plain arrays, not numpy's: smaller to send from one process to another, faster to look up one by one.
        self.starts = array("q", np.asarray(starts, np.int64).tobytes())
        self._pages = array("i", np.asarray(pages, np.int32).tobytes())
        self._boxes = array("f", np.asarray(boxes, np.float32).tobytes())
        self._confidences = array("f", np.asarray(confidences, np.float32).tobytes())

    def __len__(self) -> int:
        return len(self.starts)

    def page(self, offset: int) -> int | None:
        """Return the page on which the character at `offset` stands, None in an empty layout."""
        return self._pages[self._word(offset)] if self.starts else None

    def confidence(self, start: int, end: int) -> float:
        """Return how sure the characters of a passage are: those of a word as it is, of several as their mean.

        >>> Layout([0, 3], [1, 1], [(72, 9, 84, 21), (88, 9, 120, 21)], [0.9, 0.7]).confidence(0, 9)
        0.8
        """
        if not self._confidences:
            return 1.0
        first = self._word(start)
        sure = self._confidences[first : max(bisect_left(self.starts, end), first + 1)]
        return round(sum(sure) / len(sure), 2)

    def place(self, start: int, end: int) -> tuple[int | None, list[Box]]:
        """Return the page on which the passage from `start` to `end` begins, and a box for each of its lines there."""
        if not self.starts:
            return None, []
        first = self._word(start)
        page = self._pages[first]
        lines: list[Box] = []
        for index in range(first, max(bisect_left(self.starts, end), first + 1)):
            if self._pages[index] != page:
                break
            x0, top, x1, bottom = (round(edge, 2) for edge in self._boxes[4 * index : 4 * index + 4])
            if lines and _same_line(lines[-1], (x0, top, x1, bottom)):
                lines[-1] = _join(lines[-1], (x0, top, x1, bottom))
            else:
                lines.append((x0, top, x1, bottom))
        return page, lines

    def _word(self, offset: int) -> int:
        return max(0, bisect_right(self.starts, offset) - 1)


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
