"""Sentences under the heading of an axis that tell, in the present, what is done: "Un bus dessert les villages."."""

import re
from functools import cache

from extractors.engagements.cues import NUMBERED, told
from extractors.engagements.pieces import Bounds
from extractors.text.source import Source

# "Un bus dessert les villages deux fois par mois.", one short sentence about something new or for everybody.
_NEWS = re.compile(rf"(?:une? |des |{NUMBERED}|chaque |tou(?:s|tes) les )[^.,;:?!%\"]{{12,110}}\.?")
# "Il passe le lundi.": said of the news before.
_SAID_ON = re.compile(r"(?:ils?|elles?|celui-ci|celle-ci|ceux-ci) ")
# "Une famille sur trois attend", "Le parcours reste fragile": how things are.
AS_IT_IS = re.compile(r"\bsur (?:deux|trois|quatre|cinq|dix)\b|(?<!le )\b(?:reste|demeure|manque)(?:nt)?\b")
# "Des délais trop longs …", "Une étude confirme …", "Deux médecins partent": why something has to be done.
_WHY = (
    r"^(?:une? |des )(?:delais?|etudes?|enquetes?|rapports?|chiffres?|difficultes?|besoins?|inegalites?|penuries?"
    r"|tensions?|retards?|listes? d'attente|hausses?|baisses?)\b"
    r"|\b(?:confirm|montr|revel|decourag|augment|baiss|diminu|recul|explos|aggrav|souffr|quitt|ferm|ignor|hesit)(?:e|ent)\b"
    r"|\bpartent\b"
)


@cache
def _fact() -> re.Pattern[str]:
    """Compile what is so already, or said of it: "Un enfant sur cinq vit …", "Des familles …"; "est remis" is news."""
    done = "|".join(told()["futures"]["participles"])
    return re.compile(
        rf"{AS_IT_IS.pattern}|{_WHY}"
        rf"|\b(?:que|qu'\w+|(?:est|sont)(?! (?:[a-z]+ment )?(?:{done})e?s?\b)|ont|etai(?:t|ent)"
        r"|viv(?:ent|ait)|vit)\b"
        r"|^(?:des|\d[\d ]*|[a-z-]+s?) (?:enfants|familles|jeunes|parents|habitants|personnes|eleves|femmes|mineurs)\b"
    )


def news(source: Source, start: int, end: int) -> Bounds:
    """Return the sentences of a passage where each tells news, or is said of the one before.

    >>> source = Source("Un bus dessert les villages. Il passe le lundi. Un carnet est remis à chacun.")
    >>> [source.text[a:b] for a, b in news(source, 0, len(source.text))]
    ['Un bus dessert les villages.', 'Un carnet est remis à chacun.']
    """
    found: Bounds = []
    for index in source.sentences_between(start, end):
        sentence = source.sentences[index]
        content = source.folded[sentence.start : sentence.end]
        if found and _SAID_ON.match(content):
            continue
        if not _NEWS.fullmatch(content) or _fact().search(content):
            return []
        found.append((sentence.start, sentence.end))
    return found
