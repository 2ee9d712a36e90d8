"""Lines that tell a period and nothing else: "Durée : 2021-2023", "Pour combien de temps ?", and the answer."""

import re

from extractors.text.source import Source

# Words that may stand beside a period that is alone in its line.
_LABELS = frozenset(
    [
        *(
            "duree",
            "periode",
            "annee",
            "annees",
            "exercice",
            "exercices",
            "pour",
            "validite",
            "de",
            "d",
            "du",
            "a",
        ),
        *(
            "au",
            "la",
            "les",
            "l",
            "le",
            "sur",
            "ans",
            "couverte",
            "contractuelle",
            "concernee",
            "et",
            "trois",
            "deux",
        ),
    ]
)
_WORD = re.compile(r"[a-z]+")
_LONGEST = 60  # characters of a line besides the period
# "Combien de temps dure-t-il ?", "Pour quelle durée ?", "Jusqu'à quand ?"
_HOW_LONG = re.compile(
    r"[^?]*\b(?:combien (?:de temps|d'annees)|duree|dure|court|valable|jusqu'(?:a|en) quand|quelle periode)\b[^?]*\? ?"
)


def stands_alone(source: Source, index: int, start: int, end: int) -> bool:
    """Whether a block holds nothing but the period from `start` to `end`, or its label.

    >>> stands_alone(Source("Durée : 2021-2023"), 0, 8, 17)
    True
    """
    block = source.blocks[index]
    if block.end - block.start > end - start + _LONGEST:
        return False
    around = source.folded[block.start : start] + " " + source.folded[end : block.end]
    return _LABELS.issuperset(_WORD.findall(around)) and not any(c.isdigit() or c in "€%" for c in around)


def asks_how_long(folded: str, start: int, end: int) -> bool:
    """Whether a passage of the folded text asks how long something lasts.

    >>> asks_how_long("pour combien de temps ?", 0, 23)
    True
    """
    return _HOW_LONG.fullmatch(folded, start, end) is not None
