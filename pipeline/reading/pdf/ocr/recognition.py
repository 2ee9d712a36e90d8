"""Character recognition of pages: Tesseract, several pages at a time, each word with its place and confidence."""

import re
import subprocess
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from io import BytesIO

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from pipeline.reading.isolated import child
from pipeline.reading.isolated.slots import Slots, processors
from pipeline.reading.limits import Limits, setting
from pipeline.reading.pdf.ocr.lines import recognised_words
from pipeline.reading.pdf.ocr.picture import Picture, straightened
from pipeline.reading.pdf.ocr.tesseract import LANGUAGE, recogniser, tesseract
from pipeline.reading.pdf.pages import Recognised
from pipeline.reading.pdf.tables.grid import Grid, find_grids
from pipeline.reading.pdf.tables.page import tables_among
from pipeline.reading.pdf.words import Word, Words
from pipeline.record import Problem

# More is no better: at 300 dots an inch points in figures are lost.
_DPI = 200
_LEAST_DPI = 100
_POINTS = 72
# Columns and blocks of various sizes, the usual page of an administration; in a table, each text by itself: beside
# a cell of two lines the others are taken for parts of a line as high. Of prose that would lose points at the end.
_LAYOUT, _CELLS = ("--psm", "4"), ("--psm", "11")
# What is less sure, or has fewer words, may lie on its side.
_FEW_WORDS, _GOOD = 10, 0.6
# Seconds of processor time that the reader gets for drawing a page.
_DRAWING = 5
_PAPER = 255


class Recogniser:
    """Recognises the words on pages of a PDF.

    Attributes
    ----------
    wanted : bool
        Whether there were pages to recognise.
    name : str or None
        What recognises; None where there is nothing that does, or it is not to be used.
    recognised : dict of int to float
        The pages on which words were found, with the mean of their confidence.
    problems : list of Problem
        What kept pages from being recognised.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.wanted = False
        self.name: str | None = None
        self.recognised: dict[int, float] = {}
        self.problems: list[Problem] = []

    def __call__(self, data: bytes, numbers: Sequence[int]) -> dict[int, Recognised]:
        """Return what is on pages of a PDF, whose numbers are 1-based; pages without words are left out."""
        self.wanted = True
        self.name = recogniser() if self._limits.ocr_pages else None
        if self.name is None:
            return {}
        if len(numbers) > self._limits.ocr_pages:
            message = (
                f"{len(numbers)} pages need character recognition; at most {self._limits.ocr_pages} are recognised. "
                f"{setting('ocr_pages')} allows more."
            )
            self.problems.append(Problem(code="too_many_scans", message=message))
        with closing(pypdfium2.PdfDocument(data)) as document:
            return self._all(document, numbers[: self._limits.ocr_pages])

    def told(self, kept: Collection[int] = ()) -> Iterator[Problem]:
        """Yield what is to be said of the pages that were recognised, or why none was; some `kept` their own text."""
        sure = [mean for number, mean in self.recognised.items() if number not in kept]
        if self.name is None:
            message = (
                "There is no Tesseract with French on this machine, or it is not to be used: "
                "a later run that has it reads the pages that need it."
            )
            yield Problem(code="no_recogniser", message=message)
        elif sure:
            pages = "1 page was" if len(sure) == 1 else f"{len(sure)} pages were"
            mean = sum(sure) / len(sure)
            message = f"{pages} read by character recognition ({self.name}, sure of {mean:.0%} of the words)."
            yield Problem(code="recognised", message=message)

    def _all(self, document: pypdfium2.PdfDocument, numbers: Sequence[int]) -> dict[int, Recognised]:
        processes = self._limits.ocr_processes or processors()
        slots = Slots("tripartite-ocr", processes)
        found: dict[int, Recognised] = {}
        with ThreadPoolExecutor(processes) as pool:
            pending: deque[tuple[int, Future[Recognised]]] = deque()
            for number in numbers:
                if drawn := self._drawn(document, number):
                    pending.append((number, pool.submit(_recognised, *drawn, self._limits, slots)))
                # Few pictures at a time: each takes as much memory as a hundred pages of text.
                while len(pending) > 2 * processes:
                    self._take(*pending.popleft(), found)
            while pending:
                self._take(*pending.popleft(), found)
        return found

    def _take(self, number: int, future: Future[Recognised], found: dict[int, Recognised]) -> None:
        try:
            page = future.result()
        except subprocess.TimeoutExpired:
            message = (
                f"The recognition of page {number} took more than {self._limits.ocr_seconds} s and was stopped. "
                f"{setting('ocr_seconds')} allows more."
            )
            self.problems.append(Problem(code="ocr_too_slow", message=message, page=number))
        except (OSError, subprocess.SubprocessError, ValueError) as error:
            message = f"The recognition of page {number} failed ({error})."
            self.problems.append(Problem(code="ocr_failed", message=message, page=number))
        else:
            if page.words:
                found[number] = page
                self.recognised[number] = _confidence(page.words)
        child.alive()

    def _drawn(self, document: pypdfium2.PdfDocument, number: int) -> tuple[Image.Image, float] | None:
        """Draw a page in grey, with the scale from points to pixels; None, and a problem, where it is too large."""
        child.allow(_DRAWING)
        try:
            page = document[number - 1]
        except pypdfium2.PdfiumError:
            return None  # damaged: that is told of it anyway
        try:
            if pixels := self._too_many_pixels(page):
                message = (
                    f"Page {number} is too large to be drawn for character recognition ({pixels / 1e6:.0f} million "
                    f"pixels). {setting('page_pixels')} allows more."
                )
                self.problems.append(Problem(code="too_many_pixels", message=message, page=number))
                return None
            scale = _DPI / _POINTS
            while scale > _LEAST_DPI / _POINTS and _pixels(page, scale) > self._limits.page_pixels:
                scale *= 0.9
            bitmap = page.render(scale=scale, grayscale=True)
            try:
                # A copy: the memory of the bitmap is PDFium's.
                return bitmap.to_pil().convert("L").copy(), scale
            finally:
                bitmap.close()
        finally:
            page.close()

    def _too_many_pixels(self, page: pypdfium2.PdfPage) -> int:
        """Return the pixels of the page at its coarsest, or of a picture on it, where they are too many; else 0."""
        sizes = [int(_pixels(page, _LEAST_DPI / _POINTS))]
        for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=2):
            width, height = thing.get_px_size()
            sizes.append(width * height)
        most = max(sizes)
        return most if most > self._limits.page_pixels else 0


def _pixels(page: pypdfium2.PdfPage, scale: float) -> float:
    width, height = page.get_size()
    return float(width * height * scale * scale)


def _confidence(words: Sequence[Word]) -> float:
    return sum(word.confidence for word in words) / len(words)


def _recognised(image: Image.Image, scale: float, limits: Limits, slots: Slots) -> Recognised:
    """Recognise a page; where that goes badly, see whether it lies on its side or its head."""
    with slots.taken():
        page = _read(image, scale, 0, limits)
        if len(page.words) >= _FEW_WORDS and _confidence(page.words) >= _GOOD:
            return page
        turn = _turn(image, limits)
        turned = _read(image, scale, turn, limits) if turn else page
        return max(page, turned, key=lambda page: sum(word.confidence for word in page.words))


def _read(image: Image.Image, scale: float, turn: int, limits: Limits) -> Recognised:
    picture = straightened(image, turn, scale)
    tables = [
        _tesseract(part, ("-l", LANGUAGE, *layout, "tsv"), limits) for part, layout in _parts(picture, scale)
    ]
    words = recognised_words(tables, scale)
    return Recognised(words, tables_among(Words(words), picture.rules), turn, picture.slant)


def _parts(picture: Picture, scale: float) -> Iterator[tuple[Image.Image, Sequence[str]]]:
    """Yield the page without its tables and, if there are any, the page with nothing else; each with its layout."""
    boxes = [_box(grid, scale) for grid in find_grids(picture.rules)]
    prose = picture.image.copy()
    for box in boxes:
        prose.paste(_PAPER, box)
    yield prose, _LAYOUT
    if boxes:
        tables = Image.new("L", picture.image.size, _PAPER)
        for box in boxes:
            tables.paste(picture.image.crop(box), box)
        yield tables, _CELLS


def _box(grid: Grid, scale: float) -> tuple[int, int, int, int]:
    left, top, right, bottom = grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1]
    return round(left * scale), round(top * scale), round(right * scale), round(bottom * scale)


def _turn(image: Image.Image, limits: Limits) -> int:
    """Return by how many degrees a page must be turned clockwise to be upright, as far as can be told."""
    try:
        answer = _tesseract(image, ("-l", "osd", "--psm", "0"), limits)
    except subprocess.CalledProcessError:  # too few letters, or the data for it is not installed
        return 0
    turn = re.search(r"^Rotate: (\d+)", answer, re.MULTILINE)
    return int(turn[1]) % 360 if turn else 0


def _tesseract(image: Image.Image, options: Sequence[str], limits: Limits) -> str:
    picture = BytesIO()
    image.save(picture, "ppm")
    return tesseract(picture.getvalue(), ("--dpi", str(_DPI), *options), seconds=limits.ocr_seconds)
