"""What a département grants by a convention with others than the State: its money is what the text is about."""

import re

from extractors.money.passages import Passage
from extractors.parties.bodies import find_names
from extractors.text.gated import Gated
from extractors.text.source import Source, once_per_source

_STATE = {"etat", "ars"}
SIGNED = Gated(r"(?<!etre )\b(?:co)?sign(?:e|ee|es|ees|ent|er|era|eront|ature|atures)\b")
_GRANTS = re.compile(
    r"\b(?:subvention(?!s? aux? )|participation|contribution|aide(?! sociale)|soutien|dotation)s?\b"
    r"|\b(?:vers|apport|allou|attribu|accord)(?:e|ent|era|eront|ee?s?)\b|\b(?:met|mettra|mettent|mettront)\b"
)


@once_per_source
def is_of_others(source: Source) -> bool:
    """Whether something is signed in a text that nowhere speaks of the State.

    >>> is_of_others(Source("Le Département et l'association Le Pont ont signé une convention."))
    True
    """
    states = (kind in _STATE for kind, _, _ in find_names(source, 0, len(source.text)))
    return SIGNED.search(source) is not None and not any(states)


def is_granted(source: Source, passage: Passage) -> bool:
    """Whether money is told to be given, and not spent on a policy of one's own."""
    return _GRANTS.search(source.folded, passage.own_low, passage.own_high) is not None
