"""What stands in the margins of PDF pages and interrupts their text: running headers and footers, page numbers, notes.

They are told by where they stand as much as by what they say: the last row of a table at a page's foot is no footer.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractors.text.folding import fold
from pipeline.reading.pdf.lines import Line, page_lines
from pipeline.reading.pdf.order import in_reading_order
from pipeline.reading.pdf.pages import Page
from pipeline.reading.pdf.stretched import join_stretched

# Shares of the page's height in which headers and footers stand; a share of the pages on which they come back.
_HEAD, _FOOT = 0.16, 0.14
_REPEATED_SHARE = 0.4
_SAME_HEIGHT = 8.0  # points
_PAGE_NUMBER = re.compile(
    r"(?!(?:19|20)\d\d(?: ?[-–/] ?(?:19|20)\d\d)?$)"  # the years of a title
    r"(?:page|p\.?|folio)? ?[-–—|]? ?\d{1,4}(?: ?(?:/|sur|de|-|of) ?\d{1,4})? ?[-–—|]?(?: ?page)?"
)
_PAGE_PART = re.compile(
    r"(?:page|p\.|folio)? ?(?<![\d/])\d{1,4} ?(?:/|sur|de) ?\d{1,4}(?![\d/])|(?:page|p\.|folio) ?\d{1,4}"
)
# Act by act, the same line says another number: that is no running header.
_OF_AN_ACT = re.compile(r"\bn ?°|\bnumero\b|\bdeliberation\b|\bseance\b|\breunion\b|\brapport(?:eur)?\b")
_DIGITS = re.compile(r"\d+")
# A header that comes once: how far down the page at most, how small beside the text, how far above it.
_TOP, _SMALL, _FAR = 0.1, 0.95, 2.0
_FEW_LINES = 4
# In heights of a line: the lines that head a table lie so close to it and to each other, and are no more than so many.
_CLOSE, _CAPTION_LINES = 2.0, 4
_NOTE = re.compile(r"\(?(?:\d{1,2}|\*{1,3})[.)]?(?: |$)")
_SMALLER = 0.9


# The forms of lines that come back at one height, with these heights.
_Running = dict[str, list[float]]


@dataclass(slots=True)
class Body:
    """The lines of a page: its text, and what is set apart from it."""

    page: Page
    lines: list[Line]
    margins: list[Line] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _EdgeLine:
    """A line in the zone of headers or footers: folded, and with its digits masked."""

    line: Line
    folded: str
    form: str


def set_apart(pages: Sequence[Page]) -> list[Body]:
    """Part the lines of each page into text in reading order, margins and footnotes."""
    lines_of = [(page, join_stretched(page_lines(page))) for page in pages]
    edges = [list(_edge_lines(page, lines)) for page, lines in lines_of]
    running = _at_edges(lines_of, edges, _running(edges))
    bodies = []
    captions: set[str] = set()
    for (page, lines), edge in zip(lines_of, edges, strict=True):
        margins = _without_captions(lines, _margins(page, lines, edge, running), captions)
        margins = _without_only_title(page, lines, margins)
        apart = {id(line) for line in margins}
        inside = in_reading_order([line for line in lines if id(line) not in apart])
        notes = list(_notes(inside))
        bodies.append(Body(page, inside[: len(inside) - len(notes)], margins, notes))
    return bodies


def _edge_lines(page: Page, lines: Sequence[Line]) -> Iterator[_EdgeLine]:
    """Yield the lines in the zones of headers and footers; on a page that was turned, those that were not."""
    low, high = page.height * _HEAD, page.height * (1 - _FOOT)
    for line in lines:
        inside = line.upright and low <= line.bottom and line.top <= high
        if line.rows or inside or line.upright == bool(page.turn):
            continue
        folded = fold(line.text)
        yield _EdgeLine(line, folded, _DIGITS.sub("#", folded))


def _running(edges: Sequence[Sequence[_EdgeLine]]) -> _Running:
    """Return the forms that come back at one height, with these heights."""
    seen: dict[str, list[_EdgeLine]] = defaultdict(list)
    for edge in edges:
        for found in edge:
            seen[found.form].append(found)
    often = max(2, _REPEATED_SHARE * len(edges))
    return {
        form: heights
        for form, places in seen.items()
        if len(places) >= often and (heights := list(_common_heights(form, places, often)))
    }


def _common_heights(form: str, places: Sequence[_EdgeLine], often: float) -> Iterator[float]:
    heights = Counter(round(found.line.top / _SAME_HEIGHT) * _SAME_HEIGHT for found in places)
    for height in heights:
        here = [found for found in places if abs(found.line.top - height) <= _SAME_HEIGHT]
        if len({found.line.page for found in here}) >= often and (
            "#" not in form or _counts_pages(form, here)
        ):
            yield height


def _counts_pages(form: str, places: Sequence[_EdgeLine]) -> bool:
    """Whether the numbers in lines of one form are the same everywhere, but for those that count pages.

    The rows of a table may be alike on each page too, and each act may say its own number.
    """
    said = {_PAGE_PART.sub("", found.folded) for found in places}
    if len(said) == 1:
        return True
    if _OF_AN_ACT.search(form):
        return False
    numbers = zip(*([int(n) for n in _DIGITS.findall(found.folded)] for found in places), strict=True)
    return all(
        len(set(column)) == 1
        or len({number - found.line.page for number, found in zip(column, places, strict=True)}) == 1
        for column in numbers
    )


def _at_edges(
    lines_of: Sequence[tuple[Page, Sequence[Line]]], edges: Sequence[Sequence[_EdgeLine]], running: _Running
) -> _Running:
    """Leave out what comes back below some text at the head of pages, or above some at their foot.

    "Le Président du Conseil départemental," under the title of each act comes back at one height too.
    """
    if not running:
        return running
    places: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for (page, lines), edge in zip(lines_of, edges, strict=True):
        margins = [found for found in edge if found.form in running or _PAGE_NUMBER.fullmatch(found.folded)]
        apart = {id(found.line) for found in margins}
        text = [line for line in lines if id(line) not in apart and line.upright]
        first = min((line.bottom for line in text), default=page.height)
        last = max((line.top for line in text), default=0.0)
        for found in margins:
            line = found.line
            places[found.form] += 1
            inside[found.form] += line.top >= first if line.top < page.height / 2 else line.bottom <= last
    return {form: heights for form, heights in running.items() if inside[form] * 2 <= places[form]}


def _margins(page: Page, lines: Sequence[Line], edge: Sequence[_EdgeLine], running: _Running) -> list[Line]:
    """Return the lines of a page that are headers, footers or numbers of pages."""
    tops, bottoms = sorted(line.top for line in lines), sorted(line.bottom for line in lines)
    found = [found.line for found in edge if _is_margin(found, page, running, tops, bottoms)]
    headed = any(line.top < page.height / 2 for line in found)
    return found if headed else [*_lone_head(page, lines), *found]


def _lone_head(page: Page, lines: Sequence[Line]) -> Iterator[Line]:
    """Yield a header that comes once, as on the second page of two: at the top, small, far above the text."""
    if page.number == 1 or page.turn or len(lines) < _FEW_LINES:
        return
    first, second = sorted(lines, key=lambda line: line.top)[:2]
    heights = sorted(line.height for line in lines)
    if (
        not first.rows
        and first.bottom < page.height * _TOP
        and first.height < _SMALL * heights[len(heights) // 2]
        and second.top - first.bottom > _FAR * first.height
    ):
        yield first


def _without_captions(lines: Sequence[Line], margins: list[Line], known: set[str]) -> list[Line]:
    """Leave in the text, the first time, what heads a table: it comes back where the table goes on.

    `known` are those of the pages before.
    """
    table = next((line for line in lines if line.rows), None) if margins else None
    if table is None:
        return margins
    below: Line = table
    kept: list[Line] = []
    for line in sorted(lines, key=lambda line: -line.top):
        if line.bottom > below.top + line.height / 2:
            continue
        if below.top - line.bottom > _CLOSE * line.height or len(kept) == _CAPTION_LINES:
            break
        kept.append(line)
        below = line
    new = {id(line) for line in kept if line.text not in known}
    known.update(line.text for line in kept)
    return [line for line in margins if id(line) not in new]


# What a contract is called.
_CONTRACT = re.compile(r"\b(?:contrats?|conventions?|protocoles?|pactes?|cdppe)\b")


def _without_only_title(page: Page, lines: Sequence[Line], margins: list[Line]) -> list[Line]:
    """Leave in the text of the first page the header that alone says of which contract it is a part."""
    if page.number > 1 or not margins:
        return margins
    names = [line for line in margins if line.top < page.height / 2 and _CONTRACT.search(fold(line.text))]
    if not names:
        return margins
    apart = {id(line) for line in margins}
    told = any(_CONTRACT.search(fold(line.text)) for line in _all_rows(lines) if id(line) not in apart)
    return margins if told else [line for line in margins if line is not names[0]]


def _all_rows(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield lines, those of tables row by row."""
    for line in lines:
        yield from line.rows or (line,)


def _is_margin(
    found: _EdgeLine, page: Page, running: _Running, tops: Sequence[float], bottoms: Sequence[float]
) -> bool:
    heights = running.get(found.form)
    if heights and (page.turn or any(abs(found.line.top - height) <= _SAME_HEIGHT for height in heights)):
        return True
    if "#" not in found.form or not _PAGE_NUMBER.fullmatch(found.folded):
        return False
    return bool(page.turn) or _is_outermost(found.line, tops, bottoms)


def _is_outermost(line: Line, tops: Sequence[float], bottoms: Sequence[float]) -> bool:
    """Whether no more than a row or two of text stand between a line and the edge of the page."""
    above = bisect_right(bottoms, line.top + 1)
    below = len(tops) - bisect_left(tops, line.bottom - 1)
    return min(above, below) <= 2


def _notes(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the footnotes: the last lines of a page, set smaller, from the first that begins with a number."""
    if len(lines) < 4 or lines[-1].cells:
        return
    heights = sorted(line.height for line in lines)
    usual = heights[len(heights) // 2]
    first = len(lines)
    while first and lines[first - 1].height < _SMALLER * usual and not lines[first - 1].cells:
        first -= 1
    small = lines[first:]
    start = next((i for i, line in enumerate(small) if _NOTE.match(line.text)), None)
    # A list in small print has what leads in to it.
    if start is not None and first + start > 0 and not lines[first + start - 1].text.endswith(":"):
        yield from small[start:]
