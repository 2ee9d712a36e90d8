"""Which of several bodies pays which of as many sums: "L'État et l'ARS apportent respectivement 2 M€ et 1 M€"."""

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.amounts.clauses import Payment
from extractors.money.passages import last
from extractors.money.written import Mention
from extractors.parties.bodies import find_groups
from extractors.text.source import Source

_OF_RANK = tuple(
    re.compile(
        rf" (?:(?:vers|apport|pay|financ)[a-z]+ )?(?:pour|par|de|a la charge d[eu]) ?(?:l[ae] |l')?(?:{rank})"
        r"(?= ?[,.;:)]| et\b|$)"
    )
    for rank in ("premiere?|une?", "seconde?|deuxieme|autre")
)


def _by_rank(source: Source, row: Sequence[Mention]) -> bool:
    """Whether the one of two is told by its rank behind its sum: "2 M€ pour le premier, 1 M€ pour le second"."""
    return len(row) == len(_OF_RANK) and all(
        rank.match(source.folded, last(mention)) for rank, mention in zip(_OF_RANK, row, strict=True)
    )


# "Les parts de l'État et du Département s'élèvent à | 2 M€ | et à | 1 M€": as many sums as bodies.
_THEIR_SHARES = re.compile(
    r"\bles (?:parts|participations|contributions|dotations|apports|credits|financements|concours|subventions)"
    r"(?: [a-z]+)? (?:de |du )[^,;.:\d]{2,60} (?:sont|etaient|seront|s'eleve\w*|se monte\w*|attei\w+|represente\w*)"
    r"(?: fixees?)?(?: a| de)? ?$"
)
_AND_TO = re.compile(r"(?:, | et |, et )(?:a |de )?")


def _in_row(source: Source, row: Sequence[Mention]) -> bool:
    """Whether the shares of several bodies are told in a row of sums, with no word that some are told in turn."""
    head = source.folded[max(0, row[0].start - 120) : row[0].start]
    return _THEIR_SHARES.search(head) is not None and all(
        _AND_TO.fullmatch(source.folded, last(one), other.start) for one, other in pairwise(row)
    )


def pay_in_turn(source: Source, mentions: Sequence[Mention], payments: Sequence[Payment]) -> set[int]:
    """Give each of several bodies its own of as many sums; return which sums these are.

    >>> from extractors.money.statements import find_money
    >>> source = Source("L'État et l'ARS apportent respectivement 2 M€ et 1 M€.")
    >>> payments = [Payment(["etat", "ars"]), Payment(["etat", "ars"])]
    >>> pay_in_turn(source, find_money(source), payments) == {0, 1}
    True
    >>> [payment.payers for payment in payments]
    [['etat'], ['ars']]
    """
    told: set[int] = set()
    for index, (mention, payment) in enumerate(zip(mentions, payments, strict=True)):
        count = len(payment.payers)
        row = payments[index : index + count]
        if count < 2 or len(row) < count or any(other.payers != payment.payers for other in row):
            continue
        low, end = max(0, mention.start - 160), last(mentions[index + count - 1])
        in_turn = "respectivement" in source.folded[max(0, mention.start - 60) : end + 30]
        in_turn = in_turn or _in_row(source, mentions[index : index + count])
        if not in_turn and not _by_rank(source, mentions[index : index + count]):
            continue
        named = [g for g in find_groups(source, low, mention.start) if set(g.kinds) == set(payment.payers)]
        if named and len(named[-1].kinds) == count:
            for other, kind in zip(row, named[-1].kinds, strict=True):
                other.payers = [kind]
            told.update(range(index, index + count))
    return told
