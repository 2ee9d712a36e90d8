"""What a text says aside of the contract before the one it is about: ", qui succède à la convention de 2019,"."""

import re

SUCCEEDS = re.compile(
    r", (?:qui (?:vient )?(?:prend|prendra|succede|succedera|succeder|remplace|remplacera|remplacer|fait suite"
    r"|se substitue)|(?:successeure?|heritiere?|suite|en remplacement) d[eu'])\b[^,.;]*"
)


def is_aside(folded: str, start: int, place: int, end: int) -> bool:
    """Whether `place` lies in a clause, between `start` and `end`, on the contract before.

    >>> text = "le pacte, qui succede a la convention de 2019, a ete signe"
    >>> is_aside(text, 8, text.index("convention"), len(text))
    True
    """
    found = SUCCEEDS.search(folded, start, end)
    return found is not None and found.start() <= place < found.end()
