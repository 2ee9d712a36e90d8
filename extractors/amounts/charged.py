"""Whom a charge is left to, or what costs so much, before the money: "ce qui laisse à la charge de la Ville 2 M€"."""

import re

from extractors.amounts.clauses import Clause, Kinds

_CHARGE = re.compile(r"\ba la charge $")
_SUM = re.compile(
    r" (?:(?:une? |la )?(?:somme|montant|part|depense|solde|reste|facture) (?:de |d'))?(?:environ |pres de )?"
)
_LEFT = re.compile(r"\blaiss\w+ $")
_TO_PAY = re.compile(
    r" (?:a (?:payer|financer|trouver|regler|assumer|supporter|couvrir|prendre en charge)|de reste a charge)\b"
)
_COSTS = re.compile(r"\bcout(?:e|ent|era|eront|ait|aient|eraient) $")
_SO_MUCH = re.compile(
    r",?(?: (?:en|pour|sur|pendant) [^,;:.]{2,30},?)? (?:environ |pres de |quelque |plus de )?"
)
# "Le coût de cette mesure pour le Département s'élève à 2 M€"
_COST_FOR = re.compile(r"\b(?:couts?|factures?|charges?|depenses?|surcouts?|note)(?: [^,;:.]{1,50})? $")
_COMES_TO = re.compile(
    r" (?:s'eleve(?:ra|rait)? a|est (?:de|evaluee? a|estimee? a|chiffree? a)|atteint|atteindra|sera de|avoisine"
    r"|represente|se monte a) (?:environ |pres de |quelque |plus de )?"
)
# "soit pour le Département une dépense de 2 M€", "ce sera pour la Ville un effort supplémentaire de 2 M€"
_A_COST = re.compile(
    r" une? (?:nouvelle? )?(?:couts?|factures?|charges?|depenses?|surcouts?|efforts?|contribution|participation)"
    r"(?: [a-z-]{4,}){0,2} (?:de |d'|a hauteur de |estimee? a |evaluee? a )(?:environ |pres de |quelque |plus de )?"
)
# "La moitié incombe au Département (5 M€)", "La moitié vient du Département, soit 5 M€"
_FALLS = re.compile(r"\b(?:incomb|echoi|revien|echu)\w* $")
_COMES = re.compile(
    r"(?:\d ?%|\b(?:moitie|tiers|quarts?|reste|solde|complement))(?: d[eu']s? ?[^,;:.()]{2,40})? "
    r"(?:vien|provien|viendr|proviendr|eman|sort)\w*(?: [a-z]+ment)? $"
)
_SO_IT_IS = re.compile(r"(?:,? soit|,| \(|,? a hauteur de) ?(?:environ |pres de )?")
_REACH = 24  # characters before a body
# "Ce budget, porté par le Département, dépasse 2 M€"
_BORNE = re.compile(
    r"\b(?:budgets?|depenses?|factures?|couts?|charges?|politique)(?: [^,;:.\d]{1,40})?,? (?:est |sont )?"
    r"(?:[a-z]+ment )?(?:port|support|assum|vot|ger)ee?s? $"
)
_BORNE_SUM = re.compile(rf",?(?:{_COMES_TO.pattern})? ?(?:a |de )?")
# "La somme complémentaire due par l'État, soit 2 M€, est versée", "le montant à verser par l'ARS s'élève à 2 M€"
_OWED = re.compile(
    r"\b(?:(?:restant )?due?s?|a (?:verser|payer|regler|acquitter|apporter))(?: [a-z]+ment)? $"
)


def charged(clause: Clause) -> Kinds:
    """Read "laisse à la charge du Département 2 M€", "laisse à la Ville 2 M€ à payer", "a coûté à la Ville 2 M€"."""
    for group in clause.groups_in(clause.low, clause.before, "pour")[-1:]:
        gap = clause.text(group.end, clause.before)
        cost = _COST_FOR.search(clause.text(clause.low, group.start))
        if (cost and _COMES_TO.fullmatch(gap)) or _A_COST.fullmatch(gap):
            return list(group.kinds)
    for group in clause.groups_in(clause.low, clause.before, "par"):
        before, gap = clause.text(clause.low, group.start), clause.text(group.end, clause.before)
        borne = (_BORNE.search(before) or _OWED.search(before)) and _BORNE_SUM.fullmatch(gap)
        if borne or (_OWED.search(before) and _SO_IT_IS.fullmatch(gap)):
            return list(group.kinds)
    for group in clause.groups_in(clause.low, clause.before, "de", "a"):
        before = clause.text(max(clause.low, group.start - _REACH), group.start)
        gap = clause.text(group.end, clause.before)
        to_pay = group.preposition == "a" and _TO_PAY.match(clause.source.folded, clause.after)
        left = _LEFT.search(before) if to_pay else _CHARGE.search(before)
        comes = group.preposition == "de" and _COMES.search(clause.text(clause.low, group.start))
        falls = group.preposition == "a" and _FALLS.search(before)
        costs = group.preposition == "a" and _COSTS.search(before) and _SO_MUCH.fullmatch(gap)
        if ((falls or comes) and _SO_IT_IS.fullmatch(gap)) or costs or (left and _SUM.fullmatch(gap)):
            return list(group.kinds)
    return []
