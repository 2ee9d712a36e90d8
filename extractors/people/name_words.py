"""The words that names of people are made of, and those that are part of none."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Lexicon(NamedTuple):
    """Given names and the other words that names are made of, folded."""

    given: frozenset[str]
    ambiguous: frozenset[str]
    stop: frozenset[str]
    openers: frozenset[str]
    particles: frozenset[str]
    places: frozenset[str]
    never_first: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """Read the word lists once."""
    data = files("extractors") / "data"
    words = tomllib.loads((data / "names.toml").read_text("utf-8"))
    given = frozenset((data / "given_names.txt").read_text("utf-8").split())
    ambiguous = frozenset((data / "common_given_names.txt").read_text("utf-8").split())
    given |= ambiguous
    stop, openers, particles, places = (
        frozenset(words[key]) for key in ("stop", "openers", "particles", "places")
    )
    never_first = (stop | openers | particles) - given
    return Lexicon(given, ambiguous, stop, openers, particles, places, never_first)
