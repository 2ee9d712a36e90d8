"""Who adds to money that others give: completes it, takes part, comes next in a series."""

import re

from extractors.amounts.clauses import Clause, Kinds
from extractors.money.words import pattern

# "Le Département la complète de 2 M€"; "complète l'enveloppe de 2 M€" may tell what it is added to.
_COMPLETES = re.compile(
    r" (?:l[ae] |l'|les )(?:complet|abond|major|augment)\w* (?:de |d'|par |avec |a hauteur de )"
    r"|,? (?:complete|abonde)(?:nt|ra|ront)? (?:de|avec|par) "
    r"|,? (?:complet|abond)ant (?:de |d'|par |avec |a hauteur de )"
    r"|[a-z' ]{0,12} (?:complet|abond|major)\w* (?:cet|cette|ce|ces) [a-z]+ (?:de |d'|par |avec )"
)


_ASIDE = re.compile(r"^, (?:lui|elle|eux|elles|quant a \w+|(?:de|pour) (?:son|sa|leur) \w+)(?: aussi)?,")


# "Le Département | double la mise de l'État, soit | 4 M€": its own, and none of whom it doubles.
_DOUBLES = re.compile(
    r",? (?:doubl|tripl|egal)\w* (?:l[ae] |l'|cet |cette )(?:mise|part|participation|contribution|effort|apport|somme)"
    r"(?: (?:de |du |d')[^,;:.\d]{2,40})?(?:,? (?:soit|avec|en versant|en mettant)| : (?:sa|son) [a-z]+ [a-z' ]{3,25}) "
)


def doubling(clause: Clause) -> Kinds:
    """Read who gives twice what another does."""
    for group in reversed(clause.groups_in(clause.low, clause.before, "")):
        if _DOUBLES.fullmatch(clause.text(group.end, clause.before)):
            return list(group.kinds)
    return []


# "Le Département reçoit 2 M€, | qu'il | complétera à hauteur de | 1 M€": who has the first adds to it.
_WHICH_IT = re.compile(
    r"\bqu'(?:il|elle) (?:complet|abond|major)\w* (?:a hauteur de |de |d'|par |avec )(?:environ |pres de )?$"
)


def completing(clause: Clause) -> Kinds:
    """Read who completes money that a relative clause tells of: the subject of the sentence."""
    if not _WHICH_IT.search(clause.text(clause.start, clause.before)):
        return []
    subjects = clause.groups_in(clause.start, clause.before, "")[:1]
    return list(subjects[0].kinds) if subjects and len(subjects[0].kinds) == 1 else []


def part_taken(clause: Clause) -> Kinds:
    """Read a body that takes part: "l’ARS intervient sur la fiche 5, pour 2 M€"."""
    taking = pattern(
        r"[a-z' ]{0,12}\b(?:@clauses.taking_part)\w*[^.;:]{0,60}?,? (?:@clauses.up_to) "
        r"(?:\d+(?:[.,]\d+)? ?%(?: \(|,? (?:soit )?|: )(?:soit )?)?$"
    )
    for group in reversed(clause.groups_in(clause.low, clause.before, "")):
        gap = _ASIDE.sub("", clause.text(group.end, clause.before))
        if taking.fullmatch(gap) or _COMPLETES.fullmatch(gap):
            return list(group.kinds)
    return []


_NEXT = re.compile(r"\)?(?: en 20\d\d| par an)?(?: ?,)?(?: ?(?:et|puis|ainsi que))? ?(?:cel(?:le|ui) )?")
_NEXT_SUM = re.compile(
    r"(?: (?:a|pour) \d{1,2}(?:,\d+)? ?%)?,? (?:soit |d'|de |a hauteur de |pour |: ?|, |\()(?:environ |pres de )?"
)


def next_giver(clause: Clause) -> Kinds:
    """Read the next giver of a series: "financé par l'État à hauteur de 2 M€ en 2021, par l'ARS pour 1 M€"."""
    if clause.low == clause.start:
        return []
    for group in clause.groups_in(clause.low, clause.before, "de", "par"):
        between = clause.text(clause.low, group.start).rstrip()
        if not between and group.preposition == "de":
            continue  # "2 M€ de l'État, de 1 M€ du Département": said of the money before
        opens = _NEXT.fullmatch(between + " ")
        gap = clause.text(group.end, clause.before)
        if opens and (_NEXT_SUM.fullmatch(gap) or (gap == " " and _follows_another(clause))):
            return list(group.kinds)
    return []


def _follows_another(clause: Clause) -> bool:
    """Whether the money before stands right behind its own giver: "reçoit de l'État 2 M€ et de l'ARS | 1 M€"."""
    return any(
        clause.text(group.end, group.end + 2).strip().isdigit()
        for group in clause.groups_in(clause.start, clause.low, "de")
    )


_ITS_OWN = re.compile(
    r",? l[ae] sien(?:ne)?,? (?:est (?:fixee? |portee? )?|s'eleve |atteint |passe )?(?:a|de|pour|:)"
    r" (?:environ |pres de )?"
)


def own_too(clause: Clause) -> Kinds:
    """Read who does as the one before: "l'État porte son concours à 2 M€, le Département le sien à 1 M€"."""
    for group in clause.groups_in(clause.low, clause.before, ""):
        if _ITS_OWN.fullmatch(clause.text(group.end, clause.before)):
            return list(group.kinds)
    return []


_EFFORT = re.compile(
    r"(?:, [^,;:]{3,80},)? (?:n.)?(?:\w+ ){0,2}?(?:(?:fait|font|fourni|fournit|consent|consenti|consentent|produit)"
    r" (?:\w+ ){0,2}efforts?|(?:fait|font|pris|prend|prennent) (?:\w+ )?(?:sa|leur) part|(?:est|sont) pas en reste"
    r"|sui(?:t|vi|vit|vra)|complete(?:nt|ra|ront)?|fait de meme|(?:met|mis) la main a la poche)\b"
    r"(?:[^;:.\d]{0,60} ?:|,? (?:avec|pour|a hauteur de)) "
    r"(?:environ |pres de )?"
)


def making_effort(clause: Clause) -> Kinds:
    """Read who does its part before a colon: "Le Département, lui aussi, a fait un effort : 2 M€"."""
    for group in reversed(clause.groups_in(clause.low, clause.before)):
        effort = not group.preposition and _EFFORT.fullmatch(clause.text(group.end, clause.before))
        return list(group.kinds) if effort else []
    return []
