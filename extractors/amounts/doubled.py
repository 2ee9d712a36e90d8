"""Who pays a sum that is twice another, where somebody gives as much: "L'État met 2 M€, la Ville autant : 4 M€"."""

import re
from collections.abc import Sequence

from extractors.amounts.clauses import Payment
from extractors.money.passages import last
from extractors.money.written import Mention
from extractors.parties.bodies import find_groups, in_order, kinds_of
from extractors.text.source import Source

_AS_MUCH = re.compile(
    r"\bautant\b(?! (?:de|d'|que))|\b(?:meme|memes) (?:sommes?|montants?|efforts?|enveloppes?|niveau)\b"
    r"|\b(?:sommes?|montants?|efforts?|enveloppes?|participation|contribution) (?:identique|equivalente?|egale?)s?\b"
    r"|\ba (?:parite|l'identique|part egale|egalite)\b"
)
_NEAR = 4  # amounts back


def pay_doubled(source: Source, mentions: Sequence[Mention], payments: Sequence[Payment]) -> None:
    """Let both pay what is twice the sum of the one, where the other is said in between to give as much.

    >>> from extractors.money.statements import find_money
    >>> source = Source("L'État verse 2 M€. Le Département met autant : 4 M€ en tout.")
    >>> payments = [Payment(["etat"]), Payment()]
    >>> pay_doubled(source, find_money(source), payments)
    >>> payments[1].payers
    ['etat', 'departement']
    """
    for index, mention in enumerate(mentions):
        for other in range(index - 1, max(-1, index - 1 - _NEAR), -1):
            one = mentions[other]
            if mention.value != 2 * one.value or len(payments[other].payers) != 1:
                continue
            if source.block_index(one.core) != source.block_index(mention.core):
                break
            start, end = last(one), mention.start
            if _AS_MUCH.search(source.folded, start, end):
                too = kinds_of([group for group in find_groups(source, start, end) if not group.preposition])
                both = in_order([*payments[other].payers, *too])
                payments[index].payers = both if len(both) > 1 else payments[index].payers
            break
