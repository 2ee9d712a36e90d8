"""Putting aside what tags, roles, classes and ids call boilerplate."""

from pipeline.reading.html.captions import is_told
from pipeline.reading.html.hints import Hint, hint_of_tag
from pipeline.reading.html.page import LONG, Page
from pipeline.reading.html.text import is_figure

# A box that is named like boilerplate but holds the title or the article, and this share of the prose, is
# what the whole page stands in.
_WRAPPER_SHARE = 0.5
# With less prose left than this or than this share, the largest box that was put aside was the content.
_LEFT = 200
_LEFT_SHARE = 0.1
_MAX_TAKEN_BACK = 3
# From this share on, a segment belongs to the inline elements in it that are named like boilerplate.
_INLINE_SHARE = 0.6
_FIGURE_CONTENT = frozenset({"table", "blockquote", "pre", "ul", "ol", "dl"})


def put_named_aside(page: Page) -> None:
    """Put aside what tags, roles, classes and ids call boilerplate, unless that leaves nothing."""
    totals = page.totals().prose
    wrappers = _wrappers(page, totals)
    first_long = _first_long(page)
    reasons: list[str] = []
    for index, box in enumerate(page.boxes):
        outer = reasons[box.parent] if index else ""
        reasons.append(outer if wrappers[index] else _reason(page, index, box.hint, outer, first_long))
    _take_back(page, reasons, totals, first_long)
    for index, segment in enumerate(page.segments):
        in_chrome = segment.chrome and segment.chrome > len(segment.text) * _INLINE_SHARE
        if index != page.title:
            page.aside[index] = reasons[segment.box] or ("chrome" if in_chrome else "")


def _first_long(page: Page) -> int:
    """Find the first running text after the title."""
    after_title = range((page.title or 0) + 1, len(page.segments))
    return next((index for index in after_title if page.prose[index] > LONG), len(page.segments))


def _wrappers(page: Page, totals: list[int]) -> list[bool]:
    """Tell for each box whether the page stands in it, rather than it in the page."""
    article = [totals[index] if box.hint == "body" else 0 for index, box in enumerate(page.boxes)]
    for index in range(len(page.boxes) - 1, 0, -1):
        parent = page.boxes[index].parent
        article[parent] = max(article[parent], article[index])
    enough = totals[0] * _WRAPPER_SHARE
    return [
        article[index] > enough or (totals[index] > enough and page.holds_title(box))
        for index, box in enumerate(page.boxes)
    ]


def _reason(page: Page, index: int, hint: Hint, outer: str, first_long: int) -> str:
    """Say why a box with this hint is put aside, `outer` being why the one around it is."""
    box = page.boxes[index]
    if outer == "figure" and (box.tag in _FIGURE_CONTENT or (hint == "caption" and is_told(page, box))):
        return ""
    if outer or box.first == box.last:
        return outer
    if hint == "chrome":
        return hint
    if hint == "caption":
        return "" if is_told(page, box) else hint
    if (
        hint == "frame"
    ):  # the head of the site; that of the article holds its title, those of its parts come later
        before_title = page.title is None or box.last <= page.title
        return "frame" if before_title and not page.in_body[index] else ""
    if hint == "teaser":  # an introduction has no links
        return "chrome" if any(s.linked for s in page.segments[box.first : box.last]) else ""
    if hint == "person" and not page.holds_title(
        box
    ):  # a byline stands before the text, a biography after it
        return "" if box.first <= first_long else "person"
    return "figure" if box.tag == "figure" and not is_figure(page.segments[box.first].text) else ""


def _take_back(page: Page, reasons: list[str], totals: list[int], first_long: int) -> None:
    """Where next to no prose is left, take back the largest box: its name meant something else there."""
    segments = page.segments
    in_body = sum(
        value for value, segment in zip(page.prose, segments, strict=True) if page.in_body[segment.box]
    )
    places = page.in_body if in_body > totals[0] * _WRAPPER_SHARE else [True] * len(page.boxes)
    enough = min(_LEFT, _LEFT_SHARE * totals[0])

    def left(first: int, last: int) -> int:
        boxes = ((index, segments[index].box) for index in range(first, last))
        return sum(page.prose[index] for index, box in boxes if places[box] and not reasons[box])

    for _ in range(_MAX_TAKEN_BACK):
        outermost = [
            index
            for index, box in enumerate(page.boxes)
            if index and places[index] and reasons[index] and not reasons[box.parent]
        ]
        if left(0, len(segments)) >= enough or not outermost:
            return
        largest = max(outermost, key=totals.__getitem__)
        first, last = page.boxes[largest].first, page.boxes[largest].last
        for by_names in (True, False):  # where names put all of it aside again, only tags count
            reasons[largest] = ""
            for index in range(largest + 1, len(page.boxes)):
                box = page.boxes[index]
                if box.first >= last:
                    break
                hint = box.hint if by_names else hint_of_tag(box.tag)
                reasons[index] = _reason(page, index, hint, reasons[box.parent], first_long)
            if left(first, last) >= enough:
                break
