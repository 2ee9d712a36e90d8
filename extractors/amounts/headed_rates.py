"""Sums of each year by the heading of the lines that they close: "Action - Montant annuel", "Coût par an :"."""

import re
from bisect import bisect_right

from extractors.money.written import Mention
from extractors.text.anchors import Phrases
from extractors.text.source import Source, once_per_source

_LONGEST = 160  # characters of a line
_HINTS = Phrases("annuel", "par an", "/an", "/ an")
# What the sums below are, be it behind what the lines name: a column, or all that a title says.
_HEADING = re.compile(
    r"(?!.*\d ?(?:€|[mk]€|euros?\b|millions?\b))(?:.*?\b)?"
    r"(?:montants?|couts?|budgets?|financements?|credits?|depenses?|dotations?|subventions?|participations?"
    r"|contributions?|aides?|sommes?|euros|€)(?: (?!annuel|par an)[a-z']+){0,5},? ?\(?"
    r"(?:annuel(?:le)?s?|par an(?:nee)?|/ ?an)\b(?: [a-z']+){0,4}(?: ?\(?(?:en )?(?:[mk]?€|euros))?\)?[ :.]*"
)
# A line without a mark that ends with a stop is a sentence.
_PRICED = re.compile(
    r"(?:(?P<marked>[-–*•>·]|[a-z]?\d{1,2} ?[-.)/]).*|.*)"
    r"\d ?(?:[mk]?€|euros?|millions? d'euros)(?: (?:ttc|ht))?\)?[ ;,|]*(?(marked)[ .]*)"
)


def is_headed_yearly(source: Source, mention: Mention) -> bool:
    r"""Whether money stands in a line that it closes below a heading which says that it is of each year.

    >>> from extractors.money.statements import find_money
    >>> source = Source(
    ...     "Action - Montant annuel\n1 - Un bus - 2 000 €\n2 - Un lieu - 3 000 €\nElle a coûté 9 €."
    ... )
    >>> [is_headed_yearly(source, mention) for mention in find_money(source)]
    [True, True, False]
    """
    ranges = _ranges(source)
    index = bisect_right(ranges, (mention.start, len(source.text))) - 1
    return index >= 0 and mention.start < ranges[index][1]


@once_per_source
def _ranges(source: Source) -> list[tuple[int, int]]:
    """Bounds of the lines below each heading: those right below it, empty ones aside, that end with money."""
    if not _HINTS.stand_in(source):
        return []
    found: list[tuple[int, int]] = []
    first: int | None = None
    place = 0
    for line in source.text.split("\n"):
        start, end = place, place + len(line.rstrip())
        place += len(line) + 1
        if not line.strip():
            continue
        short = end - start <= _LONGEST
        if first is not None and short and _PRICED.fullmatch(source.folded, start, end):
            found[-1] = (found[-1][0], end)
            continue
        first = end if short and _HEADING.fullmatch(source.folded, start, end) else None
        if first is not None:
            found.append((end, end))
    return found
