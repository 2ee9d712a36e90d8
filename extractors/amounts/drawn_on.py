"""Money that a line of the budget holds, from which what the contract costs is paid."""

import re

from extractors.money.written import Mention
from extractors.text.source import Source

# "La dépense est imputée sur l'enveloppe « Famille », dotée de 3 M€"
_ENDOWED = re.compile(
    r", (?:(?:qui est )?(?:dote|ouvert|pourvu|credite|abonde)e?s?|d'un (?:montant|total)|qui s'eleve)"
    r" (?:de|d'|a|a hauteur de) ?(?:environ |pres de )?$"
)
_DRAWN_ON = re.compile(
    r"\b(?:imput|prelev|inscri|pris|financ)\w* [^.;]{0,90}?\b(?:sur|a|au) (?:l'|la |le |les )?"
    r"(?:enveloppe|ligne|chapitre|article|programme|compte|credits?|budget|autorisation)\b"
    r"(?! (?:du |de (?:ce |la |cette |l')?)(?:contrat|convention|avenant|protocole|cdppe))"
)
_ENDOWED_REACH, _DRAWN_ON_REACH = 50, 220  # characters


def is_drawn_on(source: Source, mention: Mention) -> bool:
    """Whether the money is what a line of the budget holds, of which only some is for the contract.

    >>> from extractors.money.statements import find_money
    >>> source = Source("La dépense est imputée sur le chapitre 65, doté de 3 M€.")
    >>> [is_drawn_on(source, mention) for mention in find_money(source)]
    [True]
    """
    sentence = source.sentence_at(mention.core)
    low = sentence.start if sentence else mention.core
    endowed = _ENDOWED.search(source.folded, max(low, mention.start - _ENDOWED_REACH), mention.start)
    reach = max(low, mention.start - _DRAWN_ON_REACH)
    return endowed is not None and _DRAWN_ON.search(source.folded, reach, endowed.start()) is not None
