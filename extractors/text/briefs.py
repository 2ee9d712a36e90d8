"""News in brief: several on a page, each opened by a rubric or month of its own, or all of them under "EN BREF"."""

import re
from collections.abc import Collection, Mapping

from extractors.text.anchors import Phrases
from extractors.text.blocks import Block
from extractors.text.calendar_names import MONTHS
from extractors.text.source import Source, once_per_source

# "LOGEMENT. Une convention …", "CULTURE  Le festival a trente ans"
_BRIEF = re.compile(r"[A-ZÀ-Ý][A-ZÀ-Ý' -]{3,30}(?:(?:\.|:| –) |(?P<apart> {2,})(?=[A-ZÀ-Ý]['’a-zà-ÿ]|[\d«]))")
# Under "EN BREF" also in small letters: "Neige. Les stations ouvrent".
_BRIEF_BELOW = re.compile(
    r"(?P<apart>)(?!Une? |Des |Les? |La |Cet)[A-ZÀ-Ý][a-zà-ÿ]+(?:[ '’-][A-Za-zÀ-ÿ]+){0,2}\. (?=[A-ZÀ-Ý«])"
)
# A year in review: "MARS", "Avril 2021", each with what happened then below it.
_MONTH = re.compile(rf"\W*(?P<apart>)(?:en )?(?:{MONTHS})(?: 20\d\d)?\W*")
_LONGEST_MONTH = 20  # characters
# "LE BUDGET : …" is a part of the same news.
_OF_MONEY = re.compile(r"[^.:]{0,20}\b(?:budgets?|financ|moyens|argent|couts?|montants?|credits|enveloppe)")
_LONGEST = 6  # blocks


def in_other_brief(source: Source, block: int, other: int) -> bool:
    r"""Whether two blocks are parts of two news in brief.

    >>> source = Source("ENFANCE. Le contrat est signé.\nROUTES. La RD 956 est refaite.")
    >>> in_other_brief(source, 0, 1)
    True
    """
    if is_in_briefs(source, block) and not is_in_briefs(source, other):
        return True
    rubrics = _rubrics(source)
    if len(rubrics) < 2:
        return False
    here, there = _rubric_above(source, rubrics, block), _rubric_above(source, rubrics, other)
    if here is None or there is None:
        return False
    return here.start() != there.start() and bool(here["apart"]) == bool(there["apart"])


def in_other_month(source: Source, block: int, others: Collection[int]) -> bool:
    r"""Whether a block tells of another month of a year in review than all of some others.

    >>> source = Source("MARS\nUne aide de 2 M€ est versée.\nMAI\nLe contrat est signé.")
    >>> in_other_month(source, 1, [3])
    True
    """
    rubrics = _rubrics(source)
    if len(rubrics) < 2:
        return False
    above = [_rubric_above(source, rubrics, index) for index in (block, *others)]
    months = [rubric for rubric in above if rubric and rubric.re is _MONTH]
    return len(months) == len(above) > 1 and months[0] not in months[1:]


# Under "EN BREF" a text may sum up what it tells itself: "Durée : trois ans".
_BRIEFS = re.compile(
    r"\W*(?:[^.:;,]{0,20}\ben bref|(?:les |nos |autres )?breves)"
    r"(?: ?[-:|/] ?[^.;:]{3,60}|\W*)"  # "EN BREF – Collecte des sapins"
)
_LETTERS = Phrases("en bref", "breves")  # one of them is in such a heading
_SUMMED_UP = re.compile(
    r"\b(?:contrat|convention|accord\b|partenariat|signat|durees?\b|financ|budget|etat\b)"
)


def is_in_briefs(source: Source, block: int) -> bool:
    r"""Whether a block stands under "EN BREF", and what stands there is news of other things.

    >>> source = Source(
    ...     "Le contrat est signé.\nEN BREF\nSport. Le stade ouvre.\nRoutes. La RD 9 est refaite."
    ... )
    >>> [is_in_briefs(source, index) for index in range(4)]
    [False, False, True, True]
    """
    if not _LETTERS.stand_in(source):
        return False
    blocks = source.blocks
    for place in range(block - 1, max(-1, block - 1 - _LONGEST), -1):
        if _BRIEFS.fullmatch(source.folded, blocks[place].start, blocks[place].end):
            last = min(place + _LONGEST, len(blocks) - 1)
            return not _SUMMED_UP.search(source.folded, blocks[place].end, blocks[last].end)
    return False


@once_per_source
def _rubrics(source: Source) -> dict[int, re.Match[str]]:
    """Return the rubrics of a text, by the index of the block that each opens."""
    found = ((index, _rubric(source, block)) for index, block in enumerate(source.blocks))
    return {index: rubric for index, rubric in found if rubric}


def _rubric(source: Source, block: Block) -> re.Match[str] | None:
    """The rubric that opens a block, or the month that it is no more than."""
    if block.end - block.start < _LONGEST_MONTH and (
        month := _MONTH.fullmatch(source.folded, block.start, block.end)
    ):
        return month
    return _BRIEF.match(source.text, block.start) or (
        _BRIEF_BELOW.match(source.text, block.start, block.end) if _LETTERS.stand_in(source) else None
    )


def _rubric_above(source: Source, rubrics: Mapping[int, re.Match[str]], index: int) -> re.Match[str] | None:
    """Return the rubric of the news in brief that a block is part of, None where there is none."""
    near = range(index, max(-1, index - _LONGEST), -1)
    opening = next((rubrics[place] for place in near if place in rubrics), None)
    told = opening is not None and _OF_MONEY.match(source.folded, opening.start())
    return None if told else opening
