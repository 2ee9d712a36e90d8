"""The lines that are drawn on a PDF page, across and down: strokes, thin rectangles, borders of filled cells."""

import ctypes
from collections.abc import Iterator, Sequence
from itertools import accumulate, compress, repeat
from typing import Any, NamedTuple

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.reading.pdf.calls import Array, answers, function, handle, records
from pipeline.reading.pdf.groups import farthest_so_far, group_numbers, group_starts


class Rules(NamedTuple):
    """The lines of a page in points, origin top left, as the page is displayed: those that run across, and down.

    Of each there are three rows: where lines lie (y of those across, x of those down), where they begin and end.
    """

    across: Array
    down: Array


NO_RULES = np.zeros((3, 0))


_THIN = 4.0  # points: what is thinner is a line, not an area
_SHORT = 5.0  # what is shorter parts no cells
_SLANT = 0.8  # how far the ends of a straight line may lie apart
_SAME = 2.0  # lines that lie nearer are one
_GAP = 3.0  # pieces of a line may lie that far apart
_MANY_OBJECTS, _MANY_SEGMENTS, _DEEP = 60_000, 4_000, 4  # what no table has, but a drawing or an attack
_MANY_AREAS = 2_000  # areas on a page: each is compared with all of its colour
_AT_ONCE = 200  # paths: their segments are in memory together
# A grid is drawn line by line or box by box: a path that goes on for so long without a new start is a drawing's.
_PEN_DOWN = 12
_WHITE = 250
_COLOUR_BYTES = np.array((1 << 24, 1 << 16, 1 << 8, 1))  # red, green, blue and opacity as one number

_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_handle = ctypes.c_void_p
_object = function("FPDFPage_GetObject", _handle)
_kind = function("FPDFPageObj_GetType", ctypes.c_int, _handle)
_bounds = function("FPDFPageObj_GetBounds", None, _handle)
_matrix = function("FPDFPageObj_GetMatrix", None, _handle)
_fill_colour = function("FPDFPageObj_GetFillColor", None, _handle)
_draw_mode = function("FPDFPath_GetDrawMode", None, _handle)
_count_in_form = function("FPDFFormObj_CountObjects", ctypes.c_int, _handle)
_object_in_form = function("FPDFFormObj_GetObject", _handle, _handle, ctypes.c_ulong)
_count_segments = function("FPDFPath_CountSegments", ctypes.c_int, _handle)
_segment = function("FPDFPath_GetPathSegment", _handle, _handle)
_point = function("FPDFPathSegment_GetPoint", None, _handle)
_segment_kind = function("FPDFPathSegment_GetType", ctypes.c_int, _handle)
_closes = function("FPDFPathSegment_GetClose", ctypes.c_int, _handle)


def find_rules(page: pypdfium2.PdfPage) -> Rules:
    """Find the lines of a page; those that continue each other are one."""
    ends = _lines(page)
    if not ends.size:
        return Rules(NO_RULES, NO_RULES)
    x, y = _displayed(page, ends[0::2], ends[1::2])
    left, right, top, bottom = np.minimum(*x), np.maximum(*x), np.minimum(*y), np.maximum(*y)
    flat = bottom - top <= right - left
    steep = ~flat
    across = np.array(((top + bottom) / 2, left, right))
    down = np.array(((left + right) / 2, top, bottom))
    return joined_rules(across[:, flat], down[:, steep])


def _displayed(page: pypdfium2.PdfPage, x: Array, y: Array) -> tuple[Array, Array]:
    """Return where points of the page as stored are on the page as displayed, from its top left."""
    left, bottom, right, top = page.get_bbox()
    match page.get_rotation():
        case 90:
            return y - bottom, x - left
        case 180:
            return right - x, y - bottom
        case 270:
            return top - y, right - x
        case _:
            return x - left, top - y


def joined_rules(across: Array, down: Array) -> Rules:
    """Join lines that continue or cover each other: a row says where they lie, two more where they begin and end."""
    at, low, high = both = np.concatenate((across, down), axis=1)
    if not len(at):
        return Rules(NO_RULES, NO_RULES)
    # Those that run down are moved away from the others, so that all are joined in one go.
    apart = np.zeros(len(at))
    apart[across.shape[1] :] = at.max() - at.min() + 2 * _SAME
    order = np.argsort(at + apart)
    starts = group_starts((at + apart)[order], _SAME)
    beside = group_numbers(starts, len(at))
    middles = np.add.reduceat(at[order], starts) / np.bincount(beside)
    order = order[np.lexsort((low[order], beside))]
    _, low, high = both[:, order]
    opens = np.ones(len(at), bool)
    opens[1:] = (beside[1:] != beside[:-1]) | (low[1:] > farthest_so_far(beside, low, high)[:-1] + _GAP)
    begins = opens.nonzero()[0]
    joined = np.array((middles[beside[begins]], low[begins], np.maximum.reduceat(high, begins)))
    long_enough = joined[2] - joined[1] >= _SHORT
    runs_down = apart[order[begins]] > 0
    return Rules(joined[:, long_enough & ~runs_down], joined[:, long_enough & runs_down])


def _lines(page: pypdfium2.PdfPage) -> Array:
    """Return the straight lines of all paths on the page in page coordinates: x and y of both ends, a row each."""
    width, height = page.get_size()
    count = min(pdfium.FPDFPage_CountObjects(page), _MANY_OBJECTS)
    items = list(map(_object, repeat(handle(page)), range(count)))
    kinds = np.frombuffer(bytes(map(_kind, items)), np.uint8)
    paths = list(compress(items, (kinds == pdfium.FPDF_PAGEOBJ_PATH).tobytes()))
    forms = list(compress(items, (kinds == pdfium.FPDF_PAGEOBJ_FORM).tobytes()))
    if not paths and not forms:  # as on most pages of prose
        return np.zeros((4, 0))
    left, bottom, right, top = answers(_bounds, paths, np.float32, 4).T.astype(np.float64)
    sides = right - left, top - bottom
    wide, high = sides[0] > _THIN, sides[1] > _THIN
    background = (sides[0] > 0.9 * width) & (sides[1] > 0.9 * height)
    x, y = (left + right) / 2, (bottom + top) / 2
    across = np.array((left, y, right, y))[:, wide & ~high & ~background]
    down = np.array((x, bottom, x, top))[:, high & ~wide & ~background]
    held = (wide & high & ~background).nonzero()[0]
    paint = _paint([paths[index] for index in held.tolist()])
    seen = paint.visible & ~_are_lost(paint, (left[held], bottom[held], right[held], top[held]))
    areas = [(paths[index], _IDENTITY) for index in held[seen].tolist()]
    placed = [item for form in forms for item in _of_form(form, _IDENTITY, 1)]
    areas += compress(placed, _paint([path for path, _ in placed]).visible)
    parts = [areas[first : first + _AT_ONCE] for first in range(0, len(areas), _AT_ONCE)]
    return np.concatenate((across, down, *map(_segments, parts)), axis=1)


class _Paint(NamedTuple):
    """How paths are painted: which are stroked, the colour that each is filled with, and which can be seen."""

    stroked: Array
    fill: Array
    visible: Array


def _paint(paths: Sequence[int]) -> _Paint:
    """Ask how paths are painted; what is filled with white alone is not seen."""
    filled, stroked = answers(_draw_mode, paths, np.int32, 2).T != 0
    colours = answers(_fill_colour, paths, np.uint32, 4)
    visible = stroked | (filled & (colours[:, :3].min(axis=1) < _WHITE))
    return _Paint(stroked, colours @ _COLOUR_BYTES, visible)


def _are_lost(paint: _Paint, sides: tuple[Array, Array, Array, Array]) -> Array:
    """Whether each path is filled as an area around it is, and so cannot be seen: what is laid under each word."""
    lost = np.zeros(len(paint.fill), bool)
    if not 1 < len(lost) <= _MANY_AREAS:
        return lost
    only_filled = ~paint.stroked
    left, bottom, right, top = (np.round(side, 1) for side in sides)
    for fill in np.unique(paint.fill[only_filled]):
        same = (only_filled & (paint.fill == fill)).nonzero()[0]
        x0, y0, x1, y1 = left[same], bottom[same], right[same], top[same]
        around = (x0 <= x0[:, None]) & (y0 <= y0[:, None]) & (x1 >= x1[:, None]) & (y1 >= y1[:, None])
        around &= ((x1 - x0) * (y1 - y0)) > ((x1 - x0) * (y1 - y0))[:, None]
        lost[same] = around.any(axis=1)
    return lost


def _of_form(form: int, outer: _Matrix, depth: int) -> Iterator[tuple[int, _Matrix]]:
    """Yield the paths of what is drawn as a unit and placed on the page, each with where it is placed."""
    matrix: _Matrix = _times(records(_matrix, [form], 6)[0].tolist(), outer)
    for index in range(min(_count_in_form(form), _MANY_OBJECTS)):
        item = _object_in_form(form, index)
        kind = _kind(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            yield item, matrix
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEP:
            yield from _of_form(item, matrix, depth + 1)


def _segments(placed: Sequence[tuple[int, _Matrix]]) -> Array:
    """Return the straight lines across and down of paths that can be seen."""
    counts = [_count_segments(path) for path, _ in placed]
    drawn = [
        (path, outer, count)
        for (path, outer), count in zip(placed, counts, strict=True)
        if 0 < count <= _MANY_SEGMENTS and not (count > _PEN_DOWN and _is_outline(path))
    ]
    if not drawn:
        return np.zeros((4, 0))
    paths, outers, lengths = zip(*drawn, strict=True)
    segments = [
        segment
        for path, count in zip(paths, lengths, strict=True)
        for segment in map(_segment, repeat(path), range(count))
    ]
    placed_by = records(_matrix, paths, 6).T.astype(np.float64)
    if any(outer is not _IDENTITY for outer in outers):
        placed_by = np.array(_times(placed_by, np.array(outers).T))
    a, b, c, d, e, f = placed_by.repeat(lengths, axis=1)
    x, y = answers(_point, segments, np.float32, 2).T.astype(np.float64)
    points = np.array((a * x + c * y + e, b * x + d * y + f))
    kinds = np.fromiter(map(_segment_kind, segments), np.int8, len(segments))
    index = np.arange(len(segments))
    opens = kinds == pdfium.FPDF_SEGMENT_MOVETO
    opens[[0, *accumulate(lengths[:-1])]] = True
    closes = np.append(opens[1:], True)
    closes[closes] = [_closes(segments[last]) for last in closes.nonzero()[0].tolist()]
    start = np.maximum.accumulate(index * opens)
    to = (kinds == pdfium.FPDF_SEGMENT_LINETO).nonzero()[0]
    back = closes.nonzero()[0]
    begins = np.concatenate((to - ~opens[to], back))
    ends = np.concatenate((to, start[back]))
    lines = np.concatenate((points[:, begins], points[:, ends]))
    sides = np.abs(lines[:2] - lines[2:])
    found: Array = lines[:, (sides.min(axis=0) <= _SLANT) & (sides.max(axis=0) >= _THIN)]
    return found


def _is_outline(path: int) -> bool:
    """Whether a long path begins as the outline of a shape or with a curve; asking for all of it would cost much."""
    starts_anew = False
    for index in range(1, _PEN_DOWN):
        kind = _segment_kind(_segment(path, index))
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            return True
        starts_anew |= kind == pdfium.FPDF_SEGMENT_MOVETO
    return not starts_anew


def _times(inner: Any, outer: Any) -> Any:
    """Return what places a thing inside another that is placed itself: two matrices, or arrays of their columns."""
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
