"""The issue of a magazine that a page is from, told in the running foot or head of the page."""

import re

from extractors.dates.mentions import Mention
from extractors.text.source import Source

# "14 | Le magazine du Département | n° 187 – | mars 2023", "La lettre du Lot, n° 12 (| mai 2021"
_BEFORE = re.compile(
    r"(?:(?:p(?:age|\.)? ?)?\d{1,3} ?[-|/•·] ?)?[^.!?:|•·]{0,40}(?:[,|•·-] ?)?[^.!?:]{0,40}"
    r"\b(?:mag|magazine|journal|bulletin|gazette|lettre|revue|mensuel|trimestriel)\b[^.!?:]{0,70}"
    r"\b(?:n ?[°o]|numero) ?\d{1,4} ?[-|/,•·(] ?"
)
_BEHIND = re.compile(r" ?\)? ?(?:[-|/,•·] ?(?:p(?:age|\.)? ?)?\d{1,3})? ?")


def tells_issue(source: Source, mention: Mention) -> bool:
    """Whether a month ends a line of a page that tells of which issue of a magazine it is.

    >>> from extractors.dates.grammar import find_mentions
    >>> source = Source("14 | Le magazine du Lot | n° 187 – mars 2023")
    >>> [tells_issue(source, mention) for mention in find_mentions(source)]
    [True]
    """
    index = source.block_index(mention.start)
    if index is None or mention.year is None or mention.form != "month":
        return False
    block = source.blocks[index]
    before = _BEFORE.fullmatch(source.folded, block.start, mention.start)
    return before is not None and _BEHIND.fullmatch(source.folded, mention.end, block.end) is not None
