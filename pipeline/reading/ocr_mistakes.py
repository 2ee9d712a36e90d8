"""Mistakes of character recognition that cannot be anything else."""

import re

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
