"""Periods of the contract that came before the one a text is about."""

import re

from extractors.text.gated import Gated
from extractors.text.source import Source

# "Trois ans après un premier CDPPE (2020-2022)"
_FORMER = Gated(
    r"\b(?:apres|succed\w+ (?:a|au)|fai(?:t|sant) suite (?:a|au)|a l'issue d\w+|remplac\w+\b(?! par )"
    r"|(?:suite|relais) d[eu'])"
    r" ?(?:[a-z']+ ){0,3}(?:contrat|convention|cdppe|calpae|protocole|accord|partenariat|texte)"
    # "d'appui à la lutte … et d'accès à l'emploi", ", qui avait apporté 2 M€"
    r"(?:(?! et (?!d')| par une? )[a-z' -]){0,70}(?:,? (?:qui|laquelle|lequel) (?:avai(?:t|ent)|a|ont) [^.;:]{3,70})?$"
    # "L'évaluation du premier contrat (2018-2022)"
    r"|\b(?:evaluation|bilan|fin|terme|echeance|issue|acquis|experience|resultats?|dynamique|succes) d[eu'] ?(?:la )?"
    r"(?:premiere?|1e?re?) (?:contrat|convention|cdppe|calpae|crte|protocole|accord|partenariat)[a-z' -]{0,60}$"
    # "Le précédent contrat (2019-2022)", "la convention précédente, 2019-2021"
    r"|\b(?:precedente?|ancien(?:ne)?) (?:contrat|convention|cdppe|calpae|crte|protocole|accord|partenariat)"
    r"[a-z -]{0,60}$"
    r"|\b(?:contrat|convention|cdppe|calpae|crte|protocole|accord|partenariat) (?:precedente?|anterieure?|echue?)$"
)
# "Le Pacte II (2021-2024) en avait mobilisé 123": what an earlier one brought.
_HAD = re.compile(
    # "Entre 2015 et 2023, le précédent contrat …"
    r"[)\], ]{1,3}(?:le|la|l') ?(?:precedente?|ancien(?:ne)?) (?:contrat|convention|protocole|accord|pacte)\b"
    # "Le contrat 2015-2023 étant arrivé à son terme", "… est suivi d'un nouveau contrat"
    r"|[)\], ]{1,3}(?:(?:etant |est |etait )?(?:desormais )?(?:arrivee?|parvenue?) a (?:son |l')?(?:terme|echeance)"
    r"|(?:a|ayant) pris fin|est suivie? d'une? nouve\w+|(?:etant|est) (?:echu|acheve|termine)e?)\b"
    r"|[)\], ]{1,3}(?:en |y |l'|nous |leur )?(?:avait|avaient) (?:deja |lui |elle )?"
    r"(?:mobilise|permis|finance|represente|rapporte|donne|couvert|reuni|dote|coute|consacre|apporte|injecte|soutenu)"
)
# "Le premier contrat (2018-2022)", where a second one is told of
_FIRST_ONE = re.compile(
    r"\ble (?:tout )?(?:premier|1er) (?:contrat|pacte|protocole|accord|cdppe|cls|crte)(?: [a-z'-]+){0,6}[ ,(]*$"
    r"|\bla (?:toute )?premiere convention(?: [a-z'-]+){0,6}[ ,(]*$"
)
_SECOND_ONE = re.compile(
    r"\b(?:deuxieme|second|nouveau|2e) (?:contrat|pacte|protocole|accord|cdppe|cls|crte)\b"
    r"|\b(?:deuxieme|seconde|nouvelle|2e) convention\b|\ble (?:nouveau|second|deuxieme)(?=,)"
)


def had_run(folded: str, end: int) -> bool:
    """Tell whether the words behind a period say that its contract is over.

    >>> had_run("le contrat 2015-2018 est echu", 20)
    True
    """
    return _HAD.match(folded, end) is not None


def is_former(source: Source, start: int, end: int) -> bool:
    """Tell whether what stands from `start` to `end`, right before a period, names a contract that came before.

    >>> text = "Le premier contrat (2015-2018) et le nouveau contrat (2019-2021)"
    >>> is_former(Source(text), 0, 20), is_former(Source(text), 30, 53)
    (True, False)
    """
    if _FORMER.search(source, start, end):
        return True
    first = _FIRST_ONE.search(source.folded, start, end)
    return first is not None and _SECOND_ONE.search(source.folded) is not None
