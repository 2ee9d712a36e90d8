"""Ranks that a page sets apart from what they count: tiles with a large "1" above "Agir tôt"."""

import re
from collections.abc import Iterator, Sequence

from pipeline.reading.html.layout import Layout

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨"
_RANK = re.compile(
    rf"(?:[nN] ?[°º] ?)?(?:0?(?P<digit>[1-9])|(?P<roman>[IVX]{{1,4}})|(?P<circled>[{_CIRCLED}]))"
    r"(?: ?/ ?\d{1,2})? ?[.)°:–-]?"
)
_LONGEST_RANK = 8  # characters
_FARTHEST = 16  # segments from one rank to the next
_LONGEST_TITLE = 250  # characters
_WORDS = re.compile(r"[^\W\d_]{2,}\W+[^\W\d_]")


def join_ranks(layout: Layout) -> Layout:
    """Write ranks that count from one on, each a piece by itself, before what stands below each of them.

    >>> from selectolax.lexbor import LexborHTMLParser
    >>> from pipeline.reading.html.layout import lay_out
    >>> page = "<div><b>1</b><p>Agir très tôt</p></div><div><b>2</b><p>Loger mieux</p></div>"
    >>> [segment.text for segment in join_ranks(lay_out(LexborHTMLParser(page).body)).segments]
    ['1. Agir très tôt', '2. Loger mieux']
    """
    segments = layout.segments
    joined: set[int] = set()
    run: list[int] = []
    for index, rank in _ranks(layout):
        goes_on = bool(run) and rank == len(run) + 1 and index - run[-1] <= _FARTHEST
        if not (goes_on and _looks_alike(layout, run[-1], index)):
            joined.update(run if len(run) > 1 else ())
            run = []
        if rank == len(run) + 1:
            run.append(index)
    joined.update(run if len(run) > 1 else ())
    for index in joined:
        below = segments[index + 1]
        below.text = f"{_rank_of(segments[index].text)}. {below.text}"
    return layout.without(joined) if joined else layout


def _ranks(layout: Layout) -> Iterator[tuple[int, int]]:
    """Yield the segments that are nothing but a rank above a few words, and which rank that is."""
    segments = layout.segments
    for index in range(len(segments) - 1):
        text = segments[index].text
        if len(text) > _LONGEST_RANK or not (rank := _rank_of(text)):
            continue
        below = segments[index + 1]
        of_table = "cell" in (segments[index].kind, below.kind)
        short = len(below.text) <= _LONGEST_TITLE and "\n" not in below.text
        if of_table or below.kind == "item" or not (short and _WORDS.search(below.text)):
            continue
        if _opens(layout, index):
            yield index, rank


def _opens(layout: Layout, index: int) -> bool:
    """Whether a segment stands above the next one and below none to which it could belong: it opens its boxes."""
    box = layout.boxes[layout.segments[index].box]
    while box.last == index + 1 and box.first == index and box.parent >= 0:
        box = layout.boxes[box.parent]
    return box.last > index + 1


def _rank_of(text: str) -> int:
    """Return which rank a text is, 0 where it is none."""
    found = _RANK.fullmatch(text)
    if found is None:
        return 0
    if found["digit"]:
        return int(found["digit"])
    signs: Sequence[str] = _CIRCLED if found["circled"] else _ROMAN
    sign = found["circled"] or found["roman"]
    return signs.index(sign) + 1 if sign in signs else 0


def _looks_alike(layout: Layout, one: int, other: int) -> bool:
    """Whether two segments stand in boxes of the same make."""
    first, second = (layout.boxes[layout.segments[index].box] for index in (one, other))
    return (first.tag, first.names) == (second.tag, second.names)
