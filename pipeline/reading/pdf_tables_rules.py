"""The lines that are drawn on a PDF page, across and down: strokes, thin rectangles, borders of filled cells."""

import ctypes
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium


class Rule(NamedTuple):
    """A line at `at` (y of one that runs across, x of one that runs down) from `low` to `high`."""

    at: float
    low: float
    high: float


class Rules(NamedTuple):
    """The lines of a page in points, origin top left, as the page is displayed."""

    across: list[Rule]
    down: list[Rule]


_THIN = 4.0  # points: what is thinner is a line, not an area
_SHORT = 5.0  # what is shorter parts no cells
_SLANT = 0.8  # how far the ends of a straight line may lie apart
_SAME = 2.0  # lines that lie nearer are one
_GAP = 3.0  # pieces of a line may lie that far apart
_MANY_OBJECTS, _MANY_SEGMENTS, _DEEP = 60_000, 4_000, 4  # what no table has, but a drawing or an attack
_WHITE = 250

_Matrix = tuple[float, float, float, float, float, float]
_Line = tuple[float, float, float, float]
_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def find_rules(page: pypdfium2.PdfPage) -> Rules:
    """Find the lines of a page; those that continue each other are one."""
    across: list[Rule] = []
    down: list[Rule] = []
    place = _displayed(page)
    for line in _lines(page):
        x0, y0 = place(line[0], line[1])
        x1, y1 = place(line[2], line[3])
        x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        if y1 - y0 <= x1 - x0:
            across.append(Rule((y0 + y1) / 2, x0, x1))
        else:
            down.append(Rule((x0 + x1) / 2, y0, y1))
    return Rules(joined_rules(across), joined_rules(down))


def _displayed(page: pypdfium2.PdfPage) -> Callable[[float, float], tuple[float, float]]:
    """Return what turns a point of the page as stored into one of the page as displayed, from its top left."""
    left, bottom, right, top = page.get_bbox()
    match page.get_rotation():
        case 90:
            return lambda x, y: (y - bottom, x - left)
        case 180:
            return lambda x, y: (right - x, y - bottom)
        case 270:
            return lambda x, y: (top - y, right - x)
        case _:
            return lambda x, y: (x - left, top - y)


def joined_rules(rules: list[Rule]) -> list[Rule]:
    """Join lines that continue or cover each other."""
    joined: list[Rule] = []
    beside: list[Rule] = []
    for rule in [*sorted(rules), None]:
        if beside and (rule is None or rule.at - beside[0].at > _SAME):
            at = sum(r.at for r in beside) / len(beside)
            low, high = None, 0.0
            for piece in sorted(beside, key=lambda r: r.low):
                if low is None or piece.low > high + _GAP:
                    if low is not None and high - low >= _SHORT:
                        joined.append(Rule(at, low, high))
                    low, high = piece.low, piece.high
                high = max(high, piece.high)
            if low is not None and high - low >= _SHORT:
                joined.append(Rule(at, low, high))
            beside = []
        if rule is not None:
            beside.append(rule)
    return joined


def _lines(page: pypdfium2.PdfPage) -> Iterator[_Line]:
    """Yield the straight lines of all paths on the page, in page coordinates."""
    width, height = page.get_size()
    count = pdfium.FPDFPage_CountObjects(page)
    bounds = [ctypes.c_float() for _ in range(4)]
    pointers = [ctypes.byref(value) for value in bounds]
    for index in range(min(count, _MANY_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            pdfium.FPDFPageObj_GetBounds(item, *pointers)
            left, bottom, right, top = (value.value for value in bounds)
            if right - left > 0.9 * width and top - bottom > 0.9 * height:
                continue  # the background of the page
            if top - bottom <= _THIN:
                if right - left > _THIN:
                    middle = (bottom + top) / 2
                    yield left, middle, right, middle
            elif right - left <= _THIN:
                middle = (left + right) / 2
                yield middle, bottom, middle, top
            else:
                yield from _segments(item, _IDENTITY)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            yield from _of_form(item, _IDENTITY, 1)


def _of_form(form: pdfium.FPDF_PAGEOBJECT, outer: _Matrix, depth: int) -> Iterator[_Line]:
    """Yield the lines of what is drawn as a unit and placed on the page."""
    matrix = _times(_matrix(form), outer)
    for index in range(min(pdfium.FPDFFormObj_CountObjects(form), _MANY_OBJECTS)):
        item = pdfium.FPDFFormObj_GetObject(form, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            yield from _segments(item, matrix)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEP:
            yield from _of_form(item, matrix, depth + 1)


def _segments(path: pdfium.FPDF_PAGEOBJECT, outer: _Matrix) -> Iterator[_Line]:
    """Yield the straight lines across and down of a path that is drawn and not white."""
    count = pdfium.FPDFPath_CountSegments(path)
    if count > _MANY_SEGMENTS or not _is_visible(path):
        return
    a, b, c, d, e, f = _times(_matrix(path), outer)
    raw_x, raw_y = ctypes.c_float(), ctypes.c_float()
    at_x, at_y = ctypes.byref(raw_x), ctypes.byref(raw_y)
    start = last = (0.0, 0.0)
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, at_x, at_y)
        x, y = raw_x.value, raw_y.value
        point = (a * x + c * y + e, b * x + d * y + f)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO and _is_straight(last, point):
            yield (*last, *point)
        if pdfium.FPDFPathSegment_GetClose(segment) and _is_straight(point, start):
            yield (*point, *start)
        last = point


def _is_straight(one: tuple[float, float], other: tuple[float, float]) -> bool:
    across, down = abs(one[0] - other[0]), abs(one[1] - other[1])
    return min(across, down) <= _SLANT and max(across, down) >= _THIN


def _is_visible(path: pdfium.FPDF_PAGEOBJECT) -> bool:
    """Whether a path is stroked, or filled with anything but white."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    if stroke.value or not fill.value:
        return bool(stroke.value)
    colour = [ctypes.c_uint() for _ in range(4)]
    pdfium.FPDFPageObj_GetFillColor(path, *map(ctypes.byref, colour))
    return min(value.value for value in colour[:3]) < _WHITE


def _matrix(item: pdfium.FPDF_PAGEOBJECT) -> _Matrix:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix))
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )
