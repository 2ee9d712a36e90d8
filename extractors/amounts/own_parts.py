"""Whose money it is that a possessive or a pronoun takes up: "porte sa part à 2 M€", "les 2 M€ qu'il dépense"."""

import re

from extractors.amounts.clauses import Clause, Kinds
from extractors.amounts.subjects import pronoun_of, topic_of, understood_subject
from extractors.money.words import pattern

OWN = r"\b(?:son|sa|ses|leurs?) (?:propres? )?(?:@money_nouns.given)\b"

# "La part | de l'État | n'est pas arrêtée au-delà de 2022 ; elle se monte à | 2 M€"
_PART_OF = re.compile(
    r"\b(?:l[ae]|sa) (?:part|participation|contribution|dotation|aide) (?:de |d'|du )?(?:l[ae] |l')?$"
)
_IT_COMES_TO = re.compile(
    r"\belle (?:se monte(?:ra)?|s'eleve(?:ra)?|atteint|atteindra|est (?:fixe|porte|arrete)e) (?:a |de )?(?:environ )?$"
)
# "Le Département a ouvert un foyer. Cela lui coûte | 2 M€"
_COSTS_IT = re.compile(
    r"\blui (?:(?:a|ont|avait|aura|aurait) )?(?:deja |aussi |ainsi )?(?:cout\w+|revien\w+ a)\b[^.;:\d]{0,30}$"
)

# "Côté ARS, | la part est de | 2 M€", "Pour l'État, | ce sont | 2 M€"
_OF_TOPIC = re.compile(
    r",(?: (?:la |le |l')(?:part|participation|contribution|effort|mise|engagement)(?: [a-z]+)?"
    r"(?: (?:est|sera|reste|s'eleve|atteint|atteindra|se monte|represente|fixee?|portee?)){0,2}(?: (?:a|de))?"
    r"| (?:c'est|ce sont|ce sera|ce seront|on compte)) ?"
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
    before = clause.text(clause.low, clause.before)
    topic = topic_of(clause.source, clause.groups, clause.start)
    if topic and _OF_TOPIC.fullmatch(clause.text(topic.end, clause.before)):
        return list(topic.kinds)
    if _COSTS_IT.search(before):
        return understood_subject(clause.source, clause.groups, clause.before, clause.start)
    own = pattern(OWN).search(before)
    if own and ";" not in before[own.end() :]:
        return understood_subject(clause.source, clause.groups, clause.before, clause.start)
    return []


# "C'est peu au regard des 9 M€ | qu'il | dépense chaque année": who is told of before.
_WHICH_IT = re.compile(r" qu'(?:il|elle|ils|elles) (?:y |lui |leur )?(?:(?:a|ont) )?(?:deja |[a-z]+ment )?")


def which_it_gives(clause: Clause) -> Kinds:
    """Read whom the pronoun of a relative clause right behind the money stands for."""
    for verb in clause.verbs:
        gives = verb.voice == "active" and verb.sense == "give"
        if gives and _WHICH_IT.fullmatch(clause.text(clause.after, verb.start)):
            return pronoun_of(clause.source, clause.groups, verb, clause.start)
    return []
