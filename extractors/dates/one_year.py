"""Contracts that run for one year, as the words before the year tell: "conclu pour la seule année 2022"."""

import re

from extractors.dates.period_lines import asks_how_long
from extractors.text.source import Source

ONE_YEAR = "one year"  # the rule of a period that is no longer
ASKED = "year asked for"  # of one that answers "Pour combien de temps ?"
_THE_YEAR = r"(?:(?:la (?:seule )?|l'|une |une seule )annee(?: :)? |l'exercice |la periode )"
# "le contrat qui les lie pour 2022", "conclu pour la seule année 2022", "il couvre l'année 2022": one year is all.
_ONE_YEAR = re.compile(
    r"\b(?:(?:lie(?:nt|ra|ront|r)?|engage(?:nt|ra|ront|r)?|unit|unissent|unira|vau(?:t|dra)|valable"
    r"|cour(?:t|ra)|conclue?|signee?|etablie?|passee?|s'appliqu\w+)(?: que)? (?:pour|sur|durant)"
    rf" {_THE_YEAR}?"
    # "Il engage les deux parties, et l'ARS, pour 2022"
    r"|(?:lie|engage)(?:nt|ra|ront)? (?:tous )?(?:l[ae]s? |l')(?:(?:deux|trois|quatre) )?"
    r"(?:parties|signataires|partenaires|institutions|collectivites?|etat|departement|conseil departemental"
    r"|prefecture|agence|ars)\b(?:(?! a )[^.;:€\d]){0,70}? pour (?:(?:la seule |l')annee )?"
    r"|(?:contrat|convention) (?:(?:tripartite|departementale?|locale?) )?(?:de |d')"
    r"(?:(?!prevoi|apport|vers|financ|mobilis|est |a |ont |sera )[a-z'-]+ ){1,8}?pour (?:la seule |l')annee "
    # "la convention « France Travail » de l'année 2024", "la convention annuelle 2024"
    r"|(?:contrat|convention|protocole)"
    r"(?: (?!prevoi|apport|vers|financ|mobilis|est |a |ont |sera |depuis |signe)[^\s.;:,()\d]+){0,6}?"
    r" (?:de l'annee|de l'exercice|annuel(?:le)?(?: pour| de)?) "
    r"|sign(?:e|ee|ent|era|eront)\b[^.;:,€]{0,90} pour la seule annee "
    r"|(?:(?:couvr|ne concern)\w+(?: que)?|port(?:e|era|ant|ait)(?: que)? sur|limitee? a)"
    r" (?:(?:la seule |l')annee |l'exercice )"
    # "Il ne couvre que 2025"
    r"|ne (?:couvr|concern)\w+ que )$"
)
# "Pour quelle durée ?", and below it "Pour l'année 2023." or "Un an, 2023."
_ANSWER = re.compile(
    r"\W*(?:il (?:vaut|court|est conclu) )?(?:pour |sur )?(?:(?:un an|une (?:seule )?annee) ?[,:(]? ?(?:en )?"
    r"|(?:la seule |toute )?(?:l')?annee )"
)


def told_for_one_year(lead: str) -> bool:
    """Whether the folded words before a year say that a contract runs for that year alone.

    >>> told_for_one_year("le contrat, conclu pour la seule annee ")
    True
    """
    return _ONE_YEAR.search(lead) is not None


def is_asked_for(source: Source, start: int, end: int) -> bool:
    """Whether a year is all that the sentence says behind a question about how long something lasts.

    >>> is_asked_for(Source("Pour quelle durée ? Pour l'année 2023."), 33, 37)
    True
    """
    index = source.sentence_index(start)
    if not index:
        return False
    sentence, question = source.sentences[index], source.sentences[index - 1]
    if sentence.end - end > len(").") or not _ANSWER.fullmatch(source.folded, sentence.start, start):
        return False
    return asks_how_long(source.folded, question.start, question.end)
