"""Questions whether a contract is signed, and claims that it is: what the next sentence answers, or denies."""

import re

from extractors.text.source import Sentence, Source

_INVERTED = re.compile(r"\b[a-z]+-(?:t-)?(?:ils?|elles?|on)(?: [a-z-]+){0,3} $|\best-ce qu(?:e |')[^.;:!]*$")
# Words of a question that asks for something else than whether it is so, or when.
ASKS_WHAT = r"\b(?:qu[ei]|quoi|quels?|quelles?|pourquoi|comment|combien|ou|l(?:es|a)?quel\w*)\b|\bqu'"
# "Qui a signé ?", "Quand a-t-il été signé ?": that it was is taken for granted.
_FOR_GRANTED = re.compile(rf"\bquand\b|{ASKS_WHAT}")
# How an answer says yes.
YES = r"oui|vrai|exact(?:ement)?|affirmatif|effectivement|absolument|tout a fait|bien sur|en effet|yes"
_YES = re.compile(rf"\W*(?:{YES}|c'est (?:\w+ment )?(?:fait|chose faite))\b")

# "Cette information est inexacte.", "C'est faux."
_DENIES = re.compile(
    r"\W*(?:(?:c'est|(?:cette|l') ?(?:information|affirmation|rumeur|nouvelle|annonce) est)"
    r" (?:totalement |tout simplement |\w+ment )?(?:faux|fausse|inexacte?|erronee?|infondee?|mensong\w+|un mensonge"
    r"|une (?:rumeur|infox|fausse))|il n'en est rien|faux\b|dementi\b|rien de tout cela)"
)

# "À quand la signature ?", "Quelle date pour la signature ?", "Y aura-t-il signature ?"
_ASKS_FOR = re.compile(
    r"\W*(?:(?:et|mais|alors|donc),? )*(?:(?:a|pour) quand (?:[a-z]+ ){0,4}"
    r"|(?:quel(?:le)?s? |une? |y a-t-il |avez-vous |a-t-on |connait-on ){0,2}"
    r"(?:date|echeance|calendrier|horizon|agenda|delai)s?\b[^?]{0,40}?|y aura-t-il (?:bientot |enfin )?)"
    r"(?:l[ae] |une? |cette |votre |sa |leur )?$"
)
# "Et la signature ?", "Une signature en juin ?"
_ALONE = re.compile(r"\W*(?:(?:et|mais|alors|donc),? )*(?:l[ae] |une |cette )$")
_NO_MORE = re.compile(r"(?: (?:du|de la|de ce|de cette|en|pour|avant|d'ici) [^?-]{2,40})? ?\?")
# "Quand la signature pourrait-elle intervenir ?", "La signature est-elle proche ?"; of "a-t-elle eu lieu", "s'est-elle
# tenue" it is taken for granted.
_WILL_IT = re.compile(
    r"[^?!]{0,120}?(?<!s')\b(?:(?:est|etait|(?:au|se|pour|dev|interviend|viend|arrive|tarde)r(?:a|ait)|doit|devait|peut"
    r"|pouvait|tarde|risque|approche)-(?:t-)?elle|va-t-elle (?:[a-z]+ment |bientot |enfin |encore )?"
    r"(?:avoir lieu|intervenir|arriver|venir|etre|se|pouvoir|tarder))\b"
)


def is_asked_for(folded: str, start: int, end: int, sentence: Sentence) -> bool:
    """Whether a question asks when the signature from `start` to `end` will be, or how near it is.

    >>> for text in ("Quand la signature aura-t-elle lieu ?", "Que change la signature du contrat ?"):
    ...     start = text.index("signature")
    ...     is_asked_for(text, start, start + 9, Sentence(0, len(text), 0))
    True
    False
    """
    if folded[sentence.end - 1] != "?" or folded.find("?", sentence.start, end) >= 0:
        return False
    alone = _ALONE.fullmatch(folded, sentence.start, start) and _NO_MORE.match(folded, end, sentence.end)
    asks = _ASKS_FOR.fullmatch(folded, sentence.start, start)
    return bool(alone or asks or _WILL_IT.match(folded, end, sentence.end))


def is_asked(source: Source, start: int, sentence: Sentence) -> bool:
    """Whether a sentence asks if what the verb at `start` tells is so.

    >>> source = Source("Le contrat est-il signé ? Pas encore.")
    >>> is_asked(source, 18, source.sentences[0])
    True
    """
    folded = source.folded
    if folded[sentence.end - 1] != "?" or folded.find("?", sentence.start, start) >= 0:
        return False
    before = folded[sentence.start : start]
    asks = _INVERTED.search(before)
    return asks is not None and _FOR_GRANTED.search(before, 0, asks.start()) is None


def is_answered(source: Source, index: int) -> bool:
    """Whether the sentence behind the question at `index` says yes.

    >>> is_answered(Source("Le contrat est-il signé ? Oui, depuis mardi."), 0)
    True
    """
    behind = source.sentences[index + 1 : index + 2]
    return any(_YES.match(source.folded, sentence.start, sentence.end) for sentence in behind)


def is_denied(source: Source, index: int) -> bool:
    """Whether the sentence behind the one at `index` denies what it tells.

    >>> is_denied(Source("On dit qu'il a signé. Cette information est inexacte."), 0)
    True
    """
    behind = source.sentences[index + 1 : index + 2]
    return any(_DENIES.match(source.folded, sentence.start, sentence.end) for sentence in behind)
