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
    r"pour|contre|abstentions?(?: ?\(s\))?|blancs?|nuls?|nppv|non[ -](?:participations?|votants?))|"
    r"ne (?:prend|prennent|prenant) pas part(?: au vote)?)"
)
_CELL = r"(?:\d{1,3}|-|/|neant)"
_TABLE = re.compile(
    rf"(?:^|\n)[ \t]*(?P<heads>(?:{_HEADS}[ \t|]+){{1,9}}{_HEADS})"
    rf"[ \t|]*\n[ \t|]*(?P<counts>{_CELL}(?:[ \t|]+{_CELL}){{1,9}})[ \t|]*(?=\n|$)"
)
# The votes of each group in a row, and those of all of them in the last one.
_BY_GROUP = re.compile(
    rf"(?:^|\n)[ \t]*(?:groupes?(?: politiques?)?[ \t|]+)?(?P<heads>(?:{_HEADS}[ \t|]+){{1,9}}{_HEADS})[ \t|]*"
    rf"(?:\n(?!total|ensemble)[^\n]{{5,80}}){{1,12}}\n[ \t]*(?:total|ensemble)(?: general)?[ \t|]+"
    rf"(?P<counts>{_CELL}(?:[ \t|]+{_CELL}){{1,9}})[ \t|]*(?=\n|$)"
)
# Cells apart from each other, whatever the other headings say: "Pour | Contre | Sans participation".
_PARTED = re.compile(
    r"(?:^|\n)[ |]*(?P<heads>(?:[^\n\t|]{2,40}[\t|]+){1,9}[^\n\t|]{2,40})[ \t|]*"
    rf"\n[ \t|]*(?P<counts>{_CELL}(?: ?[\t|]+ ?{_CELL}){{1,9}})[ \t|]*(?=\n|$)"
)
_GAP = re.compile(r" ?[\t|]+ ?")
_HEAD = re.compile(_HEADS)
# What is counted of a vote; none are those who take no part: "Non votants", "Sans participation".
_COUNTED = re.compile(
    r"(?!non|ne |sans |pouvoir)(?:.*\b)?(?:pour\b|contre\b|(?:de)?favorables?|votants|abst)"
)


def tables_in(scope: str) -> Iterator[CountTable]:
    r"""Yield the tables of folded text that hold the counts of a vote.

    >>> [table.columns for table in tables_in("Voix pour | Contre | Absents\n12 | 3 | 1".lower())]
    [[('voix pour', 12), ('contre', 3)]]
    """
    parted = _PARTED.finditer(scope) if "\t" in scope or "|" in scope else ()
    for table in chain(parted, _TABLE.finditer(scope), _BY_GROUP.finditer(scope)):
        heads = (_GAP.split if table.re is _PARTED else _HEAD.findall)(table["heads"].strip())
        counts = re.findall(_CELL, table["counts"])
        columns = [
            (head, int(count) if count.isdecimal() else 0)
            for head, count in zip(heads, counts, strict=False)
            if _COUNTED.match(head)
        ]
        if len(heads) == len(counts) and (table.re is not _PARTED or len(columns) > 1):
            yield CountTable(table.start("heads"), table.start("counts"), table.end(), columns)
