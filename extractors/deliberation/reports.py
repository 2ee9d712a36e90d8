"""Reports to an assembly with the act that comes of them: one of two, whose numbers differ."""

import re

from extractors.text.source import Source

# "RAPPORT N° 303", its debate, and "le Conseil a pris la délibération dont la teneur suit : | Délibération n° 19-303".
_FOLLOWS = re.compile(
    r"\b(?:deliberation|decision)s? (?:suivante|ci-(?:apres|dessous)|(?:dont (?:la teneur|le texte)|qui|comme) suit)"
    r"\b[^.;]{0,20}[:.]?\s*$"
)
_REACH = 100  # characters
# "Je vous propose d'en délibérer.", at the end of a report, which is voted on in the act below.
_PROPOSED = re.compile(
    r"\b(?:(?:je|nous) (?:vous )?(?:propos|demand|pri|soumet)\w*"
    r"|il (?:vous |nous )?est (?:donc |ainsi )?propose|en deliberer)\b"
)
_OUTCOME = re.compile(r"\b(?:voix|unanimite|abstentions?|mis aux voix|est adopte|decide ?:)")


def decides_on(source: Source, start: int, end: int) -> bool:
    r"""Whether the act at `end` comes of the report whose text begins at `start`.

    It is told to follow, or what the report proposes is voted on nowhere above.

    >>> report = "Rapport n° 7\nIl est proposé d'ouvrir un lieu.\n"
    >>> decides_on(Source(report), 0, len(report)), decides_on(Source("Adopté par 9 voix."), 0, 18)
    (True, False)
    """
    if _FOLLOWS.search(source.folded, max(0, end - _REACH), end):
        return True
    proposed = _PROPOSED.search(source.folded, start, end)
    return proposed is not None and _OUTCOME.search(source.folded, start, end) is None
