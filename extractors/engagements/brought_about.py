"""Several new things that a contract brings about: "le contrat crée un lieu neutre et un numéro unique"."""

import re
from collections.abc import Sequence
from functools import cache

from extractors.contracts.mentions import Mention
from extractors.engagements.clauses import no_news
from extractors.engagements.commitments import Commitments
from extractors.engagements.cues import ASIDE, cues, told
from extractors.engagements.enumerated import enumerated
from extractors.engagements.pieces import Bounds
from extractors.engagements.spoken_of import is_told_of
from extractors.text.anchors import Anchored
from extractors.text.source import Source

_FEWEST = 2  # "le contrat propose un cadre" names no measure


def add_brought_about(source: Source, found: Commitments, mentions: Sequence[Mention]) -> None:
    """Take what a sentence says that the contract brings about, where no other rule has read it.

    >>> source, found = Source("Le contrat crée un lieu neutre et un numéro unique."), Commitments()
    >>> add_brought_about(source, found, [])
    >>> [action.text for action in found.actions]
    ['un lieu neutre', 'un numéro unique']
    """
    since = min((mention.start for mention in mentions), default=0)
    read = {source.sentence_index(action.at.start) for action in found.actions}
    for index in sorted({source.sentence_index(verb.start()) or 0 for verb in _verbs().finditer(source)}):
        sentence = source.sentences[index]
        if sentence.end < since or index in found.taken or index in read:
            continue
        made = _pattern().search(source.folded, sentence.start, sentence.end)
        if made is None or not is_told_of(source, index, made):
            continue
        things = enumerated(source, made.end(), sentence.end)
        if _are_new(source, things):
            for start, end in things:
                found.add_action(source, start, end, "prose:actions", 0.7)
            found.take(source, sentence.start, sentence.end)


@cache
def _verbs() -> Anchored:
    return Anchored(told()["prose"]["makes"])


@cache
def _pattern() -> re.Pattern[str]:
    makers, verbs = ("|".join(told()["prose"][name]) for name in ("makers", "makes"))
    return re.compile(
        rf"\b(?:{makers})\b[^.;:\n]{{0,90}}? (?:{verbs})"
        rf"(?: (?:aussi|egalement|ainsi|notamment|en outre|enfin|surtout|d'abord))?(?:{ASIDE})? "
    )


# What is told of the contract itself, though new.
_ABSTRACT = re.compile(
    r"une bonne nouvelle\b|(?:une? |l[ae] |l'|des )(?:(?:nouvel|vrai|bel|bonn|meilleur|premier|seul|grand|reel)\w* )?"
    r"(?:cadre|visibilite|stabilite|souffle|elan|dynamique|reponse|perspective|etape|page|ere|chance|espoir|ambition"
    r"|methode|gouvernance|vision|cap|horizon|confiance|coherence|approche|logique|culture|outil|levier|lien|dialogue"
    r"|cooperation|engagement|relation|chance|succes|reussite|avancee|priorite|necessite|preuve|signe|message|pas"
    r"|tournant|surprise|suite|solution|force|question|affaire|fois|facon|maniere|tension|moyen"
    r"|obligation|crainte|inquietude|difficulte|opportunite|precedent)s?\b"
)


def is_abstract(source: Source, start: int) -> bool:
    """Whether what stands at `start` is told of the contract itself, though new.

    >>> is_abstract(Source("un cadre clair"), 0), is_abstract(Source("un bus"), 0)
    (True, False)
    """
    return _ABSTRACT.match(source.folded, start) is not None


def _are_new(source: Source, things: Bounds) -> bool:
    """Whether there are several, and each is a measure by its head."""
    return len(things) >= _FEWEST and not any(
        no_news().match(source.folded, start)
        or cues().not_measure.match(source.folded, start)
        or is_abstract(source, start)
        for start, _ in things
    )
