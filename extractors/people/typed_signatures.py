"""Signatures that a text repeats in letters above the full name: "A. Roy", or "Roy", and below it "Anne ROY"."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractors.text.source import Source

if TYPE_CHECKING:
    from extractors.people.figures import Figure

_SIGNATURE = re.compile(r"(?:([a-z])\. ?(?:-?[a-z]\. ?)?)?((?:(?:de|du|des|la|le|d') ?)*[a-z][a-z'-]+)")
_BELOW = 3  # lines: others sign beside
_LONGEST = 40


def is_typed_signature(source: Source, index: int) -> bool:
    r"""Whether a block is but the surname, perhaps behind an initial, of somebody whom a line below names in full.

    >>> source = Source("La préfète\nA. Roy\nAnne ROY")
    >>> [is_typed_signature(source, index) for index in range(3)]
    [False, True, False]
    """
    block = source.blocks[index]
    if block.end - block.start > _LONGEST:
        return False
    found = _SIGNATURE.fullmatch(source.folded, block.start, block.end)
    if found is None:
        return False
    full = re.compile(
        rf"(?:m\. |mme )?{found[1] or '[a-z]'}[a-z-]+ (?:[a-z-]+ )?{re.escape(found[2])}(?: [a-z' -]+)?"
    )
    return any(
        full.fullmatch(source.folded, below.start, below.end)
        for below in source.blocks[index + 1 : index + 1 + _BELOW]
    )


def without_typed_signatures(source: Source, figures: Sequence["Figure"]) -> list["Figure"]:
    """Leave out the names that are but signatures."""
    return [
        figure
        for figure in figures
        if figure.name is None or figure.roles or not is_typed_signature(source, figure.block)
    ]
