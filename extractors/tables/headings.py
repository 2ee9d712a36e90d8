"""The heading of a table: its columns with their payers and years, the unit of its figures."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from extractors.facts import PartyKind
from extractors.money.words import pattern
from extractors.parties.bodies import find_groups, find_names, kinds_of
from extractors.tables.rows import YEAR, Row
from extractors.text.source import Source


@dataclass(slots=True)
class Column:
    """What a column heading says; `middle` is where it stands in its line."""

    kinds: list[PartyKind]
    middle: float = 0.0
    year: str | None = None
    scale: Decimal | None = None
    total: bool = False
    counts: bool = False


@dataclass(slots=True)
class Heading:
    """What the lines above a table say of all its cells; `caption` is where the last line before it starts."""

    columns: list[Column] = field(default_factory=list)
    scale: Decimal | None = None
    year: str | None = None
    caption: int | None = None


_YEAR_INSIDE = re.compile(
    r"\b(?:(?:exercice|annees?|budget|en|pour|total|tranche|montants?|maquette|programmation)"
    r"|(?:credits|moyens|financements?|enveloppes?|dotations?|subventions?|participations?|contributions?|parts?)"
    r"(?: (?:\w+ ){0,2}(?:de|pour))?|au titre de) ((?:19|20)\d\d)\b(?! ?[-/] ?\d)"
)
UNIT = re.compile(
    r"(?:\(|\ben\s|\bexprime\w*\sen\s|\bmontants? |\bunite ?: ?)"
    r"(?:(?P<k>milliers\sd' ?(?:euros|€|eur\b)|k ?euros?\b|k ?eur\b|k ?€|ke\b)"
    r"|(?P<m>millions\sd' ?(?:euros|€|eur\b)|m ?€|m ?euros\b|m ?eur\b)|(?P<one>euros?\b|€|eur\b))"
)
UNIT_SCALES = {"k": Decimal(1000), "m": Decimal(10**6), "one": Decimal(1)}
_HIGHEST, _LINES = 15, 6  # lines of a heading at most; of one that is its own caption
# A line that opens a new table, however the lines before it read.
_OPENS = re.compile(
    r"\b(?:tableau|plan (?:de financement|previsionnel)|montants?|financements?|repartition|exercice"
    r"|budget previsionnel|financeurs?)\b"
)


def read_heading(source: Source, lines: Sequence[Row], width: int) -> Heading:
    """Read what the `lines` before a row say; `width` is how many figures, blanks included, the row has."""
    heading = Heading(caption=lines[-1].start)
    opening = max(
        (i for i, line in enumerate(lines) if _OPENS.search(source.folded, line.start, line.end)), default=0
    )
    above = lines[max(0, opening - 2) :] if len(lines) - opening < _HIGHEST else lines[-4:]
    for line in above:
        if unit := UNIT.search(source.folded, line.start, line.end):
            heading.scale = UNIT_SCALES[unit.lastgroup or "one"]
        # "… signé en 2021. Les moyens sont fixés :": what leads in to the table is the last sentence of a paragraph.
        sentence = source.sentence_at(line.end - 1)
        start = max(line.start, sentence.start) if sentence else line.start
        if year := _YEAR_INSIDE.search(source.folded, start, line.end):
            heading.year = year[1]
    if len(lines) - opening < _LINES:
        heading.caption = min(line.start for line in above)
    for line in lines[-3:]:
        if len(line.cells) > 1 and not any(line.figures):  # "Part de l'État : 2 M€" heads nothing
            heading.columns = _add_line(source, line, heading.columns)
    if not any(c.kinds or c.year or c.scale or c.counts for c in heading.columns):
        heading.columns = _scattered(source, lines[opening:], width) or heading.columns
    return heading


def _add_line(source: Source, line: Row, above: list[Column]) -> list[Column]:
    """Return the columns of a heading line, with what a line of as many cells above it says."""
    columns: list[Column] = []
    left: list[PartyKind] = []
    for low, high in line.cells:
        content = source.folded[low:high].strip()
        year, unit = YEAR.fullmatch(content), UNIT.search("(" + content)
        left = kinds_of(find_groups(source, low, high)) if content else left
        column = Column(left, (low + high) / 2 - line.start, year["year"] if year else None)
        column.scale = UNIT_SCALES[unit.lastgroup or "one"] if unit else None
        column.total = re.search(r"\btotal|\bensemble|\bcumul", content) is not None
        column.counts = pattern("(?:@tables.counts)").match(content) is not None
        columns.append(column)
    if len(above) == len(columns):
        for old, new in zip(above, columns, strict=True):
            new.kinds, new.year, new.scale = (
                new.kinds or old.kinds,
                new.year or old.year,
                new.scale or old.scale,
            )
            new.total, new.counts = new.total or old.total, new.counts or old.counts
    return columns


def _scattered(source: Source, lines: Sequence[Row], width: int) -> list[Column]:
    """Put together columns whose headings lie about in several lines: the bodies in order, then the total.

    A body that is named by several funds ("FIR", "ONDAM") has a column for each, if that makes `width`.
    """
    names: dict[PartyKind, set[str]] = {}
    total = False
    for line in lines[-14:]:
        if line.end - line.start < 100:
            for kind, low, high in find_names(source, line.start, line.end):
                names.setdefault(kind, set()).add(source.folded[low:high])
            total = total or "total" in source.folded[line.start : line.end]
    if len(names) < 2:
        return []
    for expanded in (None, *names):
        columns: list[Column] = []
        for kind, wordings in names.items():
            columns += [Column([kind])] * (max(1, len(wordings) - 1) if kind == expanded else 1)
        if len(columns) + total == width:
            return [*columns, Column([], total=True)] if total else columns
    return []
