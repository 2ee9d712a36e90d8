"""A same-length, lower-case, accent-free shadow of a text, so that patterns stay short and fast."""

import re
import unicodedata

_SAME = {
    "’": "'", "‘": "'", "ʼ": "'", "′": "'", "`": "'", "´": "'",
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-", "―": "-",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    # A raised figure is the mark of a note, as an asterisk is, and no digit of the number before it: "2023¹".
    **dict.fromkeys("⁰¹²³⁴⁵⁶⁷⁸⁹", "*"),
    "\n": "\n", "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\x0c": "\n", "\x0b": "\n",
}  # fmt: skip


class _Table(dict[int, str]):
    """Folds one character at a time and remembers it: `str.translate` asks for each new one once."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = _SAME.get(char) or (" " if char.isspace() else _plain(char))
        self[code] = folded
        return folded


def _plain(char: str) -> str:
    """Lower-case, without accent; as it is where that would take more than one character."""
    lower = char.lower()
    letters = [c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c)]
    if len(letters) == 1 and letters[0] != char:
        return fold(letters[0].lower())
    return lower if len(lower) == 1 else char


_TABLE = _Table()
# What `str.lower` alone does not fold.
_OTHER = re.compile(r"[^\n -_a-z{-~]")
_FEW = 100  # a pass over the text for each of them is faster than a look at each character


def fold(text: str) -> str:
    r"""Fold case, accents, dashes, quotes and spaces, one character for one character.

    Offsets in the result are offsets in `text`. Line breaks stay line breaks.

    >>> fold("L’Île‐de‑France, ÉTAT\u00a0: 2 M€ en 2023¹")
    "l'ile-de-france, etat : 2 m€ en 2023*"
    """
    others = set(_OTHER.findall(text))
    if len(others) > _FEW:
        return text.translate(_TABLE)
    for char in others:
        text = text.replace(char, _TABLE[ord(char)])
    return text.lower()
