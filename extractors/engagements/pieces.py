"""Passages cut into pieces, but within brackets."""

import re

Bounds = list[tuple[int, int]]

COMMA = re.compile(r", +(?:et |puis |ou encore |ainsi que |ainsi qu'|mais aussi |enfin )?")
_SHORTEST = 2  # characters: what is no longer is no piece


def split(folded: str, start: int, end: int, joint: re.Pattern[str]) -> Bounds:
    """Return the bounds of what stands between the joints of a passage that are not in brackets.

    >>> text = "un bus (à Gap, à Die), dix places"
    >>> [text[low:high] for low, high in split(text, 0, len(text), COMMA)]
    ['un bus (à Gap, à Die)', 'dix places']
    """
    parts: Bounds = []
    for found in joint.finditer(folded, start, end):
        if folded.count("(", start, found.start()) > folded.count(")", start, found.start()):
            continue
        parts.append((start, found.start()))
        start = found.end()
    return [(low, high) for low, high in [*parts, (start, end)] if high - low > _SHORTEST]
