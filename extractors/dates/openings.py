"""A day before the first words of a text: "15 novembre 2021 - Le contrat …", "DIJON - 6 mars 2024 - La métropole …"."""

import re

from extractors.dates.grammar import find_mentions
from extractors.dates.mentions import Mention
from extractors.text.source import Source

_BEFORE_TEXT = re.compile(r" ?(?:[-–—|]+|\.) (?=[a-z\"(])")
_PLACE = re.compile(r"[a-z][a-z' -]{1,30}?(?: [-–—|]|\.) (?:le )?")
_TOLD_DAYS = ("day", "numeric", "weekday", "near")
_NEXT = 2  # sentences in which another day is told


def opens_tale(source: Source, mention: Mention, index: int, left: str, right: str) -> bool:
    """Whether a day opens a text, a place before it or not, that tells of another day; no other opens a block so.

    `left` and `right` are what stands before and behind it in its block, `index`.

    >>> source = Source("15 novembre 2021 - Le contrat a été signé vendredi à Guéret.")
    >>> day = find_mentions(source)[0]
    >>> opens_tale(source, day, 0, "", source.folded[day.end :])
    True
    """
    block = source.blocks[index]
    if not _BEFORE_TEXT.match(right) or block.kind == "item":
        return False
    if left not in ("", "le ") and not (mention.weekday is None and _PLACE.fullmatch(left)):
        return False
    behind = source.sentences_between(mention.end, block.end)[:_NEXT]
    end = source.sentences[behind[-1]].end if behind else mention.end
    others = [m for m in find_mentions(source) if m.start > mention.end and m.form in _TOLD_DAYS]
    return any(m.start < end for m in others) and not any(
        m.start == source.blocks[source.block_index(m.start) or 0].start
        for m in others
        if m.form != "weekday"
    )
