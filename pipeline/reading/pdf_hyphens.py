"""Words that are cut at the end of a line: whether the hyphen belongs to them."""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from tomllib import loads

from extractors.folding import fold

_WORD_BEFORE = re.compile(r"[\w’']*\Z")
_WORD_AFTER = re.compile(r"[\w’']*")
_WORD = re.compile(r"\w+(?:-\w+)*")


def known_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of a document, folded, compounds as one.

    >>> sorted(known_words(["Le sous-préfet signe"]))
    ['le', 'signe', 'sous-prefet']
    """
    return frozenset(word for text in texts for word in _WORD.findall(fold(text)))


def keeps_hyphen(before: str, after: str, known: frozenset[str]) -> bool:
    """Whether a word cut between `before` and `after` has a hyphen there: "Jean-Claude", but "installation".

    The rest of the document decides where it has the word, then capitals and the words that always take one.

    >>> keeps_hyphen("Jean", "Claude", frozenset()), keeps_hyphen("installa", "tion", frozenset())
    (True, False)
    """
    first, second = _WORD_BEFORE.search(before), _WORD_AFTER.match(after)
    if not first or not second or not first.group() or not second.group():
        return True
    left, right = fold(first.group()), fold(second.group())
    if f"{left}-{right}" in known:
        return True
    if left + right in known:
        return False
    if second.group()[0].isupper() and first.group()[0].isupper():
        return True
    if before[first.start() - 1 : first.start()] == "-" or after[second.end() : second.end() + 1] == "-":
        return True  # "Pont-sur-Yonne"
    words = _hyphenated()
    return left in words["first"] or right in words["last"]


@cache
def _hyphenated() -> dict[str, frozenset[str]]:
    data = loads((files("pipeline.reading") / "data/hyphens.toml").read_text("utf-8"))
    return {place: frozenset(words) for place, words in data.items()}
