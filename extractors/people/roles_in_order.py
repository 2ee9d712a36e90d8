"""Roles told one by one in the sentence behind, or before: "A et B ont signé. La première est préfète, le second …"."""

import re
from collections.abc import Iterator, Sequence

from extractors.people.figures import Figure
from extractors.people.offices import is_said_of_two
from extractors.people.signing_rows import Cast
from extractors.text.source import Source

# What opens the role of the first, the second … of those who were named.
_EACH = (
    re.compile(r"\b(?:l[ae] premiere?|l'une?)\b"),
    re.compile(r"\b(?:l[ae] (?:seconde?|deuxieme)|l'autre)\b"),
    re.compile(r"\bl[ae] (?:troisieme|derniere?)\b"),
)
_TO_ROLE = re.compile(r"(?:,| est| etait)? (?:l[ae] |l')?")


def roles_in_order(source: Source, signers: Sequence[Figure], cast: Cast) -> Iterator[Figure]:
    """Yield two or three who sign in one sentence, none with a role, with those that are told of them in their order.

    >>> from extractors.people.figures import figures_of
    >>> source = Source("Anne Roy et Luc Blanc ont signé. La première est préfète, le second maire.")
    >>> people = figures_of(source)
    >>> [figure.office.office for figure in roles_in_order(source, people[:2], Cast(people))]
    ['prefet', 'maire']
    """
    rows: dict[int, list[Figure]] = {}
    for figure in sorted(signers, key=lambda figure: figure.start):
        index = source.sentence_index(figure.start)
        if figure.name and not figure.roles and index is not None:
            rows.setdefault(index, []).append(figure)
    for index, row in rows.items():
        if 1 < len(row) <= len(_EACH):
            yield from _with_roles(source, index, row, cast)


def _with_roles(source: Source, index: int, row: Sequence[Figure], cast: Cast) -> list[Figure]:
    """Those of sentence `index` with their roles; nobody where these are not told of all of them."""
    if before := _told_before(source, index, row, cast):
        return before
    behind = source.sentences[index + 1 : index + 2]
    start, end = row[-1].end, behind[0].end if behind else source.sentences[index].end
    told: list[Figure] = []
    for figure, each in zip(row, _EACH, strict=False):
        opens = each.search(source.folded, start, end)
        role = next(iter(cast.between(opens.start(), end)), None) if opens else None
        if opens is None or role is None or role.name is not None or not role.roles:
            return []
        first = role.roles[0]
        if first.start < opens.end():  # "la seconde présidente du Département": she is no second president
            first = first._replace(start=opens.end() + 1)
        elif not _TO_ROLE.fullmatch(source.folded, opens.end(), first.start):
            return []
        told.append(figure._replace(roles=(first, *role.roles[1:])))
        start = role.end
    return told


def _told_before(source: Source, index: int, row: Sequence[Figure], cast: Cast) -> list[Figure]:
    """Two with the roles that pronouns tell of them in the sentence before: "Elle est préfète ; lui préside le Lot"."""
    start = source.sentences[max(0, index - 1)].start
    told = [f for f in cast.between(start, row[0].start) if f.name is None]
    if len(row) != len(told) or not all(f.roles and is_said_of_two(source.folded, f.start) for f in told):
        return []
    return [who._replace(roles=role.roles) for who, role in zip(row, told, strict=True)]
