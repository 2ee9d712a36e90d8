"""Offices on one side of a page and names on the other: each office is read with the name beside or below it."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from extractors.text.folding import fold
from extractors.text.signing_lines import BODY, SIGNER
from pipeline.reading.pdf.beside import beside
from pipeline.reading.pdf.lines import Line

_APART = 0.5  # heights of a line: what stands farther below the line above is of another signatory
_LONGEST_NAME, _NAME_WORDS = 2, 6  # lines, words
_BODY = re.compile(rf"{BODY}\w*")  # "L'État,", and below it "la préfète"


def signing_rows(offices: Sequence[Line], names: Sequence[Line]) -> list[Line]:
    """Return the lines of two columns, of each signatory the office and then the name; none where they hold others.

    An office may have more lines than the name, which stands at the top, in the middle or at the foot of its row. A
    row of headings may stand over them.
    """
    headed = not _signs(offices[0]) and beside(offices[0], names[0])
    if not all(map(_signs, offices[headed : headed + 1])) or any(map(_is_no_name, names)):
        return []
    starts = [0, *(place for place, pair in enumerate(pairwise(offices), 1) if _begins(*pair)), len(offices)]
    tops = [offices[start].top for start in starts[:-1]]
    rows: list[list[Line]] = []
    taken = 0
    for name in names:
        end = starts[bisect_right(tops, name.bottom)]
        if end > taken:
            rows.append([*offices[taken:end]])
            taken = end
        if not rows:
            return []
        rows[-1].append(name)
    signed = rows[headed:]
    if taken < len(offices) or len(signed) < 2 or not all(_signs(row[0]) for row in signed):
        return []
    short = len(names) <= _LONGEST_NAME * len(rows)
    return [line for row in rows for line in row] if short else []


def _begins(above: Line, line: Line) -> bool:
    """Whether a line is of another signatory than the one above it: by the room between them, or by its words."""
    far = line.top - above.bottom > _APART * line.height
    return far or (_signs(line) and not above.text.endswith(","))


def _signs(line: Line) -> bool:
    words = fold(line.text)
    return SIGNER.match(words) is not None or _BODY.match(words) is not None


def _is_no_name(line: Line) -> bool:
    long = len(line.indexes) > _NAME_WORDS
    return long or _signs(line) or any(char.isdigit() for char in line.text)
