"""What is done to a contract: verbs and nouns of signing, adopting, negotiating, refusing, with their modality."""

from typing import Literal, NamedTuple

from extractors.source import Source

ActKind = Literal["signed", "adopted", "negotiated", "announced", "amended", "refused", "presented"]
Modality = Literal["done", "future", "negated", "infinitive"]


class Act(NamedTuple):
    """A verb or noun that says what became of a contract.

    `start` and `end` bound the verb group ("ont signé", "a été signé", "signature"); `sentence` is the index
    of its sentence; `form` tells "active", "passive" or "noun".
    """

    kind: ActKind
    start: int
    end: int
    sentence: int
    modality: Modality
    form: Literal["active", "passive", "noun"]


def find_acts(source: Source) -> list[Act]:
    """Find the acts in the main text, in order."""
    return []
