"""Links to other articles at the end of a plain text: "Sur le même sujet", then headlines."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from extractors.text.blocks import Block
from extractors.text.folding import fold
from pipeline.reading.html.hints import boilerplate_data

_MOST = 10  # headlines
_LONGEST = 120  # characters of a headline
# Every sum of money that a text tells is in its record, so a headline with one stays.
_SUM = re.compile(r"€|\beuros?\b|\bmillions?\b", re.IGNORECASE)


def put_links_aside(text: str, blocks: Sequence[Block]) -> list[Block]:
    r"""Take the headlines of other articles that a text ends with out of the main text.

    Only headlines may follow what announces them: short lines without a stop or a sum of money.

    >>> from extractors.text.blocks import find_blocks
    >>> text = "Le préfet a signé.\n\nÀ lire aussi\nLe Gard signe"
    >>> [block.main for block in put_links_aside(text, find_blocks(text))]
    [True, False, False]
    """
    for index in range(len(blocks) - 1, max(0, len(blocks) - _MOST - 2), -1):
        line = text[blocks[index].start : blocks[index].end]
        if len(line) > _LONGEST or line.endswith(".") or _SUM.search(line):
            break
        if _opening().fullmatch(fold(line)):
            return [*blocks[:index], *(replace(block, main=False) for block in blocks[index:])]
    return list(blocks)


@cache
def _opening() -> re.Pattern[str]:
    phrases = (re.escape(phrase.rstrip("$")) for phrase in boilerplate_data()["phrases"]["other_articles"])
    return re.compile(rf"\W*(?:{'|'.join(phrases)})\W*(?:: .+)?")
