"""The picture of a scanned page made ready to be recognised: upright, straight, its lines found and taken out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image, ImageFilter

from pipeline.reading.pdf.tables.grid import Grid, find_grids
from pipeline.reading.pdf.tables.rules import Rules, joined_rules

Array = np.ndarray[Any, np.dtype[Any]]

_INK, _GREY = 140, 190  # of 255: what is darker is surely ink, or may be
_WHITE = 255
# Scans are a little aslant. Angles are in degrees, tried on a picture so many pixels wide.
_ASLANT, _STEP, _FINE = 3.0, 0.5, 0.1
_SMALL = 600
# Where paper is darker than this it is printed so: a banner. What is lighter is made white, in areas of some pixels.
_PRINTED, _AREA = 120, 16
# Pixels: so far grain is blurred, which keeps the points of figures.
_GRAIN = 0.6
# Dust: a mark no larger than a full stop with nothing beside it, as a full stop has, nor above or below, as a colon.
_MARK, _DUST, _BESIDE, _BELOW = 200, 2, (16, 6), (3, 16)
_LEAST_ANGLE = 0.15
# Lines of a table, in points: shorter ones are strokes of letters, thicker ones areas.
_SHORT_ACROSS, _SHORT_DOWN, _THICK = 30.0, 16.0, 3.0
_GAP = 1.0
# A line that is drawn in grey, or lies beside a shaded cell, is so much darker than what is that far from it.
_FAINT, _FROM_LINE = 22, 1.5
# Where a line that is thin, or not quite straight, goes from one row of pixels to the next, it is grey and in pieces.
_PIECE, _OFF = 4.0, 1.5

_TURNS = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A page to be recognised.

    Parameters
    ----------
    image : Image
        Grey, upright and straight, without the lines of tables.
    turn : int
        By how many degrees it was turned, clockwise, to be upright.
    slant : float
        By how many degrees it was turned after that, counter-clockwise, to be straight.
    rules : Rules
        The lines that were on it, in points.
    """

    image: Image.Image
    turn: int
    slant: float
    rules: Rules


def straightened(image: Image.Image, turn: int, scale: float) -> Picture:
    """Turn a page by a multiple of 90 degrees and then so that its lines run straight; take out grain and rules.

    Parameters
    ----------
    image : Image
        The page in grey.
    turn : int
        Clockwise.
    scale : float
        Pixels a point.
    """
    if turn:
        image = image.transpose(_TURNS[turn])
    angle = slant(image)
    if abs(angle) < _LEAST_ANGLE:
        angle = 0.0
    else:
        image = image.rotate(angle, Image.Resampling.BICUBIC, fillcolor=_WHITE)
    image = _lit(image)
    grey = np.asarray(image)
    turned = np.ascontiguousarray(grey.T)
    across = list(_lines(grey < _INK, grey, _SHORT_ACROSS * scale, scale))
    faint = list(_runs(_ridges(grey, scale), _SHORT_ACROSS * scale, scale))
    down = list(_lines((turned < _INK) | _ridges(turned, scale), turned, _SHORT_DOWN * scale, scale))
    rules = joined_rules(_in_points(across + faint, scale), _in_points(down, scale))
    grids = list(find_grids(rules))
    # What is faint, or runs down, and parts no cells may be a letter.
    across += [run for run in faint if any(_parts_rows(grid, run, scale) for grid in grids)]
    down = [run for run in down if any(_is_in(grid.xs, grid.ys, run, scale) for grid in grids)]
    even = _dusted(_without(image, across, down)).filter(ImageFilter.GaussianBlur(_GRAIN))
    return Picture(even, turn, angle, rules)


def _lit(image: Image.Image) -> Image.Image:
    """Make the paper equally white, which the glass of a copier leaves darker at one side."""
    size = max(1, image.width // _AREA), max(1, image.height // _AREA)
    areas = image.resize(size, Image.Resampling.BOX).filter(ImageFilter.MaxFilter(5))
    paper = areas.filter(ImageFilter.GaussianBlur(2)).resize(image.size, Image.Resampling.BILINEAR)
    lit = np.asarray(image, np.float32) * (_WHITE / np.maximum(np.asarray(paper, np.float32), _PRINTED))
    return Image.fromarray(np.minimum(lit, _WHITE).astype(np.uint8))


def _dusted(image: Image.Image) -> Image.Image:
    """Make specks white, of which a recogniser makes points and accents of the letters in their line."""
    pixels = np.array(image)
    marks = pixels < _MARK
    own = _counted(marks, _DUST, _DUST)
    alone = (_counted(marks, *_BESIDE) == own) & (_counted(marks, *_BELOW) == own)
    pixels[_counted(marks & alone, _DUST, _DUST) > 0] = _WHITE
    return Image.fromarray(pixels)


def _counted(marks: Array, beside: int, above: int) -> Array:
    """Return how many marks there are around each pixel, so far to both sides, above and below."""
    padded = np.pad(marks, ((above + 1, above), (beside + 1, beside)))
    sums = padded.cumsum(axis=0, dtype=np.int32).cumsum(axis=1, dtype=np.int32)
    high, wide = 2 * above + 1, 2 * beside + 1
    counts: Array = sums[high:, wide:] - sums[:-high, wide:] - sums[high:, :-wide] + sums[:-high, :-wide]
    return counts


def slant(image: Image.Image) -> float:
    """Return the angle in degrees by which a page must be turned, counter-clockwise, for its lines to run straight.

    Where they do, dark and light rows of pixels differ most.
    """
    height = max(1, image.height * _SMALL // image.width)
    small = Image.fromarray(_WHITE - np.asarray(image.resize((_SMALL, height), Image.Resampling.BOX)))

    def contrast(angle: float) -> float:
        rows = np.asarray(small.rotate(angle, Image.Resampling.BILINEAR), np.float64).sum(axis=1)
        return float(np.square(np.diff(rows)).sum())

    rough = max(np.arange(-_ASLANT, _ASLANT + _STEP, _STEP), key=contrast)
    return float(max(np.arange(rough - _STEP, rough + _STEP, _FINE), key=contrast))


# A run of ink: the row, and the first and last column.
_Run = tuple[int, int, int]


def _lines(ink: Array, grey: Array, shortest: float, scale: float) -> Iterator[_Run]:
    """Yield the long runs of ink in rows, and those that continue them, however short or grey."""
    long = list(_runs(ink, shortest, scale))
    yield from long
    if not long:
        return
    off, gap = _OFF * scale, _GAP * scale
    rows, starts, ends = np.array(long).T
    for row, start, end in _runs(grey < _GREY, _PIECE * scale, scale):
        if ((abs(rows - row) <= off) & (starts - gap <= end) & (start <= ends + gap)).any():
            yield row, start, end


def _ridges(grey: Array, scale: float) -> Array:
    """Tell which pixels are darker than what is above and below them, as those of faint lines are."""
    beside = round(_FROM_LINE * scale)
    rows = np.asarray(Image.fromarray(grey).filter(ImageFilter.BoxBlur((beside, 0))), np.int16)
    padded = np.pad(rows, ((beside, beside), (0, 0)), "edge")
    ridges: Array = grey < np.minimum(padded[: -2 * beside], padded[2 * beside :]) - _FAINT
    return ridges


def _runs(ink: Array, shortest: float, scale: float) -> Iterator[_Run]:
    """Yield the long dark stretches of rows that are thin: light above and below."""
    gap = max(1, round(_GAP * scale))
    thick = round(_THICK * scale)
    padded = np.zeros((ink.shape[0], ink.shape[1] + 2), bool)
    padded[:, 1:-1] = _closed(ink, gap)
    rows, starts = np.nonzero(padded[:, 1:] & ~padded[:, :-1])
    _, ends = np.nonzero(padded[:, :-1] & ~padded[:, 1:])
    long = ends - starts >= shortest
    for row, start, end in zip(rows[long].tolist(), starts[long].tolist(), ends[long].tolist(), strict=True):
        beside = (ink[line, start:end].mean() for line in (row - thick, row + thick) if 0 <= line < len(ink))
        if max(beside, default=0.0) < 0.5:
            yield row, start, end


def _closed(ink: Array, gap: int) -> Array:
    """Fill the short gaps that noise leaves in rows."""
    wide = ink.copy()
    for shift in range(1, gap + 1):
        wide[:, shift:] |= ink[:, :-shift]
    narrow = wide.copy()
    for shift in range(1, gap + 1):
        narrow[:, :-shift] &= wide[:, shift:]
    return narrow


def _in_points(runs: Sequence[_Run], scale: float) -> Array:
    points: Array = np.array(runs, float).reshape(-1, 3).T / scale
    return points


def _parts_rows(grid: Grid, run: _Run, scale: float) -> bool:
    on_side = any(abs(run[0] / scale - y) <= _THICK for y in grid.ys)
    return on_side and _is_in(grid.ys, grid.xs, run, scale)


def _is_in(sides: Sequence[float], ends: Sequence[float], run: _Run, scale: float) -> bool:
    """Whether a run lies among the lines of a grid that run as it does, and between its ends."""
    at, low, high = (place / scale for place in run)
    return (
        sides[0] - _THICK <= at <= sides[-1] + _THICK
        and low <= ends[-1] + _THICK
        and high >= ends[0] - _THICK
    )


def _without(image: Image.Image, across: Sequence[_Run], down: Sequence[_Run]) -> Image.Image:
    """Paint over lines, with the grey that is left beside them."""
    pixels = np.array(image)
    for runs, seen in ((across, pixels), (down, pixels.T)):
        for row, start, end in runs:
            seen[max(0, row - 1) : row + 2, start:end] = _WHITE
    return Image.fromarray(pixels)
