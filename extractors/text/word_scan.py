"""Finds many patterns at once, fast: only those are tried that begin with the letters of the word at hand."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from extractors.text.anchors import Anchors
from extractors.text.source import Source

_LETTERS = re.compile(r"(?:[a-z](?![?*{])){2,3}")
_ONE_OF = re.compile(r"\(\?:([a-z]+(?:\|[a-z]+)+)\)")


class WordScan:
    """Patterns by name, each of which begins with two plain letters, or with one of several words, "(?:est|sont)".

    Python's alternation tries every alternative at every place; a sentence of thirty words and a hundred
    alternatives are then thousands of steps.

    Parameters
    ----------
    patterns : mapping of str to sequence of str
        Patterns against folded text. Of those that match at one place the first in this order is taken.

    Raises
    ------
    ValueError
        If a pattern does not begin with two letters.

    Examples
    --------
    >>> scan = WordScan({"etat": ["etat"], "ars": ["ars", "agences? de sante"]})
    >>> list(scan.find(Source("L'État et l'ARS"), 0, 15))
    [('etat', 2, 6), ('ars', 12, 15)]
    >>> list(WordScan({"being": ["(?:est|sont) la"]}).find(Source("Ils sont là."), 0, 12))
    [('being', 4, 11)]
    """

    def __init__(self, patterns: Mapping[str, Sequence[str]]) -> None:
        begins: list[tuple[str, str, str]] = []
        for name, wordings in patterns.items():
            for wording in chain.from_iterable(map(_each, wordings)):
                letters = _LETTERS.match(wording)
                if letters is None:
                    raise ValueError(f"the pattern {wording!r} of {name} does not begin with two letters")
                begins.append((letters.group(), name, wording))
        self._begins = begins
        self._anchors = Anchors(wording for _, _, wording in begins)
        self._patterns: dict[str, re.Pattern[str]] = {}  # compiled when their letters are first met

    def _pattern(self, letters: str) -> re.Pattern[str]:
        named: dict[str, list[str]] = {}
        for begin, name, wording in self._begins:
            if begin in (letters, letters[:2]):
                named.setdefault(name, []).append(wording)
        return re.compile("|".join(f"(?P<{name}>{'|'.join(w)})" for name, w in named.items()))

    def find(
        self, source: Source, start: int, end: int, *, overlap: bool = False
    ) -> Iterator[tuple[str, int, int]]:
        """Yield name, start and end of each match from `start` to `end`, those inside another on demand.

        No match begins behind a hyphen.
        """
        folded, position = source.folded, start
        for first in self._anchors.between(source, start, end):
            if (first < position and not overlap) or (first > start and folded[first - 1] == "-"):
                continue
            letters = folded[first : first + 3]
            pattern = self._patterns.get(letters)
            if pattern is None:
                pattern = self._patterns[letters] = self._pattern(letters)
            if found := pattern.match(folded, first, end):
                position = found.end()
                yield found.lastgroup or "", first, position


def _each(wording: str) -> list[str]:
    """Write out the words that a pattern may begin with: each has letters of its own to be found by."""
    words = _ONE_OF.match(wording)
    return [word + wording[words.end() :] for word in words[1].split("|")] if words else [wording]
