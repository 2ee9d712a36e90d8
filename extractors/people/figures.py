"""People as the text presents them: a name with its roles, or a role without a name, in text order."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.people.names import Name, find_names
from extractors.people.offices import OfficeMention, find_affiliations, find_offices
from extractors.text.anchors import Phrases
from extractors.text.source import Source


class Figure(NamedTuple):
    """A name with the roles that stand beside it; a role alone where no name goes with it.

    `start` and `end` bound name and roles together; `block` is the index of its block in `Source.blocks`.
    """

    name: Name | None
    roles: tuple[OfficeMention, ...]
    start: int
    end: int
    block: int

    @property
    def office(self) -> OfficeMention | None:
        """The role that tells office and party: the first that is not weak."""
        for role in self.roles:
            if not role.weak:
                return role
        return self.roles[0] if self.roles else None


_LINK = (
    r"(?:(?:le|la|l'|son|sa|leur|notre|un|une|nouveau|nouvelle|actuel|actuelle|alors|ancien|ancienne|en qualite de|"
    r"en tant que|agissant en qualite de|et|egalement|par ailleurs|elle-meme|lui-meme) ?)*"
)
_NAME_ROLE = re.compile(r"(?: ?, ?| ?\(| - | ?: ?| ?/ ?| )(?:qui )?" + _LINK)
_ROLE_NAME = re.compile(
    r"(?: ?, ?| ?: ?| - | ?\(| )?(?:signee? ?:? ?|signe ?:? ?)?"
    r"(?:(?:a savoir|monsieur|madame|en la personne de|m\.|mme) ?)?"
)
_ROLE_ROLE = re.compile(r"(?: ?, ?| et | et, | - )(?:(?:le|la|l'|egalement|par ailleurs|aussi|son|sa) ?)*")
_ARTICLE = re.compile(
    r"(?:\b(?:le|la|du|au|de la|a la|son|sa|leur|monsieur|madame|m\.|mme)|\bl'|monsieur le|madame la) ?$"
)
# "la préfète, Anne Roy, et le président": somebody else, where "préfet de région et préfet du Rhône" is one.
_ANOTHER = re.compile(r"\bet (?:le |la |l')$")
_MAX_GAP = 45
_SPACES = re.compile(r" +")


def figures_of(source: Source) -> list[Figure]:
    """Find the figures of a text; a role for whose holder somebody else acts is none.

    >>> text = "Pour le préfet, Anne Roy, secrétaire générale de la préfecture."
    >>> [(f.name and f.name.family, len(f.roles)) for f in figures_of(Source(text))]
    [('Roy', 1)]
    """
    offices = [office for office in find_offices(source) if not _is_stood_for(source, office)]
    names = list(find_names(source))
    offices += find_affiliations(source, [name.end for name in names])
    return find_figures(source, names, sorted(offices))


_STOOD_FOR = re.compile(
    r"\bpour (?:le |la |l')(?:\w+ )?$|\bpar delegation d(?:u|e la|e l') ?$|\bau nom d(?:u|"
    r"e la) $|\brepresent\w+ (?:le|la|du|de la) $"
)


def _is_stood_for(source: Source, office: OfficeMention) -> bool:
    """Whether somebody else acts for the holder of an office: "pour le préfet et par délégation, Mme A"."""
    return _STOOD_FOR.search(source.folded[max(0, office.start - 30) : office.start]) is not None


def find_figures(source: Source, names: Sequence[Name], offices: Sequence[OfficeMention]) -> list[Figure]:
    """Join names and roles.

    A role goes with the name that it stands beside: after the name, or before it when the list began that way.
    In "la présidente de l'Aube, Jean Roy, préfet" the president stays unnamed, since Jean Roy has a role of his own.
    """
    starts = [office.start for office in offices]
    names = [name for name in names if not _is_inside(name, offices, starts)]
    items: list[Name | OfficeMention] = sorted([*names, *offices], key=lambda item: (item.start, -item.end))
    figures: list[Figure] = []
    index = 0
    while index < len(items):
        block = source.block_index(items[index].start)
        last = index + 1
        while last < len(items) and source.block_index(items[last].start) == block:
            last += 1
        if block is not None and source.blocks[block].main:
            figures += _in_block(source, items[index:last], block)
        index = last
    return _under_each_other(source, _in_columns(source, _sharing(source, _dealt_out(source, figures))))


_RESPECT = Phrases("respectivement")
_RESPECTIVELY = re.compile(r"(?:,| \(|,? (?:sont|etaient))? ?respectivement (?:l[ae] |l')?")
_NEXT = re.compile(r"(?: ?,| et|,? ainsi que|, et) (?:l[ae] |l'|de l[ae] |de l'|du |de |d')?(?:m\. |mme )?")


def _dealt_out(source: Source, figures: Sequence[Figure]) -> list[Figure]:
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
                Figure(a.name or b.name, a.roles or b.roles, a.start, b.end, a.block) for a, b in pairs
            ]
    return left


def _row_around(source: Source, figures: Sequence[Figure], behind: int) -> tuple[int, int]:
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


_AND_NAME = re.compile(
    r"(?: ?\([^()]{2,30}\)| pour (?:l[ae]s? |l')[a-z][a-z' -]{2,30})?"
    r"(?: ?,| et|,? ainsi que|, et) (?:m\. |mme |monsieur |madame )?"
)


def _sharing(source: Source, figures: Sequence[Figure]) -> list[Figure]:
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


def _and_next(source: Source, before: Figure, figure: Figure) -> bool:
    """Whether the name of a figure stands right behind the one before, joined to it."""
    same_block = before.block == figure.block
    return same_block and _AND_NAME.fullmatch(source.folded, before.end, figure.start) is not None


_COLUMNS = re.compile(r" {3,}|\t")


def _in_columns(source: Source, figures: Sequence[Figure]) -> list[Figure]:
    """Join roles that stand side by side on a line with the names in their columns on the next one."""
    left = list(figures)
    index = 0
    while index < len(left):
        roles = _on_line(left, index)
        names = _on_line(left, index + len(roles))
        side_by_side = 1 < len(roles) == len(names) and names[0].block == roles[0].block + 1
        if side_by_side and all(f.name is None for f in roles) and all(f.name and not f.roles for f in names):
            gaps = [source.text[a.end : b.start] for row in (roles, names) for a, b in pairwise(row)]
            if all(_COLUMNS.search(gap) for gap in gaps):
                pairs = zip(roles, names, strict=True)
                left[index : index + 2 * len(roles)] = [
                    name._replace(roles=role.roles) for role, name in pairs
                ]
        index += len(roles)
    return left


def _on_line(figures: Sequence[Figure], index: int) -> list[Figure]:
    """The figures from `index` on that stand in one block."""
    end = index
    while end < len(figures) and figures[end].block == figures[index].block:
        end += 1
    return list(figures[index:end])


_SHORT = 110


def _under_each_other(source: Source, figures: Sequence[Figure]) -> list[Figure]:
    """Join a role on a line of its own with the name on the next one, as they stand at the foot of an act."""
    joined: list[Figure] = []
    for figure in figures:
        above = joined[-1] if joined else None
        if (
            above
            and above.name is None
            and figure.name
            and not figure.roles
            and above.block == figure.block - 1
            and _is_alone(source, above)
            and _is_alone(source, figure)
        ):
            joined[-1] = above._replace(name=figure.name, end=figure.end)
        else:
            joined.append(figure)
    return joined


# "Pour le préfet et par délégation, / la secrétaire générale": whom somebody stands in for.
_FOR_ANOTHER = re.compile(
    r"(?:p/|pour )(?:le |la |l')?[^,;:.]{3,70},? ?(?:et )?(?:par (?:delegation|interim|suppleance|empechement))?,? ?"
    r"(?:le |la |l')?"
)

# "Fait à Laon, le 3 mai 2021 / La présidente": where and when it is signed.
_DATED = re.compile(
    r"(?:fait )?(?:aux? |a )?[a-z' -]{2,40}?,?(?: en [^,\d]{3,40},)? le [a-z ]{0,9}"
    r"\d{1,2}(?:er)?[ /.-]\w{2,9}[ /.-]\d{4},? "
    r"(?:le |la |l')?"
)


def _is_alone(source: Source, figure: Figure) -> bool:
    """Whether a figure is nearly all that its block says, and the only one in it."""
    block = source.blocks[figure.block]
    before = source.folded[block.start : figure.start]
    led = _FOR_ANOTHER.fullmatch(before) is not None or _DATED.fullmatch(before) is not None
    own = figure.start if led else block.start
    return block.end - own < _SHORT and block.end - figure.end < 4 and (led or len(before) < 12)


def _is_inside(name: Name, offices: Sequence[OfficeMention], starts: Sequence[int]) -> bool:
    """Whether a name is part of a role: "directrice de l'hôpital Robert Debré"."""
    index = bisect_left(starts, name.start) - 1
    return index >= 0 and name.end <= offices[index].end


def _in_block(source: Source, items: Sequence[Name | OfficeMention], block: int) -> list[Figure]:
    figures: list[Figure] = []
    index = 0
    while index < len(items):
        before: list[OfficeMention] = []
        while index < len(items) and isinstance(items[index], OfficeMention):
            role = items[index]
            assert isinstance(role, OfficeMention)
            if before and not _fits(source, before[-1].end, role.start, _ROLE_ROLE):
                figures += [_figure(None, [r], block) for r in before]
                before = []
            before.append(role)
            index += 1
        name = items[index] if index < len(items) else None
        if not isinstance(name, tuple) or isinstance(name, OfficeMention) or name is None:
            figures += [_figure(None, [r], block) for r in before]
            break
        after, index = _roles_after(
            source, items, index, led=bool(before) and _leads(source, before[-1], name)
        )
        if (
            before
            and _leads(source, before[-1], name)
            and not (after and _own_role(source, before, name, after))
        ):
            split = _start_of_chain(source, before)
            figures += [_figure(None, [r], block) for r in before[:split]]
            figures.append(_figure(name, [*before[split:], *after], block))
        else:
            figures += [_figure(None, [r], block) for r in before]
            figures.append(_figure(name, after, block))
    return figures


def _start_of_chain(source: Source, before: Sequence[OfficeMention]) -> int:
    """Index of the first of the roles before a name that are one person's: no "et" and no article between them."""
    start = len(before) - 1
    while start > 0:
        gap = source.folded[before[start - 1].end : before[start].start]
        if " et" in gap or _ARTICLE.search(gap) or before[start - 1].office != before[start].office:
            break
        start -= 1
    return start


def _roles_after(
    source: Source, items: Sequence[Name | OfficeMention], index: int, *, led: bool
) -> tuple[list[OfficeMention], int]:
    """Roles that follow the name at `index`, and the index of the first item behind them."""
    roles: list[OfficeMention] = []
    end = items[index].end
    index += 1
    while index < len(items):
        role = items[index]
        if not isinstance(role, OfficeMention) or not _fits(
            source, end, role.start, _ROLE_ROLE if roles else _NAME_ROLE
        ):
            break
        if _ANOTHER.search(source.folded[end : role.start]):
            break
        article = _ARTICLE.search(source.folded[end : role.start]) is not None
        following = items[index + 1] if index + 1 < len(items) else None
        if isinstance(following, Name) and _leads(source, role, following):
            # "le préfet, A, le président, B": in a list that began with a role, and wherever a role with an article
            # stands right before a name or behind "et", that role belongs to the next name.
            gap = source.folded[end : role.start]
            if led or (
                article and (roles or " et " in gap or not source.folded[role.end : following.start].strip())
            ):
                break
        if article and roles and not role.weak and {role.party, roles[-1].party} == {"etat", "departement"}:
            break  # "A, préfète, le président du Département étant absent": nobody is both
        roles.append(role)
        end = role.end
        index += 1
    return roles, index


def _own_role(
    source: Source, before: Sequence[OfficeMention], name: Name, after: Sequence[OfficeMention]
) -> bool:
    """Whether a name between two roles has the one behind it only: a comma and an article set the first apart."""
    gap = source.folded[before[-1].end : name.start]
    left_article = (
        _ARTICLE.search(source.folded[max(0, before[-1].start - 12) : before[-1].start]) is not None
    )
    right_article = _ARTICLE.search(source.folded[name.end : after[0].start]) is not None
    return "," in gap and left_article and not right_article and before[-1].office != after[0].office


def _leads(source: Source, role: OfficeMention, name: Name) -> bool:
    return _fits(source, role.end, name.full_start, _ROLE_NAME)


def _fits(source: Source, start: int, end: int, gap: re.Pattern[str]) -> bool:
    return (
        0 <= end - start <= _MAX_GAP and gap.fullmatch(_SPACES.sub(" ", source.folded[start:end])) is not None
    )


def _figure(name: Name | None, roles: Sequence[OfficeMention], block: int) -> Figure:
    parts: list[Name | OfficeMention] = [*roles] if name is None else [name, *roles]
    start = min(part.full_start if isinstance(part, Name) else part.start for part in parts)
    return Figure(name, tuple(sorted(roles)), start, max(part.end for part in parts), block)
