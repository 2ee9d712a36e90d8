"""Mistakes of character recognition that cannot be anything else."""

import re
from collections.abc import Sequence
from itertools import pairwise

# A word of figures in which letters that look like them stand: one of O, l, I or | before, after or between.
_FIGURES = re.compile(r"[\[(«\"]?[\dOlI|]+(?:[.,/:-][\dOlI|]+)*[\])»\".,;:€%]*")
_ONE = re.compile(r"[lI|](?=[.,/:-]?[\dO])|(?<=\d)[lI|](?=[.,/:-]\d)")
_ZERO = re.compile(r"(?<=[\d.,])O|O(?=[.,]?\d)")
_ZERO_INSIDE = re.compile(r"(?<=\d)O(?=\d)")
# "I'État", "|'enfance": the article.
_ARTICLE = re.compile(r"(?<![\w|])[I|1](?=['’][A-Za-zÀ-ÿ])")


def corrected(word: str) -> str:
    """Return a recognised word with its certain mistakes mended.

    Pounds are no money of these documents; a letter in the middle of figures is one; French has no word `I'`.

    >>> [corrected(word) for word in ("l8", "2O2O", "5OO,OO", "3I/12/2020", "I'État", "£")]
    ['18', '2020', '500,00', '31/12/2020', "l'État", '€']
    >>> [corrected(word) for word in ("1l", "1o", "II", "LIO", "A10", "OI", "N°1O4")]
    ['1l', '1o', 'II', 'LIO', 'A10', 'OI', 'N°104']
    """
    word = word.replace("£", "€")
    if any(char.isdigit() for char in word):
        if _FIGURES.fullmatch(word):
            word = _ONE.sub("1", word)
            # One zero shows that the letter beside it is another.
            while (zeros := _ZERO.sub("0", word)) != word:
                word = zeros
        word = _ZERO_INSIDE.sub("0", word)
    return _ARTICLE.sub("l", word)


# What a round bullet is taken for. None of them is a word that could open a line.
_BULLETS = frozenset({"e", "o"})
_SIGNS = re.compile(r"[«»°©®¢¤@+*•·]{1,2}(?<![«»])")
# A line between cells that is taken for a bracket; what numbers the words after it has one ("1) un relais").
_STRAY = re.compile(r"([\d€]+)[)\]|}]")
_NUMBERED = re.compile(r"\d+\) [^\W\d_]")
_DASHES = re.compile(r"[-–—_=~]+")
# A dash whose shadow reaches to the word behind it: "-__un".
_CLINGING_DASH = re.compile(r"[-–—]?[_=~]{1,4}(?=[^\W\d_])")
_GROUP = re.compile(r"\d{3}(?:[.,]\d{1,2})?(?:\D.*)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONG_GROUP = re.compile(r"(\d{1,3})(\d{3})")


def corrected_line(words: Sequence[str]) -> list[str]:
    """Return the words of a line with the mistakes mended that only the words beside them show.

    A line of nothing but strokes is none; a bracket that nothing opens is a line between cells, unless the figure
    numbers what follows. Figures in groups of three have no longer group before the last: a space was too narrow,
    unless it is a year.

    >>> corrected_line(["e", "un", "relais"]), corrected_line(["-_", "un", "relais"]), corrected_line(["——"])
    (['•', 'un', 'relais'], ['-', 'un', 'relais'], [])
    >>> corrected_line(["-__un", "relais"]), corrected_line(["a_b", "un"])
    (['-un', 'relais'], ['a_b', 'un'])
    >>> corrected_line(["«+", "un", "relais"]), corrected_line(["62", "500", "€)"])
    (['•', 'un', 'relais'], ['62', '500', '€'])
    >>> corrected_line(["1)", "un", "relais"]), corrected_line(["500)", "600)"])
    (['1)', 'un', 'relais'], ['500', '600'])
    >>> corrected_line(["Total", "1015", "600", "€"]), corrected_line(["en", "2020", "600", "€"])
    (['Total', '1\u202f015', '600', '€'], ['en', '2020', '600', '€'])
    """
    words = [corrected(word) for word in words]
    if all(_DASHES.fullmatch(word) for word in words) and any(len(word) > 1 for word in words):
        return []
    if not any("(" in word for word in words):
        words = [
            stray[1] if (stray := _STRAY.fullmatch(word)) and not _NUMBERED.match(f"{word} {after}") else word
            for word, after in pairwise([*words, ""])
        ]
    if len(words) > 1 and (words[0] in _BULLETS or _SIGNS.fullmatch(words[0])):
        words[0] = "•"
    elif len(words) > 1 and _DASHES.fullmatch(words[0]):
        words[0] = words[0][0] if words[0][0] in "-–—" else "-"
    elif len(words) > 1 and (stroke := _CLINGING_DASH.match(words[0])):
        words[0] = "-" + words[0][stroke.end() :]
    for place, after in enumerate(words[1:]):
        long = _LONG_GROUP.fullmatch(words[place])
        if long and _GROUP.fullmatch(after) and not _YEAR.fullmatch(words[place]):
            words[place] = f"{long[1]}\u202f{long[2]}"
    return words
