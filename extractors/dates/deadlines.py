"""Until when something may be asked for, answered or handed in: no end of a contract."""

import re

from extractors.dates.mentions import Mention, before

_REACH = 140  # characters before a date that may tell what it is the last day for
# "jusqu'au 30 avril pour candidater", "jusqu'au 30 avril, minuit"
_TO_DO = re.compile(r",? ?(?:\(?(?:inclus|minuit|midi|\d{1,2} ?h(?: ?\d\d)?)\)?,? )?pour \w+(?:er|ir|re)\b")
_AT_AN_HOUR = re.compile(r",? ?\(?(?:inclus,? )?(?:a )?(?:minuit|midi|\d{1,2} ?h(?:eures?)?(?:\b|\d))")
_UNTIL = r"(?:jusqu'(?:au|a|en)|du|entre le)\b[^.;:]{0,12}$"
# "il court jusqu'au 30 avril": what holds so long, whatever was handed in before.
_RUNS = (
    r"\b(?:cour(?:t|ra|ir|ant|ront)|vau(?:t|dra|dront)|vala(?:nt|ble)s?|valid(?:e|ite)|dur\w+|s'appliqu\w+"
    r"|engag\w+|couvr\w+|prolong\w+|proro\w+|recondui\w*|li(?:e|ent|era|eront)|s'eten\w+|signe\w*|conclue?s?)\b"
)
_RUNS_SO_LONG = re.compile(rf"{_RUNS}[^.;:]{{0,40}}{_UNTIL}")
_ASKED = re.compile(
    r"\b(?:candida\w+|postul\w+|inscri(?:re|ptions?|vez|vent)|dossiers?|demandes?|depos\w+|propositions?|reponses?"
    r"|repond\w+|consult(?:able|ation|er)s?|plate-?forme|appels? a (?:projets?|candidatures?|manifestations?)"
    rf"|appels?|ouvert(?:e|s|es)?|adress(?:er|ee?s?)|(?:re)?(?:cue?s?|cevable)s?)\b[^.;]{{0,80}}{_UNTIL}"
    r"|\b(?:av(?:ez|ons)|ont|aur(?:ez|a|ont|ons)|dispos\w+)(?: encore| donc)? jusqu'(?:au|a|en)\b[^.;:]{0,12}$"
)


def is_deadline(folded: str, mention: Mention) -> bool:
    """Whether a date is the last day for asking for something, or for answering.

    >>> from extractors.dates.grammar import find_mentions
    >>> from extractors.text.source import Source
    >>> texts = "Les dossiers sont reçus jusqu'au 3 mai 2024.", "Le contrat court jusqu'au 3 mai 2024."
    >>> [is_deadline((s := Source(text)).folded, find_mentions(s)[0]) for text in texts]
    [True, False]
    """
    lead = before(folded, mention.start, _REACH)
    if mention.month is None or _RUNS_SO_LONG.search(lead):
        return False
    told = _TO_DO.match(folded, mention.end) or _AT_AN_HOUR.match(folded, mention.end)
    return told is not None or _ASKED.search(lead) is not None
