"""Finds in one pass over a text where any pattern of any extractor can begin.

Python's `re` tries a pattern at every place, so that each pattern costs a pass over the text, and one with many
alternatives several. What always begins with certain letters at the start of a word names them as its anchors;
one automaton finds those of all extractors together, in a time that does not depend on how many there are.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from ahocorasick_rs import AhoCorasick, Implementation

from extractors.text.source import Source

# More letters find fewer places, and there are more of them to look for.
LONGEST = 8
_LETTERS = re.compile(rf"(?:[a-z0-9' -](?![?*+{{])){{1,{LONGEST}}}")


class _Sought:
    """Letters that the automaton looks for: at the start of words only, or anywhere."""

    def __init__(self, letters: Iterable[str], *, at_word: bool) -> None:
        self.letters = frozenset(letters)
        self.at_word = at_word
        self._place = _scanner.add(self)

    def starts(self, source: Source) -> list[int]:
        """Return where in the text any of them begins, in order."""
        if self._place >= len(source.anchored):  # the first to ask, or made since others asked
            source.anchored = _scanner.find(source.folded)
        return source.anchored[self._place]

    def between(self, source: Source, start: int, end: int) -> list[int]:
        """Return those of `starts` from `start` on and before `end`."""
        place, anchored = self._place, source.anchored
        # Asked so often that another call for it would be felt.
        starts = anchored[place] if place < len(anchored) else self.starts(source)
        return starts[bisect_left(starts, start) : bisect_left(starts, end)] if starts else starts

    def stand_between(self, source: Source, start: int, end: int) -> bool:
        """Whether any of them begins from `start` on and before `end`."""
        place, anchored = self._place, source.anchored
        starts = anchored[place] if place < len(anchored) else self.starts(source)
        if not starts:
            return False
        first = bisect_left(starts, start)
        return first < len(starts) and starts[first] < end


class Phrases(_Sought):
    """Phrases, letter for letter in the folded text, of which it is asked whether one is there.

    >>> votes = Phrases("mis aux voix", "scrutin")
    >>> votes.stand_in(Source("Le rapport est mis aux voix."))
    True
    >>> votes.stand_in(Source("Le rapport est mis aux voix."), reach=10)
    False
    """

    def __init__(self, *phrases: str) -> None:
        super().__init__(phrases, at_word=False)

    def stand_in(self, source: Source, reach: int | None = None) -> bool:
        """Whether one of them begins in the text, or in its first `reach` characters."""
        starts = self.starts(source)
        return bool(starts) and (reach is None or starts[0] < reach)

    def stand_in_text(self, folded: str) -> bool:
        """Whether one of them is in a text that is no source."""
        return any(phrase in folded for phrase in self.letters)


class Anchors(_Sought):
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
        shortest = (one for one in letters if not any(one[:n] in letters for n in range(1, len(one))))
        super().__init__(shortest, at_word=True)

    def finditer(
        self, pattern: re.Pattern[str], source: Source, start: int = 0, end: int | None = None
    ) -> Iterator[re.Match[str]]:
        """Yield what `pattern.finditer` does, if each match of it begins at one of `starts`.

        >>> first = Anchors(["prefet", "ministre"])
        >>> pattern = re.compile("(?:prefete?|ministre)s?")
        >>> [found.group() for found in first.finditer(pattern, Source("Les préfètes et les ministres"))]
        ['prefetes', 'ministres']
        """
        folded = source.folded
        end, position = len(folded) if end is None else end, start
        for first in self.between(source, start, end):
            if first >= position and (found := pattern.match(folded, first, end)):
                position = found.end()
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

    def finditer(self, source: Source, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Yield each match between `start` and `end`, in order and without overlap."""
        return self._anchors.finditer(self.pattern, source, start, end)

    def search(self, source: Source, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Return the first match between `start` and `end`, or None."""
        end = len(source.folded) if end is None else end
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
    """The automaton for all that is sought, built anew when there is more of it."""

    def __init__(self) -> None:
        self.sought: list[_Sought] = []
        self._automaton: AhoCorasick | None = None
        # By the letters' place in the automaton: the places in `sought` of whom they are for, at the start of a
        # word and within one.
        self._at_start: list[list[int]] = []
        self._within: list[list[int]] = []

    def add(self, sought: _Sought) -> int:
        """Look for `sought` too; return its place in what `find` returns."""
        self.sought.append(sought)
        self._automaton = None
        return len(self.sought) - 1

    def _build(self) -> AhoCorasick:
        letters = sorted(set().union(*(sought.letters for sought in self.sought)))
        self._at_start = [
            [i for i, sought in enumerate(self.sought) if one in sought.letters] for one in letters
        ]
        self._within = [[i for i in indexes if not self.sought[i].at_word] for indexes in self._at_start]
        # Slower than a DFA where nothing else runs; but that one is so large that other work drives it from the cache.
        return AhoCorasick(letters, implementation=Implementation.ContiguousNFA)

    def find(self, folded: str) -> list[list[int]]:
        """Return for each of `sought` where it stands."""
        if self._automaton is None:
            self._automaton = self._build()
        at_start, within = self._at_start, self._within
        padded = " " + folded  # what stands before each place has the place's own number in it
        starts: list[list[int]] = [[] for _ in self.sought]
        for letters, start, _ in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            before = padded[start]
            inside = before != " " and (before.isalnum() or before == "_")  # most stand behind a space
            for index in within[letters] if inside else at_start[letters]:
                starts[index].append(start)
        for places in starts:
            if len(places) > 1:
                places.sort()  # the automaton finds what ends first
        return starts


_scanner = _Scanner()
