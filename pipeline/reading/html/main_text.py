"""Which segments of a page are its main text: where its prose stands, and what belongs to that."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.text.folding import fold
from pipeline.reading.html.aside import (
    put_cards_aside,
    put_headings_aside,
    put_links_aside,
    put_phrases_aside,
)
from pipeline.reading.html.layout import Layout
from pipeline.reading.html.names import put_named_aside
from pipeline.reading.html.page import LONG, Page

# The core of the page is the smallest box with this share of its prose …
_CORE_SHARE = 0.7
# … where prose in a box that calls itself the article counts this many times.
_BODY_WEIGHT = 3
# What follows the core belongs to the article with this share of prose at least, and of links at most.
_TAIL_PROSE = 0.4
_TAIL_LINKED = 0.3
# What editors write, where the layout of a page has divisions: it belongs to the article though it is short.
_WRITTEN = frozenset({"p", "ul", "ol", "dl", "table", "blockquote", "pre", "h2", "h3", "h4", "h5", "h6"})
_TABLE_PARTS = frozenset({"tr", "thead", "tbody", "tfoot"})
# Above the title there may be a line of the kind "Communiqué", in a box so many levels around it.
_KICKER_LEVELS = 2
# What is in the head of the site and a link leads to its first page; headings of the first level come first.
_TITLE_LINKED, _TITLE_FRAMED, _TITLE_FIRST_LEVEL = -0.2, -0.3, 0.3
_TITLE_LEVELS = 3
_TITLE_LENGTH = 8  # shorter headings may be in any name
# A line with a whole date, as sites print it under the title or in one of the lines above it.
_DATE_LINE = re.compile(
    r"\b\d{1,2}(?:er)? ?[/. -] ?(?:\d{1,2}|[a-z]{3,9}\.?) ?[/. -] ?(?:19|20)\d\d\b"
    r"|\b(?:19|20)\d\d-\d\d-\d\d\b"
)
_DATE_LINE_LENGTH = 120
_DATE_ABOVE = 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """For each segment whether it is main text and why not, and the index of the title."""

    main: list[bool]
    reasons: list[str]
    title: int | None


def find_main(layout: Layout, names: Sequence[str]) -> Verdict:
    """Tell the main text of a page from its boilerplate.

    Parameters
    ----------
    layout : Layout
        The page.
    names : sequence of str
        What its metadata call it: the heading that says the same is its title.
    """
    if not layout.segments:
        return Verdict([], [], None)
    page = Page(layout, _find_title(layout, names))
    put_named_aside(page)
    put_phrases_aside(page, page.totals().prose)
    totals = page.totals()
    put_links_aside(page, totals)
    put_cards_aside(page, totals)
    put_headings_aside(page)
    core = _core(page)
    root = _root(page, core)
    main = [False] * len(page.segments)
    inside = range(page.boxes[core].first, page.boxes[core].last)
    for index in (*inside, *_lead(page, core, root), *_tail(page, core, root)):
        main[index] = not page.aside[index]
    if page.title is not None:
        main[page.title] = True
        near = range(max(0, page.title - _DATE_ABOVE), page.title)
        above = [index for index in near if not page.is_linked(index)]  # no entry of a list of dates
        for index in (*above, *_until_prose(page, page.title + 1)):
            main[index] |= _is_date_line(page, index)
    return Verdict(main, page.aside, page.title)


def _find_title(layout: Layout, names: Sequence[str]) -> int | None:
    """Find the heading that says most exactly what the page is called; else the first of the first level."""
    wanted = [fold(name).strip() for name in names]
    framed = [box.hint == "frame" for box in layout.boxes]
    for index, box in enumerate(layout.boxes[1:], 1):
        framed[index] |= framed[box.parent]
    best, best_score = None, 0.0
    for index, segment in enumerate(layout.segments):
        if segment.kind != "heading" or segment.level > _TITLE_LEVELS:
            continue
        text = fold(segment.text).replace("\n", " ")
        score = max((_likeness(text, name) for name in wanted), default=0.0)
        score += _TITLE_FIRST_LEVEL if segment.level == 1 else 0.0
        if segment.linked:
            score += _TITLE_LINKED + (_TITLE_FRAMED if framed[segment.box] else 0.0)
        if score > best_score:
            best, best_score = index, score
    return best


def _likeness(heading: str, name: str) -> float:
    """Tell how much a heading says what a page is called, from 0 to 1; names hold the site's name as well."""
    if heading == name:
        return 1.0
    shorter, longer = sorted((heading, name), key=len)
    return len(shorter) / len(longer) if len(shorter) > _TITLE_LENGTH and shorter in longer else 0.0


def _core(page: Page) -> int:
    """Find the smallest box that holds most of the prose that is left."""
    sums = [0.0] * (len(page.boxes) + 1)  # the last one is that of no box
    for value, segment, reason in zip(page.prose, page.segments, page.aside, strict=True):
        if not reason:
            sums[segment.box] += value * (_BODY_WEIGHT if page.in_body[segment.box] else 1)
    for index in range(len(page.boxes) - 1, 0, -1):
        sums[page.boxes[index].parent] += sums[index]
    largest: dict[int, int] = {}  # box → the inner box with most prose, single paragraphs aside
    for index, box in enumerate(page.boxes[1:], 1):
        if box.last - box.first > 1 and sums[index] > sums[largest.get(box.parent, -1)]:
            largest[box.parent] = index
    core = 0
    while core in largest and sums[largest[core]] >= sums[core] * _CORE_SHARE:
        core = largest[core]
    while page.boxes[core].tag in _TABLE_PARTS:
        core = page.boxes[core].parent
    return core


def _root(page: Page, core: int) -> int:
    """Find the smallest box around the core that holds the title, and what calls itself the article."""
    root = core
    while page.in_body[root] and page.boxes[root].hint != "body":
        root = page.boxes[root].parent
    while root > 0 and page.title is not None and not page.holds_title(page.boxes[root]):
        root = page.boxes[root].parent
    return root


def _lead(page: Page, core: int, root: int) -> list[int]:
    """Find what stands before the core and belongs to it: kicker, date, byline, introduction, sections."""
    first = page.boxes[root].first
    if page.title is not None and page.title < page.boxes[core].last:
        first, around = page.title, page.segments[page.title].box
        for _ in range(_KICKER_LEVELS):
            if around not in (0, root):
                around = page.boxes[around].parent
                first = page.boxes[around].first
    return [index for index in range(first, page.boxes[core].first) if not page.is_linked(index)]


def _tail(page: Page, core: int, root: int) -> list[int]:
    """Find what stands after the core and belongs to it: what editors write, and what is prose."""
    if core == root:
        return []
    totals = page.totals()
    last = page.boxes[core].last
    path = {core}
    while core != root:
        core = page.boxes[core].parent
        path.add(core)
    found = [
        index
        for index in range(last, page.boxes[root].last)
        if page.segments[index].box in path and not page.is_linked(index)
    ]
    for index, box in enumerate(page.boxes):
        text = totals.text[index]
        if text and box.first >= last and box.parent in path and index not in path:
            is_text = box.tag in _WRITTEN or totals.prose[index] >= text * _TAIL_PROSE
            if is_text and totals.linked[index] <= text * _TAIL_LINKED:
                found += range(box.first, box.last)
    return found


def _until_prose(page: Page, index: int) -> Iterator[int]:
    """Count on to the first running text."""
    while index < len(page.segments) and (page.aside[index] or page.prose[index] < LONG):
        yield index
        index += 1


def _is_date_line(page: Page, index: int) -> bool:
    text = page.segments[index].text
    if len(text) > _DATE_LINE_LENGTH or page.aside[index] in ("card", "section", "links", "end"):
        return False
    return _DATE_LINE.search(fold(text)) is not None
