"""Which lines of a PDF page make a paragraph: by where they stand, and by their words where that leaves doubt."""

from collections.abc import Sequence
from itertools import pairwise

from pipeline.reading.pdf.lines import Line

# In heights of a line, or shares of the usual distance between lines.
_PARTED = 1.35
_PARTED_AFTER_A_SENTENCE = 1.12
_SIZE_CHANGE = 1.15
_INDENT = 0.8
_HANGING = 2.0  # what hangs behind the marker of an item
_SLACK = 0.4
_CENTRED = 1.0
_FEW_WORDS = 5
_FAR = 2.0
_FLUSH = 0.2
_FLUSH_SHARE = 0.4


def usual_pitch(lines: Sequence[Line]) -> float:
    """The distance from one line of a paragraph to the next, in heights of a line.

    Lists and headings stand further apart: the lower quarter is that of paragraphs.
    """
    steps = sorted(
        (after.base - before.base) / before.height
        for before, after in pairwise(lines)
        if 0.5 * before.height < after.base - before.base < 3 * before.height
    )
    return steps[len(steps) // 4] if steps else 1.0


def set_right_edges(lines: Sequence[Line]) -> None:
    """Set where the lines of a column end on the right.

    That is where most of a stretch of lines end together, if they do (text set in a box, a narrower list), and
    the farthest end in the column otherwise, but for one line that reaches out alone.
    """
    if not lines:
        return
    ends = sorted((line.x1 for line in lines), reverse=True)
    lone = len(ends) > 2 and ends[0] - ends[1] > 2 * lines[0].height
    column = ends[1] if lone else ends[0]
    start = 0
    for index in range(1, len(lines) + 1):
        if index < len(lines) and _is_close(lines[index - 1], lines[index]):
            continue
        stretch = lines[start:index]
        farthest = max([line.x1 for line in stretch])
        flush = sum([farthest - line.x1 < _FLUSH * line.height for line in stretch])
        right = farthest if flush >= max(3, _FLUSH_SHARE * len(stretch)) else column
        for line in stretch:
            line.right = right
        start = index


def _is_close(before: Line, line: Line) -> bool:
    return -0.5 * line.height < line.base - before.base < _FAR * line.height


def is_full(line: Line, after: Line) -> bool:
    """Whether `line` had no room for the first word of the one `after` it."""
    return line.right - line.x1 < after.first_width + _SLACK * line.height


def runs_on(before: Line, line: Line, pitch: float, *, ended: bool) -> bool | None:
    """Whether `line` is of the same paragraph as the one `before` it; None where the place does not tell.

    `ended` says whether a sentence ends between them.
    """
    if before.page != line.page:
        return True if is_full(before, line) and len(before.indexes) >= _FEW_WORDS and not ended else None
    step = line.base - before.base
    if step <= 0:  # the next column
        long = len(before.indexes) >= _FEW_WORDS or not line.first_text[0].isupper()
        return None if long and is_full(before, line) else False
    if line.last_piece is not None:
        return False
    if before.last_piece is not None and not (
        -_INDENT * line.height < line.x0 - before.last_piece < _HANGING * line.height
    ):
        return False
    if step > (_PARTED_AFTER_A_SENTENCE if ended else _PARTED) * max(pitch, 0.95) * before.height:
        return False
    if not 1 / _SIZE_CHANGE < line.height / max(before.height, 0.1) < _SIZE_CHANGE:
        # Recognised letters are not all as high as they were printed: then the words tell.
        return None if before.source.confidences[before.indexes[-1]] < 1 and not ended else False
    full = is_full(before, line)
    if before.bold[1] != line.bold[0] and (ended or not full or _is_heading_over(before, line)):
        return False
    if _stands_right(before, line) and not line.first_text[0].islower():
        return False
    if _is_centred(before, line):
        return None
    if not full or (ended and abs(line.x0 - before.x0) > _SLACK * line.height):
        return None
    return True


def _stands_right(before: Line, line: Line) -> bool:
    """Whether `before` has the right half of its column only: who wrote a text, a date, below which another begins."""
    return before.x0 - line.x0 > (before.right - line.x0) / 2


def _is_heading_over(before: Line, line: Line) -> bool:
    return all(before.bold) and not line.first_text[0].islower()


def _is_centred(first: Line, second: Line) -> bool:
    return (
        abs(first.x0 - second.x0) > _INDENT * first.height
        and abs(first.x0 + first.x1 - second.x0 - second.x1) < _CENTRED * first.height
    )
