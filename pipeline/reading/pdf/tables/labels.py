"""Labels that run over several lines, put together: where the lines of a column lie closer than its rows."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from pipeline.reading.pdf.words import Words

_SAME = 1.15  # of the pitch of lines: what lies that close is one label
_TOTAL = re.compile(r"(?i:(?:sous-?)?tota(?:l|ux)\b|ensemble\b)")
_GOES_ON = re.compile(r"[a-zà-ÿ(&]")


@dataclass(slots=True)
class Label:
    """Words of a column that belong together; `band` numbers the space between two lines drawn across."""

    column: int
    top: float
    bottom: float
    band: int
    words: list[int]

    @property
    def middle(self) -> float:
        """The height at which it stands."""
        return (self.top + self.bottom) / 2


def group_labels(words: Words, lines: Sequence[Label], rows: Sequence[float]) -> list[Label]:
    """Join the lines of labels.

    Parameters
    ----------
    words : Words
        All words of the page.
    lines : sequence of Label
        What stands in the columns of labels, line by line.
    rows : sequence of float
        The heights at which figures stand, from the top.
    """
    by_column = sorted(lines, key=lambda label: (label.column, label.top))
    columns = [list(run) for _, run in groupby(by_column, key=lambda label: label.column)]
    gaps = [below.middle - above.middle for run in columns for above, below in pairwise(run)]
    pitch = min((gap for gap in gaps if gap > 4), default=0.0)
    spaced = min((low - high for high, low in pairwise(rows)), default=0.0) > _SAME * pitch
    joined: list[Label] = []
    for run in columns:
        for index, line in enumerate(run):
            if index and _is_one(words, joined[-1], run[index - 1], line, pitch, rows, spaced=spaced):
                joined[-1].bottom = line.bottom
                joined[-1].words += line.words
            else:
                joined.append(Label(line.column, line.top, line.bottom, line.band, list(line.words)))
    return joined


def _is_one(
    words: Words,
    label: Label,
    above: Label,
    line: Label,
    pitch: float,
    rows: Sequence[float],
    *,
    spaced: bool,
) -> bool:
    """Whether a line goes on with the label above it."""
    if label.band != line.band:
        return False
    if line.middle - above.middle > _SAME * pitch:
        return False
    if spaced:
        return True
    # Rows as close as lines: a line beside figures of its own begins a label, unless its first letter says no.
    beside = any(line.top <= row <= line.bottom for row in rows)
    return not beside and _GOES_ON.match(words.texts[line.words[0]]) is not None


def is_total(words: Words, index: int) -> bool:
    """Whether the word at `index` begins a row of totals: no label of the rows above names it too."""
    return _TOTAL.match(words.texts[index]) is not None


def named_rows(
    labels: Sequence[Label], rows: Sequence[float], *, groups: bool, closed: Collection[float] = ()
) -> list[list[float]]:
    """Return the rows that each label of a column names, by their heights.

    A label names the rows beside it. One of `groups` also names those around it that have no label of their own:
    those below it where labels stand at the top of their group, else the nearest ones, but for those `closed`.
    """
    named = [[row for row in rows if label.top <= row <= label.bottom] for label in labels]
    among = [
        i for i, label in enumerate(labels) if named[i] or label.middle > rows[0]
    ]  # the others are headings
    if not groups or not among:
        return named
    taken = {row for beside in named for row in beside}
    at_top = rows[0] in taken
    for row in rows:
        if row in taken or row in closed:
            continue
        above = [i for i in among if labels[i].middle < row]
        nearest = min(among, key=lambda i: abs(labels[i].middle - row))
        index = above[-1] if at_top and above else nearest
        if abs(labels[index].middle - row) < (rows[-1] - rows[0]) / 2 + 1:
            named[index].append(row)
    return [sorted(beside) for beside in named]
