"""Finds in one pass over a text where any pattern of any extractor can begin.

Python's `re` tries a pattern at every place, so that each pattern costs a pass over the text, and one with many
alternatives several. What always begins with certain letters at the start of a word names them as its anchors;
one automaton finds those of all extractors together, in a time that does not depend on how many there are.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from ahocorasick_rs import AhoCorasick, Implementation

from extractors.source import Source

# More letters find fewer places, and there are more of them to look for.
_LONGEST = 8
_LETTERS = re.compile(rf"(?:[a-z0-9' -](?![?*+{{])){{1,{_LONGEST}}}")


class Anchors:
    """The letters with which patterns begin, at the start of a word of the folded text.

    Parameters
    ----------
    wordings : iterable of str
        Patterns against folded text, without alternatives outside of groups; only their first letters count.

    Raises
    ------
    ValueError
        If a pattern does not begin with a letter.

    Examples
    --------
    >>> anchors = Anchors(["prefete?s?", "minist(?:re|ere)"])
    >>> anchors.starts(Source("Le préfet, le sous-préfet et la ministre."))
    [3, 19, 32]
    """

    def __init__(self, wordings: Iterable[str]) -> None:
        letters = {_first_letters(wording) for wording in wordings}
        # "pref" stands wherever "prefet" does.
        self.letters = {one for one in letters if not any(one[:n] in letters for n in range(1, len(one)))}
        _scanner.add(self)

    def starts(self, source: Source) -> list[int]:
        """Return where in the text words begin with one of the anchors, in order."""
        found: dict[Anchors, list[int]] | None = source.found.get(_all_starts)
        if found is None or self not in found:  # others may have been made since
            found = source.found[_all_starts] = _all_starts(source)
        return found[self]

    def between(self, source: Source, start: int, end: int) -> list[int]:
        """Return those of `starts` from `start` on and before `end`."""
        starts = self.starts(source)
        return starts[bisect_left(starts, start) : bisect_left(starts, end)]

    def finditer(self, pattern: re.Pattern[str], source: Source) -> Iterator[re.Match[str]]:
        """Yield what `pattern.finditer` does, if each match of it begins at one of `starts`.

        >>> first = Anchors(["prefet", "ministre"])
        >>> pattern = re.compile("(?:prefete?|ministre)s?")
        >>> [found.group() for found in first.finditer(pattern, Source("Les préfètes et les ministres"))]
        ['prefetes', 'ministres']
        """
        folded, end = source.folded, 0
        for start in self.starts(source):
            if start >= end and (found := pattern.match(folded, start)):
                end = found.end()
                yield found


class Anchored:
    """Wordings as one pattern against folded text, each at the start of a word and with a letter at its own.

    Parameters
    ----------
    wordings : sequence of str
        The alternatives.
    behind : str
        Pattern of what stands behind each of them.

    Attributes
    ----------
    pattern : re.Pattern
        The same for `re`, for what is not the text of a source.

    Examples
    --------
    >>> offices = Anchored(["prefete?s?", "ministres?"])
    >>> [found.group() for found in offices.finditer(Source("La préfète, les ministres"))]
    ['prefete', 'ministres']
    """

    def __init__(self, wordings: Sequence[str], behind: str = r"\b") -> None:
        self._anchors = Anchors(wordings)
        self.pattern = re.compile(rf"\b(?:{'|'.join(wordings)}){behind}")

    def finditer(self, source: Source) -> Iterator[re.Match[str]]:
        """Yield each match, in order and without overlap."""
        return self._anchors.finditer(self.pattern, source)

    def search(self, source: Source, start: int, end: int) -> re.Match[str] | None:
        """Return the first match between `start` and `end`, or None."""
        for first in self._anchors.between(source, start, end):
            if found := self.pattern.match(source.folded, first, end):
                return found
        return None


def _first_letters(wording: str) -> str:
    letters = _LETTERS.match(wording)
    if letters is None:
        raise ValueError(f"the pattern {wording!r} does not begin with a letter")
    return letters.group()


class _Scanner:
    """The automaton for all anchors that were made, built anew when there are more of them."""

    def __init__(self) -> None:
        self.anchors: list[Anchors] = []
        self._automaton: AhoCorasick | None = None
        self._owners: list[list[int]] = []

    def add(self, anchors: Anchors) -> None:
        self.anchors.append(anchors)
        self._automaton = None

    def find(self, folded: str) -> list[list[int]]:
        """Return the places of each of the anchors."""
        if self._automaton is None:
            owners: dict[str, list[int]] = {}
            for index, anchors in enumerate(self.anchors):
                for letters in sorted(anchors.letters):
                    owners.setdefault(letters, []).append(index)
            self._automaton = AhoCorasick(owners, implementation=Implementation.DFA)
            self._owners = list(owners.values())
        owners_of = self._owners
        starts: list[list[int]] = [[] for _ in self.anchors]
        for index, start, _ in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if start and ((before := folded[start - 1]).isalnum() or before == "_"):
                continue
            for owner in owners_of[index]:
                starts[owner].append(start)
        for places in starts:
            places.sort()  # the automaton finds what ends first
        return starts


_scanner = _Scanner()


def _all_starts(source: Source) -> dict[Anchors, list[int]]:
    return dict(zip(_scanner.anchors, _scanner.find(source.folded), strict=True))
