"""The shares of money that a text tells in per cent or in words: "l'État 38 %, l'ARS le reste"."""

import re

from extractors.amounts.clauses import Kinds
from extractors.parties.bodies import find_groups, kinds_of
from extractors.text.gated import Gated
from extractors.text.source import Sentence, Source

FRACTION = Gated(r"\d ?%|\b(?:tiers|moitie|quarts?|majeure partie|l'essentiel|majorite|principalement)\b")
# "38 %", "l'autre moitié", "le reste"; "la moitié des enfants" is no share of money.
_PART = (
    r"(?:\d{1,2}(?:,\d+)? ?%|\b(?:(?:(?:la|une|l'autre) ?)?moitie|(?:les )?(?:deux tiers|trois quarts)"
    r"|un (?:tiers|quart)|le (?:reste|solde|complement)|l'autre(?= ?(?:[.,;)]|$)))\b(?! d[eu']| restant))"
)
_PART_BEHIND = re.compile(
    rf" ?[,:(]? ?(?:(?:y |en )?[a-z]+ (?:en charge )?)?(?:(?:pour|a|a hauteur de) )?{_PART}"
)
_PART_BEFORE = re.compile(rf"{_PART} \(?(?:[a-z]+ )?$")


def sharers_in_parts(source: Source, sentence: Sentence) -> Kinds:
    """Return the bodies of which a sentence says what share they pay.

    >>> source = Source("Le Département en paie la moitié, l'État 38 %, l'ARS le reste.")
    >>> sharers_in_parts(source, source.sentences[0])
    ['etat', 'ars', 'departement']
    """
    if not FRACTION.search(source, sentence.start, sentence.end):
        return []
    return kinds_of(
        [
            group
            for group in find_groups(source, sentence.start, sentence.end)
            if _PART_BEHIND.match(source.folded, group.end, sentence.end)
            or _PART_BEFORE.search(source.folded, max(sentence.start, group.start - 24), group.start)
        ]
    )
