"""What lies near each other on a page, along one side of it."""

from bisect import bisect_right

import numpy as np

from pipeline.reading.pdf.calls import Array


def group_starts(places: Array, near: float) -> Array:
    """Return where groups begin among ascending places: a group reaches so far from its first place.

    >>> group_starts(np.array([10.0, 10.5, 11.0, 11.5, 40.0]), 1.0)
    array([0, 3, 4])
    """
    apart = np.ones(len(places) + 1, bool)
    apart[1:-1] = places[1:] > places[:-1] + near
    bounds = apart.nonzero()[0]
    starts: Array = bounds[:-1]
    if (places[bounds[1:] - 1] <= places[starts] + near).all():
        return starts  # as mostly: no group has to end between neighbours that are near
    ascending: list[float] = places.tolist()
    first = [0]
    while (after := bisect_right(ascending, ascending[first[-1]] + near, first[-1])) < len(ascending):
        first.append(after)
    return np.array(first)


def group_numbers(starts: Array, count: int) -> Array:
    """Return the number of the group of each of `count` things, given where groups begin."""
    begins = np.zeros(count, np.int64)
    begins[starts] = 1
    numbers: Array = begins.cumsum() - 1
    return numbers


def farthest_so_far(group: Array, lows: Array, highs: Array) -> Array:
    """Return how far the things of a group reach up to each of them; those of a group stand together."""
    # Groups are moved apart, so that the farthest of one is nearer than all of the next.
    apart = group * (highs.max() - lows.min() + 1)
    reach: Array = np.maximum.accumulate(highs + apart) - apart
    return reach
