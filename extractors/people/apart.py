"""Names whose roles stand apart from them: dealt out to several, shared by several, in columns, on other lines."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractors.people.columns import in_columns
from extractors.people.offices import is_definite
from extractors.people.stacked import under_each_other
from extractors.text.anchors import Phrases
from extractors.text.source import Source

if TYPE_CHECKING:
    from extractors.people.figures import Figure


def with_roles_apart(source: Source, figures: Sequence["Figure"]) -> list["Figure"]:
    """Join to names the roles of `figures` that stand alone, apart from them.

    >>> from extractors.people.figures import figures_of
    >>> text = (
    ...     "Anne Roy et Luc Petit, respectivement préfète de l'Aude et président du Département, ont signé."
    ... )
    >>> [(figure.name.family, figure.office.party) for figure in figures_of(Source(text))]
    [('Roy', 'etat'), ('Petit', 'departement')]
    """
    told = _told_in_turn(source, _dealt_out(source, figures))
    return under_each_other(source, in_columns(source, _sharing(source, told)))


_RESPECT = Phrases("respectivement")
_RESPECTIVELY = re.compile(r"(?:,| \(|,? (?:sont|etaient))? ?respectivement (?:l[ae] |l')?")
_NEXT = re.compile(r"(?: ?,| et|,? ainsi que|, et) (?:l[ae] |l'|de l[ae] |de l'|du |de |d')?(?:m\. |mme )?")


def _dealt_out(source: Source, figures: Sequence["Figure"]) -> list["Figure"]:
    """Deal roles out to as many names: "A et B, respectivement préfète et président du Département", or the reverse."""
    left = list(figures)
    for word in _RESPECT.starts(source):
        behind = bisect_left(left, word, key=lambda figure: figure.start)
        if not 1 < behind < len(left) or not _RESPECTIVELY.fullmatch(
            source.folded, left[behind - 1].end, left[behind].start
        ):
            continue
        first, end = _row_around(source, left, behind)
        if 1 < behind - first == end - behind:
            pairs = zip(left[first:behind], left[behind:end], strict=True)
            left[first:end] = [
                a._replace(name=a.name or b.name, roles=a.roles or b.roles, end=b.end) for a, b in pairs
            ]
    return left


def _row_around(source: Source, figures: Sequence["Figure"], behind: int) -> tuple[int, int]:
    """Bounds of the names before `behind` and of the roles from there on, or of roles and names."""
    named = figures[behind].name is not None

    def fits(index: int, *, name: bool) -> bool:
        return (figures[index].name is not None) == name and bool(figures[index].roles) != name

    def joined(index: int) -> bool:
        return _NEXT.fullmatch(source.folded, figures[index].end, figures[index + 1].start) is not None

    first, end = behind, behind
    while first and fits(first - 1, name=not named) and (first == behind or joined(first - 1)):
        first -= 1
    most = 2 * behind - first
    while end < min(most, len(figures)) and fits(end, name=named) and (end == behind or joined(end - 1)):
        end += 1
    return first, end


def _told_in_turn(source: Source, figures: Sequence["Figure"]) -> list["Figure"]:
    """Give several names the roles that the next sentence tells in the same order.

    "Anne Roy et Luc Petit se sont vus mardi. La préfète et le président du Département ont signé": the roles
    stay as they stand, they are told of the same people again.
    """
    told = list(figures)
    index = 0
    while index < len(told):
        end = _row_of(source, told, index, named=True)
        last = _row_of(source, told, end, named=False)
        if 1 < end - index == last - end and _goes_on(source, told[end - 1], told[end]):
            told[index:end] = [
                name._replace(roles=role.roles)
                for name, role in zip(told[index:end], told[end:last], strict=True)
            ]
        index = max(end, index + 1)
    return told


def _row_of(source: Source, figures: Sequence["Figure"], index: int, *, named: bool) -> int:
    """Where the names, or the roles, end that stand in a row from `index` on."""
    end = index
    while end < len(figures) and (figures[end].name is not None) == named == (not figures[end].roles):
        office = figures[end].office
        if office and (office.plural or not is_definite(source, office.start)):
            break
        if end > index and not _NEXT.fullmatch(source.folded, figures[end - 1].end, figures[end].start):
            break
        end += 1
    return end


def _goes_on(source: Source, name: "Figure", role: "Figure") -> bool:
    """Whether a role stands in the sentence behind that of a name, and in the same block."""
    here, there = source.sentence_index(name.start), source.sentence_index(role.start)
    return name.block == role.block and here is not None and there == here + 1


_AND_NAME = re.compile(
    r"(?: ?\([^()]{2,30}\)| pour (?:l[ae]s? |l')[a-z][a-z' -]{2,30})?"
    r"(?: ?,| et|,? ainsi que|, et) (?:m\. |mme |monsieur |madame )?"
)


def _sharing(source: Source, figures: Sequence["Figure"]) -> list["Figure"]:
    """Give a role that several hold to each: "les préfets des deux départements, A et B", "A et B, préfets"."""
    shared: list[Figure] = []
    for figure in figures:
        before = shared[-1] if shared else None
        same = (
            before is not None
            and before.name is not None
            and not figure.roles
            and any(role.plural and role.end <= before.name.start for role in before.roles)
            and _and_next(source, before, figure)
        )
        shared.append(figure._replace(roles=before.roles) if before and same else figure)
    for index in range(len(shared) - 1, 0, -1):
        figure, before = shared[index], shared[index - 1]
        name = figure.name
        plural = name is not None and any(role.plural and role.start >= name.end for role in figure.roles)
        if plural and before.name and not before.roles and _and_next(source, before, figure):
            shared[index - 1] = before._replace(roles=figure.roles)
    return shared


def _and_next(source: Source, before: "Figure", figure: "Figure") -> bool:
    """Whether the name of a figure stands right behind the one before, joined to it."""
    same_block = before.block == figure.block
    return same_block and _AND_NAME.fullmatch(source.folded, before.end, figure.start) is not None
