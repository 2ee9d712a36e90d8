"""Contracts that a public body signs with people, its staff or families: none between public bodies."""

import re
import tomllib
from functools import cache
from importlib.resources import files

_AROUND = 80  # characters beside a head in which "avec ses agents" stands


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Read what stands before a head, and what may stand behind it or behind a verb."""
    data = tomllib.loads((files("extractors") / "data/instruments.toml").read_text("utf-8"))
    persons = "|".join(data["not"]["persons"])
    avec = rf"avec (?:nos|ses|leurs|les|des|plusieurs|\d+) (?:{persons})\b(?: [a-z]+)?"
    return (
        re.compile(rf"\b{avec} (?:une? |l[ea] |des )(?:[a-z]+ )?$"),
        re.compile(rf"(?: (?:de |d')[a-z]+)?(?: (?:signe|passe|conclu)e?s?)? {avec}"),
    )


def is_with_persons(folded: str, start: int, end: int) -> bool:
    """Tell whether a contract is one with people.

    Parameters
    ----------
    folded : str
        The text in lower case and without accents.
    start, end : int
        Bounds of its head ("contrat").

    Examples
    --------
    >>> is_with_persons("elle a signe avec ses agents un pacte", 32, 37)
    True
    >>> is_with_persons("elle a signe avec l'etat un pacte", 28, 33)
    False
    """
    low = max(0, start - _AROUND)
    if "avec " not in folded[low : end + _AROUND]:
        return False
    before, _ = _patterns()
    return before.search(folded, low, start) is not None or signs_with_persons(folded, end)


def signs_with_persons(folded: str, end: int) -> bool:
    """Tell whether a verb or a head that ends at `end` is followed by "avec ses agents".

    >>> signs_with_persons("elle a signe avec 120 familles", 12)
    True
    """
    _, behind = _patterns()
    return behind.match(folded, end) is not None
