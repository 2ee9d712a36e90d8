"""What a whole is shared out in: sums right behind it that make it up have its year and its payer.

Those right before it have its payer, and those who pay each sum alike: "soit 300 000 €, à égalité entre l'État et …".
"""

import re
from collections.abc import Sequence, Set
from decimal import Decimal

from extractors.amounts.clauses import Payment
from extractors.amounts.parts import MOST_PARTS
from extractors.amounts.terms import Terms
from extractors.money.written import Mention
from extractors.text.source import Source

_FURTHEST = 2  # blocks behind that of the whole, or from one part before it to the next
_MOST_BEFORE = 20  # parts that a whole sums up
_ALIKE = re.compile(
    r"\ba (?:egalite|parite|50 ?(?:/ ?50|%))|\bparts? egales?\b|\bpar moitie\b|\bmoitie-moitie\b|\bchacune? (?:pour|a) "
    r"(?:la )?(?:moitie|50)|\bpour moitie\b|\ba hauteur de (?:la moitie|50 ?%) chacune?\b"
)


def share_out(
    source: Source,
    mentions: Sequence[Mention],
    terms: Sequence[Terms],
    payments: Sequence[Payment],
    cells: Set[int],
) -> None:
    """Give the parts of a whole its year, and its payer where that is one: "Il se répartit en 3 M€ … et 1 M€ …".

    Nothing but the sum tells that they are its parts: it has to come out exactly. `cells` are where money stands in
    a table, whose columns tell more.
    """
    for index, whole in enumerate(mentions):
        if whole.start not in cells:
            _pay_before(source, mentions, payments, index)
        if not (terms[index].time.year or len(payments[index].payers) == 1) or whole.start in cells:
            continue
        for other in _parts(source, mentions, index):
            if mentions[other].start in cells:
                break
            if not terms[other].time:
                terms[other].time.year = terms[index].time.year
            if not payments[other].payers and len(payments[index].payers) == 1:
                payments[other].payers = list(payments[index].payers)


def _parts(source: Source, mentions: Sequence[Mention], index: int) -> range:
    """Return the indices of the mentions right behind a whole that add up to it; none where no two do."""
    whole, total = mentions[index], Decimal(0)
    block = source.block_index(whole.core)
    for other in range(index + 1, min(index + 1 + MOST_PARTS, len(mentions))):
        total += mentions[other].value
        place = source.block_index(mentions[other].core)
        if total > whole.value or block is None or place is None or place > block + _FURTHEST:
            break
        if total == whole.value:
            return range(index + 1, other + 1) if other > index + 1 else range(0)
    return range(0)


def _pay_before(source: Source, mentions: Sequence[Mention], payments: Sequence[Payment], index: int) -> None:
    """Let who pays a whole, alone or alike with others, pay the sums right before it that it sums up."""
    payers = payments[index].payers
    if not payers or not index:
        return
    sentence = source.sentence_at(mentions[index].core)
    alike = sentence and _ALIKE.search(source.folded, sentence.start, sentence.end)
    if len(payers) == 1 or alike:
        for part in _parts_before(source, mentions, payments, index):
            payments[part].payers = list(payers)


def _parts_before(
    source: Source, mentions: Sequence[Mention], payments: Sequence[Payment], index: int
) -> range:
    """Return the indices of the mentions right before a whole that add up to it; none where no two do."""
    whole, total = mentions[index], Decimal(0)
    for other in range(index - 1, max(index - 1 - _MOST_BEFORE, -1), -1):
        behind, place = (source.block_index(mentions[at].core) or 0 for at in (other + 1, other))
        total += mentions[other].value
        if total > whole.value or behind - place > _FURTHEST:
            break
        if payments[other].payers not in ([], payments[index].payers):
            break
        if total == whole.value:
            return range(other, index) if other < index - 1 else range(0)
    return range(0)
