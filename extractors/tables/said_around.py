"""What the lines around a table, or a sentence above it, say of its figures: their unit and their year."""

import re
from decimal import Decimal

from extractors.money.words import pattern
from extractors.tables.columns import single_year
from extractors.tables.grids import Grid
from extractors.tables.headings import UNIT, UNIT_SCALES
from extractors.text.calendar_names import MONTHS
from extractors.text.gated import Gated
from extractors.text.grounds import GROUND
from extractors.text.source import Source


def said_around(source: Source, grid: Grid) -> tuple[Decimal | None, str | None]:
    """The unit and the year that the lines next to a table give, the nearest first."""
    above = [*reversed(grid.title), *grid.above]
    heads = [(b.start, b.end) for row in grid.heading for b in row if b is not None]
    scale = next(
        (
            UNIT_SCALES[unit.lastgroup or "one"]
            for low, high in [*above, *heads, *grid.below]
            if (unit := UNIT.search(source.folded, low, high))
        ),
        None,
    )
    told = [*above[:3], *(span for span in grid.below if _is_caption(source, *span))]
    years = (single_year(_undated(source.folded[low:high])) for low, high in told)
    return scale, next((year for year in years if year), None)


_CAPTION_LENGTH = 120
_CAPTION = pattern(
    r"(?:tableau[^:]{0,12}: ?)?(?:[a-z]+ (?:d[eu]s? |d'|l[ae]s? |l')?){0,2}?(?:@tables.caption)"
)


def _is_caption(source: Source, low: int, high: int) -> bool:
    """Whether the line below a table is its caption: "Crédits 2023, en euros", no sentence nor what heads the next."""
    index = source.block_index(low)
    if index is None or high - low > _CAPTION_LENGTH or source.text[high - 1] in ".!?:":
        return False
    # A short line above a paragraph may pass for a heading; no heading tells a unit.
    titles = source.blocks[index].kind == "heading" and not UNIT.search(source.folded, low, high)
    heads = titles or any(block.cell for block in source.blocks[index + 1 : index + 2])
    return not heads and _CAPTION.match(source.folded, low, high) is not None


# "Tous les montants sont exprimés en milliers d'euros.": of all tables behind.
_DECLARED = Gated(
    r"\b(?:montants?|chiffres|sommes|credits|depenses)\b[^.;:]{0,60}?\b(?:exprime|indique|donne|libelle|presente)\w*"
    r"(?=\sen\s(?:milliers|millions|k ?€|k ?euros|m ?€|euros))"
)


def declared(source: Source, grid: Grid) -> Decimal | None:
    """The unit that a sentence anywhere before a table declares for all amounts."""
    first = next((block for row in (*grid.heading, *grid.body) for block in row if block), None)
    told = _DECLARED.search(source, 0, first.start) if first else None
    unit = UNIT.search(source.folded, told.end()) if told else None
    return UNIT_SCALES[unit.lastgroup or "one"] if unit else None


_DATED = re.compile(
    rf"\b\d{{1,2}}(?:er)? [a-z]+ (?:19|20)\d\d|\b(?:{MONTHS}) (?:19|20)\d\d"
    r"|\b(?:loi|decret|n ?[°o]) ?[\d-]+"
)


# "Pour mémoire, la dotation a représenté 6,2 M€ en 2021."
_ASIDE = re.compile(
    r"(?:^|(?<=[.;(] ))\(?(?:pour (?:memoire|rappel|comparaison|information)"
    r"|(?:a titre (?:de (?:comparaison|rappel)|d' ?information))|rappel ?:)(?:[^.;]|[.](?=\d))*"
)


def _undated(folded: str) -> str:
    """Return the text without dates of days and asides: "version du 8 septembre 2020" dates no money.

    Nor do the grounds of an act that lead in to no table: "Considérant que le Département a dépensé 2 M€ en 2018".
    """
    aside = GROUND.match(folded) and not folded.rstrip().endswith(":")
    return "" if aside else _DATED.sub(" ", _ASIDE.sub(" ", folded))
