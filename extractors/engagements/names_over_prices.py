"""Measures that each have a line and their price below or at its end: "Garage solidaire" and "54 000 €".

So pages show a table; in letters the price stands behind a row of dots: "Garage solidaire ........ 54 000 €".
"""

import re
from collections.abc import Sequence

from extractors.engagements.bare_entries import MEASURES
from extractors.text.blocks import Block
from extractors.text.list_entries import Entry, entry_at
from extractors.text.source import Source

_PRICE = re.compile(r"\d[\d .,]* ?(?:k€|m€|€|euros?)(?: (?:ttc|ht|par an))?")
_LONGEST_NAME, _LONGEST_PRICE = 120, 30  # characters
_FEWEST = 2
# "Garage solidaire ........ 54 000 €", "Garage solidaire : 54 000 €"
_NAME_AND_PRICE = re.compile(
    rf"(?P<name>[a-z][^:;€\n]{{3,119}}?)(?: ?(?:\.{{3,}}|…+|_{{3,}})[ .]*| ?: ){_PRICE.pattern}[.;]?"
)
# "Intitulé", "Montant": the headings of the columns, between the heading of all and the first name.
_COLUMN = re.compile(
    r"(?:l[ae]s? |l')?(?:intitules?|libelles?|noms?|actions?|mesures?|projets?|operations?|objet|porteurs?|montants?"
    r"|couts?|subventions?|budgets?|financements?|credits?|part (?:de l'etat|du departement))(?: [a-z()€' ]{2,30})?"
)
_HEADED = re.compile(r"(?:actions?|mesures?|projets?|operations?)\b")
# What is no measure: sums, and what a budget parts money into.
_SUM = re.compile(
    r"(?:sous-)?total\b|ensemble\b|(?:montant|cout|budget|enveloppe|reste|solde)s?\b"
    r"|(?:depenses? (?:de |d'))?(?:fonctionnement|investissement|personnel)s?$"
)
# "État", and below it "120 000 €": who gives it.
_BODY = re.compile(
    r"(?:l'|l[ae] |part |dont )*(?:de l'|de la |du )?(?:etat|prefecture|ars|agence|departement|conseil|region|caf|cpam"
    r"|msa|commune|ville|metropole|communaute|collectivite|europe|fse|fnadt|bop)\b"
)


def names_over_prices(
    source: Source, blocks: Sequence[Block], index: int
) -> tuple[list[Entry], int, Block | None]:
    r"""Return the names that begin at a block and have prices below, how many blocks they take, and what leads in.

    >>> source = Source(
    ...     "Projets financés\n\nMontant\n\nGarage solidaire\n54 000 €\n\nCuisine mobile\n38 500 €"
    ... )
    >>> entries, count, lead = names_over_prices(source, source.blocks, 2)
    >>> [source.text[e.start : e.end] for e in entries], count
    (['Garage solidaire', 'Cuisine mobile'], 2)
    """
    entries: list[Entry] = []
    place = index
    while place < len(blocks) and (name := _name_over_price(source, blocks, place)):
        start, end, taken = name
        if _BODY.match(source.folded, start, end):
            return [], 0, None
        if not _SUM.match(source.folded[start:end]):
            entries.append(entry_at(source, start, end, 0))
        place += taken
    lead = _lead(source, blocks, index) if len(entries) >= _FEWEST else None
    return (entries, place - index, lead) if lead else ([], 0, None)


def _name_over_price(source: Source, blocks: Sequence[Block], index: int) -> tuple[int, int, int] | None:
    """Bounds of a name that has its price at its end or on the line below, and how many blocks the two take."""
    block = blocks[index]
    if block.kind not in ("heading", "paragraph") or block.cell is not None:
        return None
    if beside := _NAME_AND_PRICE.fullmatch(source.folded, block.start, block.end):
        return *beside.span("name"), 1
    end = source.text.find("\n", block.start, block.end)
    taken = 1
    if end < 0:
        end, taken = block.end, 2
        if index + 1 == len(blocks):
            return None
    price = (end + 1, block.end) if taken == 1 else (blocks[index + 1].start, blocks[index + 1].end)
    priced = price[1] - price[0] <= _LONGEST_PRICE and _PRICE.fullmatch(source.folded, *price)
    named = end - block.start <= _LONGEST_NAME and not _PRICE.fullmatch(source.folded, block.start, end)
    return (block.start, end, taken) if priced and named and source.text[end - 1] not in ".:;?!" else None


def _lead(source: Source, blocks: Sequence[Block], index: int) -> Block | None:
    """Return the heading above the names, or of their column, that names measures."""
    headed: Block | None = None
    for block in reversed(blocks[max(0, index - 5) : index]):
        words = source.folded[block.start : block.end].rstrip(" :")
        if not _COLUMN.fullmatch(words):
            return block if MEASURES.search(words) and source.text[block.end - 1] != "." else headed
        if _HEADED.match(words):
            headed = block
    return headed
