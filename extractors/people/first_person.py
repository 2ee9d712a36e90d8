"""Who speaks where somebody tells of signing in the first person: "J'ai signé avec le préfet …"."""

import re

from extractors.contracts.acts import Act
from extractors.people.figures import Figure
from extractors.people.letters import letter_writer
from extractors.people.signing_rows import Cast, joined
from extractors.people.signing_scene import holds_signing_office
from extractors.people.speech import INTERVIEW, QUOTED_BEFORE
from extractors.text.gated import Gated
from extractors.text.source import Source

_AUXILIARIES = (
    r"(?:(?:ai|avons|avez|viens|venons|venez|vais|allons|allez|ete|eu|l'honneur|le plaisir|la (?:joie|fierte|chance)"
    r"|heureu(?:x|se)|fiere?|suis|sommes|etais|donc|ainsi|bien|aussi|enfin|ensemble"
    r"|tou(?:s|tes) (?:deux|trois|les deux|les trois)|de|d'|l'|l[ae]s?|y|\w+ment),? ?){0,6}"
)
_SAYS_I = Gated(rf"\b(?:j'|(?:je|nous|moi-meme|et moi|vous) ){_AUXILIARIES}$")
_REACH = 70  # characters before the verb
# "Anne Roy, présidente : « J'ai signé …"
_BEFORE_QUOTE = re.compile(r'[^".;:]{0,60}: ?"?')
# "… », | explique la présidente"
_LONGEST_TAG = 40
_BESIDE_NAME = 14  # characters of a line that holds nothing but somebody's name and role


_ME = re.compile(r",? (?:et|avec|comme) moi\b")


def speakers(source: Source, act: Act, cast: Cast) -> list[Figure]:
    """Return who says "I have signed", and whom "et moi-même" joins to that behind the verb.

    Who says so is quoted there, is interviewed, makes the speech or signs the editorial.

    >>> from extractors.contracts.acts import find_acts
    >>> from extractors.people.figures import figures_of
    >>> source = Source(
    ...     "« Nous l'avons signé, Luc Blanc et moi », explique Anne Roy, présidente du Département."
    ... )
    >>> [who.name.family for who in speakers(source, find_acts(source)[0], Cast(figures_of(source)))]
    ['Roy', 'Blanc']
    """
    block = source.blocks[source.sentences[act.sentence].block]
    speaker = (
        _before_quote(source, act, cast, block.start)
        or _behind_quote(source, act, cast, block.end)
        or _announced(source, act, cast)
    )
    row = joined(source, cast.between(act.end, source.sentences[act.sentence].end))
    with_me = row and _ME.match(source.folded, row[-1].end)
    return [*([speaker] if speaker else []), *(row if with_me else [])]


def says_i(source: Source, act: Act) -> bool:
    """Whether the subject of an act is who speaks, or who is spoken to in an interview."""
    start = max(source.sentences[act.sentence].start, act.start - _REACH)
    return _SAYS_I.search(source, start, act.start) is not None


def _before_quote(source: Source, act: Act, cast: Cast, start: int) -> Figure | None:
    quote = source.folded.rfind('"', start, act.start)
    before = [figure for figure in cast.between(start, max(start, quote)) if figure.end <= quote]
    if (
        before
        and holds_signing_office(before[-1])
        and _BEFORE_QUOTE.fullmatch(source.folded, before[-1].end, quote + 1)
    ):
        return before[-1]
    return None


def _behind_quote(source: Source, act: Act, cast: Cast, end: int) -> Figure | None:
    for figure in cast.between(act.end, end):
        if holds_signing_office(figure) and QUOTED_BEFORE.search(
            source, max(act.end, figure.start - _LONGEST_TAG), _article(source, figure)
        ):
            return figure
    return None


_ARTICLE = re.compile(r"\b(?:l[ae] |l'|monsieur |madame )$")


def _article(source: Source, figure: Figure) -> int:
    """Where the article of a figure starts, else the figure."""
    found = _ARTICLE.search(source.folded, max(0, figure.start - 9), figure.start)
    return found.start() if found else figure.start


def _announced(source: Source, act: Act, cast: Cast) -> Figure | None:
    """Who is named above an interview, alone on a line or behind "Entretien avec"; else who signs an editorial."""
    alone = [
        figure
        for figure in cast.figures
        if _may_sign(figure) and figure.name and _stands_alone(source, figure)
    ]
    above = [figure for figure in alone if figure.start < act.start]
    return above[-1] if above else alone[0] if alone else letter_writer(source, cast)


# Of those who sign contracts of a town.
_OF_A_TOWN = ("maire", "president_epci")


def _may_sign(figure: Figure) -> bool:
    """Whether somebody holds an office of those who may say that they have signed."""
    office = figure.office
    return holds_signing_office(figure) or (office is not None and office.office in (*_OF_A_TOWN, "ministre"))


def _stands_alone(source: Source, figure: Figure) -> bool:
    block = source.blocks[figure.block]
    if INTERVIEW.match(source.folded, block.start):
        return figure.start > block.start
    return block.end - block.start - (figure.end - figure.start) <= _BESIDE_NAME
