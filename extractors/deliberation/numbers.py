"""The number of a deliberation: in the head of the act, in many shapes; never one that a visa quotes."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from extractors.deliberation.words import words
from extractors.text.calendar_names import MONTHS

Opening = Literal["act", "register", "dossier", "decision", "other", "bare"]
# Which number of several is the act's own: the lower one. Some permanent commissions decide, and do not deliberate.
RANKS: dict[Opening, int] = {"act": 0, "register": 1, "bare": 2, "decision": 3, "other": 3, "dossier": 4}


class Line(NamedTuple):
    """A line of a text, its outer white space left out."""

    start: int
    end: int


class Numbered(NamedTuple):
    """A number as written and what it is the number of: the act itself, its dossier, or nothing said ("bare")."""

    start: int
    end: int
    opening: Opening


# Pieces of letters and digits, joined by signs; a piece behind a spaced sign has a digit, so that a title is none, and
# is not that of a page: "2024-04-018 – 1/2".
_PIECES = (
    r"(?:(?!d[ue] |le |la |et |en |au |l[ea]s )(?:[a-z]{1,4} (?=\d{2,}[-_./])|[ivx]{1,4}[-.][a-z] (?=\d)|"
    r"[a-z]\.? (?=\d{1,3}\b)))?"
    r"(?!d[ue]s? )(?=[a-z]{0,6}[-_./ ]?(?:[a-z]{1,5}[-_./]?){0,2}\d)[a-z0-9]+"
    r"(?:[-_./][a-z0-9]+(?![a-z0-9']))*"
    r"(?: ?[-_./] ?(?!\d{1,3}/\d{1,3}$)(?=[a-z]{0,4}\d{1,6}(?![\w']))[a-z]{0,4}\d+)*(?:\(\d{1,2}\))?"
    r"(?:(?<=\d) (?:ac|cp|cd)(?![\w'-]))?"  # who decided: "N° 21/045 CP de la commission permanente"
)
# "21-12-C02", "2021_03_15", "DEL2025-65", "22-113": what may open a line as a number without saying so.
_SHAPE = (
    r"(?:(?:del|delib|dcm|dcc|cp|cd|cr|cm|d)[-_. ]?)?(?:19|20)?\d\d[-_./][a-z0-9]+(?:[-_./][a-z0-9]+)*"
    r"|[ivx]{1,4}[-.][a-z][-. ]?\d{1,3}"
    r"|[a-z]{2,6}[-_/.](?:19|20)?\d\d(?:[-_/.]\d{1,4}){1,2}"
    r"|(?:del|delib|dcm|dcc|cp|cd|cr|cm|ad)[-_./ ]?\d[a-z0-9]*(?:[-_./][a-z0-9]+)*"
)
_SIGN = r"(?:n ?(?:°|o(?![a-z]))s?\.? ?:? ?|numero ?:? ?|: ?)"
_ROMAN = r"(?:[ivx]{1,4}[-_./])?"
_LABELLED = re.compile(rf"(?:{_SIGN})?(?P<number>{_ROMAN}{_PIECES})")
_AFTER_SIGN = re.compile(rf"\bn ?(?:°|o(?![a-z]))\.? ?:? ?(?P<number>{_ROMAN}{_PIECES})")
# A full stop stands behind one with the year: "2022.12.3. Contrat", "2022-94. Contrat"; "12.3." is a section's.
_DOTTED = r"(?:19|20)\d\d(?:[-_./]\d\d[-_./]\d{1,3}|-\d{2,3})(?=\. )"
_BARE = re.compile(
    rf"(?P<number>{_DOTTED}|(?:{_SHAPE})(?= ?(?:[-–:|·•](?!\d)|objet|nomenclature|$)))(?! ?[:h] ?\d)"
)
_BARE_SIGN = re.compile(rf"(?:n ?(?:°|o(?![a-z]))\.?|numero) ?:? ?(?P<number>{_ROMAN}{_PIECES})")
_DATE = re.compile(
    r"\d{1,2}[-./]\d{1,2}[-./](?:19|20)\d\d"
    # "2023-09-62" is none: the year and the month of a session, and the rank of the act.
    r"|(?:19|20)\d\d(?P<sign>[-./])(?:0\d|1[0-2])(?P=sign)(?:[0-2]\d|3[01])(?![-_./\w])"
)
_YEARS = re.compile(r"(?:19|20)\d\d[-/](?:19|20)\d\d")
_PHONE = re.compile(r"0\d(?:[. ]\d\d){4}")
# The stamp of transmission: département, SIREN, day, number, nature of the act.
STAMP = re.compile(
    r"\d(?<!\w\d)[\dab]\d-\d{9,14}-(?P<day>(?:19|20)\d{6})-(?P<number>[a-z0-9][a-z0-9_.-]*?)-(?:de|ar|au|cc|bf)\b"
)
# "COMMISSION PERMANENTE – RAPPORT N° IV-045": who sits, or the dossier, stands before what is decided.
_SITTING = re.compile(
    r"(?:commission permanente|conseil [a-z]+|assemblee [a-z]+|bureau [a-z]+|seance|session|reunion)\b[^:\n]{0,80}? - ?"
    r"(?=(?:rapport|deliberation|dossier|affaire) )"
    r"|(?:rapport|dossier) n ?° ?[\w./-]{1,12} ?[-/|,;] ?(?=deliberation n)"
    # "4. SANTÉ – Délibération n° 2023-118 : contrat local de santé"
    r"|\d{1,2} ?[.)/-] ?[^.;:\d]{3,40}? ?[-/|:] ?(?=deliberation n)"
    # "4.2 – Délibération n° 2023-118 : contrat local de santé", "IV. Délibération n° 12"
    r"|(?:[ivx]{1,5}|\d{1,2})(?:\.\d{1,2}){0,2} ?[.)/-]? ?(?=deliberation n)"
    # "III – D2021-12-190 – Contrat de ville"
    r"|(?:[ivx]{1,5}|\d{1,2}) ?[.)/-] ?(?=(?:d|del|delib|dcm|dcc|cm|cc|cd|cp)[-_ ]?(?:19|20)\d\d[-_./]\d)"
)
# "ROUTES – Délibération n° 22-118", "Routes (délibération 22-118)": the title stands before its number.
_TITLED = re.compile(
    r"(?!vu\b|annexe|projet|ref|cf\b)[^.;:\d]{3,60}? ?[-/|:,(·•] ?(?=delib(?:eration)?\b[.:]? ?"
    r"(?:n ?(?:°|o(?![a-z]))\.? ?)?[\w./-]{2,20} ?[)\]]?$)"
)


def number_at(folded: str, line: Line) -> Numbered | None:
    """Read the number that opens a line as that of an act, or None.

    >>> folded = "deliberation n° cd-2020-4-12"
    >>> number_at(folded, Line(0, len(folded)))
    Numbered(start=16, end=28, opening='act')
    """
    sitting = _SITTING.match(folded, line.start, line.end)
    if sitting is None and folded.find("delib", line.start, line.end) > line.start:
        sitting = _TITLED.match(folded, line.start, line.end)
    begin = sitting.end() if sitting else line.start
    begin += folded.startswith("(deliberation n", begin)  # below what was decided
    head = words().opening.match(folded, begin, line.end)
    if head:
        kind: Opening = head.lastgroup  # type: ignore[assignment]
        found = _LABELLED.match(folded, _skip(folded, head.end(), line.end), line.end)
        if found is None and kind in ("act", "register"):
            found = _AFTER_SIGN.search(folded, head.end(), min(line.end, head.end() + 120))
            if found and words().foreign.search(folded, head.end(), found.start()):
                found = None
        if (
            kind in ("dossier", "decision", "other")
            and found
            and not re.search(r"n ?(?:°|o(?![a-z]))|\d", folded[head.end() : found.start("number") + 1])
        ):
            found = None
        return _numbered(folded, found, kind) if found else None
    found = _BARE_SIGN.match(folded, begin, line.end) or _BARE.match(folded, begin, line.end)
    if found is None or _ISSUE.match(folded, found.end(), line.end):
        return None
    return _numbered(folded, found, "bare")


# "N° 84 / hiver 2022", "n° 12 – mars-avril 2021": an issue of a magazine.
_ISSUE = re.compile(
    r" ?[-/–|•·,:(]? ?(?:[a-z]+ ?[-/] ?)?(?:hiver|printemps|ete|automne"
    rf"|{MONTHS}|(?:bi|tri)mestriel|(?:bi)?mensuel)\b"
)


def _skip(folded: str, start: int, end: int) -> int:
    while start < end and folded[start] in " \t:.":
        start += 1
    return start


def _numbered(folded: str, found: re.Match[str], opening: Opening, group: str = "number") -> Numbered | None:
    number, start = found[group].rstrip("-_./ "), found.start(group)
    told = re.search(r"\bn ?[°o] ?$|\bnumero ?:? ?$", folded[max(0, start - 10) : start])
    if (_DATE.fullmatch(number) and not told) or _YEARS.fullmatch(number) or _PHONE.match(number):
        return None
    return Numbered(start, start + len(number), opening)


_LINE = re.compile(r"\S(?:[^\n]*\S)?")


def lines_of(text: str, start: int, end: int) -> Iterator[Line]:
    """Yield the lines of a passage of the text as written: a paragraph in the folded text has no line breaks."""
    for line in _LINE.finditer(text, start, end):
        yield Line(*line.span())


_HEAD_END = re.compile(
    r"(?:vu\b|considerant|etaient presents|presents?\b|l'an (?:deux|20)|apres en avoir|le conseil|decide|article)"
)
_REACH = 4000


def find_number(folded: str, text: str, start: int, end: int, *, decided: bool = True) -> Numbered | None:
    """Find the number of the act between `start` and `end`.

    The number of the act itself goes before that of its dossier; where the text has neither, the stamp of
    transmission tells it. The number of a report counts only where something was `decided`.
    """
    best: Numbered | None = None
    in_head = True
    for line in lines_of(text, start, min(end, start + _REACH)):
        here = number_at(folded, line) or _spaced(folded, line)
        if here is None and in_head:
            here = _behind(folded, line)
        if here and here.opening != "other" and (in_head or here.opening == "act"):
            if here.opening in ("dossier", "decision") and not decided:
                continue
            if best is None or RANKS[here.opening] < RANKS[best.opening]:
                best = here
        if in_head and _HEAD_END.match(folded, line.start):
            in_head = (
                bool(re.match(r"l'an|presents|etaient", folded[line.start : line.start + 12]))
                and best is None
            )
    if decided and (best is None or best.opening == "dossier"):
        told = _told(folded, start, end)
        best = told if best is None or (told and _is_carried(folded, told.start, told.end)) else best
    if best is None or best.opening == "dossier":
        stamp = STAMP.search(folded, start, end)
        if stamp and best and _bare(stamp["number"]) == _bare(folded[best.start : best.end]):
            return best  # the stamp only leaves out its signs
        if stamp and re.search(r"\d\d", stamp["number"]):  # else it is a key of the software that sent it
            return Numbered(stamp.start("number"), stamp.end("number"), "act")
    return best


def _bare(number: str) -> str:
    return re.sub(r"[^a-z0-9]", "", number)


_LETTERS = re.compile(r"(?:\w ){4}")
_CLOSED = re.compile(rf"n[°o]:?(?P<number>{_ROMAN}{_PIECES})$")


def _spaced(folded: str, line: Line) -> Numbered | None:
    """Read the number of a letter-spaced line; its bounds are those of the spaced letters."""
    spaced = folded[line.start : line.end]
    if not _LETTERS.match(spaced):
        return None
    closed = "".join(spaced.split())
    found = _CLOSED.search(closed)
    if found is None or words().foreign.match(closed):
        return None
    places = [place for place, char in enumerate(spaced, line.start) if not char.isspace()]
    return Numbered(places[found.start("number")], places[found.end("number") - 1] + 1, "act")


def written(text: str, number: Numbered) -> str:
    """Give a number as a reader says it: on one line, letter-spaced ones closed up.

    >>> written("N° 2 0 2 1 - 4 5", Numbered(3, 16, "bare"))
    '2021-45'
    """
    pieces = text[number.start : number.end].split()
    spaced = len(pieces) > 3 and all(len(piece) == 1 for piece in pieces)
    return ("" if spaced else " ").join(pieces)


# With "n°" before it, or in a shape that only numbers of acts have: "la délibération CD210624/4B", "le rapport 4.07".
_TOLD = re.compile(
    r"\b(?:rapport|dossier|deliberation|affaire) (?:(?:n ?(?:°|o(?![a-z]))\.? ?|numero )"
    rf"(?P<number>{_ROMAN}{_PIECES})|(?P<bare>{_SHAPE}|\d{{1,2}}(?:[.-]\d{{1,3}}){{1,2}})(?![\w/.-]*\w))"
)


# "La délibération n° CD21-4 est adoptée": said at the end of the report that had another number.
_CARRIED = re.compile(
    r",? ?(?:mise aux voix,? )?(?:(?:est|a ete) (?:adopte|approuve|vote)e?"
    r"|adoptee(?= (?:a (?:l'unanimite|la majorite)|par \d)|\W*$))\b"
)


# "Le contrat est approuvé par 20 voix et 6 abstentions (délibération n° CD_23_017)."
_VOTED = re.compile(
    r"\b(?:(?:voix|unanimite|abstentions?|contre|votants)\b|(?:est|sont) (?:adopte|approuve)e?s?\b)[^.;:()]{0,60}\($"
)
_SENTENCE_REACH = 80  # characters


def closes_act(folded: str, number: Numbered) -> bool:
    """Whether a line with the number of an act ends it.

    "Délibération n° 22-145 adoptée à l'unanimité." stands below what was decided.

    >>> folded = "deliberation n° 22-145 adoptee a l'unanimite."
    >>> closes_act(folded, number_at(folded, Line(0, len(folded))))
    True
    """
    return number.opening == "act" and _CARRIED.match(folded, number.end) is not None


def _is_carried(folded: str, start: int, end: int) -> bool:
    """Whether a number is told as that of the deliberation that was adopted, which is another than its dossier's."""
    opening = folded.rfind("deliberation", max(0, start - 30), start)
    if opening >= 0 and folded.startswith(")", end):
        return _VOTED.search(folded, max(0, opening - _SENTENCE_REACH), opening) is not None
    return opening >= 0 and _CARRIED.match(folded, end) is not None


def _is_adopted(folded: str, told: re.Match[str]) -> bool:
    """Whether what has a number is told as adopted: a report by what follows, a deliberation also in brackets."""
    carried = _CARRIED.match(folded, told.end()) is not None
    return carried or _is_carried(folded, told.start(told.lastgroup or 0), told.end())


def _told(folded: str, start: int, end: int) -> Numbered | None:
    """Read the number in what is said: "Le rapport n° 3.12.1, mis aux voix, est adopté"."""
    told = sorted(_TOLD.finditer(folded, start, end), key=lambda found: not _is_adopted(folded, found))
    for found in told:
        line = folded.rfind("\n", start, found.start()) + 1
        before = folded[max(line, found.start() - 60) : found.start()]
        if not re.match(r"\W*vu\b", folded[line : line + 8]) and not re.search(
            r"\b(?:vu|abrog\w*|"
            r"par) (?:la |le |l')?$",
            before,
        ):
            return _numbered(folded, found, "dossier", "number" if found["number"] else "bare")
    return None


def _behind(folded: str, line: Line) -> Numbered | None:
    """Read a number that stands at the end of a short line of the head ("DÉPARTEMENT DE LA SARTHE  N° 5-C")."""
    if line.end - line.start > 160:
        return None
    for found in _AFTER_SIGN.finditer(folded, line.start, line.end):
        if words().foreign.search(folded, line.start, found.start()) or re.match(
            r"vu\b", folded[line.start : line.start + 3]
        ):
            return None
        if line.end - found.end() < 3:
            return _numbered(folded, found, "bare")
    return None
