"""PDF with a text layer to blocks and pages."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from threading import Lock
from tomllib import loads

import pypdfium2

from extractors.blocks import Block, find_blocks
from extractors.folding import fold
from pipeline.errors import RejectedInput
from pipeline.reading.limits import LIMITS, Limits
from pipeline.reading.normalisation import normalise, substitute
from pipeline.reading.offsets import OffsetMap
from pipeline.reading.result import Reading
from pipeline.record import Problem

MEDIA_TYPE = "application/pdf"

# PDFium keeps global state: two threads in it at once crash the process. Use processes to read in parallel.
_PDFIUM = Lock()
_PASSWORD, _SECURITY = 4, 5  # PDFium's numbers for what it cannot open

_LINE_END_HYPHEN = re.compile(r"[\ufffe\x02](?:\r?\n)?")
_WORD_BEFORE = re.compile(r"[\w’']*\Z")
_WORD_AFTER = re.compile(r"[\w’']*")
_WORD_LENGTH = 40
_PAGE_NUMBER = re.compile(r"(?:page|p\.?)? ?[-–]? ?#(?: ?(?:/|sur|de) ?#)? ?[-–]?")
# Headers and footers stand among the first or last lines, on this share of the pages.
_EDGE_LINES = 3
_REPEATED_SHARE = 0.4
# Fonts without a map to Unicode give single letters; the worst honest page had 0.42 of its words so.
_JUNK_SHARE = 0.6
_JUNK_WORDS = 20


def read_pdf(data: bytes, limits: Limits = LIMITS) -> Reading:
    """Read the text layer of a PDF, page by page.

    Pages without one leave a problem each; if no page has one, the status is `needs_ocr`.

    Raises
    ------
    RejectedInput
        If the file is encrypted, damaged beyond reading, or larger than `limits` allow.
    """
    limits.check(len(data), MEDIA_TYPE)
    pages, title = _page_texts(data[max(0, data.find(b"%PDF-", 0, 1024)) :], limits)
    problems = _damage(data)
    for number, page in enumerate(pages, 1):
        if problem := _unreadable(page, number):
            problems.append(problem)
            pages[number - 1] = ""
    if not any(pages):
        message = (
            "No page has a text layer that can be read: the document has to go through character recognition."
        )
        return Reading(
            MEDIA_TYPE,
            "needs_ocr",
            pages=[0] * len(pages),
            title=title,
            problems=[*problems, Problem(code="needs_ocr", message=message)],
        )
    starts = [0]
    for page in pages[:-1]:
        starts.append(starts[-1] + len(page) + 1)
    text, offsets = _clean("\n".join(pages))
    starts = [offsets.to_clean(start) for start in starts]
    blocks = list(_blocks(text, _furniture(text, starts)))
    return Reading(MEDIA_TYPE, "read", text, blocks, starts, title=title, offsets=offsets, problems=problems)


def _page_texts(data: bytes, limits: Limits) -> tuple[list[str], str | None]:
    """Return the text of each page as PDFium gives it, and the title."""
    with _PDFIUM:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise _rejection(error) from error
        try:
            if len(document) > limits.pdf_pages:
                message = f"A PDF of {len(document)} pages; at most {limits.pdf_pages} are read. Split it."
                raise RejectedInput("too_many_pages", message)
            texts = [_page_text(document, index) for index in range(len(document))]
            return texts, _title(document.get_metadata_value("Title"))
        finally:
            document.close()


def _page_text(document: pypdfium2.PdfDocument, index: int) -> str:
    try:
        page = document[index]
    except pypdfium2.PdfiumError:  # a damaged page: reported as one without text
        return ""
    try:
        text: str = page.get_textpage().get_text_bounded()
        return text
    finally:
        page.close()  # otherwise the memory of all pages is kept


def _rejection(error: pypdfium2.PdfiumError) -> RejectedInput:
    if error.err_code == _PASSWORD:
        return RejectedInput("encrypted", "The PDF asks for a password. Save a copy without one.")
    if error.err_code == _SECURITY:
        return RejectedInput(
            "encrypted", "The PDF is encrypted in a way that cannot be read. Save a copy without protection."
        )
    return RejectedInput("damaged", "The PDF is damaged or cut off and cannot be opened. Fetch it again.")


def _title(title: str | None) -> str | None:
    """Return the title, unless it is the file name that a word processor left."""
    title = (title or "").strip()
    return (
        None
        if not title or re.match(r"Microsoft (?:Word|PowerPoint|Excel) - |.*\.\w{3,4}$", title)
        else title
    )


def _damage(data: bytes) -> list[Problem]:
    if b"%%EOF" in data[-4096:]:
        return []
    message = "The PDF has no end mark: it is cut off, and its last pages may be missing."
    return [Problem(code="truncated", message=message)]


def _unreadable(page: str, number: int) -> Problem | None:
    words = page.split()
    if not any(char.isalnum() for char in page):
        return Problem(code="no_text_layer", message=f"Page {number} has no text layer.", page=number)
    if len(words) >= _JUNK_WORDS and sum(len(word) == 1 for word in words) > len(words) * _JUNK_SHARE:
        return Problem(
            code="unreadable_text_layer", message=f"The text layer of page {number} is no text.", page=number
        )
    return None


def _clean(raw: str) -> tuple[str, OffsetMap]:
    """Mend the words that were cut at line ends, and normalise."""
    known: set[str] = set()
    if _LINE_END_HYPHEN.search(raw):
        known = set(re.findall(r"\w+(?:-\w+)*", fold(raw)))
    mended, offsets = substitute(
        raw, _LINE_END_HYPHEN, lambda cut: "-" if _is_hyphen(raw, cut, known) else ""
    )
    text, cleaned = normalise(mended)
    return text, offsets.then(cleaned)


def _is_hyphen(raw: str, cut: re.Match[str], known: set[str]) -> bool:
    """Whether a hyphen at a line's end belongs to the word: "Jean-Claude", but "installation".

    The rest of the document decides where it has the word, then capitals and the words that always take one.
    """
    start, end = cut.span()
    before = _WORD_BEFORE.search(raw, max(0, start - _WORD_LENGTH), start)
    after = _WORD_AFTER.match(raw, end, end + _WORD_LENGTH)
    if not before or not after or not before.group() or not after.group():
        return True
    left, right = fold(before.group()), fold(after.group())
    if f"{left}-{right}" in known:
        return True
    if left + right in known:
        return False
    if after.group()[0].isupper() and before.group()[0].isupper():
        return True
    if (
        raw[before.start() - 1 : before.start()] == "-" or raw[after.end() : after.end() + 1] == "-"
    ):  # "Pont-sur-Yonne"
        return True
    words = _hyphenated()
    return left in words["first"] or right in words["last"]


@cache
def _hyphenated() -> dict[str, frozenset[str]]:
    data = loads((files("pipeline.reading") / "data/hyphens.toml").read_text("utf-8"))
    return {place: frozenset(words) for place, words in data.items()}


def _furniture(text: str, starts: Sequence[int]) -> list[tuple[int, int]]:
    """Bound the lines that are headers, footers and page numbers, in text order."""
    edges: list[tuple[int, int, str]] = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        lines = [line for line in _line_bounds(text, start, end) if text[line[0] : line[1]].strip()]
        edge = lines if len(lines) <= 2 * _EDGE_LINES else lines[:_EDGE_LINES] + lines[-_EDGE_LINES:]
        edges += [(*line, re.sub(r"\d+", "#", fold(text[line[0] : line[1]])).strip()) for line in edge]
    pages = Counter(form for _, _, form in edges)
    often = max(2, _REPEATED_SHARE * len(starts))
    return [
        (start, end) for start, end, form in edges if pages[form] >= often or _PAGE_NUMBER.fullmatch(form)
    ]


def _line_bounds(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield start, stop
        start = stop + 1


def _blocks(text: str, furniture: Sequence[tuple[int, int]]) -> Iterator[Block]:
    """Yield the blocks of the text between the furniture, and the furniture itself, in text order."""
    position = 0
    for start, end in [*furniture, (len(text), len(text))]:
        for block in find_blocks(text[position:start]):
            yield Block(block.start + position, block.end + position, block.kind, block.level, block.marker)
        line = text[start:end]
        if line.strip():
            first = start + len(line) - len(line.lstrip())
            yield Block(first, start + len(line.rstrip()), "paragraph", main=False)
        position = end
