"""What a text is headed by, and whether it is about a budget by that."""

import re
from itertools import islice, takewhile

from extractors.contracts.mentions import find_mentions
from extractors.text.blocks import Block
from extractors.text.gated import Gated
from extractors.text.source import Source

_MOST_HEAD = 3  # lines
_LONGEST_LINE = 120  # characters
# What a text on a budget is called, in whichever line of its head.
_BUDGET_TEXT = Gated(
    r"\bbudgets? (?:primitif|supplementaire|previsionnel|principal|departemental)|\bbudgets? 20\d\d|\bbp 20\d\d"
    r"|\borientations? budgetaires?|\bcompte (?:administratif|financier unique)|\brapport budgetaire"
)
_LABEL = re.compile(
    r"budgets?(?: [a-z' ]{1,40})? ?: ?\d[^:;]{0,30}"
)  # "Budget : 2 M€" tells what one thing costs
_BUDGET = re.compile(r"\bbudgets?\b(?! du contrat)")


def is_of_budget(source: Source) -> bool:
    """Whether a text is headed by a budget, and by no contract.

    >>> is_of_budget(Source("Un budget 2023 sous tension"))
    True
    """
    head = head_of(source)
    for index, title in enumerate(head):
        plain = (
            title.kind == "heading"
            and not _LABEL.fullmatch(source.folded, title.start, title.end)
            and (
                _BUDGET.match(source.folded, title.start, title.end)
                or (index == 0 and _BUDGET.search(source.folded, title.start, title.end))
            )
        )
        if plain or _BUDGET_TEXT.search(source, title.start, title.end):
            # A sentence in a text as short as its head goes on with what is named before it.
            start = title.start if title.kind == "heading" else head[0].start
            return not any(start <= contract.start < title.end for contract in find_mentions(source))
    return False


def head_of(source: Source) -> list[Block]:
    """Return the lines that a text is headed by: the body, the title, the part."""
    first = [block for _, block in islice(source.main_blocks, _MOST_HEAD)]
    return list(takewhile(lambda block: block.end - block.start <= _LONGEST_LINE, first))


# "Ce qui existe déjà", "Hors contrat"
_NOT_OF_IT = Gated(
    r"\bdeja\W*$|\bexist(?:e|ent|ait|aient) deja|\bdeja (?:fait|finance|en place|engage|realise)"
    r"|\b(?:avant (?:le |ce )?|en dehors du |hors )contrat\b"
)
_BELOW = 8  # blocks


def is_under_earlier(source: Source, offset: int) -> bool:
    r"""Whether the heading above says that what stands below it is not of the contract.

    >>> is_under_earlier(Source("Ce qui existe déjà\n\nIl a ouvert soixante places, pour 9 M€."), 50)
    True
    """
    index = source.block_index(offset)
    for block in reversed(source.blocks[max(0, index - _BELOW) : index] if index else ()):
        if block.kind == "item" and source.text[block.start : block.end].isupper():
            return False  # "3. QUI PAIE QUOI"
        if block.kind == "heading":
            return _NOT_OF_IT.search(source, block.start, block.end) is not None
    return False
