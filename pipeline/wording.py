"""When two wordings are the same but for case, accents, punctuation and spacing."""

import re
from collections import Counter
from functools import lru_cache

from extractors.text.folding import fold

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "\u00ad": "", "\ufffe": ""})
_NOT_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """Return what wordings of the same thing share: lower-case words without accents.

    >>> key("Violaine DÉMARET"), key("Jean‐Luc  d’Œuvre")
    ('violaine demaret', 'jean luc d oeuvre')
    """
    return _NOT_WORD.sub(" ", fold(text).translate(_LIGATURES)).strip()


def likeness(one: str, other: str) -> float:
    """Return the share of words that two wordings have in common, from 0 to 1.

    Twice the common words over all words, so that leaving out and adding cost the same.

    >>> likeness("créer un lieu d'accueil", "Créer un lieu d’accueil à Laon")
    0.833...
    """
    a, b = Counter(key(one).split()), Counter(key(other).split())
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 0.0
