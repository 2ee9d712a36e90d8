"""Tables written as lines of text: cells parted by tabs or bars, under a line of headings."""

import re
from collections.abc import Sequence
from typing import NamedTuple

Span = tuple[int, int]


class TextTable(NamedTuple):
    """A table in lines: the first line of it, the one behind it, and the cells of each row.

    The cells of a row are bounds in the text, by column; a row that heads those below it has a single one.
    """

    first: int
    end: int
    rows: list[dict[int, Span]]


_FIGURE = re.compile(r"[+-]? ?\d[\d ,.\u00a0\u202f]*(?:[kKmM]? ?€|[kKmM]|euros?)?(?: ?\*)?")
# The heading of a column of measures: what stands in the rows below it needs no figures to be a table.
_PLAN = re.compile(r"(?:fiches?|actions?|mesures?|projets?|opérations?)(?: [a-zà-ÿ]+){0,3}", re.IGNORECASE)
_FEWEST_ROWS = 2  # rows with figures, or under such a heading
_LONGEST_TITLE = 120  # characters of a row that heads those below it
_ENDS = (".", ";", ":", ",")
_YEAR = re.compile(r"(?:19|20)\d\d")


def may_hold_tables(text: str) -> bool:
    """Whether there is anything in a text that parts cells."""
    return "\t" in text or "|" in text


def find_text_tables(text: str, lines: Sequence[Span]) -> list[TextTable]:
    r"""Find the tables among lines of a text, in order; what holds no figures, or measures, below words is none.

    >>> text = "Action\tCoût\nUn bus\t10\nSanté\nUn lieu\t20"
    >>> (table,) = find_text_tables(text, [(0, 11), (12, 21), (22, 27), (28, 38)])
    >>> [[text[slice(*cell)] for cell in row.values()] for row in table.rows]
    [['Action', 'Coût'], ['Un bus', '10'], ['Santé'], ['Un lieu', '20']]
    """
    parted = [_cells(text, *line) for line in lines]
    found: list[TextTable] = []
    index = 0
    while index < len(lines):
        end = _end_of_table(text, lines, parted, index)
        if end is None:
            index += 1
            continue
        found.append(TextTable(index, end, [_row(text, cells) for cells in parted[index:end]]))
        index = end
    return found


def _cells(text: str, start: int, end: int) -> list[Span]:
    """Bounds of the cells of a line, those without anything in them too; the line itself where nothing parts it."""
    sign = "\t" if "\t" in text[start:end] else "|"
    if sign == "|" and text[start] == "|":
        start += 1
        end -= text[end - 1] == "|"
    cells: list[Span] = []
    while (cut := text.find(sign, start, end)) >= 0:
        cells.append((start, cut))
        start = cut + 1
    return [*cells, (start, end)]


def _end_of_table(text: str, lines: Sequence[Span], parted: Sequence[list[Span]], first: int) -> int | None:
    """Where the table ends that a line of headings opens, None where it opens none."""
    width = len(parted[first])
    heading = [text[slice(*cell)].strip() for cell in parted[first]]
    if width < 2 or not all(heading[-1:]) or not _heads_columns(heading):
        return None
    planned = any(_PLAN.fullmatch(cell) for cell in heading)
    rows, end, index = 0, first, first + 1
    while index < len(lines):
        cells = parted[index]
        if len(cells) == 1:
            title = text[slice(*lines[index])].strip()
            if len(title) > _LONGEST_TITLE or title.endswith(_ENDS):
                break
        elif len(cells) != width:
            break
        else:
            if planned or any(_FIGURE.fullmatch(text[slice(*cell)].strip()) for cell in cells[1:]):
                rows += 1
            end = index + 1
        index += 1
    return end if rows >= _FEWEST_ROWS else None


def _heads_columns(cells: Sequence[str]) -> bool:
    """Whether cells are words, or words and years: "Action | 2022 | 2023"."""
    figures = [cell for cell in cells if _FIGURE.fullmatch(cell)]
    return all(_YEAR.fullmatch(cell) for cell in figures) and len(figures) < sum(map(bool, cells))


def _row(text: str, cells: Sequence[Span]) -> dict[int, Span]:
    """The cells of a row that hold something, without the white space around."""
    row: dict[int, Span] = {}
    for column, (start, end) in enumerate(cells):
        content = text[start:end]
        if written := content.strip():
            low = start + content.index(written[0])
            row[column] = (low, low + len(written))
    return row
