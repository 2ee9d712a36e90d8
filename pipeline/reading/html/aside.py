"""Putting aside what lines announce as boilerplate, and what is nothing but links."""

import re
from functools import cache
from typing import NamedTuple

from extractors.text.folding import fold
from extractors.text.teasers import points_on
from pipeline.reading.html.captions import tells_contract
from pipeline.reading.html.hints import boilerplate_data
from pipeline.reading.html.layout import Box
from pipeline.reading.html.page import LONG, Page, Totals

# The part of a page that a heading opens is no boilerplate if it holds this share of all prose; nor does the
# article end before it has so much.
_SECTION_SHARE = 0.4
# A line that opens or is boilerplate has few characters beyond the phrase.
_PHRASE_REST = 30
_LINE_LENGTH = 160
_HEADING_LENGTH = 60
# From this share of linked characters on, a box holds nothing but links.
_LINKED_SHARE = 0.6
# What leads in to a list stands no more than this many lines before it.
_LEAD_IN_LINES = 3
# A card is short.
_CARD_LENGTH = 400
_CARD_LINKED = 0.8
# Boxes whose links are judged with what is around them.
_UNJUDGED = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "td", "th", "tr", "body"})


class _Phrases(NamedTuple):
    openings: re.Pattern[str]  # its groups: sections, ends, lines
    patterns: re.Pattern[str]


def put_phrases_aside(page: Page, prose: list[int]) -> None:
    """Put aside what visible lines announce: a section of boilerplate, the end of the article, themselves.

    `prose` is how much running text each box holds.
    """
    phrases = _phrases()
    passed = 0
    for index, segment in enumerate(page.segments):
        if page.aside[index] or index == page.title:
            continue
        passed += page.prose[index]
        if len(segment.text) > _LINE_LENGTH:
            continue
        folded = fold(segment.text)
        found = phrases.openings.match(folded)
        said = found.lastgroup if found else None
        alone = found is not None and len(folded) - found.end() < _PHRASE_REST
        if said == "ends" and alone and passed > prose[0] * _SECTION_SHARE:
            page.put_aside(range(index, len(page.segments)), "end")
        elif said == "sections" and alone:
            page.put_aside(range(index, _section_end(page, index, prose)), "section")
        elif (said == "lines" and (alone or page.is_linked(index))) or (
            said == "sections" and (page.is_linked(index) or points_on(segment.text))
        ):
            page.aside[index] = "line"
        elif (
            segment.kind != "heading"
            and (found := phrases.patterns.search(folded))
            and not tells_contract(folded[: found.start()])  # "La préfète signe. Photo : A. Roy"
        ):
            page.aside[index] = "pattern"


def _section_end(page: Page, index: int, prose: list[int]) -> int:
    """Find where the section ends that a line opens: with its box, or the last link before other text."""
    opened, box = -1, page.segments[index].box
    while box > 0 and page.boxes[box].first == index and prose[box] < prose[0] * _SECTION_SHARE:
        opened, box = box, page.boxes[box].parent
    if opened > 0 and page.boxes[opened].last > index + 1:
        return page.boxes[opened].last
    heading = page.segments[index]
    level = heading.level if heading.kind == "heading" else 7
    end = index + 1
    for following in range(index + 1, page.boxes[box].last):
        segment = page.segments[following]
        is_heading = segment.kind == "heading" and segment.level <= level
        if is_heading or page.prose[following] > LONG or page.aside[following]:
            break
        if segment.linked:
            end = following + 1
    return end


def put_links_aside(page: Page, totals: Totals) -> None:
    """Put aside boxes that hold nothing but links, unless a line leads in to them or an editor wrote them."""
    written = {
        box.parent
        for box in page.boxes
        if box.tag == "p" and not box.names and any(page.prose[box.first : box.last])
    }
    done = 0  # no segment before this one needs to be looked at again
    for index, box in enumerate(page.boxes):
        linked = totals.linked[index]
        only_links = linked and linked >= totals.text[index] * _LINKED_SHARE and not totals.prose[index]
        if box.first < done or box.tag in _UNJUDGED or not only_links:
            continue
        done = box.last
        if not _has_lead_in(page, box) and not _is_written(page, box, written):
            page.put_aside(range(box.first, box.last), "links")


def _has_lead_in(page: Page, box: Box) -> bool:
    before = range(box.first - 1, max(-1, box.first - 1 - _LEAD_IN_LINES), -1)
    lead = next((index for index in before if not page.aside[index]), None)
    return lead is not None and page.segments[lead].text.endswith(":")


def _is_written(page: Page, box: Box, written: set[int]) -> bool:
    """Tell a list that an editor wrote: it has no class, and stands among paragraphs that have none."""
    return box.tag in ("ul", "ol") and not box.names and box.parent in written and page.in_body[box.parent]


def put_cards_aside(page: Page, totals: Totals) -> None:
    """Put aside boxes of one kind, side by side, each headed by a link: teasers of other pages."""
    groups: dict[tuple[int, str, str], list[Box]] = {}
    for index, box in enumerate(page.boxes):
        short = totals.linked[index] and totals.text[index] < _CARD_LENGTH
        if short and box.tag != "p" and _is_card(page, box):
            groups.setdefault((box.parent, box.tag, box.names), []).append(box)
    for cards in groups.values():
        if len(cards) > 1:
            for card in cards:
                page.put_aside(range(card.first, card.last), "card")


def _is_card(page: Page, box: Box) -> bool:
    return any(
        segment.linked >= len(segment.text) * _CARD_LINKED
        and (segment.kind == "heading" or segment.bold >= segment.linked)
        for segment in page.segments[box.first : box.last]
    )


def put_headings_aside(page: Page) -> None:
    """Put aside short headings under which all was put aside."""
    below: list[
        tuple[int, bool, bool]
    ] = []  # of each heading that follows: level, is anything kept, put aside
    kept = aside = False  # of what stands between here and the next heading
    for index in range(len(page.segments) - 1, -1, -1):
        segment = page.segments[index]
        if segment.kind != "heading" or page.aside[index]:
            kept, aside = kept or not page.aside[index], aside or bool(page.aside[index])
            continue
        while below and below[-1][0] > segment.level:
            _, inner_kept, inner_aside = below.pop()
            kept, aside = kept or inner_kept, aside or inner_aside
        label = len(segment.text) < _HEADING_LENGTH and not any(map(str.isdigit, segment.text))
        if aside and not kept and label:
            page.put_aside([index], "heading")
        below.append((segment.level, kept or not page.aside[index], True))
        kept = aside = False


@cache
def _phrases() -> _Phrases:
    data = boilerplate_data()["phrases"]
    data = {**data, "sections": data["sections"] + data["other_articles"]}
    groups = "|".join(_group(name, data[name]) for name in ("sections", "ends", "lines"))
    opening = r"(?:\d+ +|[^\w©(]+)?"  # a number or a sign
    return _Phrases(re.compile(f"{opening}(?:{groups})"), re.compile("|".join(data["patterns"])))


def _group(name: str, phrases: list[str]) -> str:
    """Write a group that finds a phrase at the start of a line; one with "$" has to fill the line."""
    openings = "|".join(re.escape(phrase) for phrase in phrases if not phrase.endswith("$"))
    whole = "|".join(re.escape(phrase[:-1]) for phrase in phrases if phrase.endswith("$")) or "(?!)"
    return rf"(?P<{name}>(?:{openings})s?(?!\w)|(?:{whole})s?\W*\d*\W*$)"
