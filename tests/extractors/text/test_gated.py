"""A gated pattern finds what the pattern finds: each match of it holds some of its letters."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.text.gated import Gated, letters_of
from extractors.text.source import Source

PATTERN = r"(?<!\w)(?:(?P<about>environ|a peu pres)|(?P<most>au (?:plus|maxi)|moins d(?:e|'))|~)(?: les)? *$"
GATED, PLAIN = Gated(PATTERN), re.compile(PATTERN)
# Pieces of the wordings, so that many texts hold them whole, in part, inside words and over the bounds.
PIECES = st.sampled_from(
    ["environ", "à peu", " près", "au ", "plus", "moins ", "d’", "de", "~", "les", " ", "x", "\n"]
)
TEXTS = st.lists(PIECES, max_size=20).map("".join)


@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_a_search_finds_what_the_pattern_finds(text: str, start: int, length: int) -> None:
    source = Source(text)
    start, end = min(start, len(text)), min(start + length, len(text))
    expected = PLAIN.search(source.folded, start, end)
    found = GATED.search(source, start, end)
    assert (found and found.span()) == (expected and expected.span())
    spans = [match.span() for match in GATED.finditer(source, start, end)]
    assert spans == [match.span() for match in PLAIN.finditer(source.folded, start, end)]


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        ("prefets?", {"prefet"}),  # what may be missing is none of the letters
        (r"\bprefet|maire\b", {"prefet", "maire"}),  # one of each alternative
        ("(?:un|une) (?:seule )?partie", {"partie"}),  # the rarest of what stands one after the other
        (r"du (?:\w+ )?contrat", {"contrat"}),
        ("(?:sign|paraph)e{1,3}", {"sign", "paraph"}),  # repeated, but at least once
        (r"(?<!la )reunion(?! publique)", {"reunion"}),  # what stands beside a match is not in it
        (r"\bavant (?=le vote)", {"avant "}),
        (r"\d+ ?%|etat", {"%", "etat"}),  # a sign is rare
        ("contractualisation", {"contract"}),  # no more than anchors have: what both look for is found once
        ("axe|axes et priorites", {"axe"}),  # who holds others is found by them
    ],
)
def test_letters_are_those_that_each_match_holds(pattern: str, letters: set[str]) -> None:
    assert letters_of(pattern) == letters


@pytest.mark.parametrize("pattern", [r"\d+", "(?:prefet)?", "etat|", r"[ab]", r"(?=etat)\w+"])
def test_a_pattern_that_needs_no_letters_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="needs no letter"):
        letters_of(pattern)


@pytest.mark.parametrize(
    "pattern", [PATTERN, "(?:co-?)?financ(?:e|ee)s?|50/50", "a{2,3}b+c|(?:de|du){1,2} x"]
)
@given(data=st.data())
def test_each_match_holds_some_of_the_letters(pattern: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(pattern))
    found = re.search(pattern, text)
    assert found
    assert any(letters in found.group() for letters in letters_of(pattern))
