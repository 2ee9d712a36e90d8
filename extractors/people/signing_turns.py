"""Signatures told one by one: whose pen was the first, whose the second, whose the last."""

import re

from extractors.people.figures import Figure
from extractors.people.signing_rows import Cast, joined
from extractors.text.source import Sentence, Source

# "Premier stylo : celui d'Anne Roy. Deuxième stylo, Luc Blanc. Le troisième appartenait à Max Noir."
_FIRST_PEN = re.compile(
    r"(?:la |le |une? )?(?:toute? )?premiere? (?:signatures?|signataire|stylo|plume|paraphe|griffe)\b"
)
_NEXT_PEN = re.compile(
    r"(?:et |puis |enfin,? )?(?:la |le |l'|une? )?(?:deuxieme|seconde?|troisieme|quatrieme|cinquieme|derniere?|autre)\b"
)


def one_by_one(source: Source, sentence: Sentence, cast: Cast) -> list[Figure]:
    """Who signs first, and in the sentences behind who signs second and so on; two at least.

    >>> from extractors.people.figures import figures_of
    >>> source = Source("Premier stylo : celui d'Anne Roy, préfète. Deuxième stylo, Luc Blanc.")
    >>> found = one_by_one(source, source.sentences[0], Cast(figures_of(source)))
    >>> [figure.name.family for figure in found]
    ['Roy', 'Blanc']
    """
    if not _FIRST_PEN.match(source.folded, sentence.start, sentence.end):
        return []
    found: list[Figure] = []
    for place in range(source.sentence_index(sentence.start) or 0, len(source.sentences)):
        here = source.sentences[place]
        there = joined(source, cast.between(here.start, here.end))
        follows = not found or _NEXT_PEN.match(source.folded, here.start, here.end)
        if here.block != sentence.block or not (follows and there):
            break
        found += there
    return found if len(found) > 1 else []
