"""Cleaning that changes nothing a reader sees: pure functions that keep a map back to their input.

Typographic quotes, dashes and no-break spaces stay as written, and so do the private-use glyphs that
symbol fonts use as bullets.
"""

import re
import unicodedata
from collections.abc import Callable

from pipeline.reading.offsets import Edit, OffsetMap

Cleaned = tuple[str, OffsetMap]

# One character for one: other line and page breaks and the control characters that Windows-1252 text
# taken for ISO-8859-1 leaves (none of them is used for control any more).
_SAME_LENGTH = str.maketrans("\x0b\x0c\x85\u2028\u2029", "\n\n\n\n\n")
# What shows nothing: control characters, soft hyphen, zero-width spaces and joiners, marks of writing
# direction, byte order marks, variation selectors.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]+"
)
# What any of the steps below would change, but for the order of accents.
_UNUSUAL = re.compile(_INVISIBLE.pattern[:-2] + "\x0b\x0c\r\x85\u2028\u2029\u0300-\u036f\ufb00-\ufb06]")
_RETURN = re.compile(r"\r+(?=\n)")
_LIGATURE = re.compile("[\ufb00-\ufb06]")
# Figures that are set raised, as they are written in plain text.
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# Composition never reaches beyond one ASCII character and what follows it up to the next one.
_CLUSTER = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")


def substitute(text: str, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str]) -> Cleaned:
    """Replace each match of `pattern` and keep account of the lengths that change.

    >>> substitute("a--b", re.compile("--"), lambda _: "–")
    ('a–b', OffsetMap([Edit(source_start=1, source_end=3, clean_start=1, clean_end=2)]))
    """
    parts: list[str] = []
    edits: list[Edit] = []
    position = shift = 0
    for match in pattern.finditer(text):
        start, end = match.span()
        new = replace(match)
        parts += text[position:start], new
        if new != match.group():
            edits.append(Edit(start, end, start + shift, start + shift + len(new)))
            shift += len(new) - (end - start)
        position = end
    return ("".join([*parts, text[position:]]), OffsetMap(edits)) if parts else (text, OffsetMap())


def unify_lines(text: str) -> Cleaned:
    """End each line with a line feed; tabs stay, they part the cells of a table."""
    text, offsets = substitute(text, _RETURN, lambda _: "") if "\r" in text else (text, OffsetMap())
    return text.replace("\r", "\n").translate(_SAME_LENGTH), offsets


def drop_invisible(text: str) -> Cleaned:
    """Take out characters that show nothing and would cut words apart."""
    return substitute(text, _INVISIBLE, lambda _: "")


def compose_accents(text: str) -> Cleaned:
    """Compose letters and their accents (Unicode NFC)."""
    if unicodedata.is_normalized("NFC", text):
        return text, OffsetMap()
    return substitute(text, _CLUSTER, lambda match: unicodedata.normalize("NFC", match.group()))


def expand_ligatures(text: str) -> Cleaned:
    """Write out the ligatures of typesetting (ﬁ, ﬂ …); œ and æ are letters and stay."""
    return substitute(text, _LIGATURE, lambda match: unicodedata.normalize("NFKC", match.group()))


def is_unusual(text: str) -> bool:
    """Whether `normalise` may change `text`."""
    return _UNUSUAL.search(text) is not None or not unicodedata.is_normalized("NFC", text)


def normalise(text: str) -> Cleaned:
    r"""Clean `text` and return it with the map of its offsets to those of the input.

    >>> clean, offsets = normalise("\ufeffpre\u0301fet\r\nde l’Aisne")
    >>> clean
    'préfet\nde l’Aisne'
    >>> offsets.source_span(0, 6)
    (1, 8)
    """
    offsets = OffsetMap()
    if not is_unusual(text):
        return text, offsets  # as most texts are
    for step in (unify_lines, drop_invisible, expand_ligatures, compose_accents):
        text, made = step(text)
        offsets = offsets.then(made)
    return text, offsets
