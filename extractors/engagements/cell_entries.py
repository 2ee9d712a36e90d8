"""What one cell of a table lists: each item, or each line that begins as an item does, is an action of its own."""

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.text.blocks import Block
from extractors.text.list_entries import INFINITIVE
from extractors.text.source import Source

_BULLET = re.compile(r"[-–—•●▪■◦‣→✓*] ?")


def entries_in(source: Source, cell: Block) -> list[Block]:
    r"""Return what a cell lists, one block each; the cell itself where it lists nothing.

    >>> source = Source("- Ouvrir un lieu\n- Former les équipes")
    >>> [source.text[entry.start : entry.end] for entry in entries_in(source, Block(0, 37, "cell"))]
    ['Ouvrir un lieu', 'Former les équipes']
    >>> len(entries_in(Source("Ouvrir un lieu\nd'accueil"), Block(0, 24, "cell")))
    1
    """
    if "\n" not in source.text[cell.start : cell.end]:
        return [cell]
    pieces = list(_pieces(source, cell))
    if source.text[pieces[0].end - 1] == ":":
        del pieces[0]  # "Trois actions :"
    begins = [_BULLET.match(source.text, piece.start, piece.end) for piece in pieces]
    listed = all(piece.kind == "item" for piece in pieces) or all(begins)
    deeds = all(
        source.text[piece.start].isupper() and INFINITIVE.match(source.folded, piece.start, piece.end)
        for piece in pieces
    )
    if len(pieces) < 2 or not (listed or deeds):
        return [cell]
    return [
        replace(piece, start=bullet.end() if bullet else piece.start)
        for piece, bullet in zip(pieces, begins, strict=True)
    ]


def _pieces(source: Source, cell: Block) -> Iterator[Block]:
    """Yield the items in a cell, and the lines of what is none."""
    first, last = source.block_index(cell.start), source.block_index(cell.end - 1)
    inside = source.blocks[first : last + 1] if first is not None and last is not None else [cell]
    for block in inside:
        start = max(block.start, cell.start)
        for line in source.text[start : min(block.end, cell.end)].split("\n"):
            if line.strip():
                yield replace(block, start=start, end=start + len(line))
            start += len(line) + 1
