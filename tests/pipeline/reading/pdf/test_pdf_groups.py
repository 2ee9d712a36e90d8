"""Things that lie near each other: groups reach so far from their first place, however they are found."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.pdf.groups import group_numbers, group_starts

NEAR = 1.0
# Halves, so that distances of exactly `NEAR` are common.
places = st.lists(st.integers(0, 40).map(lambda half: half / 2), min_size=1, max_size=20).map(sorted)


@given(places)
def test_a_group_begins_beyond_the_reach_of_the_first_place_of_the_one_before(places: list[float]) -> None:
    starts = group_starts(np.array(places), NEAR).tolist()
    assert starts[0] == 0
    for first, after in zip(starts, [*starts[1:], len(places)], strict=True):
        assert all(place <= places[first] + NEAR for place in places[first:after])
        assert after == len(places) or places[after] > places[first] + NEAR


@given(places)
def test_each_thing_has_the_number_of_the_last_group_that_begins_up_to_it(places: list[float]) -> None:
    starts = group_starts(np.array(places), NEAR)
    numbers = group_numbers(starts, len(places)).tolist()
    assert numbers == [sum(start <= index for start in starts.tolist()) - 1 for index in range(len(places))]
