"""Facts that a page sets as terms with their values: a list of definitions, or a table with its labels at the left.

"Date de signature" says nothing without the "24 mai 2024" beside it: each such pair becomes one line.
"""

import re
from collections import Counter
from collections.abc import Iterator

from extractors.money.words import pattern
from extractors.text.folding import fold
from pipeline.reading.html.layout import Box, Layout, Segment
from pipeline.reading.html.text import is_figure

_LONG_TERM = 60
_LONG_VALUE = 200
# Segments of a list or table of facts; pages that nest hundreds of them would take minutes.
_FEWEST, _MOST = 4, 120
# "Publié le | 3 mai 2021" reads on, "Date : | 3 mai 2021" has its colon.
_READS_ON = re.compile(
    r".*(?::| (?:l[ae]s?|du|de|des|aux?|a|par|pour|en|entre|avec))", re.IGNORECASE | re.DOTALL
)
# What editors of forms and of content call the name of a field.
_LABEL = re.compile(r"(?:^|[\s_-])(?:label|libelle)(?:$|[\s_-])")
# Labels that only facts have.
_WHEN = re.compile(r"(?:dates?|durees?|periodes?|signe[es]*)\b")

_Entry = tuple[int, list[int]]  # the segments of a term and of its values


def join_facts(layout: Layout) -> Layout:
    """Put each term into one line with its value; several values stand as items under their term.

    >>> from selectolax.lexbor import LexborHTMLParser
    >>> from pipeline.reading.html.layout import lay_out
    >>> page = "<dl><dt>Date de signature<dd>24 mai 2024<dt>Signataires<dd>Mme Roy<dd>M. Blanc</dl>"
    >>> [segment.text for segment in join_facts(lay_out(LexborHTMLParser(page).body)).segments]
    ['Date de signature : 24 mai 2024', 'Signataires', 'Mme Roy', 'M. Blanc']
    """
    segments = layout.segments
    joined: set[int] = set()
    for index, box in enumerate(layout.boxes):
        named = "label" in box.names or "libelle" in box.names
        if named and _LABEL.search(box.names) and _labels_all(layout, index):
            joined.update(_join(segments, [(box.first, [box.first + 1])]))
        if box.tag not in ("dl", "table") or not _FEWEST <= box.last - box.first <= _MOST:
            continue
        entries = _definitions(layout, index) if box.tag == "dl" else _labelled_rows(layout, index)
        if _are_facts(segments, entries):
            box.tag = "dl"  # a table no more
            joined.update(_join(segments, entries))
    return layout.without(joined) if joined else layout


def _join(segments: list[Segment], entries: list[_Entry]) -> Iterator[int]:
    """Join terms and their values, and yield the segments of which the text stands in another one now."""
    for term, values in entries:
        label, first = segments[term], segments[values[0]]
        if len(values) > 1 or "\n" in first.text:
            if label.kind == "cell":
                label.kind, label.level = "heading", 6
            for value in values:
                segments[value].kind = "item" if len(values) > 1 else "paragraph"
                segments[value].marker = "-" if len(values) > 1 else ""
            continue
        between = " " if _READS_ON.fullmatch(label.text) else " : "
        label.text = f"{label.text}{between}{first.text}"
        label.kind, label.level, label.fact = "paragraph", 0, True
        label.linked += first.linked
        label.bold += first.bold
        label.chrome += first.chrome
        yield values[0]


def _labels_all(layout: Layout, index: int) -> bool:
    """Tell whether a box is the label of what it stands in, which holds one value and nothing else."""
    box, segments = layout.boxes[index], layout.segments
    around = layout.boxes[box.parent]
    if (box.first, box.last - box.first, around.last - around.first) != (around.first, 1, 2):
        return False
    return _are_facts(segments, [(box.first, [box.first + 1])])


def _definitions(layout: Layout, index: int) -> list[_Entry]:
    """Return the terms of a list of definitions with their values."""
    entries: list[_Entry] = []
    for box in _inside(layout, index, ("dt", "dd")):
        if box.tag == "dt" and box.last - box.first == 1:
            entries.append((box.first, []))
        elif box.tag == "dd" and entries:
            entries[-1][1].extend(range(box.first, box.last))
        else:
            return []
    return [(term, values) for term, values in entries if values]


def _labelled_rows(layout: Layout, index: int) -> list[_Entry]:
    """Return the label and the value of each row of a table; none where a row holds anything else.

    Tables of money and forms on actions are read as tables.
    """
    segments = layout.segments
    entries: list[_Entry] = []
    cells: Counter[int] = Counter()
    labels = True  # whether the cells of the first column are told from those of the second
    for box in _inside(layout, index, ("th", "td")):
        told = box.tag == "th" or segments[box.first].bold >= len(segments[box.first].text)
        cells[box.parent] += 1
        if cells[box.parent] == 1 and box.last - box.first == 1:
            labels &= told
            entries.append((box.first, []))
        elif cells[box.parent] == 2 and not told:
            entries[-1][1].extend(range(box.first, box.last))
        else:
            return []
    if not all(values for _, values in entries):
        return []
    terms = [fold(segments[term].text) for term, _ in entries]
    figures = sum(is_figure(segments[values[0]].text) for _, values in entries)
    of_actions = pattern("(?:@tables.group|@tables.action)")
    if 2 * figures >= len(entries) or any(map(of_actions.match, terms)):
        return []
    return entries if labels or any(map(_WHEN.match, terms)) else []


def _inside(layout: Layout, index: int, tags: tuple[str, str]) -> Iterator[Box]:
    """Yield the boxes of a list or a table that hold its terms and values."""
    last = layout.boxes[index].last
    for box in layout.boxes[index + 1 :]:
        if box.first >= last:
            return
        if box.tag in tags and box.first < box.last:
            yield box


def _are_facts(segments: list[Segment], entries: list[_Entry]) -> bool:
    """Tell facts from questions with their answers, and from things with what is said of them."""
    terms = [segments[term].text for term, _ in entries]
    values = [segments[value].text for _, values in entries for value in values]
    return (
        bool(terms)
        and all(len(term) <= _LONG_TERM and not term.endswith(("?", "!", ".")) for term in terms)
        and all(len(value) <= _LONG_VALUE for value in values)
        and any(any(map(str.isdigit, value)) and not value.endswith((".", ";")) for value in values)
    )
