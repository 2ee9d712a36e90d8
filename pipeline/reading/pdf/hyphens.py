"""Words that are cut at the end of a line: whether the hyphen belongs to them."""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from tomllib import loads

from extractors.text.folding import fold

_WORD_BEFORE = re.compile(r"\w*\Z")
_WORD_AFTER = re.compile(r"\w*")
_LONGEST = 40  # letters of a word that are looked at
_MARKS = "’'.,;:!?…()[]«»“”\"/\u00a0\u202f"


def known_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of a document in lower case, compounds as one.

    >>> sorted(known_words(["Le sous-préfet (de l'Aisne) signe."]))
    ['aisne', 'de', 'l', 'le', 'signe', 'sous-préfet']
    """
    words: set[str] = set()
    for text in texts:
        parted = text.lower().replace("‐", "-")
        for mark in _MARKS:  # ten times as fast as a pattern for words
            parted = parted.replace(mark, " ")
        words.update(parted.split())
    return frozenset(words)


def keeps_hyphen(before: str, after: str, known: frozenset[str]) -> bool:
    """Whether a word cut between `before` and `after` has a hyphen there: "Jean-Claude", but "installation".

    The rest of the document decides where it has the word, then capitals and the words that always take one.

    >>> keeps_hyphen("Jean", "Claude", frozenset()), keeps_hyphen("installa", "tion", frozenset())
    (True, False)
    >>> keeps_hyphen("JEAN", "CLAUDE", frozenset()), keeps_hyphen("DUR", "ANTEAU", frozenset())
    (True, False)
    """
    before, after = before[-_LONGEST:], after[:_LONGEST]
    first, second = _WORD_BEFORE.search(before), _WORD_AFTER.match(after)
    if not first or not second or not first.group() or not second.group():
        return True
    left, right = first.group().lower(), second.group().lower()
    if f"{left}-{right}" in known:
        return True
    if left + right in known:
        return False
    if second.group()[0].isupper() and first.group()[0].isupper():
        return not _is_syllable(first.group(), second.group())
    if before[first.start() - 1 : first.start()] == "-" or after[second.end() : second.end() + 1] == "-":
        return True  # "Pont-sur-Yonne"
    words = _hyphenated()
    return fold(left) in words["first"] or fold(right) in words["last"]


# Short words that open a compound surname: "LE-GALL".
_SHORT = {"de", "del", "des", "di", "du", "el", "la", "le", "les", "van", "von", "st", "ste"}
_SYLLABLE = 3  # letters


def _is_syllable(first: str, second: str) -> bool:
    """Whether no word but the beginning of one stands before the hyphen: "DUR-ANTEAU" in capitals."""
    return (
        1 < len(first) <= _SYLLABLE
        and first.isupper()
        and second.isupper()
        and len(second) > 1
        and fold(first) not in _SHORT
    )


@cache
def _hyphenated() -> dict[str, frozenset[str]]:
    data = loads((files("pipeline.reading") / "data/hyphens.toml").read_text("utf-8"))
    return {place: frozenset(words) for place, words in data.items()}
