"""Contracts of objectives between public bodies, and not with whoever runs a home, a hospital or a university."""

import re

from extractors.parties.bodies import find_groups
from extractors.text.gated import Gated
from extractors.text.source import Source, once_per_source

_NAME = Gated(r"\bcontrats? d'objectifs\b")
_PUBLIC = ("etat", "ars", "departement", "region", "metropole", "commune", "epci", "caf")
_FEWEST = 2  # bodies between which it is
# Who else is bound by one, as most are: what it gets its money for is its own work.
_OPERATORS = re.compile(
    r"\b(?:associations?|federation|fondation|etablissements?|gestionnaires?|hopita(?:l|ux)|centres? hospitaliers?"
    r"|chu|ehpad|residences?|foyers?|cliniques?|mutuelles?|mutualite|maisons? (?:de retraite|d'enfants)|esat|ime|adapei"
    r"|apajh|apf|udaf|adsea|croix-rouge|universites?|ecoles?|lycees?|colleges?|sdis|offices?|societes?|entreprises?|regies?"
    r"|missions? locales?|musees?|theatres?|conservatoires?|orchestres?|centres? socia(?:l|ux)|clubs?|cnaf|gestion"
    r"|performance)\b"
)


@once_per_source
def are_public(source: Source) -> bool:
    """Whether a text tells a contract of objectives as one between public bodies, and names none who runs something.

    >>> are_public(Source("Le contrat d'objectifs entre l'État et le Département est signé."))
    True
    >>> are_public(Source("Le contrat d'objectifs entre l'ARS, le Département et l'association est signé."))
    False
    """
    places = {source.sentence_index(found.start()) for found in _NAME.finditer(source, 0, len(source.folded))}
    return any(_is_public(source, place) for place in places if place is not None)


def _is_public(source: Source, place: int) -> bool:
    sentence = source.sentences[place]
    if _OPERATORS.search(source.folded, sentence.start, sentence.end):
        return False
    groups = find_groups(source, sentence.start, sentence.end)
    kinds = {kind for group in groups for kind in group.kinds}
    return len(kinds.intersection(_PUBLIC)) >= _FEWEST
