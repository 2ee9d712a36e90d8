"""The tables of a text that hold no figures, but those that number their rows or date them."""

from extractors.money.words import pattern
from extractors.tables.grids import CAPTION_BLOCKS, Grid, around, content, is_figure, is_lonely, rows_of, runs
from extractors.tables.rows import RANK
from extractors.text.blocks import Block
from extractors.text.source import Source

_FEWEST_WORDED = 2  # rows of words below a heading


def find_worded_grids(source: Source) -> list[Grid]:
    """Find the tables of the main text that hold no figures but counts: a heading, and rows of words below it."""
    if all(block.cell is None for block in source.blocks):
        return []
    grids: list[Grid] = []
    for first, last in runs(source):
        rows = rows_of(source, first, last)
        while rows and is_lonely(rows[0]):
            rows.pop(0)
        if len(rows) > _FEWEST_WORDED and not any(
            is_figure(source, block) and not _may_hold_figures(source, head, block)
            for row in rows
            for head, block in zip(rows[0][1:], row[1:], strict=True)
        ):
            above = list(around(source, range(first - 1, max(-1, first - 1 - CAPTION_BLOCKS), -1)))
            grids.append(Grid(rows[:1], rows[1:], above))
    return grids


def _may_hold_figures(source: Source, head: Block | None, block: Block | None) -> bool:
    """Whether a table without money may hold a figure under a heading: "N°" and "Fiche" number, "Échéance" dates."""
    named = content(source, head)
    return pattern("(?:@tables.counts|@tables.aside)").match(named) is not None or (
        pattern("(?:@tables.group|@tables.action)").match(named) is not None
        and RANK.fullmatch(content(source, block)) is not None
    )
