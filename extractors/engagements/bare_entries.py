"""Lines without a bullet that are entries of a list all the same, by what they open with."""

import re

from extractors.engagements.cues import NUMBERED
from extractors.engagements.enumerated import bare_enumeration
from extractors.engagements.outlines import DEED_NOUN
from extractors.text.blocks import Block
from extractors.text.list_entries import INFINITIVE, LABEL, is_action_label
from extractors.text.source import Source

LONGEST_ENTRY = 320
_BARE = re.compile(
    r"(?:- ?|(?:de |d'|a )(?=\w+(?:er|ir|oir|re)\b)|[a-z]\d ?[.:)-] ?|[ivx]{1,4} ?[.:)-] )?"
    r"(?:l[ae] |l'|les |une? |des |mieux |ne (?:pas|plus) )?(?:\w+er|\w+ir|\w+re|\w+tion|\w+ment|\w+ite|"
    r"\w+age|acces|soutien|prevention|protection)\b"
)
_PRICED = re.compile(r"[^.:\n]{5,120} ?: ?[\d .,]+ ?(?:m€|k€|€|euros)")  # "Référents de parcours : 402 480 €"

# What leads in to measures, and one of them in a line: "Dix places de répit, à Cosne (300 000 €)".
MEASURES = re.compile(r"\b(?:actions|mesures|projets|operations|realisations|nouveautes|fiches)\b")
_THING_LINE = re.compile(rf"(?:une? |des |{NUMBERED})[a-z][^.;:!?]{{4,150}}[.;]?")


def is_bare_entry(source: Source, block: Block, *, things: bool) -> bool:
    """Whether a paragraph without a bullet can be an entry: short, and an infinitive or a deed begins it.

    `things` tells that it may also be something new, after words that lead in to measures.
    """
    start, end = block.start, block.end
    if block.kind == "item" or end - start > LONGEST_ENTRY:
        return False
    first = source.text[start]
    if _PRICED.fullmatch(source.folded, start, end):
        return True
    if things and _THING_LINE.fullmatch(source.folded, start, end):
        return True
    return _BARE.match(source.folded, start, end) is not None and (
        first.islower() or source.text[end - 1] in ";,." or end - start < 160
    )


def enumerated_below(source: Source, blocks: list[Block], index: int) -> list[tuple[int, int]]:
    """Return the measures that a paragraph right below the label of an engagement enumerates without a verb."""
    block, above = blocks[index], blocks[index - 1]
    label = LABEL.match(source.folded, above.start, above.end) if index else None
    if label is None or is_action_label(label) or block.kind != "paragraph" or block.cell:
        return []
    return bare_enumeration(source, block.start, block.end)


_DEED_LINE = re.compile(DEED_NOUN)


def is_bare_deed(source: Source, block: Block) -> bool:
    """Whether a line without a bullet is a measure under a labelled one: "Axe 1 : …", then "Créer une équipe"."""
    short = block.end - block.start < 160
    deed = INFINITIVE.match(source.folded, block.start) or _DEED_LINE.match(source.folded, block.start)
    return short and deed is not None
