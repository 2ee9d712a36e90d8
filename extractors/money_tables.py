"""Tables of money: what a cell takes from its row, its column and the lines above (payer, year, unit)."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from extractors.bodies import find_groups, in_order, kinds_of
from extractors.facts import PartyKind
from extractors.money import Mention
from extractors.money_words import pattern
from extractors.numerals import DIGITS, parse_digits
from extractors.source import Source


@dataclass(slots=True)
class Cell:
    """A cell with a number; `value` is null where the number has its own unit or none is declared.

    `label` bounds the text of its row where that names a thing and no body, year or total; `caption` the lines above the table with its column headings.
    """

    start: int
    end: int
    value: Decimal | None = None
    scale: Decimal = Decimal(1)
    payers: list[PartyKind] = field(default_factory=list)
    year: str | None = None
    label: tuple[int, int] | None = None
    caption: tuple[int, int] | None = None


@dataclass(slots=True)
class _Column:
    """What a column heading says; `middle` is where it stands in its line."""

    middle: float
    kinds: list[PartyKind]
    year: str | None
    scale: Decimal | None
    total: bool
    counts: bool


@dataclass(slots=True)
class _Table:
    """What is known of the table being read."""

    caption: int = -1
    columns: list[_Column] = field(default_factory=list)
    scale: Decimal | None = None
    year: str | None = None
    seen: list[PartyKind] = field(default_factory=list)
    open_lines: int = 0


_Span = tuple[int, int]
_BREAK = re.compile(r" *\t *| *\| *|[ \u00a0]{3,}| *(?:\.{4,}|…{2,}|(?:\. ){3,}\.?|_{3,}) *")
_NUMBER = re.compile(rf"(?P<number>{DIGITS})(?P<unit> ?(?:k€|m€|€|euros?|keuros|k|m)(?: (?:ttc|ht))?)?(?: ?\*)?")
_NOTHING = re.compile(r"-+|/|neant|0|sans objet|")
_YEAR = re.compile(r"(?:annee |exercice |budget |bp |en )?(?P<year>(?:19|20)\d\d)")
_YEAR_INSIDE = re.compile(r"\b(?:exercice|annees?|budget|en|pour|total|tranche) ((?:19|20)\d\d)\b(?! ?[-/] ?\d)")
_UNIT = re.compile(
    r"(?:\(|\ben |\bexprime\w* en |\bmontants? |\bunite ?: ?)(?:(?P<k>milliers d'euros|keuros?|k ?€|ke\b)|(?P<m>millions d'euros|m ?€|meuros)|(?P<one>euros?\b|€|eur\b))"
)
_SCALES = {"k": Decimal(1000), "m": Decimal(10**6), "one": Decimal(1)}
# Without one of these there is no table: what parts cells, or a line that ends with a unit.
_MARKS = ("\t", "|", "....", "……", "   ", "\u00a0\u00a0\u00a0", "€\n", "€)\n", "euros\n", "euros)\n", "€ :\n", "€) :\n")
_WORTH_A_LOOK = re.compile(
    r"[\t|] *[\d€-]|€ +\d[\d ,.\u00a0\u202f]*[kKM]?€ *$|(?:\.{4}|……|[ \u00a0]{3}) *\d"
    r"|(?:\(|[Ee]n |: ?)(?:[kKmM]? ?€|[kKmM]?(?:euros|EUR)|milli\w+ d['’]euros)\)? *:? *$",
    re.MULTILINE,
)
_FAR = 4  # lines that may stand between a caption and its table, or inside a table


def find_cells(source: Source) -> list[Cell]:
    """Find the cells of tables that hold money, in order.

    A row is a line whose cells are parted by tabs, bars, leaders or wide gaps.

    >>> source = Source("Montants en k€\\n\\t2021\\t2022\\nÉtat\\t412\\t430,5")
    >>> [(str(c.value), c.payers, c.year) for c in find_cells(source)]
    [('412000', ['etat'], '2021'), ('430500.0', ['etat'], '2022')]
    """
    closed = source.text.rstrip().endswith(("€", "euros"))
    if not (closed or any(mark in source.text for mark in _MARKS)) or not _WORTH_A_LOOK.search(source.text):
        return []
    cells: list[Cell] = []
    table = _Table()
    label: _Span | None = None
    for start, end in _lines(source):
        spans = list(_split(source.text, start, end))
        if len(spans) == 1:
            spans = _split_plain(source, start, end) or spans
        figures = [_is_figure(source.folded[a:b]) for a, b in spans]
        if len(spans) == 1 and figures[0] and table.scale is not None and label:
            cells += _row(source, table, [label, spans[0]], [False, True])
            table.open_lines = 0
        elif len(spans) > 1 and any(figures) and not _is_heading(source.folded, spans, figures):
            cells += _row(source, table, spans, figures)
            table.open_lines = 0
        elif len(spans) > 1 or (table.columns and len(spans) == 1 and table.open_lines == 0 and end - start < 30):
            _read_heading(source, table, spans, start)
        else:
            _read_caption(source, table, start, end)
        label = spans[0] if len(spans) == 1 and not figures[0] and end - start < 90 else None
    return cells


def _lines(source: Source) -> Iterator[_Span]:
    position = 0
    for line in source.text.split("\n"):
        if line.strip() and source.is_main(position + len(line) - len(line.lstrip())):
            yield position, position + len(line.rstrip())
        position += len(line) + 1


def _split(text: str, start: int, end: int) -> Iterator[_Span]:
    """Bounds of the cells of a line; those between two tabs or bars may be empty."""
    low = start + len(text[start:end]) - len(text[start:end].lstrip(" |"))
    for gap in _BREAK.finditer(text, low, end):
        yield low, gap.start()
        low = gap.end()
    if low < end:
        yield low, end


_FIGURE = rf"(?:{DIGITS} ?(?:k€|m€|€)|-+(?= ))"
_FIGURES = re.compile(rf"(?P<label>[^€]*?)(?P<figures>(?: {_FIGURE}){{2,}}) *")
_YEARS = re.compile(rf"(?:(?P<label>[a-z]+) )?(?P<years>(?:19|20)\d\d(?: (?:19|20)\d\d)+)(?: total)?")
_SENTENCE = re.compile(r"[.;:!?]|\b(?:est|sont|ont|a|par|pour|avec|de|du)\b")


def _split_plain(source: Source, start: int, end: int) -> list[_Span]:
    """Bounds of the cells of a line whose gaps were lost: figures, years or bodies in a row."""
    folded = source.folded
    if end - start > 160:
        return []
    if found := _FIGURES.fullmatch(" " + folded[start:end]):
        low = start + found.end("label") - 1
        cells = [(m.start() + 1, m.end()) for m in re.finditer(f" {_FIGURE}", folded[low:end])]
        label = [(start, low)] if low > start else []
        return [*label, *((low + a, low + b) for a, b in cells)]
    if years := _YEARS.fullmatch(folded, start, end):
        return [m.span() for m in re.compile(r"\d{4}|[a-z]+").finditer(folded, *years.span())]
    groups = [] if _SENTENCE.search(folded, start, end) else find_groups(source, start, end)
    if len(groups) > 1 and all(len(g.kinds) == 1 for g in groups):
        cuts = [start, *(g.start for g in groups if g.start > start), end]
        return [(a, b) for a, b in zip(cuts, cuts[1:], strict=False)]
    return []


def _is_figure(content: str) -> bool:
    content = content.strip()
    found = _NUMBER.fullmatch(content)
    return bool(found) and not (found["unit"] is None and _YEAR.fullmatch(content)) if found else False


def _is_heading(folded: str, spans: list[_Span], figures: list[bool]) -> bool:
    """Whether a row that holds figures is still a heading: its figures are years or few and bare."""
    return False if any(figures) else all(_YEAR.fullmatch(folded[a:b].strip()) for a, b in spans if a < b)


def _read_caption(source: Source, table: _Table, start: int, end: int) -> None:
    """Take unit and year from a line above a table; forget them when text goes on."""
    table.open_lines += 1
    if table.open_lines > _FAR or end - start > 200 or table.seen:
        table.columns, table.scale, table.year, table.caption, table.seen = [], None, None, -1, []
        table.open_lines = 1
    table.caption = start
    if unit := _UNIT.search(source.folded, start, end):
        table.scale = _SCALES[unit.lastgroup or "one"]
    if year := _YEAR_INSIDE.search(source.folded, start, end):
        table.year = year[1]


def _read_heading(source: Source, table: _Table, spans: list[_Span], start: int) -> None:
    """Take the columns of a heading line, added to those of a heading line just above it."""
    if table.seen:
        table.columns, table.seen = [], []
    line_start = source.text.rfind("\n", 0, start) + 1
    columns = []
    left: list[PartyKind] = []
    for low, high in spans:
        content = source.folded[low:high]
        year, unit = _YEAR.fullmatch(content.strip()), _UNIT.search("(" + content)
        kinds = kinds_of(find_groups(source, low, high)) if low < high else left
        left = kinds
        columns.append(
            _Column(
                (low + high) / 2 - line_start,
                kinds,
                year["year"] if year else None,
                _SCALES[unit.lastgroup or "one"] if unit else None,
                bool(re.search(r"\btotal|\bensemble|\bcumul", content)),
                bool(pattern(r"^(?:@tables.counts)").search(content.strip())),
            )
        )
    if table.columns and len(table.columns) == len(columns):
        for old, new in zip(table.columns, columns, strict=True):
            new.kinds = new.kinds or old.kinds
            new.year, new.scale = new.year or old.year, new.scale or old.scale
            new.total, new.counts = new.total or old.total, new.counts or old.counts
    table.columns = columns
    if table.caption < 0:
        table.caption = start
    if unit := _UNIT.search(source.folded, spans[0][0], spans[-1][1]):
        table.scale = table.scale or _SCALES[unit.lastgroup or "one"]


def _row(source: Source, table: _Table, spans: list[_Span], figures: list[bool]) -> list[Cell]:
    """Read the cells with figures of a row."""
    folded = source.folded
    labels = [span for span, figure in zip(spans, figures, strict=True) if not figure and span[0] < span[1]]
    labels = [span for span in labels if not _NOTHING.fullmatch(folded[slice(*span)].strip())]
    label = (labels[0][0], labels[-1][1]) if labels else None
    row_kinds = kinds_of(find_groups(source, *label)) if label else []
    total_row = bool(label and re.search(r"\btotal|\bensemble\b", folded[slice(*label)]))
    row_year = next((y["year"] for s in labels if (y := _YEAR.fullmatch(folded[slice(*s)].strip()))), None)
    thing = label if label and not (row_kinds or total_row or row_year) else None
    columns = _columns_of(source, table, spans, figures)
    paid = in_order(k for c in columns if c and not c.total for k in c.kinds)
    cells = []
    for (low, high), figure, column in zip(spans, figures, columns, strict=True):
        if not figure or (column and column.counts):
            continue
        kinds = (column.kinds if column else []) or row_kinds
        if (column and column.total and not column.kinds) or not kinds:
            kinds = paid or row_kinds or (table.seen if total_row else [])
        found = _NUMBER.match(folded, low, high)
        scale = (column.scale if column else None) or table.scale
        value = None
        if found and not found["unit"] and scale is not None:
            value = parse_digits(found["number"].strip(" ,."), scale) * scale
        caption = (table.caption, low) if table.caption >= 0 else None
        year = (column.year if column else None) or row_year or table.year
        end = found.end("unit") if found and found["unit"] else low + len(folded[low:high].rstrip())
        cells.append(Cell(low, end, value, scale or Decimal(1), list(kinds), year, thing, caption))
    table.seen = in_order([*table.seen, *row_kinds, *paid]) or table.seen
    return cells


def _columns_of(source: Source, table: _Table, spans: list[_Span], figures: list[bool]) -> list[_Column | None]:
    """The column of each cell: by its index, by order from the right, else by place in the line."""
    if not table.columns:
        return [None] * len(spans)
    if len(spans) == len(table.columns):
        return list(table.columns)
    telling = [c for c in table.columns if c.kinds or c.year or c.total or c.scale or c.counts]
    cells = [
        index
        for index, (span, figure) in enumerate(zip(spans, figures, strict=True))
        if figure or (index and _NOTHING.fullmatch(source.folded[slice(*span)].strip()))
    ]
    found: list[_Column | None] = [None] * len(spans)
    if len(cells) == len(telling):
        for index, column in zip(cells, telling, strict=True):
            found[index] = column
    elif telling:
        line_start = source.text.rfind("\n", 0, spans[0][0]) + 1
        for index in cells:
            middle = sum(spans[index]) / 2 - line_start
            found[index] = min(telling, key=lambda column: abs(column.middle - middle))
    return found


def add_cells(mentions: list[Mention], cells: list[Cell]) -> list[Mention]:
    """Return `mentions` with those that only the unit of their table makes money, in order."""
    starts = [mention.start for mention in mentions]
    new = [
        Mention(c.start, c.end, c.start, c.value, c.scale, rule="table", confidence=0.9)
        for c in cells
        if c.value and bisect_left(starts, c.start) == bisect_left(starts, c.end)
    ]
    return sorted([*mentions, *new], key=lambda mention: mention.start)
