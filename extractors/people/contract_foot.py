"""The foot of a contract: where and when it is signed, and whose names stand below."""

import re
from collections.abc import Sequence

from extractors.dates.closings import is_no_contract, stands_over_offices
from extractors.parties.bodies import find_groups
from extractors.people.contract_text import BESIDE, contract_zone, lines_with
from extractors.people.figures import Figure
from extractors.text.anchors import Anchors, Phrases
from extractors.text.source import Source

_BLOCK_REACH = 900  # characters below the day in which names are those of who signs
# In figures or in words, at the start of the line below too: "le quatorze mai | deux mille vingt et un".
_YEAR = r"(?:\d{4}|deux mille?(?:[ \n-](?!et |par )[a-z-]+(?: et une?\b)?)?+)\b"
_TO_YEAR = rf"(?:(?!\d{{4}}|deux mil)[^\n]){{0,100}}(?:\n[^\n]{{0,20}})?\b{_YEAR}"
_DONE_AT = re.compile(
    r"(?:^|\n) *(?:fait (?:a|au|en|le)\b[^\n]{0,100}(?:\bl[ea]\b|\d|,)"
    r"|(?:fait et (?:signe|passe|arrete|conclu)|(?:etabli|dresse|conclu|passe)(?: et signe)?) (?:a|au|en|le)\b"
    rf"{_TO_YEAR}"
    # With a day: "Signé en préfecture, vendredi, le premier contrat …" opens a newspaper's report. And nothing goes
    # on behind it: "Signé le 9 mai 2021 par l'État …".
    rf"|signe (?:a|au|en|le)\b{_TO_YEAR}"
    r"(?!,? (?:et|par|entre|avec) |, (?:l[ae] |l'|ce |cette |son )(?!prefet|president|direct)))"
)
_SIGNED = re.compile(r"\bsigne(?:e)? ?:? *$")
# What follows the signatures.
_AFTER_SIGNATURES = re.compile(r"\n *(?:annexes?|fiches?[ -]actions?|liste des annexes|cahier des charges)\b")
# The last line of a contract that says where and when it was signed, without "Fait".
_PLACE_AND_DAY = re.compile(
    r"(?:^|\n) *(?:a )?[a-z][a-z' -]{2,40}, ?le (?=[^\n]*(?:\d|deux mille))[^\n]{6,70}$", re.MULTILINE
)
# Over the offices of those who sign such a line may say more: "Établi en deux exemplaires, à Mende, le 3 mai 2021".
_ENDS_WITH_DAY = re.compile(rf"(?:^|\n)[^\n]{{2,110}}, ?le (?:[^\n]{{2,40}}\b)?{_YEAR}[ .:]*$", re.MULTILINE)
_ARTICLE = re.compile(r"(?:^|\n) *article\b")
_DONE = Anchors(["fait ", "signe ", "etabli ", "dresse ", "conclu ", "passe "])
_ARTICLE_WORD = Anchors(["article"])
_DAY = Phrases(", le ", ",le ")  # of "À Guéret, le 3 mai"


def _last_line(pattern: re.Pattern[str], anchors: Anchors, source: Source) -> re.Match[str] | None:
    """Where a line that begins with one of `anchors` matches for the last time."""
    places = (pattern.match(source.folded, line) for line in lines_with(anchors, source))
    return next((place for place in places if place), None)


def _done_at(source: Source) -> re.Match[str] | None:
    """Where "Fait à …, le …" stands for the last time."""
    return _last_line(_DONE_AT, _DONE, source)


def signing_place(source: Source) -> tuple[int, int] | None:
    r"""Bounds of the lines at the foot of a contract that say where and when it was signed.

    >>> text = "ENTRE\nle préfet et le président\nArticle 1\nÀ Metz, le 3 mai 2021\nLe préfet"
    >>> text[slice(*signing_place(Source(text)))].strip()
    'À Metz, le 3 mai 2021'
    """
    place = _place(source)
    if place is None or place.re is not _DONE_AT:
        return place and place.span()
    return place.start(), min(len(source.text), place.end() + 100)


def _place(source: Source) -> re.Match[str] | None:
    """Where "Fait à …, le …" stands for the last time, else a line with a place and a day below the articles."""
    article = _last_line(_ARTICLE, _ARTICLE_WORD, source)
    done = _done_at(source)
    if done and not (article and done.start() < article.start()):
        return done
    zone = contract_zone(source)
    below = article.end() if article else zone and zone[1]
    lines = (_ENDS_WITH_DAY.match(source.folded, line) for line in lines_with(_DAY, source))
    over = next((line for line in lines if line and stands_over_offices(source, line.end())), None)
    return over or (_PLACE_AND_DAY.search(source.folded, below) if below else None)


def signature_block(source: Source, figures: Sequence[Figure]) -> list[Figure]:
    """Names under "Fait à …, le …" at the end, and any name right behind "signé :"."""
    done = _place(source) or _done_at(source)
    annex = _AFTER_SIGNATURES.search(source.folded, done.end()) if done else None
    limit = annex.start() if annex else len(source.text)
    placed = [
        figure
        for figure in figures
        if figure.name
        and (
            (
                done
                and 0 < figure.start - done.end() < _BLOCK_REACH
                and figure.start < limit
                and _is_block_of_names(source, figure)
            )
            or _SIGNED.search(source.folded[max(0, figure.name.full_start - 12) : figure.name.full_start])
        )
    ]
    first_beside = {index: _first_beside(source, index) for index in {figure.block for figure in placed}}
    return [figure for figure in placed if figure.start < first_beside[figure.block]]


_PARTIES = ("etat", "departement", "ars")
# A Région, towns, their communities and family funds make contracts with each other as well.
_LOCAL_BODIES = ("region", "metropole", "epci", "commune", "caf")


def _acts_for(figure: Figure) -> str | None:
    """For whom somebody signs: one of the parties, else the local body that the role names."""
    office = figure.office
    if office is None or office.party in _PARTIES:
        return office and office.party
    return office.body if office.body in _LOCAL_BODIES else None


def closes_as_contract(source: Source, figures: Sequence[Figure]) -> bool:
    r"""Whether a text ends as a contract does: those of two parties sign under "Fait à …, le …".

    >>> from extractors.people.figures import figures_of
    >>> below = "Le préfet,\nLuc Blanc\n\nLa présidente du Département,\nAnne Roy"
    >>> source = Source(f"Le CDPPE de la Creuse\n\nFait à Guéret, le 3 mai 2021\n\n{below}")
    >>> closes_as_contract(source, figures_of(source))
    True
    """
    done = _place(source) or _done_at(source)
    if done is None:
        return False
    below = [figure for figure in signature_block(source, figures) if figure.start > done.start()]
    if len(below) < 2:
        return False
    # "Pour la Région Bretagne,", or "L'État,", above "Le président": the role alone names no body.
    openings = {block.start for block in source.blocks}
    headed = find_groups(source, done.end(), below[-1].end)
    named = {
        kind
        for group in headed
        if group.preposition == "pour" or group.start in openings
        for kind in group.kinds
    }
    return len(named | {party for figure in below if (party := _acts_for(figure))}) > 1


def is_closed_contract(source: Source, figures: Sequence[Figure]) -> bool:
    """Whether a text ends as a contract does and is no order or decision that several sign."""
    return closes_as_contract(source, figures) and not is_no_contract(source)


def _first_beside(source: Source, block: int) -> int:
    """Where the words of a block end behind which people are only there; its own end where there are none."""
    bounds = source.blocks[block]
    found = BESIDE.search(source.folded, bounds.start, bounds.end)
    return found.end() if found else bounds.end


def _is_block_of_names(source: Source, figure: Figure) -> bool:
    block = source.blocks[figure.block]
    return block.end - block.start < 240 and not _NO_NAMES.match(source.folded, block.start, block.end)


# "Contact : Léa Petit", "Une question ? Écrire à Léa Petit"
_NO_NAMES = re.compile(
    r"(?:contacts?|photo|credit|page|p\. ?\d|direction)\b"
    r"|.*(?:\?|\b(?:contact(?:er|ez)|ecri(?:re|vez) a|joindre|renseignements?|informations?)\b)"
)
