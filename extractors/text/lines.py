"""The lines of a text and the markers that open items in them: bullets, dashes, numbers, letters that count."""

import re
from dataclasses import dataclass

# What opens a list item. U+F0A7 and its neighbours are bullets of symbol fonts in the private use area; pasted as
# text they are the letters "ü", "v", "Ø" and "§".
# A dash may cling to its item ("-la création"), and not to the second half of "rendez-vous".
_CLINGING = (
    r"[-–](?=(?!(?:vous|nous|ils?|elles?|ce|je|tu|moi|toi|ci|là|mêmes?|on|en|y)\b)(?:[a-zà-ÿ]{2,} |[ld]['’]))"
)
_MARKER = re.compile(
    rf"(?:{_CLINGING}|[•◦‣▪▫■□●○►▶➢➤➔→↳⇒✓✔❖◆·*\ue000-\uf8ff\u2600-\u27bf\U0001f300-\U0001faff\ufe0f]+"
    # "1️⃣", "①": numbers as pictures
    r"|[0-9]\ufe0f?\u20e3|[\u2460-\u2473]"
    # "-- un bus" under "- Agir tôt", and not "-- 2 --"
    r"|(?:--|––|——)(?=\s+[^\W\d_])(?![^\n]*[-–—]\s*$)"
    r"|[-–—−‐‑›](?=\s|[A-ZÀ-Ý«\"“])|=>|->|>+|[o_üvØ](?=\s)|§(?=\s+[^\W\d_])|\.(?=\s+[a-zà-ÿ])|\+(?=\s+[a-zà-ÿA-ZÀ-Ý«])"
    # "29.03.23 Solidarités" is a day
    r"|(?!(?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])\.\d\d\b)"
    r"[0-9]{1,2}(?:\.[0-9]{1,2})+(?:\.?(?=\s+(?!M[dr]{0,2} ?€)[A-ZÀ-Ý])"  # not "2.1 M€ par an"
    r"|\.(?=\s+[a-zà-ÿ])| ?[-–—](?=\s+[A-ZÀ-Ý])| ?:(?=\s+[^\W\d_])"
    # "2.1 prévenir les ruptures", where "2.1 millions" may be anything
    r"|(?=\s+(?!entre|autre|votre|notre)[a-zà-ÿ]{2,}(?:er|ir|re)\s))"
    r"|[0-9]{1,2} ?[-–—](?=\s)|"
    r"(?:\(?[0-9]{1,2}|[ivx]{1,4}|[a-h])(?:°[)/]|[.)°/])(?![0-9])(?:[-–])?(?=\s)|\((?:[0-9]{1,2}|"
    r"[a-h]|[ivx]{1,4})\)(?=\s))\s*"
)
# What a line must have one of to hold anything.
_INK = re.compile(r"[^\W_]|[\ue000-\uf8ff]")
# "- 3 -", the number of a page
_FOLIO = re.compile(r"[-–—]{1,2} ?\d{1,3} ?[-–—]{1,2}")


@dataclass(slots=True)
class TextLine:
    """A line of a text that holds something: bounds without its marker and outer white space."""

    start: int
    end: int
    indent: int
    blank_before: bool
    marker: str = ""


def text_lines(text: str) -> list[TextLine]:
    """Return the lines of `text` that hold something, with what opens a list item set apart."""
    lines: list[TextLine] = []
    blank, position, bullet = False, 0, ""
    for raw in text.split("\n"):
        stripped = raw.strip()
        # Most lines begin with a letter: that there is ink in them then needs no search.
        if not stripped or not (stripped[0].isalpha() or _INK.search(stripped)) or _FOLIO.fullmatch(stripped):
            blank = True
            bullet = stripped if stripped in _ALONE else bullet
        else:
            indent = raw.index(stripped[0])
            start = position + indent
            line = TextLine(start, start + len(stripped), indent, blank)
            if found := _marker_at(text, start, line.end):
                line.marker = found.group().strip()
                line.start = found.end()
            line.marker = line.marker or bullet
            lines.append(line)
            blank, bullet = False, ""
        position += len(raw) + 1
    return _in_series(text, _pointed(text, _under_numbers(text, lines)))


_ALONE = tuple("•◦‣▪▫■●○➢➤")  # by itself in a line, each opens the next one
_RANK = re.compile(r"0?([1-9])[.)]?")
_FIGURE = re.compile(r"\d[\d ,.\u00a0\u202f]*(?:%|[kKM]?€|euros?)?")
_LONGEST_RANK = 3  # characters
_NEXT_RANK = 5  # lines behind


def _under_numbers(text: str, lines: list[TextLine]) -> list[TextLine]:
    """Give lines the numbers that stand alone above them and count from 1 on, as in magazines; not those of a table."""
    runs: list[list[int]] = [[]]
    for index, line in enumerate(lines):
        if not text[line.start].isdigit():
            continue
        run = runs[-1]
        short = line.end - line.start <= _LONGEST_RANK
        rank = _RANK.fullmatch(text, line.start, line.end) if short else None
        if rank and int(rank[1]) == len(run) + 1 and (not run or 1 < index - run[-1] <= _NEXT_RANK):
            run.append(index)
        elif rank or _FIGURE.fullmatch(text, line.start, line.end):
            runs.append([index] if rank and rank[1] == "1" else [])
    ranks = {index for run in runs if len(run) > 1 for index in run}
    for index in ranks:
        if index + 1 < len(lines) and not lines[index + 1].marker:
            lines[index + 1].marker = text[lines[index].start : lines[index].end]
    return [line for index, line in enumerate(lines) if index not in ranks] if ranks else lines


def _marker_at(text: str, start: int, end: int) -> re.Match[str] | None:
    """Match what opens an item from `start` on, if something is behind it before `end`.

    No item is opened by a capital, but by that of a symbol font and those that count in `_in_series`.
    """
    if text[start].isupper() and text[start] != "Ø":
        return None
    found = _MARKER.match(text, start, end)
    return found if found and found.end() < end else None


def opens_item(line: str) -> bool:
    """Whether a line that begins with no white space opens with what makes it an item of a list.

    >>> opens_item("a) un bus"), opens_item("Un bus")
    (True, False)
    """
    return _marker_at(line, 0, len(line)) is not None


_POINT = re.compile(r"(?P<mark>[».])\s+(?=\w)")
_QUOTATION = 1000  # characters before its closing mark


def _pointed(text: str, lines: list[TextLine]) -> list[TextLine]:
    """Set "» " apart where it opens two lines or more and closes no quotation, and so a stop before a capital."""
    found = [
        (line, point)
        for line in lines
        if (point := _POINT.match(text, line.start)) and not _is_quoting(text, line.start)
    ]
    for line, point in found if len(found) > 1 else ():
        line.marker, line.start = point["mark"], point.end()
    return lines


def _is_quoting(text: str, offset: int) -> bool:
    """Whether a quotation stands open at `offset`."""
    start = max(0, offset - _QUOTATION)
    return text.rfind("«", start, offset) > text.rfind("»", start, offset)


# What counts without being a marker alone, from the first on: "A. Prévenir", then "B. Protéger"; "1 Prévenir", then
# "2 Protéger". "A. Roy" by itself is a name, and "1 Place Bonnyaud" an address.
_SERIES = (
    ("ABCDEFGH", re.compile(r"[A-H](?:\.|\)| ?/| ?[-–—](?= )) *(?=[A-ZÀ-Ýa-zà-ÿ])")),
    ("123456789", re.compile(r"[1-9] +(?=[A-ZÀ-Ý])")),
)


def _in_series(text: str, lines: list[TextLine]) -> list[TextLine]:
    """Set letters and numbers apart where several lines count by them."""
    for ranks, pattern in _SERIES:
        run: list[tuple[TextLine, re.Match[str]]] = []
        for line in lines:
            rank = ranks.find(text[line.start])
            if rank < 0 or line.marker or not (label := pattern.match(text, line.start)):
                continue
            if rank != len(run):
                _set_apart(run)
                run = []
            if rank == len(run):
                run.append((line, label))
        _set_apart(run)
    _set_parts_apart(text, lines)
    return lines


# "A1 recruter", "A2 former", then "B1 loger": the second count begins anew with each letter. No row of a table.
_PART = re.compile(r"(?P<letter>[A-H])(?P<rank>[1-9])(?: ?[.):–—-])?\s+(?=[^\W\d_][^\n\t]*$)", re.MULTILINE)


def _set_parts_apart(text: str, lines: list[TextLine]) -> None:
    """Set a letter and a number apart where several lines count by both."""
    run: list[tuple[TextLine, re.Match[str]]] = []
    for line in lines:
        if line.marker or not (
            text[line.start] in _SERIES[0][0] and (label := _PART.match(text, line.start))
        ):
            continue
        last = run[-1][1] if run else None
        goes_on = last and label["letter"] == last["letter"] and int(label["rank"]) == int(last["rank"]) + 1
        if not goes_on and label["rank"] != "1":
            continue
        if not (goes_on or (last and label["letter"] > last["letter"])):
            _set_apart(run)
            run = []
        run.append((line, label))
    _set_apart(run)


def _set_apart(run: list[tuple[TextLine, re.Match[str]]]) -> None:
    for line, label in run if len(run) > 1 else ():
        line.marker, line.start = label.group().strip(), label.end()
