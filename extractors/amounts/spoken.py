"""Money that "nous" pay, are given or have come to, where it is known who speaks."""

import re

from extractors.amounts.clauses import Clause, Kinds
from extractors.amounts.heads import head_of
from extractors.amounts.subjects import who_speaks
from extractors.money.words import pattern
from extractors.parties.bodies import find_groups, kinds_of

_COSTS_US = re.compile(
    r"\bnous (?:en )?(?:cout\w+|revien\w+ a|revient|fait|font|mobilis\w+|occasionn\w+)\b[^.;:]{0,30}$"
)


def costs_us(clause: Clause) -> Kinds:
    """Read what weighs on "nous" where it is known who speaks: "Le RSA nous coûte 2 M€"."""
    costs = _COSTS_US.search(clause.text(clause.low, clause.before))
    return who_speaks(clause.source) if costs else []


_GIVES_US = re.compile(
    r"\b(?:on|ils) nous (?:en )?(?:donn|propos|accord|prom|offr|vers|allou|octroi|concede|annonc|tend|laiss|consent)"
    r"\w*(?: \w+)?[^.;:,]{0,20}$"
)
_OURS = re.compile(r"\bconseil(?:ler|lere)?s? departementa(?:l|le|ux|les)\b|\b(?:du|le|au) departement\b")


def gives_us(clause: Clause) -> Kinds:
    """Read what "on" gives to "nous" where somebody of the département speaks of what the State offers it.

    The State is named before in the paragraph, else in the title: "Pourquoi la Lozère dit non à l'État".
    """
    if not _GIVES_US.search(clause.text(clause.low, clause.before)):
        return []
    source = clause.source
    block = source.blocks[source.block_index(clause.start) or 0]
    if not _OURS.search(source.folded, block.start, block.end):
        return []
    before = [(block.start, clause.before), *((line.start, line.end) for line in head_of(source))]
    told = (kinds_of(find_groups(source, start, end)) for start, end in before)
    givers = next(
        (kinds for found in told if (kinds := [kind for kind in found if kind != "departement"])), []
    )
    return ["etat"] if givers[:1] == ["etat"] else []


_OUR_SUM = (
    r"\b(?:nos|notre) (?:(?:@money_nouns.given)(?: [a-z]+)?(?: (?:est|sera|reste|s'elev\w+|se mont\w+|attein\w+))?"
    r"(?: (?:de|a)| d'|,| :)? ?)?(?:pres de |environ |quelque )?$"
)
_WE_GIVE = (
    r"\bnous (?:y |en |leur |lui )?(?:avons |allons )?(?:[a-z]+ment |donc |aussi |deja |y )?"
    r"(?:apport|consacr|vers|mett|financ|mobilis|ajout|inject|inscriv|investiss|abond|engage|paier|pay|donn|maint[ei]n|complet|rajout|contribu)"
    r"(?:ons|rons|erons|e|er|u|ir)\b[^.;:,]{0,40}$"
)


# "l'État met 2 M€ et | nous | 3 M€", "Pour nous, c'est 3 M€": as a label.
_WE_LABEL = re.compile(
    r"(?:(?:^|[,;:] ?|\bet )nous,?|\bpour nous,? (?:c'est|ce sera|ce sont)) (?:pres de |environ |quelque )?$"
)


def is_ours(before: str) -> bool:
    """Whether the words before money say that "nous" give it, or that it is ours."""
    if "nous" not in before and "nos " not in before and "notre " not in before:
        return False
    return bool(
        pattern(_OUR_SUM).search(before) or pattern(_WE_GIVE).search(before) or _WE_LABEL.search(before)
    )


def we_give(clause: Clause) -> Kinds:
    """Read what "nous" give, or "nos 2 M€", where it is known who speaks."""
    return who_speaks(clause.source) if is_ours(clause.text(clause.low, clause.before)) else []


# "Le Département est passé de 2 à | 3 M€", "nous en sommes à 3 M€": what they spend, with no word for it.
_STANDS_AT = re.compile(
    r"(?P<we>\bnous)?(?: en)? (?:est|etait|sera|sommes|etions|serons)(?: (?:ainsi|donc|deja|aujourd'hui|desormais))?"
    r"(?P<moved> (?:pass|mont|remont|arriv|descend)[a-z]*)?"
    r" (?:de [^.;:,]{1,30} a |a |de )(?:pres de |environ |plus de |quelque )?$"
)


def stands_at(clause: Clause) -> Kinds:
    """Read who is told to have moved to a sum: "nous sommes passés de 2 à 3 M€", "le Département en est à 3 M€"."""
    found = _STANDS_AT.search(clause.text(clause.low, clause.before))
    if found is None or not (found["moved"] or " en " in found.group()):
        return []
    if found["we"]:
        return who_speaks(clause.source)
    subject = [
        g for g in clause.groups_in(clause.low, clause.before, "") if g.end == clause.low + found.start()
    ]
    return list(subject[0].kinds) if subject else []


SPOKEN = (costs_us, gives_us, we_give, stands_at)
