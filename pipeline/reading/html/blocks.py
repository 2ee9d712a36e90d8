"""The text of a page and its blocks, from its segments."""

from collections.abc import Mapping, Sequence

from extractors.text.blocks import Block, Cell, Nesting, find_blocks, is_heading
from extractors.text.lines import opens_item
from pipeline.reading.html.layout import Segment

_MAX_INDENT = 8


def compose(
    segments: Sequence[Segment], main: Sequence[bool], cells: Mapping[int, Cell]
) -> tuple[str, list[Block]]:
    """Put the segments under one another, items with the bullets that a browser would show, and bound them.

    `cells` are the places of segments in tables.
    """
    parts: list[str] = []
    blocks: list[Block] = []
    position = 0
    heading_level = 1
    nesting = Nesting()
    below = _kinds_below(segments, main)
    for index, (segment, is_main) in enumerate(zip(segments, main, strict=True)):
        found = _blocks_of(segment, heading_level, below[index]) if is_main else [_whole(segment)]
        if segment.kind == "heading":
            heading_level = segment.level
        if segment.kind == "item":
            is_written = found[0].start > 0  # the bullet is in the text already
            bullet = "  " * min(segment.level, _MAX_INDENT) + ("" if is_written else f"{segment.marker} ")
            parts.append(bullet)
            position += len(bullet)
        cell = cells.get(index)
        for b in found:
            level = b.level
            if is_main and b.kind == "item":
                # A browser sets the items of a list in; those of paragraphs have their own bullets in the text.
                indent = segment.level + 1 if segment.kind == "item" else 0
                level = max(level, nesting.level(indent, b.marker))
            elif is_main:
                nesting.close()
            blocks.append(Block(b.start + position, b.end + position, b.kind, level, b.marker, is_main, cell))
        parts += segment.text, "\n"
        position += len(segment.text) + 1
    return "".join(parts), blocks


def _whole(segment: Segment) -> Block:
    return Block(0, len(segment.text), segment.kind, segment.level, segment.marker)


def _kinds_below(segments: Sequence[Segment], main: Sequence[bool]) -> list[str]:
    """Return of which kind the next segment of the main text is below each one; nothing below the last."""
    kinds: list[str] = []
    next_kind = ""
    for segment, is_main in zip(reversed(segments), reversed(main), strict=True):
        kinds.append(next_kind)
        next_kind = segment.kind if is_main else next_kind
    return kinds[::-1]


def _blocks_of(segment: Segment, heading_level: int, below: str) -> list[Block]:
    """Bound the blocks of a segment, which may be several lines or begin with a bullet of its own."""
    text = segment.text
    several = "\n" in text or opens_item(text)
    found = find_blocks(text) if several and segment.kind != "heading" else []
    if len(found) > 1 or (found and found[0].kind == "item"):
        return [_line_of(segment, block, index) for index, block in enumerate(found)]
    if (
        segment.kind == "paragraph"
        and not segment.fact
        and below in ("paragraph", "item")
        and is_heading(text)
    ):
        return [Block(0, len(text), "heading", min(6, heading_level + 1))]
    return [_whole(segment)]


def _line_of(segment: Segment, line: Block, index: int) -> Block:
    """Fit a block of the lines of a segment to what the segment is."""
    if line.kind == "item":
        return Block(line.start, line.end, "item", segment.level + line.level, line.marker)
    if segment.kind == "cell" or (segment.kind == "item" and index == 0):
        return Block(line.start, line.end, segment.kind, segment.level, segment.marker)
    return line
