"""What of a page is put aside: what its names, its headings and its links give away as boilerplate."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from extractors.folding import fold
from pipeline.reading.html_hints import Hint, boilerplate_data, hint_of_tag
from pipeline.reading.html_layout import Box, Layout, Segment

# A segment counts as prose with the characters that it has beyond this, links counted against it.
_PROSE_FROM = 30
# A segment with so much prose is running text and no label or date.
_LONG = 60
# A box that is named like boilerplate but holds the title and this share of the prose holds the whole page.
_WRAPPER_SHARE = 0.5
# With less prose left than this, or than this share, the largest box that was put aside was the content after all.
_LEFT = 200
_LEFT_SHARE = 0.1
_MAX_TAKEN_BACK = 3
# The part of a page that a heading opens is no boilerplate if it holds this share of all prose.
_SECTION_SHARE = 0.4
# A line that opens or is boilerplate has few characters beyond the phrase.
_PHRASE_REST = 30
_CREDIT_LENGTH = 160
# From this share of linked characters on, a box holds nothing but links.
_LINKED_SHARE = 0.6
# A card is short, and there are others like it.
_CARD_LENGTH = 400

_FIGURE_CONTENT = frozenset({"table", "blockquote", "pre", "ul", "ol", "dl"})
_SINGLE = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "tr", "dt", "dd", "body"})


class _Phrases(NamedTuple):
    sections: re.Pattern[str]
    ends: re.Pattern[str]
    lines: re.Pattern[str]
    credit: re.Pattern[str]


class Totals(NamedTuple):
    """For each box, over what is not put aside in it: characters, linked ones, prose."""

    text: list[int]
    linked: list[int]
    prose: list[int]


def prose(segment: Segment) -> int:
    """How much running text a segment holds, in characters; short lines and links hold none."""
    return max(0, len(segment.text) - 3 * segment.linked - _PROSE_FROM)


class Page:
    """A layout in which segments are put aside one reason after the other.

    `aside` gives for each segment why it is put aside, "" if it is not; `title` is the index of the title.
    """

    def __init__(self, layout: Layout, title: int | None) -> None:
        self.boxes: list[Box] = layout.boxes
        self.segments: list[Segment] = layout.segments
        self.title = title
        self.folded = [fold(segment.text) for segment in self.segments]
        self.prose = [prose(segment) for segment in self.segments]
        self.aside = [""] * len(self.segments)
        # Whether a box is in one that calls itself the article.
        self.in_body = [box.hint == "body" for box in self.boxes]
        for index, box in enumerate(self.boxes[1:], 1):
            self.in_body[index] |= self.in_body[box.parent]

    def totals(self) -> Totals:
        """Sum up each box, its inner boxes included."""
        totals = Totals(*([0] * len(self.boxes) for _ in range(3)))
        for segment, value, reason in zip(self.segments, self.prose, self.aside, strict=True):
            if not reason:
                totals.text[segment.box] += len(segment.text)
                totals.linked[segment.box] += segment.linked
                totals.prose[segment.box] += value
        for index in range(len(self.boxes) - 1, 0, -1):
            parent = self.boxes[index].parent
            for sums in totals:
                sums[parent] += sums[index]
        return totals

    def holds_title(self, box: Box) -> bool:
        """Whether the title is in `box`."""
        return self.title is not None and box.first <= self.title < box.last

    def put_aside(self, indices: Iterator[int] | range, reason: str) -> None:
        """Put segments aside, except for the title and what is aside already."""
        for index in indices:
            if index != self.title and not self.aside[index]:
                self.aside[index] = reason


def put_named_aside(page: Page) -> None:
    """Put aside what tags, roles, classes and ids call boilerplate, unless that leaves nothing."""
    totals = page.totals().prose
    wrappers = _wrappers(page, totals)
    first_long = next(
        (i for i in range((page.title or 0) + 1, len(page.segments)) if page.prose[i] > _LONG),
        len(page.segments),
    )
    reasons: list[str] = []
    for index, box in enumerate(page.boxes):
        outer = reasons[box.parent] if index else ""
        reasons.append(outer if wrappers[index] else _reason(page, index, box.hint, outer, first_long))
    _take_back(page, reasons, totals, first_long)
    for index, segment in enumerate(page.segments):
        mostly_chrome = segment.chrome > len(segment.text) * _LINKED_SHARE
        page.put_aside(range(index, index + 1), reasons[segment.box] or ("chrome" if mostly_chrome else ""))


def _wrappers(page: Page, totals: list[int]) -> list[bool]:
    """Whether a box holds the page rather than being a part of it: the title or the article, and most prose."""
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
    """Why a box with this hint is put aside, `outer` being why the one around it is."""
    box = page.boxes[index]
    if outer == "figure" and box.tag in _FIGURE_CONTENT:
        return ""
    if outer or box.first == box.last:
        return outer
    if hint in ("chrome", "caption"):
        return hint
    if (
        hint == "frame"
    ):  # the head of the site; that of the article holds its title, those of its parts come later
        before_title = page.title is None or box.last <= page.title
        return "frame" if before_title and not page.in_body[index] else ""
    if hint == "person" and not page.holds_title(box):
        return (
            "" if box.first <= first_long else "person"
        )  # a byline stands before the text, a biography after it
    return "figure" if box.tag == "figure" else ""


def _take_back(page: Page, reasons: list[str], totals: list[int], first_long: int) -> None:
    """Where next to no prose is left, take back the largest box: its name meant something else there."""

    def left(first: int, last: int) -> int:
        inside = range(first, last)
        return sum(page.prose[i] for i in inside if places[segments[i].box] and not reasons[segments[i].box])

    segments = page.segments
    in_body = sum(v for v, s in zip(page.prose, segments, strict=True) if page.in_body[s.box])
    places = page.in_body if in_body > totals[0] * _WRAPPER_SHARE else [True] * len(page.boxes)
    enough = min(_LEFT, _LEFT_SHARE * totals[0])
    for _ in range(_MAX_TAKEN_BACK):
        outermost = [
            i
            for i, box in enumerate(page.boxes)
            if i and places[i] and reasons[i] and not reasons[box.parent]
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


def put_phrases_aside(page: Page) -> None:
    """Put aside what visible lines announce as boilerplate: a section, the end of the article, themselves."""
    phrases = _phrases()
    totals = page.totals().prose
    passed = 0
    for index, segment in enumerate(page.segments):
        if page.aside[index] or index == page.title:
            continue
        passed += page.prose[index]
        folded = page.folded[index]
        if len(folded) > _CREDIT_LENGTH:
            continue
        if passed > totals[0] * _SECTION_SHARE and _begins(phrases.ends, folded):
            page.put_aside(range(index, len(page.segments)), "end")
        elif _begins(phrases.sections, folded):
            page.put_aside(range(index, _section_end(page, index, totals)), "section")
        elif _begins(phrases.lines, folded):
            page.aside[index] = "line"
        elif segment.kind != "heading" and phrases.credit.search(folded):
            page.aside[index] = "credit"


def _begins(pattern: re.Pattern[str], folded: str) -> bool:
    found = pattern.match(folded)
    return found is not None and len(folded) - found.end() < _PHRASE_REST


def _section_end(page: Page, index: int, totals: list[int]) -> int:
    """Where the section ends that a line opens: with its box, or with the last link before a heading or prose."""
    opened, box = -1, page.segments[index].box
    while box > 0 and page.boxes[box].first == index and totals[box] < totals[0] * _SECTION_SHARE:
        opened, box = box, page.boxes[box].parent
    if opened > 0 and page.boxes[opened].last > index + 1:
        return page.boxes[opened].last
    heading = page.segments[index]
    level = heading.level if heading.kind == "heading" else 7
    end = index + 1
    for following in range(index + 1, page.boxes[box].last):
        segment = page.segments[following]
        if (
            (segment.kind == "heading" and segment.level <= level)
            or page.prose[following] > _LONG
            or page.aside[following]
        ):
            break
        if segment.linked:
            end = following + 1
    return end


def put_links_aside(page: Page) -> None:
    """Put aside boxes that hold nothing but links, unless a sentence leads in to them."""
    totals = page.totals()
    done = 0  # no segment before this one needs to be looked at again
    for index, box in enumerate(page.boxes):
        linked, text = totals.linked[index], totals.text[index]
        if (
            box.first < done
            or box.tag in _SINGLE
            or not linked
            or linked < text * _LINKED_SHARE
            or totals.prose[index]
        ):
            continue
        before = next(
            (i for i in range(box.first - 1, max(-1, box.first - 4), -1) if not page.aside[i]), None
        )
        if before is not None and page.segments[before].text.endswith(":") and page.prose[before]:
            continue
        page.put_aside(range(box.first, box.last), "links")
        done = box.last


def put_cards_aside(page: Page) -> None:
    """Put aside boxes of one kind, side by side, each of which is headed by a link: teasers of other pages."""
    totals = page.totals()
    groups: dict[tuple[int, str, str], list[Box]] = {}
    for index, box in enumerate(page.boxes):
        if (
            totals.linked[index]
            and totals.text[index] < _CARD_LENGTH
            and box.tag != "p"
            and _is_card(page, box)
        ):
            groups.setdefault((box.parent, box.tag, box.names), []).append(box)
    for cards in groups.values():
        if len(cards) > 1:
            for card in cards:
                page.put_aside(range(card.first, card.last), "card")


def _is_card(page: Page, box: Box) -> bool:
    return any(
        segment.linked >= len(segment.text) * 0.8
        and (segment.kind == "heading" or segment.bold >= segment.linked)
        for segment in page.segments[box.first : box.last]
    )


@cache
def _phrases() -> _Phrases:
    data = boilerplate_data()["phrases"]
    opening = r"(?:\d+ +|[^\w©(]+)?"
    return _Phrases(
        *(
            re.compile(rf"{opening}(?:{'|'.join(map(re.escape, data[name]))})s?(?!\w)")
            for name in ("sections", "ends", "lines")
        ),
        re.compile("|".join(data["credits"])),
    )
