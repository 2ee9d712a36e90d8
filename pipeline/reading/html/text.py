"""The text of a paragraph from the pieces that the elements in it hold."""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.reading.normalisation import normalise

# Stands between the pieces of two elements with nothing between them; no HTML holds it.
TOUCHING = "\0"

_MANY_SPACES = re.compile(" {2,}")
_AROUND_BREAKS = re.compile(r" *\n *")
# "2,4 M€" + "sur trois ans", "2 millions" + "par an": a figure is whole with its unit.
_UNIT = r"(?:(?:millions?|milliards?|euros?|[kKM]?€|%|d['’])\s*)"
_FIGURE = re.compile(rf"\W*\d[\d\s.,]*{_UNIT}+")
_BARE_FIGURE = re.compile(rf"\W*\d[\d\s.,]*{_UNIT}*\W*")


def is_figure(text: str) -> bool:
    """Tell whether a text is nothing but a figure, so that what follows it says what it counts.

    >>> is_figure("+ 2,4 M€"), is_figure("1 140"), is_figure("2 rue du Port")
    (True, True, False)
    """
    return _BARE_FIGURE.fullmatch(text) is not None


def join_pieces(pieces: Sequence[str]) -> str:
    r"""Join pieces in which white space is single spaces, and line breaks are those that were asked for.

    Where two elements touch, a space goes between them if their letters cannot belong to one word.

    >>> join_pieces(
    ...     ["Publié le ", TOUCHING, "3 mai 2021", TOUCHING, "Par M. Roy", "\n", " L", TOUCHING, "undi"]
    ... )
    'Publié le 3 mai 2021 Par M. Roy\nLundi'
    >>> join_pieces(["2 millions", TOUCHING, "sur trois ans"]), join_pieces(["pré", TOUCHING, "fet"])
    ('2 millions sur trois ans', 'préfet')
    """
    if len(pieces) == 1:
        text = pieces[0]
    else:
        text = "".join(pieces)
        if TOUCHING in text:
            text = _part(text.split(TOUCHING))
        if "  " in text:
            text = _MANY_SPACES.sub(" ", text)
    if "\n" in text:
        text = _AROUND_BREAKS.sub("\n", text)
    return normalise(text)[0].strip()


def _part(parts: list[str]) -> str:
    spaced = [parts[0]]
    for before, part in pairwise(parts):
        touching = _words_touch(before[-1:], part[:1]) or (part[:1].isalnum() and _FIGURE.fullmatch(before))
        spaced += " " if touching else "", part
    return "".join(spaced)


def _words_touch(before: str, after: str) -> bool:
    """Tell whether two letters cannot belong to one word: "2021" + "Par", "Martin" + "Publié"."""
    if not (before.isalnum() and after.isalnum()):
        return False
    return before.isdigit() != after.isdigit() or (before.islower() and after.isupper())
