"""Bytes to characters, by evidence: what is declared is often wrong, what reads as French is right."""

import codecs
import re
from functools import cache
from importlib.resources import files
from itertools import islice
from tomllib import loads
from typing import NamedTuple

from pipeline.record import Problem

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like the one of UTF-16: asked first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# As `codec_name` calls them. Most common first: it wins where two read alike.
_SINGLE_BYTE = ("cp1252", "iso8859-15", "mac-roman", "cp850")
# Runs of other than ASCII characters; so many of them are looked at.
_FOREIGN = re.compile(rb"[\x80-\xff]+")
_SAMPLE = 2_000
_DECLARED = 5.0  # what a declared encoding counts, in letters
# Two bytes of another encoding can be UTF-8 by chance (’É of a Macintosh); then they score at least this.
_CHANCE = 0.5


class Decoded(NamedTuple):
    """Text, the Python name of its encoding, and what went wrong."""

    text: str
    encoding: str
    problems: list[Problem]


@cache
def _weights() -> dict[str, float]:
    """How common each character is in French: 1 for é; what is not listed counts against."""
    data = loads((files("pipeline.reading") / "data/french_characters.toml").read_text("utf-8"))
    return {char: entry["weight"] for entry in data["characters"] for char in entry["chars"]}


@cache
def _common() -> re.Pattern[str]:
    return re.compile(
        "[" + re.escape("".join(char for char, weight in _weights().items() if weight > 0)) + "]"
    )


def _score(sample: list[bytes], encoding: str) -> float:
    """How French the characters beyond ASCII look in `encoding`, at best 1.

    Each piece of `sample` holds some with one character before and after them.
    """
    weights = _weights()
    total = count = 0.0
    for piece in sample:
        text = piece.decode(encoding, "replace")
        for before, char, after in zip(text, text[1:], text[2:], strict=False):
            if char <= "\x7f":
                continue
            count += 1
            total += weights.get(char, -2.0)
            inside = before.isalpha() or after.isalpha()
            odd_case = before.islower() if char.isupper() else before.isupper() and after.isupper()
            if char.isalpha() and odd_case:  # "prÈfet", "DâBAT"
                total -= 2.0
            elif char in "âêîôû" and not before.isalpha():  # "âveiller": rarer than "Éveiller"
                total -= 0.5
            elif char.isalpha() and not inside and char not in "àÀ":  # "12 œ"
                total -= 1.0
            elif char in "½¼¾¤¦¨´¸" and inside:  # "c½ur"
                total -= 2.0
    return total / count if count else 0.0


def _broken_utf8(data: bytes) -> bool:
    """Whether `data` is UTF-8 but for a few bytes: cut inside a character, or two files in one."""
    bad = data.decode("utf-8", "replace").count("\ufffd")
    good = len(re.findall(rb"[\xc3\xe2][\x80-\xbf]", data))
    return good > 10 * bad


def unicode_of(data: bytes) -> str | None:
    """Return the encoding of Unicode that shows at once: by its byte order mark, or by zeros.

    >>> unicode_of("é".encode("utf-8-sig")), unicode_of("signé".encode("utf-16-be")), unicode_of(b"a")
    ('utf-8-sig', 'utf-16-be', None)
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return encoding
    head = data[:2000]
    if len(head) < 4 or head.count(0) < len(head) * 0.4:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    if min(even, odd) > len(head) * 0.05:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"  # Latin text has a zero in every second byte


def codec_name(label: str) -> str | None:
    """Return what Python calls an encoding of characters, None if it has none of that name.

    >>> codec_name("ISO-8859-15"), codec_name("base64"), codec_name("klingon")
    ('iso8859-15', None, None)
    """
    try:
        b"a\xe9".decode(label, "replace")
        return codecs.lookup(label).name
    except (LookupError, ValueError):
        return None


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode `data`.

    A byte order mark decides, then validity as UTF-8; otherwise the encoding in which the text looks most
    French. `declared` (a codec name) counts as a hint among these, and decides for other encodings.

    >>> decode("La préfète, 3 € de cœur".encode("cp1252"))[:2]
    ('La préfète, 3 € de cœur', 'cp1252')
    """
    if marked := unicode_of(data):
        return _lenient(data, marked)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = None
    if text is not None and (text.isascii() or _common().search(text)):
        return Decoded(text, "utf-8", [])
    if text is None and _broken_utf8(data):
        return _lenient(data, "utf-8")
    if declared in ("iso8859-1", "ascii"):  # what browsers take them for
        declared = "cp1252"
    if declared and declared not in (*_SINGLE_BYTE, "utf-8"):
        return _lenient(data, declared)
    sample = [
        (data[max(0, run.start() - 1) : run.start()] or b" ")
        + run.group()
        + (data[run.end() : run.end() + 1] or b" ")
        for run in islice(_FOREIGN.finditer(data), _SAMPLE)
    ]
    bonus = {declared: _DECLARED / len(sample)}
    scores = {name: _score(sample, name) + bonus.get(name, 0.0) for name in _SINGLE_BYTE}
    best = max(scores, key=scores.__getitem__)
    if text is not None and scores[best] < _CHANCE:
        return Decoded(text, "utf-8", [])
    return _lenient(data, best)


def _lenient(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    lost = text.count("\ufffd")
    if not lost:
        return Decoded(text, encoding, [])
    message = f"{lost} character(s) could not be decoded as {encoding} and read as \ufffd."
    return Decoded(text, encoding, [Problem(code="undecodable_characters", message=message)])
