"""A PDF as it comes: mended where it is broken, what it wants to run told and never run."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pypdfium2

from pipeline.errors import RejectedInput
from pipeline.reading.limits import LIMITS, Limits
from pipeline.reading.pdf.document import read_pdf
from pipeline.reading.pdf.ocr.recognition import Recogniser
from pipeline.reading.pdf.ocr.tesseract import NO_RECOGNISER
from pipeline.reading.result import Reading
from pipeline.record import Problem

_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
# What asks a viewer to run something. PDFium has no JavaScript here and starts no programs, whatever it is asked.
_ACTIVE = {b"/JavaScript": "JavaScript", b"/Launch": "a program"}


def read_any_pdf(data: bytes, limits: Limits = LIMITS) -> Reading:
    """Read a PDF; one that is damaged is mended first, as far as it can be.

    Raises
    ------
    RejectedInput
        If the file is encrypted, damaged beyond mending, or larger than `limits` allow.
    """
    reading = _read(data, limits)
    return replace(reading, problems=[*reading.problems, *_active(data)])


def _read(data: bytes, limits: Limits) -> Reading:
    try:
        reading = _recognised(data, limits)
    except RejectedInput as rejected:
        if rejected.code == "damaged" and (mended := _mended(data, limits)):
            return mended
        raise
    reason = _loses_pages(data, reading)
    return (_mended(data, limits, reading) or _without_pages(reading, reason)) if reason else reading


def _recognised(data: bytes, limits: Limits) -> Reading:
    """Read a PDF, its scanned pages by character recognition where this machine has any."""
    recogniser = Recogniser(limits)
    reading = read_pdf(data, limits, recogniser)
    if not recogniser.wanted:
        return reading
    status = reading.status
    kept = {
        problem.page for problem in reading.problems if problem.page and problem.code == "poor_text_layer"
    }
    problems = [*reading.problems, *recogniser.problems]
    if status == "needs_ocr" and recogniser.name:
        # It was tried: no later run will find more.
        status = "rejected" if recogniser.problems else "empty"
        problems = [problem for problem in problems if problem.code != "needs_ocr"]
    return replace(
        reading,
        status=status,
        problems=[*problems, *recogniser.told(kept)],
        recognised_by=recogniser.name or NO_RECOGNISER,
    )


def _loses_pages(data: bytes, reading: Reading) -> str | None:
    """Say why there may be more in the file than was read, None if there is no reason to think so."""
    codes = {problem.code for problem in reading.problems}
    empty = [problem.page for problem in reading.problems if problem.page and problem.code == "no_text_layer"]
    if not reading.page_count:
        return "it has no page"
    if lost := _unloadable(data, empty):
        return f"{len(lost)} of its {reading.page_count} pages cannot be opened"
    if "truncated" in codes and len(_PAGE.findall(data)) > reading.page_count:
        return "its list of pages is not whole"
    return None


def _unloadable(data: bytes, numbers: Sequence[int]) -> list[int]:
    if not numbers:
        return []
    document = pypdfium2.PdfDocument(data[max(0, data.find(b"%PDF-", 0, 1024)) :])
    try:
        return [number for number in numbers if not _loads(document, number)]
    finally:
        document.close()


def _loads(document: pypdfium2.PdfDocument, number: int) -> bool:
    try:
        document[number - 1].close()
    except (pypdfium2.PdfiumError, IndexError):
        return False
    return True


def _mended(data: bytes, limits: Limits, as_is: Reading | None = None) -> Reading | None:
    """Read what can be rescued, None if that is nothing, or no more than can be read as it is."""
    from pipeline.reading.pdf.mending import mend

    mended = mend(data)
    if mended is None:
        return None
    try:
        reading = _recognised(mended.data, limits)
    except RejectedInput:
        return None
    if as_is and len(reading.text) <= len(as_is.text) and reading.status == as_is.status == "read":
        return None
    pages = "1 page was" if mended.pages == 1 else f"{mended.pages} pages were"
    named = f" of the {as_is.page_count} that it names" if as_is else ""
    message = f"The PDF is damaged; {pages} rescued{named}, others may be missing. Fetch it again if you can."
    return replace(reading, problems=[Problem(code="rescued", message=message), *reading.problems])


def _without_pages(reading: Reading, reason: str) -> Reading:
    message = f"The PDF is damaged: {reason}. Fetch it again."
    if reading.status != "read":
        raise RejectedInput("damaged", message)
    return replace(reading, problems=[Problem(code="damaged", message=message), *reading.problems])


def _active(data: bytes) -> Iterator[Problem]:
    found = [name for mark, name in _ACTIVE.items() if mark in data]
    if found:
        message = f"The PDF asks its viewer to run {' and '.join(found)}; nothing of it was run."
        yield Problem(code="active_content", message=message)
