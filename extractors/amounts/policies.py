"""Money of a whole policy, of a département or of the nation, that the sentence before speaks of.

"780 enfants lui sont confiés. Il y consacre …", "La stratégie nationale date de 2019. Elle est dotée de …"
"""

import re
from collections.abc import Sequence

from extractors.amounts.other_items import within
from extractors.money.written import Mention
from extractors.parties.territories import territories_between
from extractors.text.source import Source

_SPENDS_ON_IT = re.compile(
    r"\by (?:a |ont )?(?:deja )?(?:consacr|depens|mett|met\b|investi|alloue)\w*[^.;:\d]{0,30}$"
)
_POLICY = re.compile(
    r"\b(?:aide sociale a l'enfance|ase|protection de l'enfance"
    r"|(?:enfants|mineurs|jeunes) (?:et (?:jeunes|adolescents) )?(?:[a-z]+ )?"
    r"(?:confies|places|proteges|suivis|accueillis)"
    r"|politique|competence)\b"
)
# What is to be done by the contract, or what it is called in short.
_PLANNED = re.compile(
    r"\b(?:contrat|convention|accord|avenant|protocole|pacte|plan|projet|programme|dispositif|strategie|engagements?"
    r"|actions?|mesures?|axes?|fiches?|postes?|places|equipes?|creation|ouverture|recrutements?|renfor\w+)\b"
    r"|\b(?:\w+[ei]r(?:a|ont)|sera|seront|va|vont|prevoi\w*|permet\w*|cree|creer)\b"
)


def takes_up_policy(source: Source, mention: Mention, start: int, named: Sequence[int]) -> bool:
    """Whether "y consacre" before money means a policy told since `start`, where nothing is said of a contract.

    `named` is where the text names contracts.

    >>> from extractors.money.statements import find_money
    >>> source = Source("La Creuse compte 780 enfants confiés. Le Département y consacre 41 M€.")
    >>> takes_up_policy(source, find_money(source)[0], 0, [])
    True
    """
    spends = _SPENDS_ON_IT.search(source.folded, start, mention.start)
    if spends is None or within(named, start, spends.start()):
        return False
    bounds = start, spends.start()
    return _POLICY.search(source.folded, *bounds) is not None and not _PLANNED.search(source.folded, *bounds)


# Which it is that the sentence before begins with, and the pronoun that takes it up.
_OF_NATION = re.compile(
    r"\W*(?:(?:lance|presente|annonce|devoile|adopte)e?[^,;:.]{0,40}, )?"
    r"(?:(?P<she>la strategie nationale)|le (?:plan|pacte|programme) national)\b(?! (?:est|sont) decline)"
)
_IT_HOLDS = re.compile(
    r"(?:(?P<she>elle|celle-ci)|il|celui-ci) (?:(?:est|etait|sera) dotee? |(?:mobilise|represente|pese|prevoit)\w* )"
)


def is_of_nation(source: Source, before: int, start: int, end: int) -> bool:
    """Whether a sentence from `start` to `end` tells what that is endowed with which the one before says of a nation.

    >>> source = Source("La stratégie nationale date de 2019. Elle est dotée de 80 M€.")
    >>> is_of_nation(source, 0, source.sentences[1].start, source.sentences[1].end)
    True
    """
    holds, nation = _IT_HOLDS.match(source.folded, start, end), _OF_NATION.match(source.folded, before, start)
    return (
        holds is not None
        and nation is not None
        and bool(holds["she"]) == bool(nation["she"])
        and not _HERE.search(source.folded, start, end)
        and not territories_between(source, start, end)
    )


# "Elle mobilise dans le département 2 M€": what it brings there.
_HERE = re.compile(r"\b(?:departement|territoire|ici|localement|notre|nous)\b")
