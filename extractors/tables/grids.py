"""Tables whose grid is known: their cells by row and column, what stands above them, where their rows begin."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, islice

from extractors.money.words import pattern
from extractors.parties.bodies import find_groups
from extractors.tables.headings import UNIT
from extractors.tables.rows import NOTHING, NUMBER, YEAR
from extractors.text.blocks import Block
from extractors.text.list_entries import is_action_title
from extractors.text.source import Source

Cells = list[Block | None]

CAPTION_BLOCKS, _CAPTION_LENGTH = 3, 250
_MARGINS = 5  # blocks that the foot of a page and the head of the next may have
_BETWEEN, _SHORT = 2, 80  # what may stand between the parts of a table that runs over a page


@dataclass(slots=True)
class Grid:
    """A table: the rows of its heading, those below; a merged cell stands in each place that it takes.

    `above` and `below` bound the blocks next to it, nearest first; `titles` are the rows that head it whole; `like` is
    the table right before it if that has the same heading.
    """

    heading: list[Cells]
    body: list[Cells]
    above: list[tuple[int, int]] = field(default_factory=list)
    below: list[tuple[int, int]] = field(default_factory=list)
    titles: list[Cells] = field(default_factory=list)
    like: "Grid | None" = None

    @property
    def title(self) -> list[tuple[int, int]]:
        """Bounds of the rows that head it whole."""
        return [(block.start, block.end) for row in self.titles if (block := is_lonely(row))]

    @property
    def width(self) -> int:
        """The number of columns."""
        return len((self.body or self.heading)[0])


def find_grids(source: Source) -> list[Grid]:
    """Find the tables with figures in the main text; one that goes on over a page is one table.

    A part that repeats no heading takes that of the table with as many columns just before it.
    """
    if all(block.cell is None for block in source.blocks):
        return []
    grids: list[Grid] = []
    last_index = -1
    alone: tuple[list[Cells], int] | None = None  # rows without figures, which may head the table right below
    for first, last in runs(source):
        grid = _grid(source, first, last)
        before = grids[-1] if grids and _is_next(source, last_index, first) else None
        if not any(is_figure(source, block) for row in grid.body for block in row):
            alone = ([*grid.heading, *grid.body], last)
            continue
        if alone and alone[1] == first and not grid.heading and len(alone[0][0]) == grid.width:
            grid.heading = alone[0]
        alone = None
        if not grid.above and before and last_index == first:
            grid.above = before.above[:]  # two tables side by side under one line: "Montants en k€"
        if before and last_index == first and _closes(source, before, grid):
            label, *figures = grid.body[0]
            before.body.append([label] * (before.width - len(figures)) + figures)
            before.below, last_index = grid.below, last
            continue
        if before and before.width == grid.width:
            if not grid.heading and any(is_lonely(row) for row in before.body):
                grid.body = [*grid.titles, *grid.body]  # "Axe 3 – …" at the top of the next page
                grid.titles = []
            if _goes_on(source, before, grid):
                before.body += [*_cut_off(source, before, last_index, first), *grid.body]
                before.below = grid.below
                last_index = last
                continue
            if _written(source, grid.heading) in ([], _written(source, before.heading)):
                grid.like = before
            grid.heading = grid.heading or before.heading
        grids.append(grid)
        last_index = last
    return grids


def runs(source: Source) -> Iterator[tuple[int, int]]:
    """Bound the blocks of each table."""
    placed = [(i, b.cell.table) for i, b in enumerate(source.blocks) if b.cell is not None and b.main]
    for _, run in groupby(placed, key=lambda pair: pair[1]):
        indexes = [index for index, _ in run]
        yield indexes[0], indexes[-1] + 1


def _grid(source: Source, first: int, last: int) -> Grid:
    grid = _parted(source, rows_of(source, first, last))
    grid.above = list(around(source, range(first - 1, max(-1, first - 1 - CAPTION_BLOCKS), -1)))
    if not grid.above:
        # The foot of a page and the head of the next may stand between a table and what leads in to it.
        further = range(first - 1, max(-1, first - 1 - CAPTION_BLOCKS - _MARGINS), -1)
        leads = islice(around(source, further), 1)
        grid.above = [bounds for bounds in leads if _leads_in(source, *bounds)]
    grid.below = list(around(source, range(last, min(len(source.blocks), last + 1))))
    return grid


def _leads_in(source: Source, start: int, end: int) -> bool:
    """Whether a block at the foot of a page speaks of the table at the head of the next: "Montants en k€"."""
    return source.folded[start:end].endswith(":") or UNIT.search(source.folded, start, end) is not None


def rows_of(source: Source, first: int, last: int) -> list[Cells]:
    """Return the rows of the table whose blocks are bounded; a merged cell stands in each place that it takes."""
    blocks = _whole(source.blocks[first:last])
    cells = [block.cell for block in blocks if block.cell is not None]
    width = max(cell.column + cell.columns for cell in cells)
    numbers = sorted({cell.row for cell in cells})
    rows: dict[int, Cells] = {number: [None] * width for number in numbers}
    for block, cell in zip(blocks, cells, strict=True):
        for number in range(cell.row, cell.row + cell.rows):
            if number in rows:
                rows[number][cell.column : cell.column + cell.columns] = [block] * cell.columns
    return [rows[number] for number in numbers]


def _whole(blocks: Sequence[Block]) -> list[Block]:
    """The cells, each as one block, whatever blocks it holds."""
    whole: list[Block] = []
    for block in blocks:
        if block.cell is not None:
            if whole and whole[-1].cell == block.cell:
                whole[-1] = replace(whole[-1], end=block.end)
            else:
                whole.append(block)
    return whole


def around(source: Source, indexes: range) -> Iterator[tuple[int, int]]:
    """Bounds of the blocks of the text next to a table, up to the next table."""
    for index in indexes:
        block = source.blocks[index]
        if block.cell is not None:
            return
        # The unit may be said at the top of each page, as its running title is.
        if block.main or UNIT.search(source.folded, block.start, block.end):
            yield max(block.start, block.end - _CAPTION_LENGTH), block.end


def _parted(source: Source, rows: list[Cells]) -> Grid:
    """Part the heading from the rows: it ends where the first figure or dash comes."""
    first = next(
        (i for i, row in enumerate(rows) if any(is_entry(source, block) for block in row)), len(rows)
    )
    heading, body = rows[:first], rows[first:]
    titles: list[Cells] = []
    while heading and is_lonely(heading[0]) and not _heads_column(heading):
        titles.append(heading.pop(0))
    again = [_written(source, [row]) for row in heading[-1:]]
    if titles and any(_written(source, [row]) in again for row in body):
        body[:0], titles = titles, []  # each part has its title and the heading of all: "Accueil de jour"
    body = [row for row in body if _written(source, [row]) not in again]
    while heading and _names_rows(heading, body):
        body.insert(0, heading.pop())  # "Axe 1 – …" above its first row
    return Grid(heading, body, titles=titles)


def _heads_column(heading: list[Cells]) -> bool:
    """Whether the only cell of the first row is the heading of a column, nothing above the labels: "| | 2021 |"."""
    others = heading[1:]
    return heading[0][0] is None and (not others or is_lonely(others[0]) is not None)


def _names_rows(heading: list[Cells], body: list[Cells]) -> bool:
    """Whether the last row before the figures heads the rows below it and no columns."""
    last = heading[-1]
    if len(heading) > 1 and is_lonely(last) and last[0] is not None:
        return True
    banner = find_banner(last)
    return banner is not None and bool(body) and last[0] is body[0][0]


def find_banner(row: Cells) -> Block | None:
    """Return the cell that runs over a row but for labels at its left that go on below: "AXE 1 | Agir tôt"."""
    wide = row[-1]
    beside = {id(block): block for block in row if block is not None and block is not wide}.values()
    if wide is None or wide.cell is None or wide.cell.columns == 1 or not beside:
        return None
    go_on = all(block.cell is not None and block.cell.rows > 1 for block in beside)
    return wide if go_on else None


def is_lonely(row: Cells) -> Block | None:
    """Return the only cell of a row that has but one, None otherwise."""
    blocks = {id(block): block for block in row if block is not None}
    return next(iter(blocks.values())) if len(blocks) == 1 else None


_GOES_ON = re.compile(r"\(?suite(?: et fin)?\b\)?")


def _is_next(source: Source, last: int, first: int) -> bool:
    """Whether next to nothing stands between two tables, or a title that says that the table goes on."""
    between = [block for block in source.blocks[last:first] if block.main]
    if last < 0 or len(between) > _BETWEEN:
        return False
    if any(is_action_title(source, b.start, b.end) for b in between):
        return False  # each action has a table of its own
    return all(
        b.end - b.start < _SHORT
        or (b.end - b.start < _CAPTION_LENGTH and _GOES_ON.search(source.folded, b.start, b.end))
        for b in between
    )


def _goes_on(source: Source, before: Grid, grid: Grid) -> bool:
    """Whether a table is the rest of the one before: without a heading of its own, or with the same."""
    if any(is_action_title(source, *span) for span in grid.title):
        return False
    if grid.heading and _written(source, grid.heading) != _written(source, before.heading):
        return False
    return not _is_closed(source, before) and not (grid.titles and not grid.heading)


def _closes(source: Source, before: Grid, grid: Grid) -> bool:
    """Whether a table is the last row of the one right above: its total, the label over more than one column."""
    alike = len(grid.body) == 1 and not grid.heading and 1 < grid.width < before.width
    return alike and is_figure(source, grid.body[0][1]) and _is_closed(source, grid)


def _cut_off(source: Source, before: Grid, last: int, first: int) -> list[Cells]:
    """Return the rows at the foot of a page that name those on the next one, where the table has such rows."""
    if not any(is_lonely(row) for row in before.body):
        return []
    page = bisect_right(source.pages, source.blocks[first].start)
    names = [
        block
        for block in source.blocks[last:first]
        if block.main and bisect_right(source.pages, block.start) < page
        if not _GOES_ON.search(source.folded, block.start, block.end)
    ]
    # A number before it, "1.2", is no part of an item.
    starts = [source.text.rfind("\n", 0, block.start) + 1 for block in names]
    return [[replace(block, start=start)] * before.width for block, start in zip(names, starts, strict=True)]


_OF_PART = r" (?:@tables.group|@tables.action)(?<!s)\b"  # "Total de l'action", and not "Total des actions"


def _is_closed(source: Source, grid: Grid) -> bool:
    """Whether a table ends with its total, and not with that of an action or of what groups some."""
    words = [source.folded[block.start : block.end] for block in grid.body[-1] if block is not None]
    return any(
        word.strip(" :").startswith("total") and not pattern(_OF_PART).search(word.replace("'", " "))
        for word in words
    )


def _written(source: Source, rows: list[Cells]) -> list[list[str]]:
    return [[source.folded[b.start : b.end].strip() if b else "" for b in row] for row in rows]


def content(source: Source, block: Block | None) -> str:
    """What a cell holds, folded; nothing where there is none."""
    return "" if block is None else source.folded[block.start : block.end].replace("\n", " ").strip()


OPENING = "+- '"  # before a figure: its sign, what a scan made of the rule beside it
_CLOSING = ' "'  # behind the last figure of a table that is quoted: an amendment gives a new one so


def is_figure(source: Source, block: Block | None) -> bool:
    """Whether a cell holds a number and nothing else, a year apart."""
    written = content(source, block).lstrip(OPENING).rstrip(_CLOSING)
    if block is not None and written.endswith(")"):
        written = written[: -len(giver_aside(source, block)) or None].rstrip()
    found = NUMBER.fullmatch(written) if written else None
    return found is not None and not (found["unit"] is None and YEAR.fullmatch(written))


_ASIDE = re.compile(r"\([a-z][^()]{1,40}\)$")


def giver_aside(source: Source, block: Block) -> str:
    """Return who is named in parentheses at the end of a cell, folded: "7 200 (CAF)"; nothing where nobody is."""
    aside = _ASIDE.search(content(source, block))
    named = aside is not None and find_groups(source, block.end - len(aside[0]), block.end)
    return aside[0] if aside and named else ""


def is_blank(source: Source, block: Block | None) -> bool:
    """Whether a cell says that there is nothing: a dash, a zero."""
    return block is not None and NOTHING.fullmatch(content(source, block)) is not None


def is_entry(source: Source, block: Block | None) -> bool:
    """Whether a cell holds a figure or says that there is none."""
    return is_figure(source, block) or is_blank(source, block)
