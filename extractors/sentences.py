"""Sentence bounds inside a block, by rule: announcements end sentences with a stop and a capital."""

import re

from extractors.blocks import Block

# Abbreviations whose stop ends no sentence, as they stand just before it.
_ABBREVIATION = re.compile(
    r"(?:\b(?:m|mm|mme|mmes|mlle|mgr|dr|pr|me|st|ste|art|al|cf|ex|env|n|no|nos|p|pp|t|vol|ch|"
    r"tel|av|bd|etc|min|max|resp"
    r"|soc|dept|dpt|hab|ref|op|j|b|[a-z])|\b[a-z](?:\.-?[a-z])+)$"
)
_STOP = re.compile(
    r"[.!?…]+(?:[ \u00a0\u202f]?»|[\"»”)])*(?=\s+[\"«“(]?\s?[^\W\d_a-zà-ÿ]|\s+[\"«“(]?\s?\d|\s*$)"
)


def find_sentences(text: str, folded: str, block: Block) -> list[tuple[int, int]]:
    """Bounds of the sentences of `block`, in order, outer white space left out.

    A semicolon ends none: lists of people and of sums go on behind it. Nor does the stop of "M.", "art." or an initial.

    >>> from extractors.folding import fold
    >>> text = "M. J. Blanc a signé. Le préfet aussi."
    >>> [text[a:b] for a, b in find_sentences(text, fold(text), Block(0, len(text), "paragraph"))]
    ['M. J. Blanc a signé.', 'Le préfet aussi.']
    """
    bounds: list[tuple[int, int]] = []
    start = block.start
    for stop in _STOP.finditer(text, block.start, block.end):
        if stop.group()[0] == "." and len(stop.group()) == 1:
            window = folded[max(start, stop.start() - 12) : stop.start()]
            if _ABBREVIATION.search(window):
                continue
        bounds.append((start, stop.end()))
        start = stop.end()
        while start < block.end and text[start].isspace():
            start += 1
    if start < block.end:
        bounds.append((start, block.end))
    return bounds
