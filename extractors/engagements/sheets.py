"""Sheets of actions in lines: a title, what is said of it, and below that who leads it, its cost, its indicator."""

from extractors.engagements.commitments import Commitments
from extractors.money.words import pattern
from extractors.text.list_entries import LABEL
from extractors.text.source import Source

_LEAST_LABELS = 2
_LONGEST = 10  # blocks below a title
_LABELLED = "(?:@tables.aside|@tables.money|@tables.counts)[^:.;]{0,40}? ?: "


def take_sheets(source: Source, found: Commitments) -> None:
    r"""Note as read what stands below the titles of actions down to the last label of their sheets.

    >>> from extractors.facts import Action
    >>> source = Source("Action 1 - Un bus\nPilote : ARS\nUne infirmière sera recrutée.\nCoût : 9 €\nFin.")
    >>> found = Commitments(actions=[Action(text="Un bus", evidence=[source.evidence(11, 17, "list")])])
    >>> take_sheets(source, found)
    >>> sorted(found.taken)
    [1, 2, 3]
    """
    for action in found.actions:
        index = source.block_index(action.at.start)
        end = None if index is None else _end_of_sheet(source, index)
        if index is not None and end is not None:
            found.take(source, source.blocks[index + 1].start, end)


def _end_of_sheet(source: Source, title: int) -> int | None:
    """Where the last label below a title ends; None where there are too few to make a sheet."""
    ends = []
    for block in source.blocks[title + 1 : title + 1 + _LONGEST]:
        if LABEL.match(source.folded, block.start, block.end):
            break
        if pattern(_LABELLED).match(source.folded, block.start, block.end):
            ends.append(block.end)
    return ends[-1] if len(ends) >= _LEAST_LABELS else None
