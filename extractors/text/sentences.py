"""Sentence bounds inside a block, by rule: announcements end sentences with a stop and a capital."""

import re
from collections.abc import Iterator

from extractors.text.blocks import Block

# Abbreviations whose stop ends no sentence, as they stand just before it.
_ABBREVIATION = re.compile(
    r"(?:\b(?:m|mm|mme|mmes|mlle|mgr|dr|pr|me|st|ste|art|al|cf|ex|env|n|no|nos|p|pp|t|vol|ch|"
    r"tel|av|bd|etc|min|max|resp"
    r"|soc|dept|dpt|hab|ref|op|j|b|[a-z])|\b[a-z](?:\.-?[a-z])+)$"
)
_TOO_LONG = 5  # letters
# "trois axes : 1. Agir ; 2. Loger": a rank ends no sentence, where "Contre : 1. Abstentions : 2" does.
_RANK = re.compile(r"(?:(?P<first>: 1)|; (?:et )?[2-9])\.$")
_SECOND = re.compile(r"[^.;]{3,250}; (?:et )?2\.\s")
# Written with a single sign first, `re` looks at nothing else until it has found one.
_STOP = re.compile(
    r"[.!?…][.!?…]*(?:[ \u00a0\u202f]?»|[\"»”)])*(?=\s+[\"«“(]?\s?[^\W\d_a-zà-ÿ]|\s+[\"«“(]?\s?\d|\s*$)"
)
# Nobody writes longer ones: what is longer is a list or a table that lost its lines. Extractors set each thing in
# a sentence against the others, which must not grow with the square of such a run.
LONGEST = 4000
# Where such a run is cut, the best place first.
_CUTS = (";", "\n", ",", " ")


def find_sentences(text: str, folded: str, block: Block) -> list[tuple[int, int]]:
    """Bounds of the sentences of `block`, in order, outer white space left out.

    A semicolon ends none: lists of people and of sums go on behind it. Nor does the stop of "M.", "art." or an initial.
    What runs on for more than `LONGEST` characters is cut, behind a semicolon or comma where there is one.

    >>> from extractors.text.folding import fold
    >>> text = "M. J. Blanc a signé. Le préfet aussi."
    >>> [text[a:b] for a, b in find_sentences(text, fold(text), Block(0, len(text), "paragraph"))]
    ['M. J. Blanc a signé.', 'Le préfet aussi.']
    """
    bounds: list[tuple[int, int]] = []
    start = block.start
    for stop in _STOP.finditer(text, block.start, block.end):
        if stop.group() == "." and _is_abbreviation(folded, max(start, stop.start() - 12), stop.start()):
            continue
        if text[stop.start() - 1].isdigit() and _is_rank(folded, max(start, stop.start() - 6), stop.end()):
            continue
        bounds.append((start, stop.end()))
        start = _behind_space(text, stop.end(), block.end)
    if start < block.end:
        bounds.append((start, block.end))
    if block.end - block.start <= LONGEST:
        return bounds
    return [piece for start, end in bounds for piece in _pieces(text, start, end)]


def _is_abbreviation(folded: str, start: int, end: int) -> bool:
    """Whether the word that ends at `end` is one whose stop ends no sentence; most are too long for that."""
    letters = folded[max(start, end - _TOO_LONG) : end]
    if len(letters) == _TOO_LONG and letters.isalpha():
        return False
    return _ABBREVIATION.search(folded[start:end]) is not None


def _is_rank(folded: str, start: int, end: int) -> bool:
    """Whether the number whose stop ends at `end` is that of an entry: the second or a later one, or the first."""
    rank = _RANK.search(folded[start:end])
    return rank is not None and (not rank["first"] or _SECOND.match(folded, end) is not None)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the pieces of a sentence that is too long to be one, or the sentence itself."""
    while end - start > LONGEST:
        cut = _cut(text, start + LONGEST // 2, start + LONGEST)
        yield start, start + len(text[start:cut].rstrip())
        start = _behind_space(text, cut, end)
    if start < end:
        yield start, end


def _cut(text: str, start: int, end: int) -> int:
    """Find where to cut between `start` and `end`: behind the last one of the best separators, else at `end`."""
    places = (text.rfind(separator, start, end) for separator in _CUTS)
    return next((place + 1 for place in places if place >= 0), end)


def _behind_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start
