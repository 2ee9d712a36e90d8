"""What lies near each other on a page, along one side of it."""

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np

from pipeline.reading.pdf_calls import Array


def group_starts(places: Array, near: float) -> list[int]:
    """Return where groups begin among ascending places: a group reaches so far from its first place.

    >>> group_starts(np.array([10.0, 10.5, 11.0, 11.5, 40.0]), 1.0)
    [0, 3, 4]
    """
    if not len(places):
        return []
    apart = np.flatnonzero(places[1:] > places[:-1] + near) + 1
    starts: list[int] = [0, *apart.tolist()]
    if (places[[*(apart - 1), -1]] <= places[starts] + near).all():
        return starts  # as mostly: what lies together lies near enough
    ascending: list[float] = places.tolist()
    starts = [0]
    while (after := bisect_right(ascending, ascending[starts[-1]] + near, starts[-1])) < len(places):
        starts.append(after)
    return starts


def group_numbers(starts: Sequence[int], count: int) -> Array:
    """Return the number of the group of each of `count` things, given where groups begin."""
    return np.repeat(np.arange(len(starts)), np.diff([*starts, count]))


def farthest_so_far(group: Array, lows: Array, highs: Array) -> Array:
    """Return how far the things of a group reach up to each of them; those of a group stand together."""
    # Groups are moved apart, so that the farthest of one is nearer than all of the next.
    apart = group * (highs.max() - lows.min() + 1)
    reach: Array = np.maximum.accumulate(highs + apart) - apart
    return reach
