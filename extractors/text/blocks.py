"""The blocks of a text: headings, paragraphs, list items, table cells.

A reader that knows the layout (the DOM of a page, the boxes of a PDF) makes its own blocks;
for text that is nothing but lines, `find_blocks` reads them off the lines.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Literal, NamedTuple

from extractors.text.folding import fold
from extractors.text.lines import TextLine, text_lines
from extractors.text.parted_lines import TextTable, find_text_tables, may_hold_tables

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


_ENDS = tuple('.!?:;…»”"')
_AFTER_THE_END = ") \t\n\u00a0\u202f"
# A title in capitals goes on in a line that begins with one of these.
_LINKED = re.compile(r"(?:ET )?(?:D(?:E|ES|U)|AUX?) |(?:ET )?D['’]")
# A line that ends with one of these goes on in the next one.
_OPEN_END = re.compile(
    r"(?:[,'(]|[a-z]-|\b(?:de|du|des|d|la|le|les|l|et|ou|a|au|aux|en|par|pour|avec|sur|dans|que|qui|"
    r"m\.|mm\.|mme|mmes|madame"
    r"|monsieur|un|une|son|sa|ses|ce|cette|ces|leur|leurs|entre)"
    r")$"
)
# So does one that ends with a name, unless the next one has a label: "M. RIGLET", then "Absents : …".
_NAME_END = re.compile(r"\b(?:m\.|mme\.?|monsieur|madame) [a-z'-]+(?: [a-z'-]+){0,3}$")
# "… et le préfet François", then "Pesneaud ont signé": a given name behind an office, its surname on the next line.
_GIVEN_END = re.compile(
    r"\b(?:l[ae]|son|sa) (?:(?:sous-)?préf(?:et|ète)|(?:vice-)?présidente?|maire|direct(?:eur|rice))"
    r" [A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)?$"
)
_SURNAME_BEGIN = re.compile(
    r"(?!(?:L[ea]s?|Une?|Des?|Du|Ces?|Cet|Cette|Ils?|Elles?|Dans|Pour|En|Aux?|Sur|Avec) )[A-ZÀ-Ý][\w-]+(?:,| [a-zà-ÿ])"
)
_SUM = re.compile(r"\d[\d ,.]* ?(?:[MmKk]?€|(?:euros?|millions?|milliards?)\b)")
# "L'État avait réservé", then "115 M€ aux départements": a verb and what it is to have.
_GIVES_END = re.compile(
    r"\b(?:a|ont|avait|avaient|aura|auront) (?:\w+ment |aussi |deja |egalement )?[a-z]+(?:e|i|u|is|it)$"
    r"|\b(?:verse|apporte|consacre|mobilise|alloue|met|attribue)(?:nt|ra|ront)?$"
)
_LABEL_LINE = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ][^:\n]{1,40} ?: ")
# "31 décembre", then "2019" on the next line.
_MONTH_END = re.compile(
    r"\b(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)$"
)
# "La directrice de l'ARS", then "Centre-Val de Loire" on the next line.
_OF_HEALTH_END = re.compile(r"\b(?:ars|de sante)$")
_LONGEST_END = 12  # characters at the end of a line: more than `_OPEN_END` and `_MONTH_END` can match
_YEAR = re.compile(r"(?:19|20)\d\d\b")
# "pour l'État : Anne Roy, préfète", under another line like it.
_FOR_WHOM = re.compile(r"pour l(?:['’]|e |a |es )[^:\n]{2,70}: ", re.IGNORECASE)
# "par M. D. — 22/09/2021", under a title: who wrote it, and when.
_BYLINE = re.compile(r"par [A-ZÀ-Ý][^\n,;:]{1,50} [-–—|•·] (?:le )?\d[^\n,;:]{5,20}")
# "VU la délibération …," and under it "CONSIDÉRANT que …": each ground of an act stands by itself.
_GROUND = re.compile(
    r"(?:(?:VU|Vu|CONSID[EÉ]RANT|Considérant)\b(?! (?:par|pour|et)\b)"
    r"|Après (?:en )?avoir (?:en )?d|APR[EÈ]S (?:EN )?AVOIR"
    r"|(?:Sur|SUR) (?:le rapport|LE RAPPORT|(?:la )?proposition|(?:LA )?PROPOSITION)\b)"
)
# "Action 2 – Ouvrir un lieu neutre" is an entry of its own, however long the line above it.
_RANKED_LINE = re.compile(
    r"(?:Actions?|Fiches?(?: [Aa]ctions?)?|Axes?|Mesures?|Engagements?|Objectifs?|Volets?|Priorités?|Orientations?)"
    r" (?:n ?[°o] ?)?(?:\d{1,2}(?:\.\d{1,2})?|[A-H]|[IVX]{1,4}) ?[.:)/–—-]",
    re.IGNORECASE,
)
_LEAD_LINE = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ'’]*(?: [a-zà-ÿ'’]+){0,3} ?:")  # "Contacts presse :"
# "Axe 1 | Aller vers les parents", and under it "Deux bus relient les villages.": a heading and what stands there.
_RANKED = re.compile(r"[A-ZÀ-Ý]\w{2,11} (?:[nN] ?° ?)?(?:\d{1,2}|[IVX]{1,4}) ?[|:–—-] ")
_NEW_SENTENCE = re.compile(
    r"(?:Une?|Des|Deux|Trois|Quatre|Cinq|Six|Sept|Huit|Neuf|Dix|Vingt|\d{1,3}|Les?|L[a'’]|Chaque|Tou(?:s|te|tes)"
    r"|Plusieurs|Ce(?:t|tte|s)?|Ici|Là|Dans|Pour) ?(?=[a-zà-ÿ])"
)
_ENTRE = re.compile(r"entre(?: les soussign\w+)? ?[:,]?")
_HEADING_WORDS = 16


class _Wrap(NamedTuple):
    """The width at which a text was wrapped, a huge one where it was not.

    `exact` tells that it is that of the lines which others plainly go on with: then a line is full where the first
    word of the next one has no room in it.
    """

    width: int
    exact: bool = False

    def fills(self, before: str, after: str, *, within: bool) -> bool:
        """Whether `before` is so long that `after` may go on with it; `within` a paragraph a shorter one may be."""
        if not self.exact:
            return len(before) > self.width * (0.6 if within else 0.85)
        named = ", " in before and _ENDING_NAME.match(after)
        if not (within or named or _INNER_END.search(before) or _SUM.match(after)):
            return False  # a title may be as long
        return len(before) + 1 + len(after.split(maxsplit=1)[0]) > self.width


_NOT_WRAPPED = _Wrap(10**9)
_ENDING_NAME = re.compile(
    r"[A-ZÀ-Ý][\w'-]+, [a-zà-ÿ]"
)  # "…, Claire", and on the next line "Desbordes, préfète"
_INNER_END = re.compile(r"\w[.!?] \w")


def _wrap(text: str, lines: list[TextLine]) -> _Wrap:
    """Tell how wide a text was set: titles and lists may be wider than its paragraphs, or most of it."""
    lengths = sorted(line.end - line.start for line in lines)
    if len(lengths) < 5:
        return _NOT_WRAPPED
    longest = lengths[-1]
    near = sum(length > longest * 0.85 for length in lengths)
    if longest > 130 or near >= max(3, len(lengths) * 0.3):
        return _Wrap(longest) if longest <= 130 else _NOT_WRAPPED
    followed = [
        (before.end - before.start, len(text[line.start : line.end].split(maxsplit=1)[0]))
        for before, line in pairwise(lines)
        if text[line.start].islower() and not line.marker and not line.blank_before
    ]
    if len(followed) < _FEWEST_FOLLOWED:
        return _NOT_WRAPPED
    width = max(length for length, _ in followed)
    full = sum(length + 1 + word > width for length, word in followed)
    return _Wrap(width, exact=True) if full >= len(followed) * 0.8 else _NOT_WRAPPED


_FEWEST_FOLLOWED = 4


def ends_sentence(text: str, line: TextLine) -> bool:
    """Whether `line` ends as sentences, or the parts of a list, do."""
    return text[line.start : line.end].rstrip(_AFTER_THE_END).endswith(_ENDS)


def opens_entry(line: str) -> bool:
    """Whether a line is an entry of its own, however long the one above it.

    >>> opens_entry("Engagement 3 : agir tôt"), opens_entry("Engagement pris en 2021")
    (True, False)
    """
    return line[0].isupper() and _RANKED_LINE.match(line) is not None


def is_title_in_capitals(before: str, after: str) -> bool:
    """Whether a title goes on from one line to the next.

    >>> is_title_in_capitals("CONTRAT DE PRÉVENTION", "DE L'ENFANCE"), is_title_in_capitals("ARS", "PRÉFET")
    (True, False)
    """
    return _LINKED.match(after) is not None and before.isupper() and after.isupper()


@cache
def _region_begin() -> re.Pattern[str]:
    regions = tomllib.loads((files("extractors") / "data/territories.toml").read_text("utf-8"))["regions"]
    return re.compile(rf"(?:{'|'.join(re.escape(region['name']) for region in regions)})\b")


def continues(before: str, folded: str, after: str) -> bool:
    """Whether the line `after` plainly goes on with the line `before` it, by their words alone.

    `folded` is `before` folded. Lines that end a sentence or begin an item are the caller's business.

    >>> continues("signé par le", "signe par le", "Département"), continues("Laon", "laon", "Creuse")
    (True, False)
    """
    if _FOR_WHOM.match(after) or _BYLINE.fullmatch(after) or _GROUND.match(after):
        return False
    last = max(0, len(folded) - _LONGEST_END)
    if _YEAR.match(after) and _MONTH_END.search(folded, last):
        return True
    if _SUM.match(after) and _GIVES_END.search(folded):
        return True
    if _NAME_END.search(folded) and not _LABEL_LINE.match(after):
        return True
    if _SURNAME_BEGIN.match(after) and _GIVEN_END.search(before):
        return True
    if _OF_HEALTH_END.search(folded, last) and _region_begin().match(after):
        return True
    if after.startswith("auxquel") or _ENTRE.fullmatch(after):
        return False  # what goes on with a whole list, and not with its last item; the parties of a contract
    if is_title_in_capitals(before, after):
        return True
    return after[0].islower() or _OPEN_END.search(folded, last) is not None


def _runs_on(text: str, before: TextLine, line: TextLine, wrap: _Wrap, *, within: bool) -> bool:
    """Whether `line` goes on with the line `before` it; `within` a paragraph a short line may be followed too."""
    if line.marker or line.blank_before:
        return False
    first, second = text[before.start : before.end], text[line.start : line.end]
    if ends_sentence(text, before):
        return first.endswith(";") and _is_full(first, second, wrap.width) and not _GROUND.match(second)
    if opens_entry(second):
        return False
    if continues(first, fold(first), second):
        return True
    if _LABEL_LINE.match(second) and _LABEL_LINE.match(first):
        return False  # "Santé : suivre chaque enfant", one theme a line, all about as long
    if not within and (
        _LEAD_LINE.fullmatch(second) or (_RANKED.match(first) and _NEW_SENTENCE.match(second))
    ):
        return False
    return wrap.fills(first, second, within=within)


def _is_full(line: str, after: str, width: int) -> bool:
    """Whether the first word of the line `after` had no room on `line`."""
    return len(line) + 1 + len(after.split(maxsplit=1)[0]) > width >= len(line)


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
    wrap = _wrap(text, lines)
    blocks: list[Block] = []
    position = 0
    for number, table in enumerate(tables):
        blocks += blocks_of(text, _grouped(text, lines[position : table.first], wrap))
        blocks += _cells_of(number, table)
        position = table.end
    return blocks + blocks_of(text, _grouped(text, lines[position:], wrap))


def _grouped(text: str, lines: Sequence[TextLine], wrap: _Wrap) -> list[list[TextLine]]:
    """Put the lines together that plainly go on with each other."""
    groups: list[list[TextLine]] = []
    for line in lines:
        if groups and _runs_on(text, groups[-1][-1], line, wrap, within=len(groups[-1]) > 1):
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


def blocks_of(text: str, groups: Iterable[Sequence[TextLine]]) -> list[Block]:
    """Make a block of each group of lines, in text order."""
    blocks: list[Block] = []
    stack: list[tuple[int, str]] = []  # (indent, kind of marker) of the open list levels
    for group in groups:
        first, end = group[0], group[-1].end
        if first.marker:
            level = _nest(stack, first.indent, _marker_kind(first.marker))
            blocks.append(Block(first.start, end, "item", level, first.marker))
            continue
        stack.clear()
        kind: BlockKind = "heading" if _is_heading(text[first.start : end]) else "paragraph"
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


def _marker_kind(marker: str) -> str:
    if marker[:1].isalnum() or marker[:1] == "(":
        return "number"
    return "picture" if is_picture(marker) else marker[:1]  # whatever it shows, all are of one level


def _nest(stack: list[tuple[int, str]], indent: int, kind: str) -> int:
    """Depth of an item, given the open levels; changes `stack` to what is open after it."""
    while stack and indent < stack[-1][0]:
        stack.pop()
    for depth, (open_indent, open_kind) in enumerate(stack):
        if open_kind == kind and open_indent == indent:
            del stack[depth + 1 :]
            return depth
    stack.append((indent, kind))
    return len(stack) - 1


def _is_heading(content: str) -> bool:
    if content[-1] in ".;,:…" or not content[0].isalnum():
        return False
    if not (content[0].isupper() or content[0].isdigit()):
        return False
    return len(content.split(maxsplit=_HEADING_WORDS)) <= _HEADING_WORDS
