"""Which sums of a sentence are the parts of one of them: those that add up to it."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.money.passages import Passage
from extractors.money.written import Mention

_FEWEST = 2  # parts


def find_wholes(mentions: Sequence[Mention], passages: Sequence[Passage]) -> Iterator[tuple[int, range]]:
    """Yield the indices of a sum and of its parts, which stand right behind or before it in its sentence.

    >>> from extractors.money.passages import find_passages
    >>> from extractors.money.statements import find_money
    >>> from extractors.text.source import Source
    >>> source = Source("Il réunit 3 M€ : 2 M€ de l'État et 1 M€ de l'ARS.")
    >>> list(find_wholes(mentions := find_money(source), find_passages(source, mentions)))
    [(0, range(1, 3))]
    """
    for whole in range(len(mentions)):
        for step in (1, -1):
            count = _adding_up(mentions, passages, whole, step)
            if count:
                yield whole, range(whole + 1, whole + 1 + count) if step > 0 else range(whole - count, whole)


def _adding_up(mentions: Sequence[Mention], passages: Sequence[Passage], whole: int, step: int) -> int:
    """How many sums from that next to `whole` on add up to it, in the same sentence; none where none do."""
    total, count, place = Decimal(0), 0, whole + step
    while 0 <= place < len(mentions) and passages[place].start == passages[whole].start:
        total, count, place = total + mentions[place].value, count + 1, place + step
        if total >= mentions[whole].value:
            return count if total == mentions[whole].value and count >= _FEWEST else 0
    return 0
