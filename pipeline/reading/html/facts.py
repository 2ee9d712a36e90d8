"""Facts that a page sets as terms with their values: a list of definitions, or a table with its labels at the left.

"Date de signature" says nothing without the "24 mai 2024" beside it: each such pair becomes one line.
"""

import re
from collections import Counter

from extractors.money.words import pattern
from extractors.text.folding import fold
from pipeline.reading.html.layout import Layout, Segment
from pipeline.reading.html.text import is_figure

_LONG_TERM = 60
_LONG_VALUE = 200
# "Publié le | 3 mai 2021" reads on, "Date : | 3 mai 2021" has its colon.
_READS_ON = re.compile(
    r".*(?::| (?:l[ae]s?|du|de|des|aux?|a|par|pour|en|entre|avec))", re.IGNORECASE | re.DOTALL
)
# What editors of forms and of content call the name of a field.
_LABEL = re.compile(r"(?:^|[\s_-])(?:label|libelle)(?:$|[\s_-])")

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
        if _LABEL.search(box.names) and _labels_all(layout, index):
            _join(segments[box.first], segments[box.first + 1])
            joined.add(box.first + 1)
        if box.tag not in ("dl", "table") or box.last - box.first < 4:
            continue
        entries = _definitions(layout, index) if box.tag == "dl" else _labelled_rows(layout, index)
        if not _are_facts(segments, entries):
            continue
        for term, values in entries:
            if len(values) == 1:
                _join(segments[term], segments[values[0]])
                joined.add(values[0])
            else:
                for value in values:
                    segments[value].kind, segments[value].marker = "item", "-"
    return layout.without(joined) if joined else layout


def _labels_all(layout: Layout, index: int) -> bool:
    """Tell whether a box is the label of what it stands in, which holds one value and nothing else."""
    box, segments = layout.boxes[index], layout.segments
    around = layout.boxes[box.parent]
    if (box.first, box.last - box.first, around.last - around.first) != (around.first, 1, 2):
        return False
    return _are_facts(segments, [(box.first, [box.first + 1])])


def _definitions(layout: Layout, index: int) -> list[_Entry]:
    """Return the terms of a list of definitions with their values; none where one holds several paragraphs."""
    last = layout.boxes[index].last
    entries: list[_Entry] = []
    for box in layout.boxes[index + 1 :]:
        if box.first >= last:
            break
        if box.tag not in ("dt", "dd") or box.first == box.last:
            continue
        if box.last - box.first > 1 or (box.tag == "dd" and not entries):
            return []
        if box.tag == "dt":
            entries.append((box.first, []))
        else:
            entries[-1][1].append(box.first)
    return entries


def _labelled_rows(layout: Layout, index: int) -> list[_Entry]:
    """Return the label and the value of each row of a table; none where a row holds anything else.

    Tables of money and forms on actions are read as tables.
    """
    segments, last = layout.segments, layout.boxes[index].last
    entries: list[_Entry] = []
    cells: Counter[int] = Counter()
    for box in layout.boxes[index + 1 :]:
        if box.first >= last:
            break
        if box.tag not in ("th", "td"):
            continue
        if box.last - box.first != 1:
            return []
        segment = segments[box.first]
        labels = box.tag == "th" or segment.bold >= len(segment.text)
        cells[box.parent] += 1
        if cells[box.parent] == 1 and labels:
            entries.append((box.first, []))
        elif cells[box.parent] == 2 and not labels:
            entries[-1][1].append(box.first)
        else:
            return []
    figures = sum(is_figure(segments[value].text) for _, values in entries for value in values)
    told = pattern("(?:@tables.group|@tables.action)")
    if 2 * figures >= len(entries) or any(told.match(fold(segments[term].text)) for term, _ in entries):
        return []
    return entries


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


def _join(term: Segment, value: Segment) -> None:
    between = " " if _READS_ON.fullmatch(term.text) else " : "
    term.text = f"{term.text}{between}{value.text}"
    term.kind, term.level = "paragraph", 0
    term.linked += value.linked
    term.bold += value.bold
    term.chrome += value.chrome
