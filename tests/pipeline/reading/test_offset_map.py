"""The map of offsets is exact where nothing changed, and never loses a passage."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.offsets import Edit, OffsetMap

# A source, as stretches that are kept and stretches that are replaced.
STRETCHES = st.lists(
    st.one_of(
        st.tuples(st.just("keep"), st.text("abcdé", min_size=1, max_size=5), st.just("")),
        st.tuples(st.just("replace"), st.text("xyz", max_size=3), st.text("UV", max_size=3)),
    ),
    max_size=8,
)


def build(stretches: list[tuple[str, str, str]]) -> tuple[str, str, OffsetMap]:
    source = clean = ""
    edits = []
    for kind, old, new in stretches:
        start = len(source), len(clean)
        source, clean = source + old, clean + (old if kind == "keep" else new)
        if len(source) - start[0] != len(clean) - start[1]:
            edits.append(Edit(start[0], len(source), start[1], len(clean)))
    return source, clean, OffsetMap(edits)


@given(STRETCHES)
def test_kept_characters_are_found_in_the_source(stretches: list[tuple[str, str, str]]) -> None:
    source, clean, offsets = build(stretches)
    for offset, char in enumerate(clean):
        if char in "abcdé":
            assert source[offsets.to_source(offset)] == char
            assert offsets.to_clean(offsets.to_source(offset)) == offset


@given(STRETCHES)
def test_the_map_is_monotone_and_stays_within_the_texts(stretches: list[tuple[str, str, str]]) -> None:
    source, clean, offsets = build(stretches)
    mapped = [offsets.to_source(offset) for offset in range(len(clean) + 1)]
    assert mapped == sorted(mapped)
    assert mapped[-1] == len(source)
    assert mapped[0] >= 0


@given(STRETCHES, st.data())
def test_a_passage_comes_from_a_passage_that_makes_it(
    stretches: list[tuple[str, str, str]], data: st.DataObject
) -> None:
    source, clean, offsets = build(stretches)
    start = data.draw(st.integers(0, len(clean)))
    end = data.draw(st.integers(start, len(clean)))
    first, last = offsets.source_span(start, end)
    assert 0 <= first <= last <= len(source)
    kept = "".join(char for char in clean[start:end] if char in "abcdé")
    assert "".join(char for char in source[first:last] if char in "abcdé") == kept


@given(STRETCHES)
def test_the_inverse_of_the_inverse_is_the_map(stretches: list[tuple[str, str, str]]) -> None:
    _, _, offsets = build(stretches)
    assert offsets.inverse.inverse == offsets


@given(STRETCHES, st.data())
def test_composing_is_mapping_twice(stretches: list[tuple[str, str, str]], data: st.DataObject) -> None:
    source, middle, early = build(stretches)
    # Cut the middle anew, keep or replace each part.
    cuts = sorted({0, len(middle), *data.draw(st.lists(st.integers(0, len(middle)), max_size=4))})
    clean, edits = "", []
    for start, end in pairwise(cuts):
        part = middle[start:end] if data.draw(st.booleans()) else data.draw(st.text("W", max_size=3))
        if len(part) != end - start:
            edits.append(Edit(start, end, len(clean), len(clean) + len(part)))
        clean += part
    late = OffsetMap(edits)
    composed = early.then(late)
    assert composed.to_source(len(clean)) == len(source)
    for offset, char in enumerate(clean):
        twice = early.to_source(late.to_source(offset))
        if char in "abcdé":
            assert composed.to_source(offset) == twice
        assert composed.to_source(offset) <= twice  # a merged edit begins where its first part does


def test_nothing_changed_is_no_edit() -> None:
    assert OffsetMap().then(OffsetMap()) == OffsetMap()
    assert OffsetMap().source_span(3, 7) == (3, 7)
