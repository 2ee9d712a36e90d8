"""Who is behind money that nobody is said to give.

Who founded what is endowed, who offered what is at stake, with whom the contract is that brings it in.
"""

import re

from extractors.amounts.clauses import Clause, Kinds
from extractors.amounts.heads import head_of
from extractors.money.words import pattern
from extractors.parties.bodies import find_groups, in_order

_ENDOWED = re.compile(
    r"[^;:.]{0,60}?,? (?:et |qui (?:est|sera) |est |sera |sont )?(?:dote|assorti)e?s? "
    r"(?:de |d'|d'une? (?:enveloppe|dotation|financement|aide) de |a hauteur de )(?:pres de |environ |plus de )?"
)
_FOUNDED = r"\b(?:@clauses.founding)e?s?(?: en 20\d\d| [a-z]+ment)? $"


_GIVEN_UP = re.compile(
    r"\b(?:renonc|(?:se|s'est) priv|laiss\w+ (?:passer|echapper|filer)|tir\w* un trait|fai\w* une croix|pass\w* a cote)"
    r"\w*\b[^.;:\d]{0,60}$"
)
_OFFER_REACH = 3  # sentences


def given_up(clause: Clause) -> Kinds:
    """Read "Il a renoncé à une recette de 2 M€" behind "la contractualisation proposée par l'État"."""
    if not _GIVEN_UP.search(clause.text(clause.low, clause.before)):
        return []
    index = clause.source.sentence_index(clause.start) or 0
    for sentence in reversed(clause.source.sentences[max(0, index - _OFFER_REACH) : index + 1]):
        for group in find_groups(clause.source, sentence.start, min(sentence.end, clause.before)):
            if group.preposition in ("par", "avec", "de") and {"etat", "ars"} & set(group.kinds):
                return [kind for kind in group.kinds if kind != "departement"]
    return []


_FRONT = re.compile(r"\W*(?:(?:de|du|aupres d[eu']) ?)?(?:l'|la |le )?")
_EXPECTS = re.compile(r",[^;:.]{2,80}\b(?:attend|esper|obt[ei]|recoi|recev|percoi|percev|decroch)\w*\b")

# "De l'État | viendront | 2 M€"
_COMES = re.compile(
    r" (?:vien(?:t|nent|dra|dront)|provien(?:t|nent|dra|dront)|arriv(?:e|ent|era|eront)|(?:est|sont) attendue?s?)"
    r"(?: [a-z]+ment)? (?:environ |pres de |plus de )?"
)


def expected(clause: Clause) -> Kinds:
    """Read from whom money is expected that is named first: "De l'État, le Département attend 2 M€"."""
    for group in clause.groups_in(clause.start, clause.before, "de", "aupres"):
        opens = _FRONT.fullmatch(clause.text(clause.start, group.start))
        gap = clause.text(group.end, clause.before)
        if opens and (_EXPECTS.match(gap) or _COMES.fullmatch(gap)):
            return list(group.kinds)
    return []


# "4 M€ proviennent de l'État (| 2 M€ |) et du Département", "… viennent de l'ARS pour | 1 M€"
_COMES_OF = re.compile(
    r"\b(?:(?:pro)?vien(?:t|nent|dra|dront)|provenant|venant|issue?s?|emane(?:nt)?) (?:principalement |[a-z]+ment )?$"
)
_SHARE_OF_IT = re.compile(r"(?: \(| pour |,? a hauteur de )(?:environ |pres de )?")


def came_from(clause: Clause) -> Kinds:
    """Read from whom the share of a whole comes that is told right behind its body."""
    for group in clause.groups_in(clause.low, clause.before, "de"):
        comes = _COMES_OF.search(clause.text(clause.low, group.start))
        if comes and len(group.kinds) == 1 and _SHARE_OF_IT.fullmatch(clause.text(group.end, clause.before)):
            return list(group.kinds)
    return []


def founder(clause: Clause) -> Kinds:
    """Read who has founded what is endowed: "le fonds créé par l'État, doté de 2 M€"."""
    for group in reversed(clause.groups_in(clause.start, clause.before, "par")):
        founded = pattern(_FOUNDED).search(clause.text(max(clause.start, group.start - 40), group.start))
        if founded and _ENDOWED.fullmatch(clause.text(group.end, clause.before)):
            return list(group.kinds)
    return []


def offerers(clause: Clause) -> Kinds:
    """Read "Sur la table, 2 M€" or "L'offre portait sur 2 M€" behind "… que lui proposaient l'État et l'ARS"."""
    folded = clause.source.folded
    index = clause.source.sentence_index(clause.start)
    at_stake = pattern(
        r"\W*(?:(?:@clauses.at_stake)\b ?[,:] (?:(?:une? |l[ae] |des |l')?(?:@money_nouns.given) (?:de |d'))?"
        r"|(?:@clauses.offer)\b[^.;:]{0,40} )"
    )
    if not index or not at_stake.fullmatch(folded, clause.start, clause.before):
        return []
    # The sentence before, else a line of the title, tells who they are.
    last, head = clause.source.sentences[index - 1], head_of(clause.source)
    places = [(last.start, last.end), *((line.start, line.end) for line in head if line.end <= last.start)]
    before = next((place for place in places if find_groups(clause.source, *place)), places[0])
    for group in find_groups(clause.source, *before):
        if group.preposition not in ("", "par"):
            continue
        inverted = pattern(r"\b(?:@clauses.offering)(?: par)? $")
        if inverted.search(folded, max(before[0], group.start - 30), group.start):
            return list(group.kinds)
        if pattern(r" (?:lui |leur )?(?:@clauses.offering)\b").match(folded, group.end, before[1]):
            return list(group.kinds)
    return []


_BRINGS_IN = re.compile(
    r"\b(?:contrat|convention|accord|partenariat|signature|contractualisation|pacte|protocole|cdppe|calpae|avenant"
    r"|adhesion|dispositif)\b[^.;]{0,140}\b(?:rapport|procur|val|vaud|apport|assur|amen|garanti)"
    r"(?:e|ent|er|era|eront|erait|eraient|ait|aient|oir|ra|ront|rait|raient|ut|ir|t|it|ira|irait) "
    r"(?:(?:au|a la|aux) [a-z' -]{3,40} )?(?:jusqu'a |environ |pres de |plus de |quelque )?$"
)


def brought_in(clause: Clause) -> Kinds:
    """Read with whom the contract is that brings money: "le contrat avec l'État, qui lui rapporterait 3 M€"."""
    if not _BRINGS_IN.search(clause.text(clause.start, clause.before)):
        return []
    others = [
        g for g in clause.groups_in(clause.start, clause.before) if g.preposition in ("avec", "de", "par")
    ]
    kinds = [kind for group in others for kind in group.kinds if kind != "departement"]
    return in_order(kinds) if {"etat", "ars"} & set(kinds) else []
