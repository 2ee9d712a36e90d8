"""Patterns that are tried only where letters stand without which they cannot match.

A pattern with many alternatives costs some microseconds a sentence, and of a hundred sentences most match none of
them. Which letters each alternative holds can be read off the pattern; the one pass that finds the anchors of all
extractors finds these too.
"""

import re
from collections.abc import Iterable, Iterator
from re import _constants as codes  # type: ignore[attr-defined]  # what `re` itself reads patterns with
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from extractors.text.anchors import LONGEST, Phrases
from extractors.text.source import Source


class Gated:
    r"""A pattern against folded text that is looked for only where its letters stand.

    Parameters
    ----------
    pattern : str
        What to look for.

    Raises
    ------
    ValueError
        If it can match without any letter that is known beforehand.

    Examples
    --------
    >>> equal = Gated(r"\ba parts? egales?|\bmoitie[ -]moitie\b")
    >>> equal.search(Source("Ils paient à parts égales."), 0, 26)
    <re.Match object; span=(11, 25), match='a parts egales'>
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = re.compile(pattern)
        self._letters = Phrases(*letters_of(pattern))

    def search(self, source: Source, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Return what `pattern.search` does in the folded text of `source`."""
        folded = source.folded
        end = len(folded) if end is None else end
        return (
            self.pattern.search(folded, start, end)
            if self._letters.stand_between(source, start, end)
            else None
        )

    def finditer(self, source: Source, start: int, end: int) -> Iterator[re.Match[str]]:
        """Return what `pattern.finditer` does in the folded text of `source`."""
        if not self._letters.stand_between(source, start, end):
            return iter(())
        return self.pattern.finditer(source.folded, start, end)


def letters_of(pattern: str) -> frozenset[str]:
    r"""Return letters of which each match of `pattern` holds some.

    >>> sorted(letters_of(r"\b(?:est|sont) signee?s?|paraph\w+"))
    [' signe', 'paraph']
    """
    letters = _best(parser.parse(pattern))
    if not letters:
        raise ValueError(f"a match of {pattern!r} needs no letter that is known beforehand")
    return frozenset(one for one in letters if not any(other in one for other in letters - {one}))


def _best(parts: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """Choose among the parts that a match holds one after the other; nothing where none has letters."""
    found: list[frozenset[str]] = []
    run = ""
    for code, what in parts:
        if code is codes.LITERAL:
            run += chr(what)
        elif code not in (codes.AT, codes.ASSERT, codes.ASSERT_NOT):  # these take no room
            found += [frozenset([run[:LONGEST]]), _within(code, what)]
            run = ""
    found.append(frozenset([run[:LONGEST]]))
    return max(
        (letters for letters in found if letters and "" not in letters), key=_worth, default=frozenset()
    )


def _within(code: Any, what: Any) -> frozenset[str]:
    """Letters of a group, of alternatives or of what is repeated at least once."""
    if code is codes.SUBPATTERN:
        return _best(what[3])
    if code is codes.BRANCH:
        each = [_best(alternative) for alternative in what[1]]
        return frozenset().union(*each) if all(each) else frozenset()
    repeated = code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
    return _best(what[2]) if repeated and what[0] else frozenset()


def _worth(letters: frozenset[str]) -> tuple[int, int]:
    """How seldom they stand in a text: those with more letters, and fewer of them; signs are rarer than letters."""
    rarity = min(sum(1 if char.isalpha() or char == " " else 3 for char in one) for one in letters)
    return min(rarity, 5), -len(letters)
