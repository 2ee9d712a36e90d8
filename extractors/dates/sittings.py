"""Days on which an assembly sat, as a sentence tells it: "réunis lundi", "Le débat, lundi, au Conseil"."""

import re
from functools import cache

from extractors.dates.mentions import Mention
from extractors.dates.words import any_of, date_kinds
from extractors.text.anchors import Phrases
from extractors.text.gated import Gated
from extractors.text.source import Sentence, Source

# One of these stands before the day; most dates have none of them before.
_ASSEMBLED = Phrases(
    *("reuni", "siege", "seance", "session", "tient", "tenait", "tenu"),
    *("autoris", "habilit", "mandat", "decid"),
)
_MET_REACH, _NEAR = 90, 80
# "Réunis à Laon mardi, la préfète et le président du conseil …": no assembly sits with those of the State.
_TOGETHER = re.compile(
    r"reunie?s (?!en (?:seance|session|assemblee))[^.;]{0,120}\b(?:prefete?s?|ministres?|l'ars|l'agence regionale)\b"
)
_MET = re.compile(
    r"\b(?:reuni(?!ons? d[eu]s? (?:l'|la )?(?:comite|copil|travail|suivi|partenaires|signataires))\w*"
    r"|siege(?:nt|ai(?:t|ent)|ant)?|seance|session|tient|tenait|tenue?)\b(?: [^.;:]{0,60}?)?,? ?\(?(?:le |ce |du )?$"
)
_DECIDED = re.compile(r"\b(?:autoris|habilit|mandat|decid)\w*[^,;:.]{0,30}$")
# "Lundi 4 mai, l'assemblée était réunie", "les élus siégeaient"
_SITS = re.compile(
    r"[^.;:]{0,80}?\b(?:(?:etai(?:t|en)|est|s'est|sont) (?:reunie?s?)|sieg(?:e|eai)(?:nt|t)?|pass\w+ au vote)\b"
)
# What is talked over, and where: "Le débat a duré une heure, lundi 4 mai, au conseil départemental".
_TALK = re.compile(
    r"\b(?:debats?|debatt\w+|discussions?|discut\w+|echanges?|passes? d'armes|joutes?|ambiance|examin\w+|ordre du jour"
    r"|unanimite|scrutin|votes?|votent)\b"
)
_PLACE = re.compile(
    r"\b(?:(?:au|devant le) (?:sein du )?(?:conseil|bureau) (?:departemental|general|regional|municipal|communautaire"
    r"|metropolitain)|(?:dans|devant|a) l'(?:hemicycle|assemblee (?:departementale|plenier)\w*)"
    r"|en (?:seance|assemblee)|entre (?:les )?(?:elus|conseillers))\b"
)


@cache
def assembly() -> re.Pattern[str]:
    """Return the pattern of what sits: an assembly, or its members."""
    return re.compile(rf"\b{any_of(date_kinds()['bodies']['words'])}\b")


def is_of_sitting(
    source: Source, mention: Mention, sentence: Sentence, around: tuple[int, int], left: str
) -> bool:
    """Tell whether a day is one on which an assembly sat.

    Parameters
    ----------
    source : Source
        The text.
    mention : Mention
        The day.
    sentence : Sentence
        That holds it.
    around : tuple of int
        Bounds of what is looked at around it.
    left : str
        What stands before it in its sentence.

    Examples
    --------
    >>> from extractors.dates.grammar import find_mentions
    >>> source = Source("Le débat a duré une heure, lundi 14 février 2022, au conseil départemental.")
    >>> left = "le debat a dure une heure, "
    >>> is_of_sitting(source, find_mentions(source)[0], source.sentences[0], (0, 75), left)
    True
    """
    folded = source.folded
    if _ASSEMBLED.between(source, mention.start - _MET_REACH, mention.start):
        together = _TOGETHER.match(folded, sentence.start, sentence.end)
        met = not together and _MET.search(left[-_MET_REACH:])
        if (met or _DECIDED.search(left[-_NEAR:])) and assembly().search(folded, *around):
            return True
    if mention.day is None:
        return False
    sits = _SITS.match(folded, mention.end, around[1])
    if (
        sits
        and assembly().search(sits.group())
        and not _TOGETHER.search(folded, sentence.start, sentence.end)
    ):
        return True
    return _PLACE.search(folded, *around) is not None and _TALK.search(folded, *around) is not None


# "Lundi 4 mai, les élus l'ont repoussé par 26 voix contre 14", "… : 15 contre, 11 pour, 3 abstentions"
_COUNTED = Gated(
    r"\b(?:\d{1,3}|[a-z]+(?<!haute)(?<!vive)(?<!basse)(?<!la)(?<!de)) voix(?: (?:pour|contre)\b|,| et )"
    r"|\bpar [a-z0-9-]+ voix\b"
    r"|\b(?:\d{1,3}|aucune|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix)"
    r" (?:abstentions?|(?:se sont|s'est|s'etant) abstenue?s?)\b"
)


def counts_votes(source: Source, start: int, end: int) -> bool:
    """Tell whether a passage gives the counts of a vote: a day in it is that of the session.

    >>> counts_votes(Source("C'est non, par 26 voix contre 14."), 0, 33)
    True
    """
    return _COUNTED.search(source, start, end) is not None
