"""News in brief: several on a page, each opened by a rubric in capitals."""

import re

from extractors.text.source import Source

# "LOGEMENT. Une convention …", "CULTURE  Le festival a trente ans"
_BRIEF = re.compile(r"[A-ZÀ-Ý][A-ZÀ-Ý' -]{3,30}(?:(?:\.|:| –) |(?P<apart> {2,})(?=[A-ZÀ-Ý]['’a-zà-ÿ]|[\d«]))")
# "LE BUDGET : …" is a part of the same news.
_OF_MONEY = re.compile(r"[^.:]{0,20}\b(?:budgets?|financ|moyens|argent|couts?|montants?|credits|enveloppe)")
_LONGEST = 6  # blocks


def in_other_brief(source: Source, block: int, other: int) -> bool:
    r"""Whether two blocks are parts of two news in brief.

    >>> source = Source("ENFANCE. Le contrat est signé.\nROUTES. La RD 956 est refaite.")
    >>> in_other_brief(source, 0, 1)
    True
    """
    here, there = _rubric_above(source, block), _rubric_above(source, other)
    if here is None or there is None:
        return False
    return here.start() != there.start() and bool(here["apart"]) == bool(there["apart"])


def _rubric_above(source: Source, index: int) -> re.Match[str] | None:
    """Return the rubric of the news in brief that a block is part of, None where there is none."""
    near = reversed(source.blocks[max(0, index - _LONGEST + 1) : index + 1])
    opening = next((rubric for block in near if (rubric := _BRIEF.match(source.text, block.start))), None)
    told = opening is not None and _OF_MONEY.match(source.folded, opening.start())
    return None if told else opening
