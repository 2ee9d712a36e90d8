"""The rows of tables in a text: lines whose cells are parted, or whose figures stand side by side."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from extractors.money.numerals import DIGITS
from extractors.text.calendar_names import MONTHS
from extractors.text.source import Source

Span = tuple[int, int]

# Without one of these there is no table: what parts cells, or a line that ends with a unit.
_PARTING = ("\t", "|", "....", "……", "   ", "\u00a0\u00a0\u00a0")
_UNITS = ("€", "uros")
_UNITS_AT_END = tuple(unit + end for unit in _UNITS for end in ("\n", ")\n", " :\n", ") :\n"))
# A figure behind what parts cells, and a line whose end can be that of a table's row, or a unit for all of it.
# Each alternative begins with a plain sign: `re` then looks for nothing else in between.
_PARTED_FIGURE = re.compile(
    r"\t *[\d€-]|\| *[\d€-]|\.\.\.\. *\d|…… *\d| [ \u00a0][ \u00a0]\d|\u00a0[ \u00a0][ \u00a0]\d"
)
_UNIT_ENDS_LINE = ("€", "uros", "EUR")
_MONEY_AT_END = re.compile(
    r"€ +\d[\d ,.\u00a0\u202f]*[kKM]?€ *$|^[^.;!?€\n]{2,90} \d[^\n€]{0,14}€ *$"
    r"|^ *\d[\d ,.\u00a0\u202f]* ?(?:[kKM]?€|euros) *$"
    r"|(?:\(|[Ee]n |: ?)(?:[kKmM]? ?€|[kKmM]?(?:euros|EUR)|milli\w+ d['’]euros)\)? *:? *$"
)
_BREAK = re.compile(r" *\t *| *\| *|[ \u00a0]{3,}| *(?:\.{4,}|…{2,}|(?:\. ){3,}\.?|_{3,}) *")
# No break is without one of these, and most lines hold none.
_BREAKING = ("\t", "|", "  ", "\u00a0", "..", ". .", "…", "__")
_MARK = r" ?(?:\*{1,3}|\([a-z\d]\))"  # of a note
NUMBER = re.compile(
    rf"(?P<number>{DIGITS})(?P<unit> ?(?:k€|m€|€|keuros|euros?|k|m)(?: (?:ttc|ht))?)?"
    rf"(?:{_MARK})?"
)
NOTHING = re.compile(
    r"-+|/|neant|0|sans objet|s\.?o\.?|n\.?c\.?|a (?:determiner|definir|preciser|chiffrer|confirmer)"
    r"|non (?:chiffre|communique|concerne|determine|defini)e?|"
)
YEAR = re.compile(
    rf"(?:annee |exercice |budget |bp |en |(?:{MONTHS}) |(?:financement|montant|cout|credit|dotation|tranche)s? )?"
    r"(?P<year>(?:19|20)\d\d)"
    rf"(?:{_MARK}| ?\(?(?:prev|estim|reel|vote|realise|notifie|definiti|provisoire)\w*\.?\)?)?"
)
# What numbers the rows of a table: "1.2", "3a", "FA 4".
RANK = re.compile(r"(?:fa[ -]?|[a-z])?\d{1,2}(?:[.-]\d{1,2})*(?:[.-]?[a-z])?[.)]?")
_SENTENCE = re.compile(r"[.;!?] |[.;!?]$|\b(?:(?<!grand )est|sont|ont|sera|seront)\b")


@dataclass(slots=True)
class Row:
    """A line of a table: its cells, and which of them hold a figure; a heading holds none."""

    start: int
    end: int
    cells: list[Span]
    figures: list[bool]
    parted: bool  # by tabs, bars, leaders or wide gaps, not only by what the cells hold


def may_hold_tables(source: Source) -> bool:
    """Whether it is worth reading `source` line by line."""
    text = source.text
    parted = any(mark in text for mark in _PARTING)
    if not (parted or text.rstrip().endswith(_UNITS) or any(end in text for end in _UNITS_AT_END)):
        return False
    gaps = parted or "\u00a0" in text
    return (gaps and _PARTED_FIGURE.search(text) is not None) or any(
        line.rstrip(" :)").endswith(_UNIT_ENDS_LINE) and _MONEY_AT_END.search(line)
        for line in text.split("\n")
    )


def find_rows(source: Source) -> Iterator[Row]:
    r"""Yield each line of the main text as a row, also those that are no part of a table.

    >>> rows = list(find_rows(Source("Année État ARS\n2020 12 € 14 €")))
    >>> [len(row.cells) for row in rows], rows[1].figures
    ([1, 3], [False, True, True])
    """
    run: list[Span] = []
    for start, end, is_cell in _lines(source):
        if is_cell:
            run.append((start, end))
            continue
        yield from _rows_of_cells(source, run)
        run = []
        yield _row(source, start, end)
    yield from _rows_of_cells(source, run)


def is_year(content: str) -> bool:
    """Whether a cell holds nothing but a year."""
    return YEAR.fullmatch(content.strip()) is not None


def _is_figure(content: str) -> bool:
    found = NUMBER.fullmatch(content.strip())
    return found is not None and not (found["unit"] is None and is_year(content))


def _lines(source: Source) -> Iterator[tuple[int, int, bool]]:
    """Bounds of each line of the main text outside known grids, and whether it is one table cell by itself."""
    position = 0
    for line in source.text.split("\n"):
        start, end = position, position + len(line.rstrip(" "))
        position += len(line) + 1
        index = source.block_index(start + len(line.rstrip()) - 1) if line.strip() else None
        if index is not None and source.blocks[index].main and source.blocks[index].cell is None:
            block = source.blocks[index]
            yield start, end, block.kind == "cell" and block.end >= end and "\t" not in line


def _row(source: Source, start: int, end: int) -> Row:
    text, folded = source.text, source.folded
    low = start + len(text[start:end]) - len(text[start:end].lstrip(" |"))
    line = text[low:end]
    cuts = list(_BREAK.finditer(text, low, end)) if any(mark in line for mark in _BREAKING) else []
    bounds = [low, *(place for cut in cuts for place in cut.span()), end]
    cells = [(a, b) for a, b in zip(bounds[::2], bounds[1::2], strict=True)]
    if cells[-1][0] == cells[-1][1] and len(cells) > 1:
        cells.pop()
    parted = len(cells) > 1
    if not parted:
        if not _DIGIT.search(folded, low, end):  # as most lines of prose
            return Row(start, end, cells, [False], parted)
        cells = _figures_in_a_row(folded, low, end) or cells
    return Row(start, end, cells, [_is_figure(folded[a:b]) for a, b in cells], parted)


_FIGURE = rf"(?:{DIGITS} ?(?:k€|m€|€)|-+(?![\w-]))"
_FIGURES = re.compile(rf"(?P<label>[^€]*?)(?P<figures>(?: {_FIGURE})+) *")
_PLAIN = re.compile(rf"(?P<label>.*?[a-z).] |(?:19|20)\d\d |)(?P<figures>(?:(?:{DIGITS}|-+)(?: |$)){{3,}})")
_LABELLED = re.compile(
    rf"(?:[-*•] ?)?[^:€\d]{{2,80}}? ?: ?(?P<figure>{DIGITS}) *[;,.]? *"
)  # "État : 1 245 000"
_TOKEN, _PLAIN_TOKEN = re.compile(_FIGURE), re.compile(rf"{DIGITS}|-+")
_YEAR_OR_WORD = re.compile(r"\d{4}|[a-z]+")
_DIGIT = re.compile(r"\d")
_YEARS = re.compile(r"(?:[a-z]+ )?(?:19|20)\d\d(?: (?:19|20)\d\d)+(?: total)?")


def _figures_in_a_row(folded: str, start: int, end: int) -> list[Span]:
    """Bounds of the cells of a line whose gaps were lost: a label and figures, or years."""
    if end - start > 160 or _SENTENCE.search(folded, start, end):
        return []
    if labelled := _LABELLED.fullmatch(folded, start, end):
        return [(start, labelled.start("figure")), labelled.span("figure")]
    if _YEARS.fullmatch(folded, start, end):
        return [found.span() for found in _YEAR_OR_WORD.finditer(folded, start, end)]
    found, token = _FIGURES.fullmatch(" " + folded[start:end]), _TOKEN
    shift = start - 1
    if found is None:
        found, token, shift = _PLAIN.fullmatch(folded[start:end]), _PLAIN_TOKEN, start
    if found is None or not _DIGIT.search(found["figures"]):
        return []
    low = shift + found.start("figures")
    cells = [m.span() for m in token.finditer(folded, max(low, start), end)]
    return [(start, low), *cells] if folded[start:low].strip() else cells


def _rows_of_cells(source: Source, run: list[Span]) -> Iterator[Row]:
    """Rows of cells that a reader gave one by one: a label comes back every so many cells."""
    figures = [_is_figure(source.folded[a:b]) for a, b in run]
    labels = [i for i, figure in enumerate(figures) if not figure and i + 1 < len(run) and figures[i + 1]]
    steps = {after - before for before, after in pairwise(labels)}
    width = steps.pop() if len(steps) == 1 else len(run) - labels[0] if len(labels) == 1 else 0
    if width < 2:
        yield from (_row(source, a, b) for a, b in run)
        return
    first = labels[0] % width or width  # a heading may lack its first cell
    cuts = [0, *range(first, len(run), width), len(run)]
    for low, high in pairwise(cuts):
        if low < high:
            yield Row(run[low][0], run[high - 1][1], run[low:high], figures[low:high], parted=True)
