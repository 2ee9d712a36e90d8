"""What a yearly sum comes to over the years of a contract has the payers of that sum."""

import re
from collections.abc import Sequence

from extractors.amounts.clauses import Payment
from extractors.amounts.terms import Terms
from extractors.money.passages import last
from extractors.money.written import Mention
from extractors.text.gated import Gated
from extractors.text.source import Source

_MOST_YEARS = 10
_THAT_MAKES = Gated(
    r"(?:soit|c'est-a-dire|ce qui (?:fait|represente)) (?:(?:au|un) total (?:de )?|environ )?$"
)
_REACH = 60  # characters


# "12 M€ sur trois ans, | soit | 4 M€ | par an"
_YEARLY = re.compile(r" (?:par an|chaque annee|l'an|annuels?)\b")


def is_yearly_part(source: Source, whole: Mention, part: Mention) -> bool:
    """Whether a sum right behind a whole is what that comes to in each year."""
    gap = last(whole), part.start
    if gap[1] - gap[0] > _REACH or not part.value or not _YEARLY.match(source.folded, last(part)):
        return False
    years, rest = divmod(whole.value, part.value)
    return not rest and 1 < years <= _MOST_YEARS and _THAT_MAKES.search(source, *gap) is not None


def pay_over_years(
    source: Source, mentions: Sequence[Mention], terms: Sequence[Terms], payments: Sequence[Payment]
) -> None:
    """Let who pays a sum each year pay what it comes to: "ensemble 500 000 € par an, soit 2 000 000 € en tout".

    The whole has to be so many times the yearly sum right before it, or behind it.
    """
    for index in range(1, len(mentions)):
        part, whole = mentions[index - 1], mentions[index]
        if not payments[index].payers and is_yearly_part(source, part, whole):
            payments[index].payers = list(payments[index - 1].payers)
        yearly = payments[index - 1].payers if terms[index - 1].per_year else []
        gap = last(part), whole.start
        if payments[index].payers or not yearly or gap[1] - gap[0] > _REACH or not part.value:
            continue
        years, rest = divmod(whole.value, part.value)
        if not rest and 1 < years <= _MOST_YEARS and _THAT_MAKES.search(source, *gap):
            payments[index].payers = list(yearly)
