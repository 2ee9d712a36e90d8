"""What a text says aside of another contract than the one it is about: ", qui succède à la convention de 2019,"."""

import re

from extractors.contracts.acts import Act
from extractors.text.source import Source

# "Successeur de la convention échue en 2023, le contrat a été signé": at the head of a sentence as behind its subject.
SUCCEEDS = re.compile(
    r"(?:, |^|(?<=\n)|(?<=[.!?] ))(?:qui (?:vient )?(?:prend|prendra|succede|succedera|succeder|remplace|remplacera"
    r"|remplacer|fait suite|se substitue)|succedant|remplacant|prenant (?:la suite|le relais)|faisant suite"
    r"|(?:successeure?|heritiere?|suite|en remplacement|a la suite) d[eu'])\b[^,.;]*"
)


def is_aside(folded: str, start: int, place: int, end: int) -> bool:
    """Whether `place` lies in a clause, between `start` and `end`, on the contract before.

    >>> text = "le pacte, qui succede a la convention de 2019, a ete signe"
    >>> is_aside(text, 8, text.index("convention"), len(text))
    True
    """
    found = SUCCEEDS.search(folded, start, end)
    return found is not None and found.start() <= place < found.end()


_WHEN = re.compile(r"\b(?:quand|lorsque |lorsqu'|depuis qu(?:e |')|au moment ou )[^.;:,]{0,60}$")


def tells_when(source: Source, act: Act) -> bool:
    """Whether what was done only tells when something else was so: "En 2019, quand nous avons signé, on doutait".

    >>> from extractors.contracts.acts import find_acts
    >>> source = Source("En 2019, quand nous avons signé la convention, on doutait. Nous avons signé.")
    >>> [tells_when(source, act) for act in find_acts(source)]
    [True, False]
    """
    start = source.sentences[act.sentence].start
    return _WHEN.search(source.folded, start, act.start) is not None
