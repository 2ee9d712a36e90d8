"""Whose assembly it is that somebody belongs to or chairs: that of a département, or another one."""

import re
from collections import deque

from extractors.facts import SignatoryParty
from extractors.text.source import Source

_ASSEMBLY = re.compile(
    r"\b(?:(?P<departement>departement(?:al|ale|aux)?s?)"
    r"|(?:conseil|bureau|assemblee|comite) "
    r"(?:municipale?|communautaire|metropolitaine?|regionale?|syndicale?|d'agglomeration|d'administration))\b"
)
_HEAD = 2000  # characters in which an act names its assembly before its members and who chairs it


def party_of_assembly(source: Source, offset: int) -> SignatoryParty | None:
    """Return whose assembly is named last before `offset`, None where none is.

    >>> text = "Le conseil municipal s'est réuni. Présents : Mme Anne Roy"
    >>> party_of_assembly(Source(text), text.index("Anne")), party_of_assembly(Source(text), 0)
    ('other', None)
    """
    named = deque(_ASSEMBLY.finditer(source.folded, max(0, offset - _HEAD), offset), maxlen=1)
    if not named:
        return None
    return "departement" if named[0]["departement"] else "other"
