"""Money in another item of a list, month of a review or point of a session than the contract."""

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence

from extractors.text.briefs import in_other_brief, in_other_month
from extractors.text.gated import Gated
from extractors.text.points import in_other_point
from extractors.text.source import Source

_LONGEST_LIST = 40  # items
# "3) précise que les recettes seront inscrites": still the act that approves the contract in its first item.
_GOES_ON = re.compile(r"(?:de |d')?(?:precis|imput|inscri|indiqu|prelev|dit que|dire que)")
_DECIDED = re.compile(r"\b(?:adopte|approuve|vote|rejete|retire|ajourne)e?s?\b")


def is_other_item(source: Source, offset: int, named: Sequence[int]) -> bool:
    """Whether the money stands in an item that names no contract, of the list that names the first one in an item."""
    here, there = source.block_index(offset), source.block_index(named[0])
    if here is None or there is None or here == there or abs(here - there) > _LONGEST_LIST:
        return False
    if within(named, source.blocks[here].start, source.blocks[here].end):
        return False
    if here < there:  # before the contract is named only what is decided apart is another thing
        items = all(block.kind == "item" for block in source.blocks[here : there + 1])
        return (
            items
            and _DECIDED.search(source.folded, source.blocks[here].start, source.blocks[here].end) is not None
        )
    if _GOES_ON.match(source.folded, source.blocks[here].start):
        return False
    if in_other_brief(source, here, there):
        return True
    return all(block.kind == "item" for block in source.blocks[there : here + 1])


def is_of_other_month(source: Source, offset: int, named_in: Collection[int]) -> bool:
    """Whether the money is that of another month of a year in review than those that name a contract."""
    here = source.block_index(offset)
    return here is not None and in_other_month(source, here, named_in)


def is_other_point(source: Source, offset: int, known: Sequence[int]) -> bool:
    """Whether an assembly decides on the money apart from the contract of a programme that it decides on."""
    here, there = source.block_index(offset), source.block_index(known[0]) if known else None
    if here is None or there is None or within(known, source.blocks[here].start, source.blocks[here].end):
        return False
    return in_other_point(source, here, there)


_APART = Gated(
    r"\ba (?:noter|signaler|savoir|relever) (?:aussi|egalement|par ailleurs|encore|enfin)\b"
    r"|\b(?:autres? (?:points?|sujets?|dossiers?|chantiers?|actualites?|nouvelles?)|(?:dans|sur) un (?:tout )?autre "
    r"(?:registre|domaine|sujet|dossier|plan))\b"
)


def is_told_apart(source: Source, offset: int, named: Sequence[int]) -> bool:
    """Whether money stands in a paragraph behind words that turn to something else, and no contract between.

    >>> is_told_apart(Source("À noter aussi : le foyer est rénové. Il y met 2 M€."), 45, [])
    True
    """
    index = source.block_index(offset)
    start = source.blocks[index].start if index is not None else offset
    turned = _APART.search(source, start, offset)
    return turned is not None and not within(named, turned.start(), offset)


def within(starts: Sequence[int], low: int, high: int) -> bool:
    """Whether one of the sorted `starts` lies from `low` to `high`."""
    return bisect_left(starts, low) < bisect_left(starts, high)
