"""Ranked titles with bare lines under each: "A. Agir tôt", and below it "Extension des consultations", "Un bus"."""

import re
from collections.abc import Sequence

from extractors.engagements.commitments import DEED
from extractors.engagements.cues import NUMBERED
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
    r"""Return ranked titles and the measures under each, a line each; none where a title has other lines, or none.

    >>> source = Source(
    ...     "A. Agir tôt\nUn bus de PMI\nDix ateliers\n\nB. Loger\nCréation d'un foyer\n\nContact"
    ... )
    >>> [(e.level, source.text[e.start : e.end]) for e in titles_over_lines(source, source.blocks, 0)]
    [(0, 'Agir tôt'), (1, 'Un bus de PMI'), (1, 'Dix ateliers'), (0, 'Loger'), (1, "Création d'un foyer")]
    """
    entries: list[Entry] = []
    ranks: list[str] = []
    for place in range(index, min(len(blocks), index + _MOST)):
        block = blocks[place]
        rank, start = rank_of(source, block)
        if rank and _is_title(source, block) and counts_on([*ranks, rank]):
            if entries and not entries[-1].level:
                return []
            ranks.append(rank)
            entries.append(Entry(start, block.end, 0, source.text[block.start : start] or block.marker))
        elif entries and _is_measure(source, block) and not stand_apart(source, blocks[place - 1], block):
            entries.append(entry_at(source, block.start, block.end, 1))
        else:
            break
    titles = [entry for entry in entries if not entry.level]
    of_text = any(
        is_of_text(source, entry) or names_section(source, entry.start, entry.end) for entry in titles
    )
    themes = all(source.text[entry.start : entry.end].isupper() for entry in titles)  # "I. PRÉVENIR"
    return entries if len(titles) > 1 and entries[-1].level and not (of_text or themes) else []


def _is_title(source: Source, block: Block) -> bool:
    short = block.end - block.start <= _LONGEST_TITLE
    labelled = LABEL.match(source.folded, block.start, block.end)
    return short and block.cell is None and not labelled and source.text[block.end - 1] not in ".;:,?"


def _is_measure(source: Source, block: Block) -> bool:
    opens = _OPENS.match(source.folded, block.start, block.end) or INFINITIVE.match(
        source.folded, block.start, block.end
    )
    return opens is not None and is_line(source, block)
