"""Many wordings as one pattern that is fast where none of them stands."""

import re
from collections.abc import Iterable

# The letter that a wording always begins with, at the start of a word or anywhere.
_BEGIN = re.compile(r"(?P<bound>\\b)?(?P<letter>[a-z])(?![?*+{])")


def by_letter(wordings: Iterable[str]) -> str:
    r"""Write patterns as the alternatives of one, those that begin with the same letter under that letter.

    Python tries every alternative at every place; so most places are left after one look at their letter. That
    a word begins there is looked at behind it, since `\b` before it would have to be tried at every place.
    Alternatives under one letter keep their order, so that the same one is found.

    Examples
    --------
    >>> by_letter(["prefets?", "maire", "presidente?", r"\bars"])
    'p(?:refets?|residente?)|m(?:aire)|a(?<!\\wa)(?:rs)'
    """
    bound: dict[str, list[str]] = {}
    free: dict[str, list[str]] = {}
    for wording in wordings:
        found = None if _has_alternatives(wording) else _BEGIN.match(wording)
        if found is None:
            free.setdefault("", []).append(wording)
        else:
            letters = bound if found["bound"] else free
            letters.setdefault(found["letter"], []).append(wording[found.end() :])
    return "|".join([*_under(free), *_under(bound, at_word=True)])


def _under(letters: dict[str, list[str]], *, at_word: bool = False) -> Iterable[str]:
    for letter, rests in letters.items():
        begin = rf"{letter}(?<!\w{letter})" if at_word else letter
        yield f"{begin}(?:{'|'.join(rests)})" if letter else "|".join(rests)


def _has_alternatives(wording: str) -> bool:
    """Whether a wording is itself several, outside any group."""
    depth = 0
    for char in re.sub(r"\\.|\[[^\]]*\]", "", wording):
        depth += (char == "(") - (char == ")")
        if char == "|" and not depth:
            return True
    return False
