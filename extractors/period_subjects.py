"""What a period is the period of: a contract, the national strategy, or something else."""

import re
from typing import Literal

from extractors.facts import Period
from extractors.source import Source

Subject = Literal["contract", "strategy", "other"]

_NOUN = re.compile(
    r"\b(?:(?P<contract>contrats?|contractualisation|contractuel(?:le)?s?|conventions?|conventionnement|accords?(?!-cadre national)|protocoles?|avenants?|partenariats?"
    r"|ententes?|pactes? (?:local|locaux|territoria\w+|departementa\w+|de territoire|regiona\w+)|cdppe|calpae|crte|cpom|cls|ctg|cper|cde)"
    r"|(?P<strategy>strategies?|pactes? (?:national|nationaux|des solidarites|de solidarite)|politiques? nationales?)"
    r"|(?P<other>plans?|schemas?|budgets?|budgetaires?|mandats?|mandatures?|programmes?|programmation|feuilles? de route|projets? (?:de|d'|educatif|regional|departemental)"
    r"|rapports?|etudes?|enquetes?|bilan|populations?|statistiques?|depenses?|effectifs?|hausse|baisse|croissance|evolution|chiffres?|nombre|taux|legislature|orientations"
    r"|appels? a projets?|saisons?|editions?|agenda|calendrier|crise|observatoire|donnees|lois?|fonds europeens?|feder|fse\+?|appels?))\b"
)
# What links a period to the words it hangs on.
_TAIL = re.compile(
    r"(?P<adverb>\b(?:pour|sur|durant|pendant|couvr\w+|en|de|d'|du|des|entre|au titre|a compter|a partir|jusqu'(?:en|au|a)|prend\w* fin|s'ach\w+|expir\w+|le|au)\b)?"
    r"(?: ?(?:du|de|le|la|les|l'|au|en|une?|toute|ses|leur))* ?(?P<noun>periodes?|annees?|exercices?|duree|ans|temps)?(?: (?:totale|civiles?|budgetaires?|triennale|initiale))?"
    r"(?P<contractual> (?:de contractualisation|contractuelle|d'execution|de validite|du contrat|de la convention))?(?: de| d'| du| allant de| courant de| couvrant| comprise entre| entre)? ?[ (\[,:\"-]*$"
)
# A noun phrase does not reach back over these.
_BREAK = re.compile(
    r"[;:.!?]|,(?! (?:de|d'|du|des|et|la|l'|a|aux) ?)| (?:qui|que|dont|ou|ont|est|sont|a ete|ont ete|sera|seront|avec|afin|pour mettre|dans le cadre|en application"
    r"|au titre|en declinaison|declinaison|conformement|a travers|via|selon|grace)\b| (?:issue?s?|prevue?s?|definie?s?|inscrite?s?|relevant|decoulant|declin\w+|s'inscri\w+"
    r"|applique\w*|mise en (?:oe|œ)uvre|met en (?:oe|œ)uvre|mettre en (?:oe|œ)uvre|complet\w+|prolong\w+|precis\w+|porte\b|lie\b|fixe\b|engage\b|prevoit|finance\b|accompagne|soutient|permet|signe\w*|conclu\w*"
    r"|adopt\w+|vot\w+|approuv\w+|retenu\w*|vise\b|visant|lance\w*|articul\w+|coheren\w+|lien\b)"
)
_PRONOUN = re.compile(
    r"\W*(?:il|elle|ils|elles|celui-ci|celle-ci|ceux-ci|celles-ci|ce dernier|cette derniere|ce (?:nouveau )?(?:document|texte|dispositif)|l[ea] (?:document|texte|demarche|dispositif)"
    r"|il s'agit|valable|valables|soit|chacun)\b"
)
_TERMS = re.compile(
    r"\b(?:financements?|finances?|credits?|enveloppe|montant|duree|periode|validite|budget alloue|subventions?|moyens|engagements? financiers?|euros?)\b|€"
)
_ALONE = re.compile(
    r"[\W\d]*(?:(?:duree|periode|annees?|exercices?|pour|validite|de|a|du|au|la|les|ans|sur|couverte|contractuelle|concernee)\W*)*"
)
_REACH = 4  # sentences that "il" or "les financements" may reach back
_BLOCKS = 2


def period_subject(source: Source, period: Period) -> Subject:
    """Tell what `period` is the period of, from the noun phrase that it hangs on.

    >>> from extractors.periods import find_periods
    >>> source = Source("Le contrat décline la stratégie nationale 2020-2022.")
    >>> period_subject(source, find_periods(source)[0])
    'strategy'
    """
    folded, start = source.folded, period.at.start
    at = source.sentence_index(start)
    if at is None:
        return "other"
    sentence = source.sentences[at]
    block = source.blocks[sentence.block]
    if _ALONE.fullmatch(folded[block.start : start] + folded[period.at.end : block.end]):
        return _above(source, sentence.block)
    left = folded[sentence.start : start]
    tail = _TAIL.search(left)
    if tail and tail["contractual"]:
        return "contract"
    phrase = left[: tail.start()] if tail else left
    for found in _BREAK.finditer(phrase):
        phrase = left[found.end() : tail.start()] if tail else left[found.end() :]
    subject = _of_phrase(phrase)
    if subject:
        return subject
    # The period belongs to the verb: what is said of whom?
    nouns = list(_NOUN.finditer(left))
    if nouns:
        return _subject(nouns[-1])
    right = _NOUN.search(folded, period.at.end, sentence.end)
    if right and right["contract"]:
        return "contract"
    if _PRONOUN.match(left + " ") or _TERMS.search(folded, sentence.start, sentence.end):
        return _said_before(source, at)
    return "other"


def _subject(noun: re.Match[str]) -> Subject:
    if noun["contract"]:
        return "contract"
    return "strategy" if noun["strategy"] else "other"


def _of_phrase(phrase: str) -> Subject | None:
    """A contract of a strategy is a contract; else the head, which stands first, decides."""
    nouns = list(_NOUN.finditer(phrase))
    if any(noun["contract"] for noun in nouns):
        return "contract"
    return _subject(nouns[0]) if nouns else None


def _above(source: Source, index: int) -> Subject:
    """The subject of a period that stands alone on its line: the lines above it say."""
    for block in reversed(source.blocks[max(0, index - _BLOCKS) : index]):
        subject = _of_phrase(source.folded[block.start : block.end])
        if subject:
            return subject
    return "other"


def _said_before(source: Source, at: int) -> Subject:
    for sentence in reversed(source.sentences[max(0, at - _REACH) : at]):
        subject = _of_phrase(source.folded[sentence.start : sentence.end])
        if subject:
            return subject
    return "other"
