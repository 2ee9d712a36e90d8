"""Nouns that stand in a plan: "Prochaines étapes : vote de l'assemblée en juin, signature en septembre"."""

import re

from extractors.text.source import Sentence, Source

_STEPS = r"(?:etapes?|echeances?|jalons?|phases?|rendez-vous|dates?|mois|semaines|jours|actes?|formalites?|points?)"
# What opens a plan; "Reste la signature" and "Place au vote" open one of their own.
_PLAN = re.compile(
    rf"\b(?:calendrier|ordre du jour|planning|retroplanning|echeancier|feuille de route"
    rf"|(?:prochain|dernier|ultime|futur)(?:e|es|s)? {_STEPS}|{_STEPS} (?:suivante|restante)s?|(?:pour )?la suite ?:"
    rf"|{_STEPS}? ?a venir|(?:(?:il )?(?:ne |n')?(?:en )?)?(?:reste|manque)(?:nt|ra|ront)?"
    rf"(?: (?:encore|donc|desormais|maintenant|plus|toutefois|seulement))*(?: que| a (?!la )[a-z]+r)?"
    rf"(?= (?:l[ae] |l'|une? |deux |trois ))|(?:suivr|viendr)(?:a|ont)|cap sur"
    rf"|place (?:maintenant |desormais |donc )?aux?)\b"
)
# … as does a heading over its lines.
_HEADING = re.compile(
    r"\W*(?:les )?(?:grandes |principales )?(?:etapes|dates a venir)(?: (?:a|du|de) [^.:]*)? ?:?"
)
# A plan that was kept is none, nor is a noun that is the subject of a verb.
_KEPT = re.compile(
    r"\b(?:(?:a|ont) (?:[a-z]+ment |bien |donc )?(?:ete )?(?:suivi|tenu|respecte|connu|cloture|boucle)"
    r"|s'est (?:joue|deroule|tenu|conclu|acheve)e?|hier|ce matin|ce jour|aujourd'hui)\b"
)
# "À l'ordre du jour, un contrat au bas duquel tous ont apposé leur signature"
_DONE = re.compile(r"\bont (?:\w+ment )?[a-z]+(?:e|i|u|is|it)\b|\ba (?:appos|mis|proced|donn)\w*\b")
_SUBJECT = re.compile(r"[^.;:\n]{0,160}?\b(?:a|ont|est|sont|etait|fut|vient|[a-z]{3,}(?:ait|aient|erent))\b")
_IF_KEPT = re.compile(
    r"[^.;!?\n]*\bsi (?:(?:ce|le|l'|les|ces) )?(?:calendrier|echeancier|planning|delais?|tout)\b"
)
_LINE = 100  # characters of a line of a plan, at most
_LINES = 6  # lines from the title of a plan to the one that is looked at, at most


def stands_in_plan(source: Source, start: int, end: int, sentence: Sentence) -> bool:
    """Whether the noun from `start` to `end` names a step of a plan, in `sentence` or in a list below its title.

    >>> source = Source("Prochaines étapes : vote de l'assemblée en juin, signature en septembre.")
    >>> stands_in_plan(source, 49, 58, source.sentences[0])
    True
    """
    folded = source.folded
    if _SUBJECT.match(folded, end, sentence.end):
        return False
    if _plans(folded[sentence.start : start]) or _IF_KEPT.match(folded, end, sentence.end):
        return True
    for block in reversed(source.blocks[max(0, sentence.block - _LINES) : sentence.block + 1]):
        if block.end - block.start > _LINE or not block.main:
            return False
        title = folded[block.start : block.end]
        if block.end <= start and (_plans(title) or _HEADING.fullmatch(title)):
            return True
    return False


def _plans(words: str) -> bool:
    """Whether words open a plan, and tell behind that nothing that has been done."""
    found = _PLAN.search(words)
    return found is not None and _KEPT.search(words) is None and _DONE.search(words, found.end()) is None
