"""Money of many départements: the title counts them and names none, or the sentence before does."""

import re
from collections.abc import Sequence

from extractors.parties.territories import territories_between
from extractors.text.blocks import Block
from extractors.text.gated import Gated
from extractors.text.source import Source

_MANY = Gated(
    r"\b(?:\d{2,3}|vingt|trente|quarante|cinquante|soixante|quatre-vingts?)(?:[- ](?:et )?(?:un|deux|trois|quatre|cinq"
    r"|six|sept|huit|neuf|dix)(?:-[a-z]+)?)? (?:[a-z]+ )?departements\b"
)


def is_of_many(source: Source, head: Sequence[Block]) -> bool:
    """Whether the title, in the lines of `head`, counts the départements of a whole country and names none of them.

    >>> source = Source("70 départements signataires")
    >>> is_of_many(source, source.blocks)
    True
    """
    counted = any(_MANY.search(source, line.start, line.end) for line in head)
    return counted and not any(
        place.codes for line in head for place in territories_between(source, line.start, line.end)
    )


# "À ce jour, 64 départements se sont engagés. L'État mobilise 100 M€.", unless it tells whom of them
_OF_ONE = re.compile(r"\b(?:departement|contrats?|conventions?|y|lui|ici|c(?:e|et|ette|es)|dont)\b")


def is_told_of_many(source: Source, before: int, start: int, end: int) -> bool:
    """Whether the sentence from `before` to `start` counts départements, and that from there to `end` names none.

    >>> source = Source("64 départements ont signé. L'État met 100 M€.")
    >>> is_told_of_many(source, 0, 27, 46)
    True
    >>> source = Source("64 départements ont signé. En Creuse, l'État met 2 M€.")
    >>> is_told_of_many(source, 0, 27, 54)
    False
    """
    counted = before < start and _MANY.search(source, before, start)
    if not counted or _OF_ONE.search(source.folded, start, end):
        return False
    return not any(place.codes for place in territories_between(source, start, end))
