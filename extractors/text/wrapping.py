"""Text that was wrapped at some width: which lines go on in the next one because they are full."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.text.continued_lines import (
    GROUND,
    LABEL_LINE,
    SUM,
    continues,
    ends_openly,
    ends_sentence,
    opens_entry,
)
from extractors.text.folding import fold
from extractors.text.lines import TextLine

_LEAD_LINE = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ'’]*(?: [a-zà-ÿ'’]+){0,3} ?:")  # "Contacts presse :"
# "Axe 1 | Aller vers les parents", and under it "Deux bus relient les villages.": a heading and what stands there.
_RANKED = re.compile(r"[A-ZÀ-Ý]\w{2,11} (?:[nN] ?° ?)?(?:\d{1,2}|[IVX]{1,4}) ?[|:–—-] ")
_NEW_SENTENCE = re.compile(
    r"(?:Une?|Des|Deux|Trois|Quatre|Cinq|Six|Sept|Huit|Neuf|Dix|Vingt|\d{1,3}|Les?|L[a'’]|Chaque|Tou(?:s|te|tes)"
    r"|Plusieurs|Ce(?:t|tte|s)?|Ici|Là|Dans|Pour) ?(?=[a-zà-ÿ])"
)


class Wrap(NamedTuple):
    """The width at which a text was wrapped, a huge one where it was not.

    `exact` tells that it is that of the lines which others plainly go on with: then a line is full where the first
    word of the next one has no room in it.
    """

    width: int
    exact: bool = False

    def fills(self, before: str, after: str, *, within: bool) -> bool:
        """Whether `before` is so long that `after` may go on with it; `within` a paragraph a shorter one may be."""
        if not self.exact:
            return len(before) > self.width * (0.6 if within else 0.85)
        named = ", " in before and _ENDING_NAME.match(after)
        if not (within or named or _INNER_END.search(before) or SUM.match(after)):
            return False  # a title may be as long
        return len(before) + 1 + len(after.split(maxsplit=1)[0]) > self.width


_NOT_WRAPPED = Wrap(10**9)
# "…, Claire", and on the next line "Desbordes, préfète"
_ENDING_NAME = re.compile(r"[A-ZÀ-Ý][\w'-]+, [a-zà-ÿ]")
_INNER_END = re.compile(r"\w[.!?] \w")


def find_wrap(text: str, lines: Sequence[TextLine]) -> Wrap:
    r"""Tell how wide a text was set: titles and lists may be wider than its paragraphs, or most of it.

    >>> from extractors.text.lines import text_lines
    >>> text = "\n".join(["Le préfet et le président", "ont signé le contrat hier."] * 3)
    >>> find_wrap(text, text_lines(text)).width
    26
    """
    lengths = sorted(line.end - line.start for line in lines)
    if len(lengths) < 5:
        return _NOT_WRAPPED
    longest = lengths[-1]
    near = sum(length > longest * 0.85 for length in lengths)
    if longest > 130 or near >= max(3, len(lengths) * 0.3):
        return Wrap(longest) if longest <= 130 else _NOT_WRAPPED
    followed = [
        (before.end - before.start, len(text[line.start : line.end].split(maxsplit=1)[0]))
        for before, line in pairwise(lines)
        if text[line.start].islower() and not line.marker and not line.blank_before
    ]
    if len(followed) < _FEWEST_FOLLOWED:
        return _NOT_WRAPPED
    width = max(length for length, _ in followed)
    full = sum(length + 1 + word > width for length, word in followed)
    return Wrap(width, exact=True) if full >= len(followed) * 0.8 else _NOT_WRAPPED


_FEWEST_FOLLOWED = 4


def runs_on(
    text: str, before: TextLine, line: TextLine, behind: TextLine | None, wrap: Wrap, *, within: bool
) -> bool:
    r"""Whether `line` goes on with the line `before` it; `within` a paragraph a short line may be followed too.

    `behind` is the line after it.

    >>> from extractors.text.lines import text_lines
    >>> text = "Le préfet et la présidente du\nDépartement ont signé."
    >>> runs_on(text, *text_lines(text), None, find_wrap(text, []), within=False)
    True
    """
    if line.marker or line.blank_before:
        return False
    first, second = text[before.start : before.end], text[line.start : line.end]
    if ends_sentence(text, before):
        if first.endswith(":"):
            return _is_full(first, second, wrap.width) and _tells_on(text, second, behind, wrap.width)
        return first.endswith(";") and _is_full(first, second, wrap.width) and not GROUND.match(second)
    if opens_entry(second):
        return False
    if (
        not (within or before.marker)
        and _in_small_letters(first, second)
        and not wrap.fills(first, second, within=False)
    ):
        return False
    if continues(first, fold(first), second):
        return True
    if LABEL_LINE.match(second) and LABEL_LINE.match(first):
        return False  # "Santé : suivre chaque enfant", one theme a line, all about as long
    if not within and (
        _LEAD_LINE.fullmatch(second) or (_RANKED.match(first) and _NEW_SENTENCE.match(second))
    ):
        return False
    return wrap.fills(first, second, within=within)


# A paragraph begins with a capital: lines in small letters that open alike are a list without bullets.
_THING = re.compile(r"(?:une?|des|l[ae]s?|l(?=['’])|deux|trois|quatre|cinq|six|sept|huit|dix|\d{1,3})\b")
_TO_DO = re.compile(r"[a-zà-ÿ]{3,}(?:er|ir)\b")


def _in_small_letters(before: str, after: str) -> bool:
    """Whether two lines open alike, in small letters, and the first holds all of something new or to do."""
    if not before[0].islower():
        return False
    alike = any(opening.match(before) and opening.match(after) for opening in (_THING, _TO_DO))
    return alike and not ends_openly(fold(before))


def _tells_on(text: str, line: str, behind: TextLine | None, width: int) -> bool:
    """Whether a line below a colon is no entry of a list but goes on itself, or ends a series of things."""
    if not line[0].islower():
        return False
    if behind is None or behind.blank_before:
        return ", " in line
    return not behind.marker and _is_full(line, text[behind.start : behind.end], width)


def _is_full(line: str, after: str, width: int) -> bool:
    """Whether the first word of the line `after` had no room on `line`."""
    return len(line) + 1 + len(after.split(maxsplit=1)[0]) > width >= len(line)
