"""Whose part money is that a possessive or a pronoun takes up: "porte sa part à 2 M€", "elle se monte à 2 M€"."""

import re

from extractors.amounts.clauses import Clause, Kinds
from extractors.amounts.subjects import understood_subject
from extractors.money.words import pattern

OWN = r"\b(?:son|sa|ses|leurs?) (?:propres? )?(?:@money_nouns.given)\b"

# "La part | de l'État | n'est pas arrêtée au-delà de 2022 ; elle se monte à | 2 M€"
_PART_OF = re.compile(
    r"\b(?:l[ae]|sa) (?:part|participation|contribution|dotation|aide) (?:de |d'|du )?(?:l[ae] |l')?$"
)
_IT_COMES_TO = re.compile(
    r"\belle (?:se monte(?:ra)?|s'eleve(?:ra)?|atteint|atteindra|est (?:fixe|porte|arrete)e) (?:a |de )?(?:environ )?$"
)


def whose(clause: Clause) -> Kinds:
    """Read "le Département, dont le budget atteint 2 M€" and "l'État …, ce qui porte sa part à 2 M€"."""
    its = pattern(r",? dont (?:le|la|les|l')? ?(?:[a-z]+ )?(?:@money_nouns.given)\b")
    for group in reversed(clause.groups_in(clause.start, clause.before, "")):
        if its.match(clause.text(group.end, clause.before)):
            return list(group.kinds)
    if _IT_COMES_TO.search(clause.text(clause.low, clause.before)):
        for group in reversed(clause.groups_in(clause.start, clause.before, "de")):
            if _PART_OF.search(clause.text(clause.start, group.start)):
                return list(group.kinds)
    own = pattern(OWN).search(before := clause.text(clause.low, clause.before))
    if own and ";" not in before[own.end() :]:
        return understood_subject(clause.source, clause.groups, clause.before, clause.start)
    return []
