"""PDF to text: pages, words, lines, reading order, paragraphs, one after the other."""

import re
from collections.abc import Callable, Mapping, Sequence

from pipeline.errors import RejectedInput
from pipeline.reading.french_words import count_known
from pipeline.reading.limits import LIMITS, Limits, setting
from pipeline.reading.pdf.margins import Body, set_apart
from pipeline.reading.pdf.pages import Page, Recognised, load_pages
from pipeline.reading.pdf.text import compose
from pipeline.reading.result import Reading
from pipeline.record import Problem

MEDIA_TYPE = "application/pdf"

# A page whose own text, without what comes back on every page, is shorter than this and that has a picture is a
# scan with a stamp or a footer.
_LITTLE_TEXT = 150

# The bytes of a PDF and the numbers of its pages that need it → what was recognised on those that have words.
Recognise = Callable[[bytes, Sequence[int]], Mapping[int, Recognised]]


def read_pdf(data: bytes, limits: Limits = LIMITS, recognise: Recognise | None = None) -> Reading:
    """Read a PDF in the order of its text, each word with its place.

    Parameters
    ----------
    data : bytes
        The file.
    limits : Limits
        How much is read.
    recognise : callable, optional
        Character recognition for the pages whose text layer is missing, no text or a poor one; without it they
        leave a problem each, and if no page has text the status is `needs_ocr`.

    Raises
    ------
    RejectedInput
        If the file is encrypted, damaged beyond reading, or larger than `limits` allow.
    """
    limits.check(len(data), MEDIA_TYPE)
    data = data[max(0, data.find(b"%PDF-", 0, 1024)) :]
    pages, title = load_pages(data, limits)
    bodies = set_apart(pages)
    unreadable = pages_to_recognise(bodies)
    replaced: list[int] = []
    if unreadable and recognise:
        better = _better(pages, recognise(data, sorted(unreadable)))
        pages = [better.get(page.number, page) for page in pages]
        bodies = set_apart(pages)
        replaced = [number for number in better if unreadable.pop(number) == "poor_text_layer"]
    composed = compose(bodies)
    left_out = [page.number for page in pages if page.left_out]
    if left_out and not composed.text.strip():
        raise _too_slow(left_out, limits)
    problems = [*_damage(data), *(_problem(number, why) for number, why in unreadable.items())]
    problems += [_problem(number, "text_layer_replaced") for number in replaced]
    problems += [_problem(number, "page_too_slow") for number in left_out]
    if not composed.text.strip():
        problems += _no_text(unreadable)
    return Reading(
        MEDIA_TYPE,
        "read" if composed.text.strip() else "needs_ocr" if unreadable else "empty",
        composed.text,
        composed.blocks,
        composed.pages,
        composed.layout,
        title=_title(title),
        problems=problems,
    )


def _better(pages: Sequence[Page], found: Mapping[int, Recognised]) -> dict[int, Page]:
    """Return the pages with what was recognised on them; a text layer that has as many known words stays."""
    better = {}
    for page in pages:
        if page.number in found:
            again = page.recognised(found[page.number])
            if page.layer != "poor" or _known(again) > _known(page):
                better[page.number] = again
    return better


def _known(page: Page) -> int:
    return count_known(page.words.texts).known


def pages_to_recognise(bodies: Sequence[Body]) -> dict[int, str]:
    """Return the numbers of the pages that need character recognition, with the code of the reason."""
    reasons = {body.page.number: _reason(body) for body in bodies}
    return {number: reason for number, reason in reasons.items() if reason}


def _reason(body: Body) -> str | None:
    page = body.page
    if page.layer == "none":
        return None if page.blank else "no_text_layer"
    if page.layer == "junk":
        return "unreadable_text_layer"
    if page.layer == "poor":
        return "poor_text_layer"
    if page.pictured and sum(len(text) for line in body.lines for text in line.texts) < _LITTLE_TEXT:
        return "little_text"
    return None


_MESSAGES = {
    "no_text_layer": "Page {} has no text layer.",
    "unreadable_text_layer": "The text layer of page {} is no text.",
    "poor_text_layer": (
        "Many words of the invisible text over the picture of page {} are misread; "
        "it was kept for want of better."
    ),
    "text_layer_replaced": (
        "Many words of the invisible text over the picture of page {} were misread; "
        "it was replaced by what character recognition read."
    ),
    "page_too_slow": (
        f"Reading page {{}} takes too much processor time: it was left out. {setting('read_seconds')} allows more."
    ),
    "little_text": "Page {} has little text beside a picture: it may be a scan.",
}


def _too_slow(left_out: Sequence[int], limits: Limits) -> RejectedInput:
    pages = "page" if len(left_out) == 1 else "pages"
    return RejectedInput(
        "too_slow",
        f"Reading {pages} {', '.join(map(str, left_out))} took more than {limits.read_seconds} s of processor time and "
        f"was stopped; there is no text on any other. {setting('read_seconds')} allows more.",
    )


def _problem(number: int, code: str) -> Problem:
    return Problem(code=code, message=_MESSAGES[code].format(number), page=number)


def _no_text(unreadable: Mapping[int, str]) -> list[Problem]:
    if not unreadable:
        return []
    message = (
        "No page has a text layer that can be read: the document has to go through character recognition."
    )
    return [Problem(code="needs_ocr", message=message)]


def _damage(data: bytes) -> list[Problem]:
    if b"%%EOF" in data[-4096:]:
        return []
    message = "The PDF has no end mark: it is cut off, and its last pages may be missing."
    return [Problem(code="truncated", message=message)]


def _title(title: str | None) -> str | None:
    """Return the title, unless it is the file name that a word processor left."""
    title = (title or "").strip()
    return (
        None
        if not title or re.match(r"Microsoft (?:Word|PowerPoint|Excel) - |.*\.\w{3,4}$", title)
        else title
    )
