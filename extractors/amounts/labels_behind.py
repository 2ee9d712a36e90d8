"""Who pays by what a body is said to be: "2 M€ côté État", "Premier financeur avec 2 M€, le Département …"."""

import re

from extractors.amounts.clauses import Clause, Kinds
from extractors.parties.bodies import Group

# "2 M€ | côté | État, 1 M€ du côté de l'ARS"
_ON_THE_SIDE = re.compile(r"(?: (?:par an|chaque annee|en 20\d\d|sur [a-z]+ ans))? (?:du )?cote ")
_SIDE_ENDS = re.compile(r" ?(?:[,.;:)]|$|et\b|puis\b|contre\b)")

_FUNDER = (
    r"\b(?:premiere?|principale?|deuxieme|seconde?|troisieme|quatrieme|autre|plus (?:gros(?:se)?|grande?|importante?))"
    r" (?:co-?)?(?:financeur|financeuse|contributeur|contributrice|bailleur|payeur|partenaire financier|source)\b"
)
# "Premier financeur | du contrat | avec | 2 M€ | par an | , | le Département"
_AS_FUNDER = re.compile(
    rf"{_FUNDER}[^,;:.()\d]{{0,40}}(?:,? (?:avec|a hauteur de|pour|fort(?:e)? de)|,|:| \()"
    r"(?: (?:une? [a-z]+ de|environ|pres de|plus de))? ?$"
)
_BESIDE = re.compile(r"(?: (?:par an|chaque annee|en 20\d\d|(?:sur|pour|en) [^,;:.\d]{3,20}))?\)?, ")
# "Avec | 2 M€ | , | l'État | est le premier contributeur"
_WITH = re.compile(
    r"\W*(?:avec|fort(?:e)? d[e'])(?: ?(?:une? |ses |sa |son )?[a-z]+ (?:de |d'))?(?:environ |pres de |plus de )? ?$"
)
_IS_FUNDER = re.compile(rf" (?:est|reste|sera|demeure|devient|arrive)\b[^,;:.\d]{{0,30}}{_FUNDER}")
# "L'État | en est le principal financeur (| 2 M€", "… reste le premier contributeur, avec | 2 M€"
_IS_FUNDER_WITH = re.compile(
    rf"(?: en)?{_IS_FUNDER.pattern}[^,;:.()\d]{{0,30}}"
    r"(?:,? avec|,? a hauteur de|,? pour| :| \(|,) ?(?:environ |pres de )?"
)
# "300 000 €, | c'est | l'ARS | qui paie"
_IT_IS = re.compile(r"\)?(?: [^,;:.\d]{2,30})?(?:,| :)? ?(?:et |mais )?c'est ")
_WHO_PAYS = re.compile(
    r" qui (?:l[ae]s? |l'|en )?(?:(?:a|ont) )?"
    r"(?:pai|pay|financ|regl|assum|support|debours|pren\w+ (?:tout )?en charge)\w*(?: [a-z]+ment)? ?"
    r"(?:[.;,\")]|$|(?:tout|l'ensemble|l'addition|l[ae] (?:facture|cout|note|totalite|depense))\b)"
)


def is_funder(clause: Clause) -> Kinds:
    """Read who is said to be one of the funders, right before the money."""
    for group in clause.groups_in(clause.low, clause.before, "")[-1:]:
        if _IS_FUNDER_WITH.fullmatch(clause.text(group.end, clause.before)):
            return list(group.kinds)
    return []


def is_who_pays(clause: Clause, group: Group, gap: str) -> bool:
    """Whether a body behind the money is said to be who pays it."""
    if group.preposition or _IT_IS.fullmatch(gap) is None:
        return False
    return _WHO_PAYS.match(clause.text(group.end, clause.end)) is not None


def on_its_side(clause: Clause, group: Group, gap: str) -> bool:
    """Whether "côté" behind the money names who pays it, and not whose the next one is."""
    if _ON_THE_SIDE.fullmatch(gap) is None or group.preposition not in ("", "de"):
        return False
    return _SIDE_ENDS.match(clause.text(group.end, clause.end)) is not None


def is_of_funder(clause: Clause, group: Group, gap: str) -> bool:
    """Whether the money is told in front of its payer as what makes it the first of the funders."""
    if group.preposition or _BESIDE.fullmatch(gap) is None:
        return False
    before = clause.text(clause.low, clause.before)
    if _AS_FUNDER.search(before):
        return True
    behind = clause.text(group.end, clause.end)
    return _WITH.fullmatch(before) is not None and _IS_FUNDER.match(behind) is not None
