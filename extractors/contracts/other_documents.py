"""What is signed besides contracts: petitions, letters, orders, which a pronoun takes up in the next sentence."""

import re

from extractors.contracts.acts import Act
from extractors.text.source import Source

_DOCUMENT = re.compile(
    r"\b(?:une?|leur|la|cette|cet|l') ?(?:petition|lettre(?! d'(?:intention|engagement))|tribune|motion|courrier|appel"
    r"|manifeste|arrete|livre d'or|feuille de presence|decharge|recours)\b"
)
_PRONOUN = re.compile(
    r"\W*(?:(?:mais|et|depuis,?) )?(?:elle|il|celle-ci|celui-ci|l[ae] (?:texte|document|petition|lettre))\b"
)


def is_of_other_document(source: Source, act: Act, named: int) -> bool:
    """Whether an act is done to a document named last before it, behind `named`, the end of the last contract.

    >>> from extractors.contracts.acts import find_acts
    >>> source = Source("Ils ont lancé une pétition. Elle a été signée par cent personnes.")
    >>> is_of_other_document(source, find_acts(source)[-1], 0)
    True
    """
    sentence = source.sentences[act.sentence]
    if not act.sentence or _PRONOUN.match(source.folded, sentence.start, act.start) is None:
        return False
    start = max(named, source.sentences[act.sentence - 1].start)
    return _DOCUMENT.search(source.folded, start, act.start) is not None
