"""Lists without bullets under a heading: as many lines as it counts, or up to the next empty line."""

import re
from collections.abc import Sequence

from extractors.engagements.bare_entries import MEASURES
from extractors.engagements.cues import NUMBERED, cues
from extractors.engagements.entry_shapes import THING, is_day, is_no_measure, is_party
from extractors.engagements.list_ends import counts_in
from extractors.text.blocks import Block
from extractors.text.list_entries import INFINITIVE, LABEL, Entry, entry_at
from extractors.text.source import Source

_LONGEST_LEAD, _LONGEST_LINE = 160, 170  # characters
_MOST = 12  # lines
_FEWEST_WORDS = 4  # of a bare noun: shorter lines may be the menu of a page
_FEWEST_THINGS = 3  # lines of something new behind a colon, under words that name no measures
_NEW = re.compile(rf"(?:une? |des |l[ae]s? |l'|{NUMBERED})(?:\" ?)?[a-z]")
# Against the text as written: "à" would be folded to "a". What says something, a name with its value, an address.
_NO_ENTRY = re.compile(
    r"\b(?:est|sont|a|ont|ser(?:a|ont)|va|vont|\w{2,}(?:era|eront|aient))\b"
    r"| {3}|\t|[.?!;] |[:?!…]$|[@©|→€]| [:–—-] |https?:|\d\d/\d\d|^[«\"“]"
)
_OF_PERSON = re.compile(r", (?:(?:sous-)?prefe|(?:vice-)?president|maire|direct)\w*")  # "Anne Roy, préfète"
_OF_PAGE = re.compile(
    r"(?:par|publie|mis a jour|photos?|texte|credit|source|lire|voir|partager|imprimer|contacts?)\b"
)


def plain_lines(source: Source, blocks: Sequence[Block], index: int) -> list[Entry]:
    r"""Return the lines behind the block at `index` that are the list it leads in to; none where it leads in to none.

    >>> text = "Deux actions\nUn bus dentaire\nDes ateliers à Gap\n\nLe maire est ravi."
    >>> source = Source(text)
    >>> [source.text[e.start : e.end] for e in plain_lines(source, source.blocks, 0)]
    ['Un bus dentaire', 'Des ateliers à Gap']
    """
    if index + 2 >= len(blocks) or not is_line(source, blocks[index + 1]):
        return []
    lead = _lead_of(source, blocks[index])
    if not lead:
        return []
    lines, tight = _lines_below(source, blocks, index)
    promised = max((count for count in counts_in(lead) if count <= len(lines)), default=0)
    if promised and (not tight or promised == len(lines)):
        lines = lines[:promised]  # behind empty lines of their own other lines may follow
    elif _is_punctuated(source, lines) or (tight and _parted(source, blocks, index, len(lines))):
        promised = 0
    else:
        return []
    stops = {source.text[line.end - 1] in ";," for line in lines[:-1]}
    ended = source.text[lines[-1].end - 1] == "." and stops != {True} if lines else False
    if len(lines) < 2 or len(stops) > 1 or ended or not _alike(source, lines, lead, counted=promised > 0):
        return []
    return [entry_at(source, line.start, line.end, 0) for line in lines]


def _lead_of(source: Source, block: Block) -> str:
    """Read what a block says of the list below it: a heading or a short sentence that names measures or aims."""
    if block.kind == "item" or block.cell or block.end - block.start > _LONGEST_LEAD:
        return ""
    last = source.sentence_at(block.end - 1)
    start = max(block.start, last.start) if last else block.start
    lead = source.folded[start : block.end].rstrip(" :")
    words = cues()
    if source.text[block.end - 1] == ":":
        return lead
    aims, measures = words.engagements.search(lead), words.actions.search(lead)
    if block.kind == "heading" or source.text[block.end - 1] == "?":
        return lead if aims or measures or words.contract.search(lead) else ""
    # A sentence must name them: "2 M€ dont 1 M€ de l'État" leads in to none.
    tells = counts_in(lead) or words.contract.search(lead)
    return lead if (aims or MEASURES.search(lead)) and tells else ""


def _lines_below(source: Source, blocks: Sequence[Block], index: int) -> tuple[list[Block], bool]:
    """Return the lines from the next block on that may be entries, and whether no empty lines stand between them."""
    tight = not stand_apart(source, *blocks[index + 1 : index + 3])
    lines: list[Block] = []
    for place in range(index + 1, min(len(blocks), index + 2 + _MOST)):
        apart = lines and stand_apart(source, blocks[place - 1], blocks[place]) == tight
        if apart or not is_line(source, blocks[place]):
            break
        lines.append(blocks[place])
        if _is_punctuated(source, lines):
            break
    return lines, tight


def _is_punctuated(source: Source, lines: Sequence[Block]) -> bool:
    """Whether the last of these lines ends with a stop where those before it end with a semicolon."""
    last = [source.text[line.end - 1] for line in lines[-2:]]
    return last == [";", "."]


def stand_apart(source: Source, above: Block, below: Block) -> bool:
    """Whether there is an empty line between two blocks."""
    return "\n\n" in source.text[above.end : below.start]


def ends_behind(source: Source, blocks: Sequence[Block], first: int, last: int) -> bool:
    """Whether an empty line ends the lines from block `first` to `last`, between which there is none."""
    return (
        first < last < len(blocks) - 1
        and stand_apart(source, *blocks[last : last + 2])
        and not stand_apart(source, *blocks[first : first + 2])
    )


def _parted(source: Source, blocks: Sequence[Block], index: int, count: int) -> bool:
    """Whether an empty line stands behind the lines below a block, or nothing."""
    behind = index + 1 + count
    return behind >= len(blocks) or stand_apart(source, blocks[behind - 1], blocks[behind])


def is_line(source: Source, block: Block) -> bool:
    r"""Whether a block may be an entry: a line that says nothing of anybody and has no label.

    >>> source = Source("Un bus de PMI\n\nLe maire est ravi.")
    >>> [is_line(source, block) for block in source.blocks]
    [True, False]
    """
    start, end = block.start, block.end
    return (
        block.kind != "item"
        and block.cell is None
        and end - start < _LONGEST_LINE
        and not _NO_ENTRY.search(source.text[start:end])
        and not _OF_PERSON.search(source.folded, start, end)
        and not _OF_PAGE.match(source.folded, start, end)
        and not LABEL.match(source.folded, start, end)
        and not is_day(source, start, end)
        and not is_party(source, start, end)
        and not is_no_measure(source, start, end)
    )


def _alike(source: Source, lines: Sequence[Block], lead: str, *, counted: bool) -> bool:
    """Whether all lines begin alike: with something new, something to do, or a bare noun, which must be sure."""
    new = [_NEW.match(source.folded, line.start, line.end) is not None for line in lines]
    to_do = [INFINITIVE.match(source.folded, line.start, line.end) is not None for line in lines]
    capitals = {source.text[line.start : line.end].isupper() for line in lines}  # a heading among them
    if len(capitals) > 1:
        return False
    words = cues()
    named = words.engagements.search(lead)
    if not named and not words.actions.search(lead):  # "L'accord acte :"
        return len(lines) >= _FEWEST_THINGS and all(THING.match(source.folded, b.start, b.end) for b in lines)
    if all(new) or all(to_do):
        return True
    if any(new) or any(to_do):
        return False
    if counted or (named and words.contract.search(lead)):
        return True
    return not named and all(len(source.folded[b.start : b.end].split()) >= _FEWEST_WORDS for b in lines)
