"""People as the text presents them: a name with its roles, or a role without a name, in text order."""

import re
from bisect import bisect_left
from collections.abc import Container, Sequence
from itertools import groupby
from typing import NamedTuple

from extractors.people.apart import with_roles_apart
from extractors.people.columns import rows
from extractors.people.lone_surnames import find_lone_surnames
from extractors.people.names import Name, find_names
from extractors.people.offices import OfficeMention, find_affiliations, find_offices, is_said_of_two
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
# "A pour le Grand Langres, B pour Auberive, | tous deux | présidents"
_ALL = r"(?: pour [^,;.:()]{3,40})?,? (?:tou(?:s|tes) (?:les )?(?:deux|trois|quatre|cinq)|l'une? et l'autre) "
_NAME_ROLE = re.compile(
    _ALL + r"|,? (?:de l'|de la |du )|(?: ?, ?| ?\(| - | ?: ?| ?/ ?| )(?:qui (?:est )?)?" + _LINK
)
_ROLE_NAME = re.compile(
    r"(?: ?, ?| ?: ?| - | ?\(| )?(?:signee? ?:? ?|signe ?:? ?)?"
    r"(?:(?:a savoir|(?:mon |ma )?chere?|monsieur|madame|en la personne de|m\.|mme) ?)?"
)
_ROLE_ROLE = re.compile(r"(?: ?, ?| et | et, | - )(?:(?:le|la|l'|egalement|par ailleurs|aussi|son|sa) ?)*")
_ARTICLE = re.compile(
    r"(?:\b(?:le|la|du|au|de la|a la|son|sa|leur|monsieur|madame|m\.|mme)|\bl'|monsieur le|madame la) ?$"
)
# "la préfète, Anne Roy, et le président": somebody else, where "préfet de région et préfet du Rhône" is one.
_ANOTHER = re.compile(r"\bet (?:le |la |l'|une? |deux )$")
_MAX_GAP = 45
_SPACES = re.compile(r" +")


def figures_of(source: Source) -> list[Figure]:
    """Find the figures of a text; a role for whose holder somebody else acts is none.

    >>> text = "Pour le préfet, Anne Roy, secrétaire générale de la préfecture."
    >>> [(f.name and f.name.family, len(f.roles)) for f in figures_of(Source(text))]
    [('Roy', 1)]
    >>> text = "Luc Blanc, représentant le directeur général de l'ARS, et Anne Roy, préfète."
    >>> [text[role.start : role.end] for f in figures_of(Source(text)) for role in f.roles]
    ["représentant le directeur général de l'ARS", 'préfète']
    """
    names = list(find_names(source))
    behind_names = {name.end for name in names}
    held = (_as_held(source, office, behind_names) for office in find_offices(source))
    offices = [office for office in held if office]
    names = sorted([*names, *find_lone_surnames(source, offices, names)])
    offices += find_affiliations(source, [name.end for name in names])
    return find_figures(source, names, sorted(offices))


_STOOD_FOR = re.compile(
    r"\b(?:pour |p/ ?)(?:le |la |l')(?:\w+ )?$|\bpar delegation d(?:u|e la|e l') ?$|\bau nom d(?:u|"
    r"e la) $|\brepresent\w+ (?:m\. |mme )?(?:le|la|du|de la) $"
)


# "Pour la préfète Anne Roy, « l'État tient parole »": her view, and nobody acts for her.
_VIEW = re.compile(
    r"(?: [\w'-]+){0,4}, ?(?:\"|c'est\b|il (?:s'agit|faut)\b|(?:ce|le) (?:contrat|texte|pacte)\b|cette? )"
)


def _is_stood_for(source: Source, office: OfficeMention) -> bool:
    """Whether somebody else acts for the holder of an office: "pour le préfet et par délégation, Mme A"."""
    stood_for = _STOOD_FOR.search(source.folded[max(0, office.start - 30) : office.start])
    return stood_for is not None and not _VIEW.match(source.folded, office.end)


# "représentant Mme la préfète": who stands for another.
STANDS_FOR = re.compile(r"representante? (?:m\. |mme )?(?:l[ae] |l')")
_STANDING_BEFORE = re.compile(rf",? (?P<role>{STANDS_FOR.pattern})$")


def _as_held(source: Source, office: OfficeMention, names: Container[int]) -> OfficeMention | None:
    """The office as a role of somebody named: standing for its holder may be one, right behind a name.

    "Luc Blanc, représentant le directeur général de l'ARS" has that role; `names` are the ends of the names.
    """
    if not _is_stood_for(source, office):
        return office
    stands = _STANDING_BEFORE.search(source.folded, max(0, office.start - 30), office.start)
    if stands is None or stands.start() not in names:
        return None
    return office._replace(start=stands.start("role"), office="other")


def find_figures(source: Source, names: Sequence[Name], offices: Sequence[OfficeMention]) -> list[Figure]:
    """Join names and roles.

    A role goes with the name that it stands beside: after the name, or before it when the list began that way.
    In "la présidente de l'Aube, Jean Roy, préfet" the president stays unnamed, since Jean Roy has a role of his own.
    """
    starts = [office.start for office in offices]
    names = [name for name in names if not _is_inside(name, offices, starts)]
    items: list[Name | OfficeMention] = sorted([*names, *offices], key=lambda item: (item.start, -item.end))
    figures: list[Figure] = []
    for block, inside in groupby(items, key=lambda item: source.block_index(item.start)):
        if block is not None and source.blocks[block].main:
            for row in rows(source, list(inside), block):
                figures += _in_block(source, row, block)
    return with_roles_apart(source, figures)


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
        led = bool(before) and _leads(source, before[-1], name)
        after, index = _roles_after(source, items, index, led=led)
        if led and not (after and _own_role(source, before, name, after)):
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
        # "la sous-préfète, Anne Roy, | représentant le préfet, | Luc Blanc, maire": it is of the one before
        stands_for = STANDS_FOR.match(source.folded, role.start) is not None
        if isinstance(following, Name) and _leads(source, role, following) and not stands_for:
            # "le préfet, A, le président, B": in a list that began with a role, and wherever a role with an article
            # stands right before a name or behind "et", that role belongs to the next name.
            gap = source.folded[end : role.start]
            if led or (
                article
                and (
                    roles
                    or " et " in gap
                    or not source.folded[role.end : following.start].strip()
                    or _pairs_go_on(source, items, index + 1)
                )
            ):
                break
        if article and roles and not role.weak and {role.party, roles[-1].party} == {"etat", "departement"}:
            break  # "A, préfète, le président du Département étant absent": nobody is both
        roles.append(role)
        end = role.end
        index += 1
    return roles, index


_AND_THE = re.compile(r", (?:et|ainsi que) (?:l[ae] |l')")


def _pairs_go_on(source: Source, items: Sequence[Name | OfficeMention], index: int) -> bool:
    """Whether a name is followed by another role and its name: "devant A, la préfète, B, et le président, C"."""
    if index + 2 >= len(items):
        return False
    name, role, other = items[index : index + 3]
    return (
        isinstance(role, OfficeMention)
        and isinstance(other, Name)
        and _AND_THE.fullmatch(source.folded, name.end, role.start) is not None
        and _leads(source, role, other)
    )


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
    if not _fits(source, role.end, name.full_start, _ROLE_NAME):
        return False
    # "La première est préfète, le second préside le Département : Anne Roy et Luc Blanc"
    return ":" not in source.folded[role.end : name.full_start] or not is_said_of_two(
        source.folded, role.start
    )


def _fits(source: Source, start: int, end: int, gap: re.Pattern[str]) -> bool:
    if not 0 <= end - start <= _MAX_GAP:
        return False
    between = source.folded[start:end]
    return gap.fullmatch(_SPACES.sub(" ", between) if "  " in between else between) is not None


def _figure(name: Name | None, roles: Sequence[OfficeMention], block: int) -> Figure:
    starts, ends = [role.start for role in roles], [role.end for role in roles]
    if name:
        starts.append(name.full_start)
        ends.append(name.end)
    return Figure(name, tuple(roles), min(starts), max(ends), block)
