"""School years for which a contract runs: "elle couvre les années scolaires 2022-2023 et 2023-2024"."""

import re
from collections.abc import Sequence

from extractors.dates.mentions import Mention

_SCHOOL_YEARS = re.compile(r"\bannees? (?:scolaires?|universitaires?)(?: ?:| de)? $")
# "conclue pour l'année scolaire 2022-2023": one is a period only where something runs for it.
_RUNS_FOR = re.compile(
    r"\b(?:couvr\w+|port(?:e|era|ant) sur|(?:conclue?|signee?|etablie?|vau(?:t|dra)|valable|s'applique(?:ra)?)"
    r" (?:pour|sur|durant|a)) l'annee (?:scolaire|universitaire) $"
)
_NEXT = re.compile(r" ?(?:,|,? et|,? puis|/|a|jusqu'a) ?(?:l'annee (?:scolaire )?|celle de )?")
_MOST = 6


def school_years(folded: str, mentions: Sequence[Mention], index: int, lead: str) -> Mention | None:
    """Find the last of the school years in a row that begins with a span of years; None where no contract runs so long.

    >>> from extractors.dates.grammar import find_mentions
    >>> from extractors.text.source import Source
    >>> source = Source("pour les années scolaires 2022-2023 et 2023-2024")
    >>> school_years(source.folded, find_mentions(source), 0, source.folded[:26]).last_year
    2024
    """
    last = mentions[index]
    row = _SCHOOL_YEARS.search(lead) is not None
    runs = _RUNS_FOR.search(lead) is not None
    if not (row or runs):
        return None
    for mention in mentions[index + 1 : index + _MOST]:
        follows = mention.form == "span" and (mention.year or 0) >= (last.last_year or 0)
        if not follows or not _NEXT.fullmatch(folded, last.end, mention.start):
            break
        last = mention
    return last if runs or last is not mentions[index] else None
