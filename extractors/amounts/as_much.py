"""Who gives as much as money that others are told to give, right behind it: "2 M€ de l'État, autant du Département"."""

import re

from extractors.amounts.clauses import Kinds
from extractors.money.passages import last
from extractors.money.written import Mention
from extractors.parties.bodies import find_groups
from extractors.text.source import Source

# "2 M€ | de l'État en 2022, autant | du Département", "2 M€ | , autant que | le Département"
_AS_MUCH = re.compile(
    r"(?:[^.;:€\d]|\b20\d\d\b){0,80}?(?:(?:,|,? et|,? soit) | \()(?:tout )?autant (?P<than>que )?(?=\w)"
)
_REACH = 140  # characters behind the money
# "autant que l'ARS", but not "autant que l'ARS en 2021" nor "autant que l'ARS le prévoyait"
_ENDS = re.compile(r" ?[.,;)\"]|$")


def gives_as_much(source: Source, mention: Mention) -> Kinds:
    """Return who is told right behind a sum to give as much; nobody where that is not said.

    >>> from extractors.money.statements import find_money
    >>> source = Source("Il pèse 2 M€ de l'État, autant du Département.")
    >>> gives_as_much(source, find_money(source)[0])
    ['departement']
    """
    sentence = source.sentence_at(mention.core)
    end = min(sentence.end, last(mention) + _REACH) if sentence else last(mention)
    if source.folded.find("autant", last(mention), end) < 0:
        return []
    told = _AS_MUCH.match(source.folded, last(mention), end)
    for group in find_groups(source, told.end(), end)[:1] if told else ():
        if told and group.start == told.end() and group.preposition == ("" if told["than"] else "de"):
            closed = not told["than"] or _ENDS.match(source.folded, group.end)
            return list(group.kinds) if closed else []
    return []
