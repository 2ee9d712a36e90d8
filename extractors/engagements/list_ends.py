"""Entries of a list that are none: the one within which the text breaks off, those that lead in to others."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from extractors.engagements.cues import cues
from extractors.text.list_entries import INFINITIVE, Entry, Listing
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


_COUNT = re.compile(
    r"\b(?P<count>deux|trois|quatre|cinq|six|sept|[2-7]) (?:grand[es]* |nouve\w+ |premiere?s )?(?=(?P<noun>\w+))"
)
# "Le Pacte compte quatre axes, dont le contrat retient trois :", "… dont trois ont été retenus :"
_COUNT_OF_THEM = re.compile(
    r"\b(?:dont|en|parmi (?:eux|elles|lesquel(?:le)?s)) (?:[^.;:]{0,50} )?"
    r"(?P<count>deux|trois|quatre|cinq|six|sept|[2-7])(?: (?:(?:ont ete|sont|seront) )?[a-z]+[eiu]e?s)?$"
)


def counted_as(lead: str, listing: Listing) -> Literal["engagements", "actions", "neither"]:
    """Tell what the lead-in counts as many of as there are entries: "Trois axes lient les signataires :".

    >>> two = [Entry(0, 1, 0, ""), Entry(2, 3, 0, "")]
    >>> counted_as("il a deux axes et six actions", Listing(0, 0, two, False))
    'engagements'
    """
    words = cues()
    number = sum(entry.level == 0 for entry in listing.entries)
    for found in _COUNT.finditer(lead):
        if number in counts_in(found.group() + found["noun"]):
            if words.engagements.match(lead, found.end()):
                return "engagements"
            if words.actions.match(lead, found.end()):
                return "actions"
    them = _COUNT_OF_THEM.search(lead)
    if them and number == (COUNTS.get(them["count"]) or int(them["count"])):
        return "engagements" if words.engagements.search(lead, 0, them.start()) else "neither"
    return "neither"


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


# "Pour les aînés", "pour se déplacer :", "Côté logement :", "Santé :"
_THEME = re.compile(
    r"(?:pour|chez|cote|aupres|dans|en|aux?|avant|apres|sur|du cote|en matiere|s'agissant)\b[^.;:,\d]{2,40}"
    r"|(?:(?:pour|chez|cote|aupres|dans|en|a|aux?|avant|apres|sur|du cote|en matiere|s'agissant)\b[^.;:]{2,60}"
    r"|(?:l[ae]s? |l')?(?!une? |des )[a-z-]+(?: et (?:l[ae]s? |l')?[a-z-]+)?) ?:"
)


def without_lead_ins(source: Source, entries: Sequence[Entry], *, outermost: bool) -> list[Entry]:
    r"""Leave out the entries that only tell the theme of those under them, which take their place.

    `outermost` tells that this holds for those that are nested in none, too: they are no engagements.

    >>> from extractors.engagements.lists import find_listings
    >>> source = Source("- pour les jeunes :\n  * un bus\n  * un relais\n- dix places")
    >>> listing = find_listings(source)[0]
    >>> [
    ...     (e.level, source.text[e.start : e.end])
    ...     for e in without_lead_ins(source, listing.entries, outermost=True)
    ... ]
    [(0, 'un bus'), (0, 'un relais'), (0, 'dix places')]
    """
    kept: list[Entry] = []
    lead: int | None = None
    for entry, following in pairwise([*entries, Entry(0, 0, 0, "")]):
        if lead is not None and entry.level <= lead:
            lead = None
        theme = following.level > entry.level >= (not outermost) and not entry.label
        if (
            theme
            and _THEME.fullmatch(source.folded, entry.start, entry.end)
            and not INFINITIVE.match(source.folded, entry.start)
        ):
            lead = entry.level
        else:
            kept.append(entry if lead is None else entry._replace(level=lead))
    return kept
