"""Which segments of a page are its main text: where its prose stands, and what belongs to that."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.folding import fold
from pipeline.reading.html_aside import (
    Page,
    put_cards_aside,
    put_links_aside,
    put_named_aside,
    put_phrases_aside,
)
from pipeline.reading.html_layout import Layout

# The core of the page is the smallest box with this share of its prose …
_CORE_SHARE = 0.7
# … where prose in a box that calls itself the article counts this many times.
_BODY_WEIGHT = 3
# What follows the core belongs to the article with at least this share of prose and at most this one of links.
_TAIL_PROSE = 0.4
_TAIL_LINKED = 0.3
# Above the title there may be a heading of the kind "Communiqué", in a box this many levels around it.
_KICKER_LEVELS = 2
_DATE_LINE = re.compile(
    r"(?:publie|mis a jour|mise a jour|modifie|date|cree|redige|par |le |paru|article mis).{0,60}\b\d{1,4}\b"
)
_DATE_LINE_LENGTH = 120


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
    page = Page(layout, _find_title(layout, names))
    put_named_aside(page)
    put_phrases_aside(page)
    put_links_aside(page)
    put_cards_aside(page)
    core = _core(page)
    root = core
    while root > 0 and page.title is not None and not page.holds_title(page.boxes[root]):
        root = page.boxes[root].parent
    main = [False] * len(page.segments)
    for index in (*_lead(page, core, root), *_tail(page, core, root)):
        main[index] = True
    for index in range(page.boxes[core].first, page.boxes[core].last):
        main[index] = True
    main = [is_main and not reason for is_main, reason in zip(main, page.aside, strict=True)]
    if page.title is not None:
        main[page.title] = True
        for index in range(page.title + 1, page.boxes[core].first):
            main[index] |= _is_date_line(page, index)
    return Verdict(main, page.aside, page.title)


def _find_title(layout: Layout, names: Sequence[str]) -> int | None:
    """The heading that says most exactly what the page is called; else the first of the first level."""
    wanted = [fold(name).strip() for name in names]
    best, best_score = None, 0.0
    for index, segment in enumerate(layout.segments):
        if segment.kind != "heading" or segment.level > 3 or segment.hidden:
            continue
        text = fold(segment.text).replace("\n", " ")
        score = max((_likeness(text, name) for name in wanted), default=0.0)
        score += (0.3 if segment.level == 1 else 0.0) - (0.2 if segment.linked else 0.0)
        if score > best_score:
            best, best_score = index, score
    return best


def _likeness(heading: str, name: str) -> float:
    """How much a heading says what a page is called, from 0 to 1; names carry the site's name as well."""
    if heading == name:
        return 1.0
    shorter, longer = sorted((heading, name), key=len)
    return len(shorter) / len(longer) if len(shorter) > 8 and shorter in longer else 0.0


def _core(page: Page) -> int:
    """The smallest box that holds most of the prose that is left."""
    sums = [0.0] * len(page.boxes)
    for value, segment, reason in zip(page.prose, page.segments, page.aside, strict=True):
        if not reason:
            sums[segment.box] += value * (_BODY_WEIGHT if page.in_body[segment.box] else 1)
    for index in range(len(page.boxes) - 1, 0, -1):
        sums[page.boxes[index].parent] += sums[index]
    largest: dict[int, int] = {}  # box → the inner box with most prose
    for index, box in enumerate(page.boxes[1:], 1):
        if sums[index] > sums[largest[box.parent]] if box.parent in largest else sums[index]:
            largest[box.parent] = index
    core = 0
    while core in largest and sums[largest[core]] >= sums[core] * _CORE_SHARE:
        core = largest[core]
    return core


def _lead(page: Page, core: int, root: int) -> list[int]:
    """What stands before the core and belongs to it: kicker, date, byline, introduction."""
    if page.title is None or page.title >= page.boxes[core].first:
        return []
    around = page.segments[page.title].box
    for _ in range(_KICKER_LEVELS):
        around = page.boxes[around].parent if around not in (0, root) else around
    first = page.boxes[around].first if around else page.title
    return [
        index
        for index in range(first, page.boxes[core].first)
        if page.segments[index].linked < len(page.segments[index].text) / 2
    ]


def _is_date_line(page: Page, index: int) -> bool:
    folded = page.folded[index]
    return (
        len(folded) < _DATE_LINE_LENGTH
        and not page.segments[index].hidden
        and _DATE_LINE.match(folded) is not None
    )


def _tail(page: Page, core: int, root: int) -> list[int]:
    """What stands after the core and still is prose."""
    totals = page.totals()
    path = {core}
    while core != root:
        core = page.boxes[core].parent
        path.add(core)
    last = page.boxes[min(path, key=lambda box: page.boxes[box].last)].last
    found: list[int] = []
    for index, box in enumerate(page.boxes):
        text = totals.text[index]
        if text and box.first >= last and box.parent in path and index not in path:
            if totals.prose[index] >= text * _TAIL_PROSE and totals.linked[index] <= text * _TAIL_LINKED:
                found += range(box.first, box.last)
    return found
