"""The counts of a vote in a table: "Votants | Pour | Contre | Abstentions", and the numbers in the row below."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple


class CountTable(NamedTuple):
    """Where a table starts, where its numbers do, where it ends, and the counts of the vote by their headings."""

    start: int
    body: int
    end: int
    columns: list[tuple[str, int]]


_HEADS = (
    r"(?:(?:nombre (?:total )?(?:de |d'))?(?:(?:conseillers?|membres?|elus?|suffrages?|voix|votes?) )?(?:votants|"
    r"presents(?: (?:et|ou) representes)?|representes|en exercice|absents|excuses|pouvoirs|procurations|exprimes|"
    r"pour|contre|(?:de)?favorables?|abstentions?(?: ?\(s\))?|blancs?|nuls?|nppv|inscrits|deports?"
    r"|non[ -](?:participations?|votants?))|sans participation|refus de vote|"
    r"ne (?:prend|prennent|prenant) pas part(?: au vote)?)"
)
_CELL = r"(?:\d{1,3}|-|/|neant)"
# "Vote | Pour | Contre", and below it "Nombre de voix | 12 | 3": what stands in front of a row.
_FRONT = (
    r"(?:[ \t|]*(?:resultats?|votes?|scrutin|decompte|nombre|total|voix|suffrages?)"
    r"(?: (?:du |des |de |d')?(?:votes?|voix|scrutin|suffrages?))?[ \t|:]+)??"
)
_TABLE = re.compile(
    rf"(?:^|\n){_FRONT}[ \t|]*(?P<heads>(?:{_HEADS}[ \t|]+){{1,9}}{_HEADS})"
    rf"(?:[ \t|]+(?P<other>[a-z][a-z' ]{{2,30}}))?"
    rf"[ \t|]*\n{_FRONT}[ \t|]*(?P<counts>{_CELL}(?:[ \t|]+{_CELL}){{1,9}})[ \t|]*(?=\n|$)"
)
# The votes of each group in a row, and those of all of them in the last one.
_BY_GROUP = re.compile(
    rf"(?:^|\n)[ \t]*(?:groupes?(?: politiques?)?[ \t|]+)?(?P<heads>(?:{_HEADS}[ \t|]+){{1,9}}{_HEADS})[ \t|]*"
    rf"(?:\n(?!total|ensemble)[^\n]{{5,80}}){{1,12}}\n[ \t]*(?:total|ensemble)(?: general)?[ \t|]+"
    rf"(?P<counts>{_CELL}(?:[ \t|]+{_CELL}){{1,9}})[ \t|]*(?=\n|$)"
)
_HEAD = re.compile(_HEADS)
# What is counted of a vote; none are those who take no part: "Non votants".
_COUNTED = re.compile(
    r"(?!non|ne |sans |pouvoir)(?:.*\b)?(?:pour\b|contre\b|(?:de)?favorables?|votants|abst)"
)


def tables_in(scope: str) -> Iterator[CountTable]:
    r"""Yield the tables of folded text that hold the counts of a vote.

    >>> [table.columns for table in tables_in("Voix pour | Contre | Au loin\n12 | 3 | 1".lower())]
    [[('voix pour', 12), ('contre', 3)]]
    """
    for table in chain(_TABLE.finditer(scope), _BY_GROUP.finditer(scope)):
        heads = _HEAD.findall(table["heads"])
        counts = re.findall(_CELL, table["counts"])
        columns = [
            (head, int(count) if count.isdecimal() else 0)
            for head, count in zip(heads, counts, strict=False)
            if _COUNTED.match(head)
        ]
        # What takes no part in the vote is headed in many ways and stands last.
        if len(counts) == len(heads) + bool(table.groupdict().get("other")):
            yield CountTable(table.start("heads"), table.start("counts"), table.end(), columns)
