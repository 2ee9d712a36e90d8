"""The blocks of a text: headings, paragraphs, list items, table cells.

A reader that knows the layout (the DOM of a page, the boxes of a PDF) makes its own blocks;
for text that is nothing but lines, `find_blocks` reads them off the lines.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal, NamedTuple

from extractors.text.lines import TextLine, text_lines
from extractors.text.parted_lines import TextTable, find_text_tables, may_hold_tables
from extractors.text.wrapping import Wrap, find_wrap, runs_on

BlockKind = Literal["heading", "paragraph", "item", "cell"]


class Cell(NamedTuple):
    """Where a block stands in a table.

    `table` numbers the tables of a document in text order; `row` and `column` count from 0 in the table's grid;
    a merged cell takes `rows` rows and `columns` columns from there.
    """

    table: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(slots=True)
class Block:
    """A piece of text that stands by itself.

    `start` and `end` bound its content, marker and outer white space left out. `level` is the
    depth of a heading (1 is the highest) or the nesting of an item (0 is the outermost);
    `marker` the bullet or number as written; `main` is false for menus, cookies and the like;
    `cell` is the place of a table cell in its grid, where the reader knows it. Nobody changes a block: it is no
    named tuple because bounds are read so often that the longer way to those of a tuple would be felt.
    """

    start: int
    end: int
    kind: BlockKind
    level: int = 0
    marker: str = ""
    main: bool = True
    cell: Cell | None = None


_HEADING_WORDS = 16


def find_blocks(text: str) -> list[Block]:
    r"""Read blocks off the lines of `text`.

    A line is a block unless it plainly goes on with the one before (hard-wrapped text, a name broken
    over a line). Items take their nesting from indent and from the kind of marker.

    >>> text = "Trois axes :\n- agir tôt ;\n- protéger."
    >>> [(b.kind, text[b.start : b.end]) for b in find_blocks(text)]
    [('paragraph', 'Trois axes :'), ('item', 'agir tôt ;'), ('item', 'protéger.')]
    """
    lines = text_lines(text)
    tables = (
        find_text_tables(text, [(text.rfind("\n", 0, line.start) + 1, line.end) for line in lines])
        if may_hold_tables(text)
        else []
    )
    wrap = find_wrap(text, lines)
    blocks: list[Block] = []
    position = 0
    for number, table in enumerate(tables):
        blocks += blocks_of(text, _grouped(text, lines[position : table.first], wrap))
        blocks += _cells_of(number, table)
        position = table.end
    return blocks + blocks_of(text, _grouped(text, lines[position:], wrap))


def _grouped(text: str, lines: Sequence[TextLine], wrap: Wrap) -> list[list[TextLine]]:
    """Put the lines together that plainly go on with each other."""
    groups: list[list[TextLine]] = []
    for line, behind in zip_longest(lines, lines[1:]):
        if groups and runs_on(text, groups[-1][-1], line, behind, wrap, within=len(groups[-1]) > 1):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _cells_of(number: int, table: TextTable) -> list[Block]:
    """Make a block of each cell of a table; a row that has one cell takes the whole width."""
    width = max(max(row, default=0) for row in table.rows) + 1
    return [
        Block(
            start,
            end,
            "cell",
            cell=Cell(number, row, column, columns=width if len(cells) == 1 and not column else 1),
        )
        for row, cells in enumerate(table.rows)
        for column, (start, end) in cells.items()
    ]


class Nesting:
    """The levels of a list that are open, by the indents of their items and the kinds of their markers.

    >>> nesting = Nesting()
    >>> [nesting.level(indent, marker) for indent, marker in [(0, "1."), (0, "-"), (0, "-"), (0, "2.")]]
    [0, 1, 1, 0]
    """

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []

    def level(self, indent: int, marker: str) -> int:
        """Return the depth of an item, which opens a level or closes those inside its own."""
        opened, kind = self._open, _marker_kind(marker)
        while opened and indent < opened[-1][0]:
            opened.pop()
        for depth, one in enumerate(opened):
            if one == (indent, kind):
                del opened[depth + 1 :]
                return depth
        opened.append((indent, kind))
        return len(opened) - 1

    def close(self) -> None:
        """Close all levels: what stands there is no item."""
        self._open.clear()


def blocks_of(text: str, groups: Iterable[Sequence[TextLine]]) -> list[Block]:
    """Make a block of each group of lines, in text order."""
    blocks: list[Block] = []
    nesting = Nesting()
    for group in groups:
        first, end = group[0], group[-1].end
        if first.marker:
            level = nesting.level(first.indent, first.marker)
            blocks.append(Block(first.start, end, "item", level, first.marker))
            continue
        nesting.close()
        kind: BlockKind = "heading" if is_heading(text[first.start : end]) else "paragraph"
        blocks.append(Block(first.start, end, kind, 2 if kind == "heading" else 0))
    return blocks


# ✅, ✍, ✨, ❤, ➡ and the like; other signs of that range (✓, ➢, ❖) are bullets.
_PICTURE = re.compile(
    r"[\u2600-\u26ff\u2702-\u2712\u2728\u274c\u274e\u2753-\u2757\u2764\u27a1\U0001f300-\U0001faff]"
)


def is_picture(marker: str) -> bool:
    """Whether what opens an item is a picture, as in posts, where each item has its own.

    >>> is_picture("\U0001f3e0"), is_picture("•")
    (True, False)
    """
    return _PICTURE.match(marker) is not None


# Letters that are Roman numbers, or bullets of a symbol font, count none of "a)", "b)".
_NO_LETTERS = {"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "o", "ü", "Ø"}
_RANKS = re.compile(r"\d+|[A-Za-z]+")


def ranks_of(marker: str) -> int:
    """Return how many ranks a marker counts by: "4.1." and "A1" stand under "4." and "A.".

    >>> ranks_of("2."), ranks_of("2.1"), ranks_of("B3"), ranks_of("•")
    (1, 2, 2, 0)
    """
    return len(_RANKS.findall(marker))


def _marker_kind(marker: str) -> str:
    bare = marker.strip("(.)")
    if bare[:1].isalpha() and bare not in _NO_LETTERS:
        return f"letter {ranks_of(bare)}"
    if bare[:1].isalnum():
        return f"number {ranks_of(bare)}"
    if is_picture(marker):
        return "picture"  # whatever it shows, all are of one level
    return marker[:2] if marker[1:2] == marker[:1] else marker[:1]  # "--" stands under "-"


def is_heading(content: str) -> bool:
    """Whether a line by itself reads as a heading: a few words from a capital or a number on, without a stop.

    >>> is_heading("Ce que prévoit le contrat"), is_heading("Le contrat est signé.")
    (True, False)
    """
    if content[-1] in ".;,:…" or not content[0].isalnum():
        return False
    if not (content[0].isupper() or content[0].isdigit()):
        return False
    return len(content.split(maxsplit=_HEADING_WORDS)) <= _HEADING_WORDS
