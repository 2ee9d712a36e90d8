"""Acts of an assembly on a contract with a public body: the assembly's own is the other party, and is not named."""

import re
from collections.abc import Sequence

from extractors.contracts.mentions import Mention
from extractors.deliberation.spans import find_spans
from extractors.parties.bodies import find_groups
from extractors.text.source import Source

_OF_TOWNS = re.compile(r"\bconseil (?:municipal|communautaire|metropolitain|d'agglomeration|de communaute)\b")
_OF_DEPARTMENT = re.compile(r"\b(?:conseil departemental|commission permanente)\b")
_OBJECT = re.compile(r"\W*(?:objet|rapport|affaire|point|dossier)\b")


def decides_with_public_body(source: Source, mentions: Sequence[Mention]) -> bool:
    r"""Whether a single act is by its title on a contract with the State, the ARS or another body of another kind.

    >>> from extractors.contracts.mentions import find_mentions
    >>> for whom in ("l'ARS", "l'association Relais"):
    ...     text = f"Conseil départemental du Gers\nObjet : convention avec {whom}\nLe rapport est adopté."
    ...     decides_with_public_body(Source(text), find_mentions(Source(text)))
    True
    False
    """
    others = {"etat", "ars", "region", "caf"}
    if _OF_TOWNS.search(source.folded):
        others.add("departement")
    elif not _OF_DEPARTMENT.search(source.folded):
        return False
    if len(find_spans(source)) > 1:
        return False  # minutes tell of many contracts, most of them small
    for mention in mentions:
        block = source.blocks[source.sentences[mention.sentence].block]
        titled = block.kind == "heading" or _OBJECT.match(source.folded, block.start, block.end)
        groups = find_groups(source, mention.end, block.end) if titled else []
        if groups and groups[0].preposition == "avec" and others.intersection(groups[0].kinds):
            return True
    return False
