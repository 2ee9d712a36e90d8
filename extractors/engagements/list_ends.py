"""Where a text breaks off within a list: its last entry is no whole one."""

import re

from extractors.text.list_entries import Listing
from extractors.text.source import Source

_STOPS = ".;,!?…:»\"')"
_COUNT_OF = re.compile(r"\b(deux|trois|quatre|cinq|six|sept|[2-7]) \w+")
COUNTS = {"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7}


def counts_in(lead: str) -> set[int]:
    """Read how many entries a folded lead-in announces.

    >>> counts_in("le contrat a trois axes et 12 actions")
    {3}
    """
    return {COUNTS.get(word) or int(word) for word in _COUNT_OF.findall(lead)}


def without_broken_end(source: Source, listing: Listing, lead: str) -> Listing:
    r"""Leave out the entry within which the text breaks off.

    That is one at the very end, without a stop where the others have one, or alone where several are announced.

    >>> from extractors.engagements.lists import find_listings
    >>> source = Source("Trois axes :\n- agir tôt ;\n- protéger ;\n- mieux accomp")
    >>> (listing,) = find_listings(source)
    >>> len(without_broken_end(source, listing, "trois axes").entries)
    2
    """
    *others, final = listing.entries
    end = len(source.text.rstrip())
    if listing.inline or final.end < end or source.text[end - 1] in _STOPS:
        return listing
    stopped = [source.text[e.end - 1] in _STOPS for e in others]
    broken = all(stopped) if others else bool(counts_in(lead) - {1})
    return listing._replace(entries=others) if broken else listing
