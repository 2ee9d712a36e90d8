"""Anchors find every place where a pattern can match, and change nothing of what it finds."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.text.anchors import Anchored, Anchors
from extractors.text.source import Source

WORDINGS = ("signe[es]*", "co-signe", "a (?:pris|eu) fin", "an", "annexes?", "m2")
ANCHORED, PLAIN = Anchored(WORDINGS), re.compile(rf"\b(?:{'|'.join(WORDINGS)})\b")
# Pieces of the wordings, so that many texts hold them whole, inside words and over one another.
PIECES = st.sampled_from(
    ["signe", "é", "S", "co-", "a ", "pris ", "fin", "an", "nexe", "s", "m2", "_", "’", " ", "\n"]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)


@given(TEXTS)
def test_an_anchored_pattern_finds_what_the_pattern_finds(text: str) -> None:
    source = Source(text)
    expected = [match.span() for match in PLAIN.finditer(source.folded)]
    assert [match.span() for match in ANCHORED.finditer(source)] == expected


@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_a_search_keeps_to_its_bounds(text: str, start: int, length: int) -> None:
    source = Source(text)
    start, end = min(start, len(text)), min(start + length, len(text))
    expected = PLAIN.search(source.folded, start, end)
    found = ANCHORED.search(source, start, end)
    assert (found and found.span()) == (expected and expected.span())


@pytest.mark.parametrize(
    ("wording", "letters"),
    [
        ("prefets?", "prefet"),  # what may be missing is none of the letters
        ("ars", "ars"),
        ("maires?", "maire"),
        ("co-signataire", "co-signa"),  # so many and no more
        ("dit oui", "dit oui"),
        ("l[ae] contrat", "l"),
    ],
)
def test_the_letters_that_a_pattern_always_begins_with(wording: str, letters: str) -> None:
    assert Anchors([wording]).letters == {letters}


@pytest.mark.parametrize("wording", ["(?:le|la) contrat", "", r"\d+ ans", "e?lire"])
def test_a_pattern_that_begins_with_no_letter_is_refused(wording: str) -> None:
    with pytest.raises(ValueError, match="does not begin with a letter"):
        Anchors([wording])


def test_anchors_made_after_a_text_was_read_are_found_in_it() -> None:
    source = Source("Le préfet et le maire")
    assert Anchors(["prefet"]).starts(source) == [3]
    assert Anchors(["maire"]).starts(source) == [16]
