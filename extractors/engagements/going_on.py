"""Sentences without a verb that go on with the measures of the one before: "Ensuite, dix places. Et un bus."."""

import re

from extractors.engagements.cues import cues
from extractors.engagements.enumerated import enumerated
from extractors.engagements.pieces import Bounds
from extractors.text.source import Source

# Without such a word it may be anything: "Un soulagement pour les équipes."
_MOREOVER = re.compile(
    r"(?:(?:et|puis|ensuite|enfin|mais|plus|aussi|egalement|surtout|sans oublier|ainsi que"
    r"|(?:toujours )?au (?:menu|programme)|(?:en (?:second|deuxieme|dernier|troisieme) lieu|a la cle)(?= ?,))\b ?,? ?)+"
    r"(?:, )?"
)
_MOST = 6  # sentences


def going_on(source: Source, index: int) -> Bounds:
    """Return the measures that the sentences behind the one at `index` add to it, as far as they go on with it.

    >>> source = Source("Il finance un bus. Ensuite, dix places. Et un lieu de répit. Et demain ?")
    >>> [source.text[a:b] for a, b in going_on(source, 0)]
    ['dix places.', 'un lieu de répit.']
    """
    found: Bounds = []
    block = source.sentences[index].block
    for sentence in source.sentences[index + 1 : index + 1 + _MOST]:
        moreover = _MOREOVER.match(source.folded, sentence.start, sentence.end)
        if sentence.block != block or moreover is None or source.folded[sentence.end - 1] in "?!":
            break
        things = enumerated(source, moreover.end(), sentence.end)
        if not things or any(cues().not_measure.match(source.folded, start) for start, _ in things):
            break
        found += things
    return found
