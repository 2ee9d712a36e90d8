"""Lists of a text with their lead-in: bulleted, numbered, one paragraph an entry, or within a sentence."""

import re
from collections.abc import Iterator

from extractors.engagements.axes_with_measures import axes_with_measures
from extractors.engagements.bare_entries import (
    LONGEST_ENTRY,
    MEASURES,
    enumerated_below,
    is_bare_deed,
    is_bare_entry,
)
from extractors.engagements.entry_shapes import is_gift, is_party
from extractors.engagements.in_one_line import in_one_line
from extractors.engagements.inline import inline_listings
from extractors.engagements.list_breaks import (
    heads,
    is_heading,
    is_marked_title,
    is_next_title,
    is_numbered_section,
    is_of_page,
    is_outer,
    is_section,
)
from extractors.engagements.names_over_prices import names_over_prices
from extractors.engagements.outlines import (
    CODE,
    announced_titles,
    coded_lines,
    promised_titles,
    ranked_entries,
    told_titles,
)
from extractors.engagements.plain_lines import ends_behind, plain_lines
from extractors.engagements.themed import (
    aims_with_things,
    items_under_themes,
    themed_lines,
    themed_sentences,
    themed_things,
    under_themes,
)
from extractors.engagements.titles_over_lines import titles_over_lines
from extractors.text.blocks import Block, ranks_of
from extractors.text.folding import fold
from extractors.text.list_entries import LABEL, Entry, Listing, entry_at, is_action_label, is_told
from extractors.text.source import Source

_MAX_LEAD = 400


def find_listings(source: Source) -> list[Listing]:
    r"""Find the lists of the main text, in order, whatever they are about.

    >>> source = Source("Trois axes :\n- agir tôt ;\n- protéger.\nFin.")
    >>> (listing,) = find_listings(source)
    >>> [source.text[e.start : e.end] for e in listing.entries]
    ['agir tôt ;', 'protéger.']
    """
    axes = list(axes_with_measures(source))
    others = [*_block_listings(source), *inline_listings(source), *themed_sentences(source)]
    found = axes + [each for each in others if not any(_lies_in(each, axis) for axis in axes)]
    return sorted(found, key=lambda listing: listing.entries[0].start)


def _lies_in(listing: Listing, other: Listing) -> bool:
    """Whether a list begins between where another is led in to and where it ends."""
    return other.lead_start <= listing.entries[0].start <= other.entries[-1].end


def _block_listings(source: Source) -> Iterator[Listing]:
    """Lists whose entries are blocks: items, labelled lines, or paragraphs after a lead-in with a colon."""
    blocks = [block for _, block in source.main_blocks]
    index = 0
    while index < len(blocks):
        block = blocks[index]
        if is_told(source, block):
            index += 1
            continue
        if is_marked_title(source, blocks, index) or is_numbered_section(source, blocks, index):
            index += 1
            continue
        aims, lines = aims_with_things(source, blocks, index)
        if aims:
            yield Listing(*_lead(source, blocks, index), aims, False)
            index += lines
            continue
        if block.marker[:1] in ("1", "A", "a", "I") or block.kind == "heading":
            if titles := titles_over_lines(source, blocks, index):
                yield Listing(*_lead(source, blocks, index), titles, False)
                index += len(titles)
                continue
            titles, taken = told_titles(source, blocks, index)
            if titles:
                yield Listing(*_lead(source, blocks, index), titles, False)
                index += taken
                continue
        if block.kind == "item" and not block.marker[:1].isdigit():
            entries, taken = under_themes(source, blocks, index)
            if entries:
                yield Listing(*_lead(source, blocks, index), entries, False)
                index += taken
                continue
        entries, taken = items_under_themes(source, blocks, index)
        if entries:
            yield Listing(*_lead(source, blocks, index), entries, False)
            index += taken
            continue
        entries, taken, above = names_over_prices(source, blocks, index)
        if above:
            yield Listing(above.start, above.end, entries, False)
            index += taken
            continue
        label = LABEL.match(source.folded, block.start, block.end)
        if block.kind == "item" or (label and not _tells_all(source, block, label)):
            end = index
            entries = []
            depth, labelled = 0, False
            while end < len(blocks):
                label = LABEL.match(source.folded, blocks[end].start, blocks[end].end)
                if entries and is_section(source, blocks, index, end, label):
                    break
                labelled = labelled or label is not None
                if is_told(source, blocks[end]) or (entries and is_next_title(blocks, index, end)):
                    break
                if entries and is_outer(source, blocks, index, end):
                    end += 1  # alone it is no list
                    break
                if blocks[end].kind == "item":
                    entries.append(
                        entry_at(
                            source, blocks[end].start, blocks[end].end, _level(blocks, index, end, depth)
                        )
                    )
                elif label and _is_label_line(source, blocks, end, label):
                    entries.append(
                        Entry(
                            blocks[end + 1].start, blocks[end + 1].end, 0, source.text[slice(*label.span())]
                        )
                    )
                    depth = 1
                    end += 1
                elif label and label.end() < blocks[end].end:
                    entries.append(entry_at(source, blocks[end].start, blocks[end].end, 0))
                    # Items under "Axe 1 : …" are nested in it; items that have labelled lines under them are not.
                    depth = 1 if blocks[index].kind != "item" else 0
                elif labelled and (code := CODE.match(source.text, blocks[end].start, blocks[end].end)):
                    entries.append(Entry(code.end(), blocks[end].end, 1, code.group()))
                elif told := enumerated_below(source, blocks, end):
                    entries += [Entry(a, b, 1, "") for a, b in told]
                elif labelled and is_bare_deed(source, blocks[end]):
                    entries.append(entry_at(source, blocks[end].start, blocks[end].end, 1))
                elif _leads_in(source, blocks, end) and blocks[index].marker[:1].isdigit():
                    again = blocks[end + 1].marker == blocks[index].marker  # counts from 1
                    # "Financement :", and under it "État : 2 M€"; "Il est signé par :", and under it the parties
                    below = blocks[end + 1].start, blocks[end + 1].end
                    again = again or is_gift(source, *below) or is_party(source, *below)
                    if again or heads(source, blocks[index:end]) or is_of_page(source, blocks[end]):
                        break  # another list
                    depth = 1  # "2.1 Prévenir", then "Les parties conviennent :" and its items
                elif not (
                    _interrupts(source, blocks, end) or (depth and _is_said_of_label(source, blocks, end))
                ):
                    break
                end += 1
            if entries and not (len(entries) == 1 and is_heading(source, blocks, index)):
                lead = _lead(source, blocks, index)
                if _is_title_of_actions(entries):
                    lead, entries = (entries[0].start, entries[0].end), entries[1:]
                yield from _nested(source, Listing(*lead, _levels(entries), False))
            index = max(end, index + 1)
            continue
        counted, lines = ranked_entries(source, blocks, index)
        if counted:
            yield from _nested(source, Listing(*_lead(source, blocks, index), counted, False))
            index += lines
            continue
        if grouped := promised_titles(source, blocks, index):
            yield Listing(*_lead(source, blocks, index), grouped, False)
            index += len(grouped)
            continue
        if themed := themed_lines(source, blocks, index):
            yield Listing(*_lead(source, blocks, index), themed, False)
            index += len(themed)
            continue
        measures, lines = themed_things(source, blocks, index)
        if measures:
            yield Listing(*_lead(source, blocks, index), measures, False)
            index += lines
            continue
        if coded := coded_lines(source, blocks, index):
            yield Listing(*_lead(source, blocks, index + 1), coded, False)
            index += 1 + len(coded)
            continue
        if one_line := in_one_line(source, blocks, index):
            yield Listing(block.start, block.end, one_line, False)
            index += 2
            continue
        entries = announced_titles(source, blocks, index)
        if entries and not promised_titles(source, blocks, index + 1):
            yield Listing(*_lead(source, blocks, index + 1), entries, False)
        if (
            source.folded[block.end - 1] == ":"
            and index + 1 < len(blocks)
            and not ranked_entries(source, blocks, index + 1)[1]
        ):
            end = index + 1
            things = MEASURES.search(source.folded, block.start, block.end) is not None
            while end < len(blocks) and is_bare_entry(source, blocks[end], things=things):
                end += 1
                if ends_behind(source, blocks, index + 1, end - 1):
                    break
            if end - index > 2:
                entries = [entry_at(source, b.start, b.end, 0) for b in blocks[index + 1 : end]]
                yield Listing(*_lead(source, blocks, index + 1), entries, False)
                index = end
                continue
        if plain := plain_lines(source, blocks, index):
            yield Listing(*_lead(source, blocks, index + 1), plain, False)
            index += len(plain)
        index += 1


# "L'axe 1 | porte sur la santé, l'axe 2 sur …", "Axe A - agir tôt ; axe B - …": all of them in one paragraph.
_ALL = re.compile(
    r"(?:porte|concerne|vise|traite|couvre|est|sera)\b"
    r"|[^.\n]{0,160}; (?:et )?(?:axe|engagement|objectif|volet|priorite) (?:n ?[°o] ?)?[\da-e]\b"
)


def _tells_all(source: Source, block: Block, label: re.Match[str]) -> bool:
    """Whether a paragraph that begins with a label tells the other entries too."""
    return block.kind != "item" and _ALL.match(source.folded, label.end(), block.end) is not None


def _is_label_line(source: Source, blocks: list[Block], index: int, label: re.Match[str]) -> bool:
    """Whether a label has a line of its own, and what it labels stands on the next one: "AXE 1" and "Agir tôt"."""
    if label.end() < blocks[index].end or index + 1 == len(blocks):
        return False
    here, below = blocks[index], blocks[index + 1]
    if here.cell or below.cell:  # "Axe 1 | Agir tôt"
        together = here.cell and below.cell and here.cell[:2] == below.cell[:2]
    else:
        together = below.kind != "item"
    other = not together or LABEL.match(source.folded, below.start, below.end)
    return not other and below.end - below.start < LONGEST_ENTRY


def _nested(source: Source, listing: Listing) -> Iterator[Listing]:
    """The list itself, and as lists of their own the entries nested under one that leads in to them with a colon."""
    yield listing
    for index, entry in enumerate(listing.entries):
        end = index + 1
        while end < len(listing.entries) and listing.entries[end].level > entry.level:
            end += 1
        if end > index + 1 and source.folded[entry.start : entry.end].rstrip().endswith(":"):
            yield Listing(entry.start, entry.end, _levels(listing.entries[index + 1 : end]), False)


def _is_title_of_actions(entries: list[Entry]) -> bool:
    """Whether the first entry is the numbered title of a section of labelled actions: "3. Bilan", "Action 1 : …"."""
    labels = [LABEL.match(fold(entry.label)) for entry in entries]
    return (
        len(labels) > 1
        and labels[0] is None
        and all(label is not None and is_action_label(label) for label in labels[1:])
    )


def _level(blocks: list[Block], first: int, index: int, depth: int) -> int:
    """Nesting of an item: one deeper under a lead-in, unless it is numbered like the first one."""
    alike = (
        blocks[first].kind == "item"
        and blocks[index].marker[:1].isdigit()
        and blocks[first].marker[:1].isdigit()
        and ranks_of(blocks[index].marker) == ranks_of(blocks[first].marker)
    )
    return blocks[first].level if alike else blocks[index].level + depth


_SENTENCE_END = re.compile(r"[.!?] ")


def _leads_in(source: Source, blocks: list[Block], index: int) -> bool:
    """Whether a block is a short lead-in to the items behind it."""
    block = blocks[index]
    words = source.folded[block.start : block.end].rstrip()
    short = len(words) < 80 and words.endswith(":") and not _SENTENCE_END.search(words)
    return short and index + 1 < len(blocks) and blocks[index + 1].kind == "item"


def _interrupts(source: Source, blocks: list[Block], index: int) -> bool:
    """Whether a block that is no item only interrupts a labelled list (a stray page number)."""
    block = blocks[index]
    return bool(re.fullmatch(r"[\d\s/-]{1,7}", source.text[block.start : block.end])) and index + 1 < len(
        blocks
    )


def _is_said_of_label(source: Source, blocks: list[Block], index: int) -> bool:
    """Whether a paragraph stands between a title with a label and the items under it: "Axe 1 – Agir tôt"."""
    if index + 1 >= len(blocks) or blocks[index].kind != "paragraph" or blocks[index + 1].kind != "item":
        return False
    above = blocks[index - 1]
    return above.kind != "item" and LABEL.match(source.folded, above.start, above.end) is not None


def _levels(entries: list[Entry]) -> list[Entry]:
    """Entries with their levels counted from the outermost one."""
    lowest = min(entry.level for entry in entries)
    return [entry._replace(level=entry.level - lowest) for entry in entries] if lowest else entries


def _lead(source: Source, blocks: list[Block], index: int) -> tuple[int, int]:
    """Bounds of what leads in to the block at `index`: the block before, cut to its end."""
    if index == 0:
        return blocks[0].start, blocks[0].start
    before = blocks[index - 1]
    return max(before.start, before.end - _MAX_LEAD), before.end
