"""Where the acts of a file begin and end: one deliberation, or the many of minutes and gazettes."""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import islice, takewhile
from typing import NamedTuple

from extractors.deliberation.numbers import RANKS, Line, Opening, closes_act, lines_of, number_at
from extractors.deliberation.reports import decides_on
from extractors.deliberation.words import words
from extractors.text.anchors import Phrases
from extractors.text.gated import Gated
from extractors.text.source import Source, once_per_source


class Span(NamedTuple):
    """An act of a file: its bounds, and where its number stands if its first line gives one.

    `apart` tells an act with a heading and a body of its own; the others are entries of a summary, a line or a
    paragraph each.
    """

    start: int
    end: int
    number: tuple[int, int] | None
    apart: bool


class _Start(NamedTuple):
    line: Line
    opening: Opening
    number: tuple[int, int] | None


# Some word of each act of an assembly.
_GATE = Phrases("deliber", "seance", "vote", "adopt", "approuv", "voix", "unanim")
_DECIDED = re.compile(
    r"\b(?:decid|deliber(?:e|ant|er)\b|approuve|adopte|vote\b|voix|unanimit|arrete\b|prend acte|"
    r"donne acte|autorise|emet|pour ?: ?\d|abstention|(?:rejete|ajourne)e?s?\b)"
)
_CLOSING = Gated(
    r"\bl'ordre du jour (?:etant|est) epuise|\bplus rien n'etant a l'ordre|\bplus personne ne demandant la parole"
    r"|\b(?:la seance(?: publique)?|la reunion|l'assemblee) (?:est (?:levee|close)|prend fin|s'acheve"
    r"|se (?:termine|separe|disperse))\b"
)
_HEAD_REACH = 900
_BODY = 250
_VOTED_BODY = 100  # characters of a body that is a sentence or two with their vote, in blocks of their own
_TITLE = 300
_SENTENCE = re.compile(r"[a-z)]\. +(?=[A-ZÀ-Ý])")
_SENTENCE_END = re.compile(r"[a-zà-ÿ)]\.$")
_VOTED = re.compile(r"unanimit|voix|\bvote|abstention|adopt|approuv|decid")
_NUMBERED = re.compile(r"(?:point |question |affaire )?(?P<count>\d{1,3}) ?(?:[.)]|-(?= )|:)[ \t]*(?=[\w\"])")


@once_per_source
def find_spans(source: Source) -> list[Span]:
    r"""Find the acts in a file, in order; what stands before the first one belongs to none.

    A list of titles (an agenda, the table of a gazette) is no act. One deliberation alone gives one span or none.

    >>> text = "Délibération n° 1-A\nDécide A.\nAdopté.\nDélibération n° 1-B\nDécide B.\nAdopté."
    >>> [text[span.start : span.start + 19] for span in find_spans(Source(text))]
    ['Délibération n° 1-A', 'Délibération n° 1-B']
    """
    if not _GATE.stand_in(source):
        return []
    lines = _main_lines(source)
    starts = _without_lists(source, _merged(source, _without_contents(source, _starts(source, lines))))
    starts = _behind_head(starts, lines) or _points(source, lines)
    if not starts:
        return []
    closing = _CLOSING.search(source, starts[-1].line.start)
    bounds = [*(start.line.start for start in starts), closing.start() if closing else len(source.text)]
    return [
        Span(start.line.start, end, start.number, _is_apart(source, start, end))
        for start, end in zip(starts, bounds[1:], strict=True)
    ]


def _main_lines(source: Source) -> list[Line]:
    return [
        line
        for _, block in source.main_blocks
        for line in lines_of(source.text, block.start - _marker_length(source, block.start), block.end)
    ]


def _marker_length(source: Source, start: int) -> int:
    """How far before the content of a block its own line starts: "1." is the marker of an item, but opens an act."""
    line = source.text.rfind("\n", 0, start) + 1
    return start - line if start - line < 8 else 0


def _starts(source: Source, lines: Sequence[Line]) -> list[_Start]:
    """Lines that read as the opening of an act."""
    found: list[_Start] = []
    counted = _counted(source, lines)
    for line in lines:
        if not (source.text[line.start].isupper() or source.text[line.start].isdigit()):
            continue
        number = number_at(source.folded, line)
        if line in counted:
            found.append(_Start(line, "bare", counted[line]))
        elif number and not (
            (found and closes_act(source.folded, number))
            or (
                number.opening in ("dossier", "decision", "other", "bare")
                and _is_reference(source, line, number.end)
            )
        ):
            found.append(_Start(line, number.opening, (number.start, number.end)))
        elif (
            head := words().opening.match(source.folded, line.start, line.end)
        ) and head.lastgroup == "register":
            found.append(_Start(line, "register", None))
    numbers: dict[str, set[str]] = defaultdict(set)
    for start in found:
        if start.opening == "bare":
            numbers[_shape(source, start)].add(_number(source, start))
    return [
        start
        for start in found
        if start.opening != "bare" or len(numbers[_shape(source, start)]) > 1 or len(found) == 1
    ]


# "2023-12-02 VOIRIE": year, month and rank, or year and rank, before a title; alone the first may be a day.
_YEARLY = re.compile(
    r"(?P<number>(?P<of>(?:(?:del|delib|dcm|dcc|cp|cd|cr|cm|d)[-_. ]?)?(?:19|20)\d\d[-_./](?:\d\d[-_./])?)"
    r"(?P<rank>\d{1,3}))[ \t]+(?=[^\W\d_])"
)


def _counted(source: Source, lines: Sequence[Line]) -> dict[Line, tuple[int, int]]:
    """Numbers that open the titles of minutes and count one by one, by their lines."""
    runs: list[list[tuple[Line, re.Match[str]]]] = []
    for line in lines:
        found = _YEARLY.match(source.folded, line.start, line.end)
        if found is None or not source.text[found.end()].isupper():
            continue
        last = runs[-1][-1][1] if runs else None
        if last and last["of"] == found["of"] and int(found["rank"]) == int(last["rank"]) + 1:
            runs[-1].append((line, found))
        else:
            runs.append([(line, found)])
    return {line: found.span("number") for run in runs if len(run) > 1 for line, found in run}


_REFERENCE = re.compile(r" ?(?:du \d|en date|susvise|precite|modifi|relati[vf]|portant)")


def _is_reference(source: Source, line: Line, end: int) -> bool:
    """Whether a line goes on as a reference to another act: "Décision n° 12 du 3 mars modifiant …"."""
    return (line.end - end > 3 and not source.folded.startswith((" ", ":", "-", ",", "\n", ". "), end)) or (
        _REFERENCE.match(source.folded, end, line.end) is not None
    )


def _shape(source: Source, start: _Start) -> str:
    """The number with every digit alike: numbers of one series have one shape."""
    number = re.sub(r"\b[ivx]{1,4}\b|(?<![a-z])[a-z](?![a-z])", "@", _number(source, start))
    return re.sub(r"\d+", "#", number)


def _number(source: Source, start: _Start) -> str:
    assert start.number is not None
    return source.folded[start.number[0] : start.number[1]]


def _without_contents(source: Source, starts: Sequence[_Start]) -> list[_Start]:
    """Leave out the lines of a table of contents, the last of which would pass for the head of the first act.

    Nothing stands under them, and their number comes again further on.
    """
    last = {_written(source, start): start.line.start for start in starts if start.number}
    ends = [*(start.line.start for start in starts), len(source.text)][1:]
    return [
        start
        for start, end in zip(starts, ends, strict=True)
        if start.number is None
        or last[_written(source, start)] - start.line.end < _HEAD_REACH
        or _has_body(source, start, end)
    ]


def _merged(source: Source, starts: Sequence[_Start]) -> list[_Start]:
    """One start for each act: its head may name register, number and dossier on lines of their own."""
    merged: list[_Start] = []
    for start in starts:
        above = merged[-1] if merged else None
        if above is None:
            merged.append(start)
            continue
        same = above.number and start.number and _written(source, above) == _written(source, start)
        head = (
            start.line.start - above.line.end < _HEAD_REACH
            and start.opening != above.opening
            and not _DECIDED.search(source.folded, above.line.end, start.line.start)
        )
        if same and start.line.start - above.line.end > _HEAD_REACH * 4 and above.opening != start.opening:
            same = False
        if above.opening == "dossier" and start.opening in ("act", "register"):
            same = same or decides_on(source, above.line.end, start.line.start)
        if same or head:
            if start.number and (above.number is None or RANKS[start.opening] < RANKS[above.opening]):
                merged[-1] = above._replace(number=start.number, opening=start.opening)
        else:
            merged.append(start)
    return merged


def _behind_head(starts: Sequence[_Start], lines: Sequence[Line]) -> list[_Start]:
    """Begin the first act at its number, where only that has the title of the register above: it is that of all."""
    below = [start.number is not None and start.number[0] > start.line.end for start in starts]
    if len(starts) < 2 or not below[0] or any(below[1:]):
        return list(starts)
    number = starts[0].number
    opening = next((line for line in lines if number and line.start <= number[0] < line.end), starts[0].line)
    return [starts[0]._replace(line=opening), *starts[1:]]


def _written(source: Source, start: _Start) -> str:
    return re.sub(r"[^a-z0-9]+", "-", _number(source, start))


def _without_lists(source: Source, starts: Sequence[_Start]) -> list[_Start]:
    """Leave out the entries of agendas and tables of contents: no body, or the same number again with one."""
    if not starts:
        return []
    ends = [*(start.line.start for start in starts[1:]), len(source.text)]
    full = {
        _written(source, start): index
        for index, (start, end) in enumerate(zip(starts, ends, strict=True))
        if start.number and _has_body(source, start, end)
    }
    kept: list[_Start] = []
    for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
        again = start.number is not None and full.get(_written(source, start), index) > index
        if not again and _has_body(source, start, end):
            kept.append(start)
    return kept


def _has_body(source: Source, start: _Start, end: int) -> bool:
    return (
        _DECIDED.search(source.folded, start.line.start, end) is not None or end - start.line.end > _BODY * 3
    )


def _is_apart(source: Source, start: _Start, end: int) -> bool:
    """Whether an act has a heading of its own and a body of some length under it."""
    index = source.block_index(start.line.start) or source.block_index(start.line.end - 1)
    if index is None or (end - start.line.end < _BODY and not _is_voted_apart(source, index, end)):
        return False
    block = source.blocks[index]
    return block.end - block.start < _TITLE or not _SENTENCE.search(source.text, block.start, block.end)


def _is_voted_apart(source: Source, heading: int, end: int) -> bool:
    """Whether under its heading stands a paragraph, and under that how it was voted: short, and no line of a list."""
    within = takewhile(lambda block: block.start < end, islice(source.blocks, heading + 1, None))
    under = [block for block in within if block.main]
    return (
        len(under) > 1
        and end - under[0].start > _VOTED_BODY
        and _SENTENCE_END.search(source.text, under[0].start, under[0].end) is not None
        and any(_VOTED.search(source.folded, b.start, b.end) for b in under[1:])
    )


def _points(source: Source, lines: Sequence[Line]) -> list[_Start]:
    """Items of minutes whose acts have no number: "3. Contrat local de santé", in rising order, each with its vote."""
    runs: list[list[tuple[int, Line]]] = [[]]
    for line in lines:
        item = _NUMBERED.match(source.folded, line.start, line.end)
        if not item:
            continue
        count = int(item["count"])
        if count == 1:
            runs.append([])
        if runs[-1] and count != runs[-1][-1][0] + 1:
            continue
        if runs[-1] or count == 1:
            runs[-1].append((count, line))
    found: list[_Start] = []
    for index, run in enumerate(runs):
        if len(run) < 2:
            continue
        limit = runs[index + 1][0][1].start if index + 1 < len(runs) and runs[index + 1] else len(source.text)
        ends = [*(line.start for _, line in run[1:]), limit]
        voted = sum(
            _VOTED.search(source.folded, line.end, end) is not None
            for (_, line), end in zip(run, ends, strict=True)
        )
        if voted * 2 > len(run):
            found += [_Start(line, "bare", None) for _, line in run]
    return found
