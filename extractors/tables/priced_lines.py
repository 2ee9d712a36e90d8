"""Lines under a declared unit that each name a thing and its price: "Annexe (en euros)", "Fiche 1. Un bus : 52 000"."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.money.numerals import DIGITS, parse_digits
from extractors.money.words import pattern
from extractors.parties.bodies import find_groups, in_order, kinds_of
from extractors.tables.cells import Cell
from extractors.tables.headings import UNIT, UNIT_SCALES
from extractors.text.anchors import Phrases
from extractors.text.source import Source

_LONGEST = 160  # characters of a line
_GAP = 2  # lines without a price, such as headings of parts, after which the list has ended
_LEAST = 100  # euros; a smaller figure counts something else
# "Fiche 2. Une équipe mobile : 118 400", "3) Une équipe, 118 400", "TOTAL 180 150"
_PRICED = re.compile(
    rf"(?:[-*•] ?)?(?P<rank>(?:(?:fiches?|actions?|mesures?|operations?|projets?|axes?|volets?|lignes?) ?)?"
    rf"(?:n ?[°o] ?)?[a-z]?\d{{1,2}}(?:\.\d{{1,2}})?[a-z]? ?[.:)/-]? )?"
    rf"(?P<label>[a-z][^:€\d]{{2,120}}?)(?: ?[:=,(-] ?|(?<=total) |(?<=soit) )(?P<figure>{DIGITS})"
    rf"(?:\)? *[;,.]?$|(?P<parts>(?:,|;| \(| dont | soit ).*))"
)
_SUM = re.compile(r"(?:sous-)?total\b|ensemble\b|soit\b|montant (?:total|global)|cout (?:total|global)")
# What a part of the sum is, in its line: "dont 90 075 État", "(État : 90 075)".
_PART = re.compile(rf"(?P<before>[^\d]*?)(?P<figure>{DIGITS})(?P<after>[^\d;,]*)")


def find_priced_lines(source: Source) -> list[Cell]:
    r"""Find the prices of lists whose heading declares the unit, in order; none where only one line has one.

    >>> source = Source("Financement (en k€)\nAction 1. Un bus : 52\nAction 2. Dix places : 118\nTotal : 170")
    >>> [str(cell.value) for cell in find_priced_lines(source)]
    ['52000', '118000', '170000']
    """
    found: list[Cell] = []
    run: list[Cell] = []
    scale: Decimal | None = None
    gap = priced = 0
    for start, end in _lines(source):
        if unit := _declares(source, start, end):
            found += run if priced > 1 else []
            scale, run, gap, priced = unit, [], 0, 0
        elif scale is not None:
            line = _PRICED.fullmatch(source.folded, start, end) if end - start <= _LONGEST else None
            if line and (cells := list(_read(source, line, scale, run))):
                run, gap, priced = [*run, *cells], 0, priced + 1
            elif (gap := gap + 1) > _GAP:
                scale = None
    return found + (run if priced > 1 else [])


_MONEY = re.compile(r"\d ?(?:[km]?€|euros?\b|millions?\b)")


def _declares(source: Source, start: int, end: int) -> Decimal | None:
    """Return the unit that a short line declares which states no money itself."""
    if end - start > _LONGEST or _MONEY.search(source.folded, start, end):
        return None
    unit = UNIT.search(source.folded, start, end)
    return UNIT_SCALES[unit.lastgroup or "one"] if unit else None


# Without one of these no line declares a unit; to look for them is cheap.
_DECLARATIONS = Phrases(
    *("en euro", "en €", "en k", "en m€", "en meuro", "en millier", "en million", "unite"),
    *("(€", "(k", "(m€", "(eur", "(meur", "(million", "(millier", "montants eur", "montants €"),
)


def _lines(source: Source) -> Iterator[tuple[int, int]]:
    """Bounds of the lines of the main text outside known grids; none where no unit is declared."""
    if not _DECLARATIONS.stand_in(source):
        return
    for _, block in source.main_blocks:
        if block.cell is not None:
            continue
        start = block.start
        for line in source.text[block.start : block.end].split("\n"):
            yield start, start + len(line.rstrip())
            start += len(line) + 1


def _read(source: Source, line: re.Match[str], scale: Decimal, above: Sequence[Cell]) -> Iterator[Cell]:
    """Yield the price of a line, and the parts that it gives of it."""
    label = line.span("label")
    if pattern("(?:@tables.counts)").match(line["label"]):
        return
    value = parse_digits(line["figure"], scale) * scale
    if value < _LEAST:
        return
    sums = _SUM.match(line["label"]) is not None
    kinds = kinds_of(find_groups(source, *label))
    payers = in_order(kind for cell in above for kind in cell.payers) if sums and not kinds else kinds
    yield Cell(*line.span("figure"), value, scale, payers, label=None if sums or kinds else label)
    if not line["parts"]:
        return
    for part in _PART.finditer(source.folded, *line.span("parts")):
        if bearers := kinds_of(find_groups(source, *part.span())):
            share = parse_digits(part["figure"], scale) * scale
            yield Cell(*part.span("figure"), share, scale, bearers)
