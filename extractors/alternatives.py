"""Many wordings as one pattern that is fast where none of them stands."""

import re
from collections.abc import Iterable

# The letter that a wording always begins with, at the start of a word or anywhere.
_BEGIN = re.compile(r"(?P<bound>\\b)?(?P<letter>[a-z])(?![?*+{])")


def by_letter(wordings: Iterable[str]) -> str:
    r"""Write patterns as the alternatives of one, those that begin with the same letter under that letter.

    Python tries every alternative at every place; so most places are left after one look at their letter.
    Alternatives under one letter keep their order, so that the same one is found.

    Examples
    --------
    >>> by_letter(["prefets?", "maire", "presidente?", r"\bars"])
    'p(?:refets?|residente?)|m(?:aire)|\\b(?:a(?:rs))'
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
    return "|".join([*_under(free), *([rf"\b(?:{'|'.join(_under(bound))})"] if bound else [])])


def _under(letters: dict[str, list[str]]) -> Iterable[str]:
    return (
        f"{letter}(?:{'|'.join(rests)})" if letter else "|".join(rests) for letter, rests in letters.items()
    )


def _has_alternatives(wording: str) -> bool:
    """Whether a wording is itself several, outside any group."""
    depth = 0
    for char in re.sub(r"\\.|\[[^\]]*\]", "", wording):
        depth += (char == "(") - (char == ")")
        if char == "|" and not depth:
            return True
    return False
