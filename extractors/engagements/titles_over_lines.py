"""Titles of aims with bare lines under each: "A. Agir tôt", and below it "Extension des visites", "Un bus"."""

import re
from collections.abc import Sequence

from extractors.engagements.commitments import DEED
from extractors.engagements.cues import NUMBERED, cues
from extractors.engagements.list_breaks import names_section
from extractors.engagements.outlines import counts_on, is_of_text, rank_of
from extractors.engagements.plain_lines import is_line, stand_apart
from extractors.text.blocks import Block
from extractors.text.list_entries import INFINITIVE, LABEL, Entry, entry_at
from extractors.text.source import Source

_MOST = 60  # blocks
_LONGEST_TITLE = 110  # characters
_OPENS = re.compile(
    rf"(?:une? |des |(?:l[ae]s? |l')(?={DEED.pattern})|{NUMBERED})(?:\" ?)?[a-z]|{DEED.pattern}"
)


def titles_over_lines(source: Source, blocks: Sequence[Block], index: int) -> list[Entry]:
    r"""Return titles and the measures under each, a line each; none where a title has other lines, or none.

    Titles are ranked, or tell something to do and stand behind an empty line.

    >>> source = Source(
    ...     "A. Agir tôt\nUn bus de PMI\nDix ateliers\n\nB. Loger\nCréation d'un foyer\n\nContact"
    ... )
    >>> [(e.level, source.text[e.start : e.end]) for e in titles_over_lines(source, source.blocks, 0)]
    [(0, 'Agir tôt'), (1, 'Un bus de PMI'), (1, 'Dix ateliers'), (0, 'Loger'), (1, "Création d'un foyer")]
    """
    entries: list[Entry] = []
    ranks: list[str] = []
    tight = index + 1 < len(blocks) and not stand_apart(source, *blocks[index : index + 2])
    for place in range(index, min(len(blocks), index + _MOST)):
        block = blocks[place]
        rank, start = rank_of(source, block)
        apart = place == 0 or stand_apart(source, blocks[place - 1], block)
        counts = counts_on([*ranks, rank]) if rank else tight and apart and not any(ranks)
        if counts and _is_title(source, block, start, ranked=bool(rank)):
            if entries and not entries[-1].level:
                return []
            ranks.append(rank)
            entries.append(Entry(start, block.end, 0, source.text[block.start : start] or block.marker))
        elif entries and _is_measure(source, block) and apart != tight:
            entries.append(entry_at(source, block.start, block.end, 1))
        else:
            break
    titles = [entry for entry in entries if not entry.level]
    return entries if len(titles) > 1 and entries[-1].level and _are_aims(source, entries) else []


def _are_aims(source: Source, entries: Sequence[Entry]) -> bool:
    """Whether titles are none of a report or of what people have to do, nor but the themes of the aims under them."""
    titles = [entry for entry in entries if not entry.level]
    to_do = [INFINITIVE.match(source.folded, entry.start, entry.end) for entry in entries if entry.level]
    if all(source.text[title.start : title.end].isupper() for title in titles) and all(to_do):
        return False  # "I. PRÉVENIR", "Repérer plus tôt"
    return not any(
        is_of_text(source, title)
        or names_section(source, title.start, title.end)
        or cues().by_reader.match(source.folded, title.start, title.end)
        for title in titles
    )


def _is_title(source: Source, block: Block, start: int, *, ranked: bool) -> bool:
    """Whether a block is short and, where nothing ranks it, something to do."""
    short = block.end - block.start <= _LONGEST_TITLE
    labelled = LABEL.match(source.folded, block.start, block.end)
    if not short or block.cell or labelled or source.text[block.end - 1] in ".;,?":
        return False
    return ranked or (
        block.kind == "heading" and INFINITIVE.match(source.folded, start, block.end) is not None
    )


def _is_measure(source: Source, block: Block) -> bool:
    bounds = block.start, block.end
    opens = _OPENS.match(source.folded, *bounds) or INFINITIVE.match(source.folded, *bounds)
    return opens is not None and is_line(source, block)
