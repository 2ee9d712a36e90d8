"""Roles that the sentence behind tells one by one: "A et B ont signé. La première est préfète, le second président"."""

import re
from collections.abc import Sequence

from extractors.people.figures import Figure
from extractors.people.signing_rows import Cast
from extractors.text.source import Source

# What opens the role of the first, the second … of those who were named.
_EACH = (
    re.compile(r"\b(?:l[ae] premiere?|l'une?)\b"),
    re.compile(r"\b(?:l[ae] (?:seconde?|deuxieme)|l'autre)\b"),
    re.compile(r"\bl[ae] (?:troisieme|derniere?)\b"),
)
_TO_ROLE = re.compile(r"(?:,| est| etait)? (?:l[ae] |l')?")


def roles_in_order(source: Source, row: Sequence[Figure], cast: Cast) -> list[Figure]:
    """Give two or three people of one sentence, none with a role, those that are told of them in their order.

    Returns
    -------
    list of Figure
        Each with its role, or the figures as they are where the roles are not told of all of them.

    Examples
    --------
    >>> from extractors.people.figures import figures_of
    >>> source = Source("Anne Roy et Luc Blanc ont signé. La première est préfète, le second président.")
    >>> row = figures_of(source)
    >>> [figure.office.office for figure in roles_in_order(source, row[:2], Cast(row))]
    ['prefet', 'other']
    """
    index = source.sentence_index(row[-1].end - 1) if row else None
    if index is None or not 1 < len(row) <= len(_EACH) or any(figure.roles for figure in row):
        return list(row)
    behind = source.sentences[index + 1 : index + 2]
    start, end = row[-1].end, behind[0].end if behind else source.sentences[index].end
    told: list[Figure] = []
    for figure, each in zip(row, _EACH, strict=False):
        opens = each.search(source.folded, start, end)
        role = next(iter(cast.between(opens.start(), end)), None) if opens else None
        if opens is None or role is None or role.name is not None or not role.roles:
            return list(row)
        first = role.roles[0]
        if first.start < opens.end():  # "la seconde présidente du Département": she is no second president
            first = first._replace(start=opens.end() + 1)
        elif not _TO_ROLE.fullmatch(source.folded, opens.end(), first.start):
            return list(row)
        told.append(figure._replace(roles=(first, *role.roles[1:])))
        start = role.end
    return told
