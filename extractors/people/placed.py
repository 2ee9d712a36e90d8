"""Who stands where on a picture of those who sign: "Les trois signataires. À gauche, M. A ; au centre, Mme B"."""

import re

from extractors.people.figures import Figure
from extractors.people.signing_rows import Cast
from extractors.text.gated import Gated
from extractors.text.source import Sentence, Source

_SIGNATORIES = Gated(
    r"\b(?:les|nos|des) (?:(?:deux|trois|quatre|cinq|six) )?(?:co)?signataires?\b(?! (?:potentiel|futur))"
)
_PLACE = r"(?:a (?:(?:sa|leur) )?(?:gauche|droite)|au (?:centre|milieu)|(?:de|en partant de la) gauche(?: a droite)?)"
_PLACED = re.compile(rf"\W*{_PLACE}(?: (?:de la |sur la )?(?:photo|image|cliche))?(?:,| ?:)")
_FEWEST = 2


def placed(source: Source, sentence: Sentence, cast: Cast) -> list[Figure]:
    """Who is placed in the sentence behind one that names the signatories of a picture; nobody elsewhere.

    >>> from extractors.people.figures import figures_of
    >>> source = Source(
    ...     "Les signataires du contrat. À gauche, Anne Roy, préfète ; à droite, Luc Blanc, maire."
    ... )
    >>> len(placed(source, source.sentences[0], Cast(figures_of(source))))
    2
    """
    if _SIGNATORIES.search(source, sentence.start, sentence.end) is None:
        return []
    index = (source.sentence_index(sentence.start) or 0) + 1
    for behind in source.sentences[index : index + 1]:
        if _PLACED.match(source.folded, behind.start, behind.end):
            named = list(cast.between(behind.start, behind.end))
            return named if len(named) >= _FEWEST else []
    return []
