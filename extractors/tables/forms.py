"""Forms: tables of two columns with a label at the left and what it asks for at the right, one for each action."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractors.money.words import pattern
from extractors.tables.cells import Cell
from extractors.tables.columns import single_year
from extractors.tables.entries import label_bounds
from extractors.tables.grids import Cells, content, is_entry, is_lonely, rows_of, runs
from extractors.text.blocks import Block
from extractors.text.list_entries import LABEL, is_action_label
from extractors.text.source import Source

_LEAST = 3  # rows with a label and an answer
_LONG_LABEL = 60
_LONG_HEADING = 25
# "Fiche-action n° | 1.1 (axe 1)": the row below names it.
_ONLY_NUMBER = re.compile(
    r"(?:n ?[°o]\.? ?)?[a-z]?\.?\d{1,3}(?:[.-]\d{1,2}[a-z]?)*(?: ?\([^()]*\)| ?/ ?\d{1,3})?"
)


@dataclass(slots=True)
class Form:
    """A form about the action `title`; `entries` are its labels with their answers."""

    title: Block
    entries: list[tuple[Block, Block]] = field(default_factory=list)
    engagement: Block | None = None

    @property
    def bounds(self) -> tuple[int, int]:
        """Where it begins and ends."""
        blocks = [self.title, *(block for entry in self.entries for block in entry)]
        return min(block.start for block in blocks), max(block.end for block in blocks)


def find_forms(source: Source) -> list[Form]:
    """Find the forms that name an action: "Fiche n° 1 | …", "Intitulé de l'action | …"."""
    if all(block.cell is None for block in source.blocks):
        return []
    tables = (_unsectioned(source, rows_of(source, first, last)) for first, last in runs(source))
    forms = (_form(source, rows) for rows in tables)
    return [form for form in forms if form]


def _unsectioned(source: Source, rows: list[Cells]) -> list[Cells]:
    """Return the rows without a first column that only heads some of them: "Mise en œuvre | Porteur | …"."""
    asks = pattern("(?:@tables.aside|@tables.group)")
    asked = [
        row for row in rows if not is_lonely(row) and len(row) > 2 and asks.match(content(source, row[1]))
    ]
    sections = {id(row[0]) for row in asked if row[0] is not row[1]}
    return [row[1:] for row in rows] if len(asked) >= _LEAST and len(sections) < len(asked) else rows


def _form(source: Source, rows: Sequence[Cells]) -> Form | None:
    pairs = [
        (row[0], row[-1])
        for row in rows
        if row[0] is not None
        and row[-1] is not None
        and not is_lonely(row)
        and row[0].end - row[0].start < _LONG_LABEL
    ]
    wide = any(len({id(block) for block in row if block is not None}) > 2 for row in rows)
    figures = sum(is_entry(source, answer) for _, answer in pairs)
    if wide or len(pairs) < _LEAST or figures * 3 > len(pairs):
        return None
    title = next(_titles(source, rows[:3]), None)
    if title is None:
        return None
    form = Form(title, [pair for pair in pairs if pair[1] is not title])
    named = (
        answer for label, answer in form.entries if pattern("(?:@tables.group)").match(content(source, label))
    )
    form.engagement = next(named, None)
    return form


def _titles(source: Source, rows: Sequence[Cells]) -> Iterator[Block]:
    """Yield what may be the title of a form: it stands beside or behind the number of an action, or its name."""
    for row in rows:
        first, last = row[0], row[-1]
        if first is None:
            continue
        written = content(source, first)
        label = LABEL.match(written)
        numbered = label is not None and is_action_label(label)
        if lonely := is_lonely(row):
            if numbered and label_bounds(source, lonely):
                yield lonely
        elif (
            last is None
            or _is_heading(content(source, last))
            or _ONLY_NUMBER.fullmatch(content(source, last))
        ):
            continue
        elif numbered or pattern("(?:@tables.action)").match(written):
            yield last


def _is_heading(written: str) -> bool:
    """Whether a cell is the heading of a column, beside that of the actions: "Action | Pilote"."""
    short = len(written) <= _LONG_HEADING
    return (
        short
        and pattern("(?:@tables.aside|@tables.counts|@tables.money|@tables.payer)").match(written) is not None
    )


def cells_of_forms(source: Source, forms: Sequence[Form]) -> Iterator[Cell]:
    """Yield the answers of forms with what their labels say of the money in them: the year, and what it is for."""
    for form in forms:
        for label, answer in form.entries:
            year = single_year(content(source, label))
            yield Cell(answer.start, answer.end, year=year, label=label_bounds(source, form.title))
