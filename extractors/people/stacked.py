"""Names and roles on lines of their own, as they stand at the foot of an act: the role above the name, or below it."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from extractors.people.speech import INTERVIEW
from extractors.people.typed_signatures import is_typed_signature, without_typed_signatures
from extractors.text.signing_lines import BODY
from extractors.text.source import Source

if TYPE_CHECKING:
    from extractors.people.figures import Figure


def under_each_other(source: Source, figures: Sequence["Figure"]) -> list["Figure"]:
    r"""Join roles on lines of their own with the names on the next ones, or names with the roles below them.

    >>> from extractors.people.figures import figures_of
    >>> text = "Pour l'État,\nAnne ROY\nPréfète de l'Aude\n\nPour le Département,\nLuc BLANC\nPrésident"
    >>> [(figure.name.family, figure.office.party) for figure in figures_of(Source(text))]
    [('ROY', 'etat'), ('BLANC', None)]
    """
    figures = _with_both_hats(source, without_typed_signatures(source, figures))
    joined: list[Figure] = []
    index = 0
    while index < len(figures):
        end = _end_of_run(source, figures, index)
        joined += _paired(source, figures[index:end]) if end - index > 1 else figures[index:end]
        index = end
    return joined


# "Maire de Vic | et | président de la communauté de communes": an article would make it somebody else.
_AND = re.compile(r" ?[,/&-] ?(?:et )?| et (?:egalement )?")


def _with_both_hats(source: Source, figures: Sequence["Figure"]) -> list["Figure"]:
    r"""Join the roles of one line that stands under a name alone: they are those of one person.

    >>> from extractors.people.figures import figures_of
    >>> text = "Le blog de\nLuc Blanc\nMaire de Vic et président de la communauté de communes"
    >>> [len(figure.roles) for figure in figures_of(Source(text))]
    [2]
    """
    joined: list[Figure] = []
    for figure in figures:
        last, above = (joined[-1] if joined else None), (joined[-2] if len(joined) > 1 else None)
        if (
            above
            and last
            and above.name
            and not (above.roles or last.name or figure.name)
            and above.block == last.block - 1
            and last.block == figure.block
            and last.start == source.blocks[last.block].start
            and _AND.fullmatch(source.folded, last.end, figure.start)
        ):
            joined[-1] = last._replace(roles=(*last.roles, *figure.roles), end=figure.end)
        else:
            joined.append(figure)
    return joined


def _end_of_run(source: Source, figures: Sequence["Figure"], index: int) -> int:
    """Where the figures end, from `index` on, that stand alone on lines one below the other."""
    end = index + 1
    while end < len(figures) and (
        is_next_line(source, figures[end - 1].block, figures[end].block)
        or _is_below_scrawl(source, figures[end - 1], figures[end])
    ):
        # Asked of the first one only where another stands below it, as of few figures.
        if not _is_alone(source, figures[end]) or (
            end == index + 1 and not _is_alone(source, figures[index])
        ):
            break
        end += 1
    return end


# What is read in a signature by hand on a scan: "INA.", "Sé", "KAY À".
_SCRAWL = re.compile(r"(?!(?:et|ou)\b)[^\s\d]{1,5}(?: [^\s\d]{1,3})?")


def _is_below_scrawl(source: Source, above: "Figure", below: "Figure") -> bool:
    """Whether a name stands below a role, and nothing between them but one line of a few letters."""
    if below.block != above.block + 2 or above.name or not below.name or below.roles:
        return False
    between = source.blocks[above.block + 1]
    return _SCRAWL.fullmatch(source.folded, between.start, between.end) is not None


def _paired(source: Source, run: Sequence["Figure"]) -> list["Figure"]:
    """Pair the names and the roles of a run, within the bounds that it has."""
    groups: list[list[Figure]] = []
    for figure in run:
        above = groups[-1][-1] if groups else None
        if above is None or _is_led(source, figure) or _is_parted(source, above, figure):
            groups.append([])
        groups[-1].append(figure)
    many = len(run) > _ONE_PAIR
    return [
        figure for group in _without_single(source, groups) for figure in _in_turn(source, group, many=many)
    ]


def _without_single(source: Source, groups: Sequence[list["Figure"]]) -> Iterator[list["Figure"]]:
    """Yield the groups, those of one line joined to each other: there a blank line stands between name and role."""
    single: list[Figure] = []
    for group in groups:
        if single and (len(group) > 1 or _is_led(source, group[0])):
            yield single
            single = []
        if len(group) > 1:
            yield group
        else:
            single += group
    if single:
        yield single


_ONE_PAIR = 3  # lines: fewer than two pairs have


def _is_parted(source: Source, above: "Figure", figure: "Figure") -> bool:
    """Whether a blank line stands between two figures."""
    gap = source.text[source.blocks[above.block].end : source.blocks[figure.block].start]
    return any(not line.strip() for line in gap.split("\n")[1:-1])


def _in_turn(source: Source, group: Sequence["Figure"], *, many: bool) -> Iterator["Figure"]:
    """Pair those of a group in turn, the way that its first two lines have it.

    A role below a name goes with it where `many` do, or under a line that says for whom or when somebody signs.
    """
    below = group[0].name is not None and not group[0].roles
    if below and not (many or _opens_signatures(source, group[0]) or _closes_text(source, group)):
        below = False
    index = 0
    while index < len(group):
        figure, following = group[index], group[index + 1] if index + 1 < len(group) else None
        if not below and (pairs := _side_by_side(group[index:])):
            yield from pairs
            index += 2 * len(pairs)
            continue
        name, role = (figure, following) if below else (following, figure)
        if following and name and role and name.name and not name.roles and role.name is None:
            yield figure._replace(name=name.name, roles=role.roles, end=following.end)
            index += 2
        else:
            yield figure
            index += 1


def _side_by_side(group: Sequence["Figure"]) -> list["Figure"]:
    """Pair the roles that open a group with as many names behind them: of those who sign side by side.

    A page is read row by row: the roles first, then the names.
    """
    roles = list(takewhile(lambda figure: figure.name is None, group))
    names = list(takewhile(lambda figure: figure.name and not figure.roles, group[len(roles) :]))
    if not 1 < len(roles) == len(names):
        return []
    return [name._replace(roles=role.roles) for role, name in zip(roles, names, strict=True)]


# What stands for a signature where it was typed off or made on a screen: "[signature]", "(cachet et signature)".
_MARK = (
    r"(?:original |document |acte )?"
    r"(?:signee?|signatures?|cachet|sceau|tampon|paraphe|visa|bon pour accord|lu et approuve|s/)"
    r"(?: (?:et|de|d'|du|electronique(?:ment)?|numerique(?:ment)?|manuscrite|illisible|scannee|signature|signe"
    r"|cachet|sceau))*"
)
_HAND = re.compile(rf"[^a-z0-9]*(?:{_MARK}[^a-z0-9]*){{0,3}}")
_LONGEST_HAND = 160  # characters, of which most are blanks between columns
_MOST_HANDS = 2  # lines


def is_next_line(source: Source, above: int, below: int) -> bool:
    """Whether a block stands right below another one, or parted from it by nothing but the mark of a signature."""
    return 0 < below - above <= 1 + _MOST_HANDS and all(
        is_hand(source, source.blocks[index].start, source.blocks[index].end)
        or is_typed_signature(source, index)
        for index in range(above + 1, below)
    )


def is_hand(source: Source, start: int, end: int) -> bool:
    """Whether a passage holds nothing but marks of signatures, or no word at all."""
    return end - start < _LONGEST_HAND and _HAND.fullmatch(source.folded, start, end) is not None


def _closes_text(source: Source, group: Sequence["Figure"]) -> bool:
    """Whether a name and the role below it end the text: who wrote it signs it so."""
    return len(group) > 1 and group[0].block > 0 and group[1].block == len(source.blocks) - 1


_SHORT = 110
# "Pour le préfet et par délégation, / la secrétaire générale": for whom, or for what body, somebody signs; or the
# body itself, "Le Département, la présidente".
_FOR = (
    r"(?:(?:p/ ?|pour )(?:le |la |l')?[^,;:.]{3,70},? ?"
    r"(?:et )?(?:par (?:delegation|interim|suppleance|empechement))?[,:]? ?"
    rf"|{BODY}\b[^,;:.]{{0,60}}, ?)"
)
_FOR_ANOTHER = re.compile(rf"(?:{_FOR}){{1,2}}(?:le |la |l')?")
_FOR_WHOM = re.compile(_FOR)
# "Fait à Laon, le 3 mai 2021 / La présidente": where and when it is signed.
_DATED = re.compile(
    r"(?:fait )?(?:aux? |a )?[a-z' -]{2,40}?,?(?: en [^,\d]{3,40},)? le [a-z ]{0,9}"
    r"\d{1,2}(?:er)?[ /.-]\w{2,9}[ /.-]\d{4}(?:, |,? en [^,\d]{3,40}|,)?[ .:]*"
    r"(?:le |la |l')?"
)


# "3 questions à / Anne Roy / Présidente du Département", "Le blog d'| Anne Roy"
_INTERVIEWED = re.compile(INTERVIEW.pattern + r"[^a-z0-9]*")


def _opens_signatures(source: Source, figure: "Figure") -> bool:
    """Whether a figure stands in or under a line that says for whom, or where and when, somebody signs or speaks."""
    if _is_led(source, figure):
        return True
    above = source.blocks[figure.block - 1] if figure.block else None
    return above is not None and any(
        lead.fullmatch(source.folded, above.start, above.end) for lead in (_FOR_WHOM, _DATED, _INTERVIEWED)
    )


def _is_led(source: Source, figure: "Figure") -> bool:
    """Whether the line of a figure says first for whom it is signed, or goes on with what that above says of it.

    Or, as that of an interview does, whose words follow.
    """
    own = source.blocks[figure.block].start
    if any(lead.fullmatch(source.folded, own, figure.start) for lead in (_FOR_ANOTHER, _INTERVIEWED)):
        return True
    above = source.blocks[figure.block - 1] if figure.block and figure.start - own >= _LEAD else None
    return above is not None and _FOR_ANOTHER.fullmatch(source.folded, above.start, figure.start) is not None


def _is_alone(source: Source, figure: "Figure") -> bool:
    """Whether a figure is nearly all that its block says, and the only one in it."""
    block = source.blocks[figure.block]
    if block.end - figure.end >= _REST and not is_hand(source, figure.end, block.end):
        return False
    led = _is_led(source, figure) or _DATED.fullmatch(source.folded, block.start, figure.start) is not None
    own = figure.start if led else block.start
    if not led and figure.start - block.start >= _LEAD:
        return False
    return block.end - own < _SHORT


_LEAD, _REST = 12, 4  # characters: more than an article in front of a role, or a stop behind it
