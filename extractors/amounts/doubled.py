"""Who pays a sum that is twice another, where somebody gives as much: "L'État met 2 M€, la Ville autant : 4 M€"."""

import re
from collections.abc import Sequence

from extractors.amounts.clauses import Payment
from extractors.money.passages import last
from extractors.money.written import Mention
from extractors.parties.bodies import Group, find_groups, in_order, kinds_of
from extractors.text.source import Source

_AS_MUCH = re.compile(
    r"\bautant\b(?! (?:de (?!la |l')|d'|que))|\b(?:meme|memes) (?:sommes?|montants?|efforts?|enveloppes?|niveau)\b"
    r"|\b(?:sommes?|montants?|efforts?|enveloppes?|participation|contribution) (?:identique|equivalente?|egale?)s?\b"
    r"|\ba (?:parite|l'identique|part egale|egalite)\b"
)
_EACH = re.compile(rf"{_AS_MUCH.pattern}|\bchacune?s?\b")
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
                groups = find_groups(source, start, end)
                too = kinds_of([g for g in groups if not g.preposition or _is_as_much_of(source, g)])
                both = in_order([*payments[other].payers, *too])
                payments[index].payers = both if len(both) > 1 else payments[index].payers
            break


def _is_as_much_of(source: Source, group: Group) -> bool:
    """Whether it is said whose as much is: "autant | de l'ARS"."""
    return source.folded.endswith("autant ", 0, group.start)


def pay_what_is_halved(source: Source, mentions: Sequence[Mention], payments: Sequence[Payment]) -> None:
    """Let two pay a whole of which each is told, in its paragraph, to give half: "4 M€, à parité. Chacun met 2 M€.".

    >>> from extractors.money.statements import find_money
    >>> source = Source("Ils mettent 4 M€, à parité. L'État verse 2 M€, le Département la même somme.")
    >>> payments = [Payment(), Payment(["etat", "departement"])]
    >>> pay_what_is_halved(source, find_money(source), payments)
    >>> payments[0].payers
    ['etat', 'departement']
    """
    for index, half in enumerate(mentions[1:], 1):
        whole, sentence = mentions[index - 1], source.sentence_at(half.core)
        if whole.value != 2 * half.value or len(payments[index].payers) != 2 or payments[index - 1].payers:
            continue
        together = source.block_index(whole.core) == source.block_index(half.core)
        if together and sentence and _EACH.search(source.folded, whole.start, sentence.end):
            payments[index - 1].payers = list(payments[index].payers)
