"""Measures that are the titles of short sections: "Un bus de PMI", and below it what it will do."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.engagements.commitments import DEED, Commitments
from extractors.engagements.cues import NUMBERED, cues
from extractors.engagements.measures import names_measures
from extractors.text.blocks import Block
from extractors.text.list_entries import LABEL
from extractors.text.source import Source

_LONGEST_TITLE = 120  # characters
_STOPS = '.:;,?!"'
# What a page tells besides measures under titles of its own.
_OF_CONTRACT = re.compile(
    r"(?:une? |l[ae]s? |l'|nos |notre |en )?"
    r"(?:article|annexe|titre|chapitre|effort|moyens|suivi d[eu] |suivi et |gouvernance|pilotage|calendrier|contacts?"
    r"|renseignements|infos?|informations|signataires|partenaires|suites?|contexte|chiffres?|savoir|pratique)\b"
)
_MONEY = re.compile(r"\b(?:financ\w+|budget\w*|credits?|enveloppe|euros?|millions?)\b|€|\b20\d\d\b")

# Against the text as written: "à" would be folded to "a". A title says nothing of anybody.
_VERB = re.compile(r"\b(?:est|sont|a|ont|ser(?:a|ont)|va|vont|\w{2,}(?:era|eront|aient))\b")


def add_sections(source: Source, found: Commitments, first_mention: int) -> None:
    r"""Take the titles below words that announce measures; what is told under each is no other measure.

    >>> told = (
    ...     "Les actions retenues",
    ...     "Un bus pour la PMI",
    ...     "Il passe le lundi.",
    ...     "Un lieu de répit",
    ...     "Il ouvre.",
    ... )
    >>> source, found = Source("\n\n".join(told)), Commitments()
    >>> add_sections(source, found, 0)
    >>> [action.text for action in found.actions]
    ['Un bus pour la PMI', 'Un lieu de répit']
    """
    blocks = [block for _, block in source.main_blocks]
    for index, (block, below) in enumerate(pairwise(blocks)):
        if (
            block.start < first_mention or source.text[below.end - 1] in _STOPS
        ):  # most are followed by a sentence
            continue
        head = source.folded[block.start : block.end]
        asks = block.kind == "heading" and head.endswith("?") and cues().actions.search(head) is not None
        if block.kind == "item" or not (asks or names_measures(head)):
            continue
        sections = list(_titled(source, blocks, index))
        if asks and not all(_NEW.match(source.folded, title.start) for title, _ in sections):
            continue
        # A line without a stop above a paragraph may be anything; two in a row are titles, and so are headings.
        if len(sections) == 1 and sections[0][0].kind != "heading":
            continue
        for title, last in sections:
            if found.is_free(source, title.start, title.end):
                found.add_action(source, title.start, title.end, "title:actions")
            found.take(source, title.start, last.end)


# "Ça change quoi ?", and below it "Un bus pour la PMI": what is new.
_NEW = re.compile(rf"(?:une? |des |{NUMBERED})[a-z]|{DEED.pattern}")


def _titled(source: Source, blocks: Sequence[Block], head: int) -> Iterator[tuple[Block, Block]]:
    """Yield each title below a block, and the last block of what is told under it."""
    place = head + 1
    while place + 1 < len(blocks) and _is_title(source, blocks[place], blocks[head]):
        end = place + 1
        while end < len(blocks) and _is_told(source, blocks[end]):
            end += 1
        if end == place + 1:
            return
        yield blocks[place], blocks[end - 1]
        place = end


def _is_title(source: Source, block: Block, head: Block) -> bool:
    """Whether a block is the title of a measure, and of no section beside the one that announces it."""
    if block.kind not in ("heading", "paragraph") or block.end - block.start > _LONGEST_TITLE:
        return False
    if block.kind == "heading" and head.kind == "heading" and block.level < head.level:
        return False
    content = source.folded[block.start : block.end]
    return (
        len(content.split()) > 1
        and not _VERB.search(source.text, block.start, block.end)
        and content[-1] not in _STOPS
        and not LABEL.match(content)
        and not names_measures(content)
        and not _OF_CONTRACT.match(content)
        and not _MONEY.search(content)
    )


def _is_told(source: Source, block: Block) -> bool:
    return block.kind == "paragraph" and source.text[block.end - 1] in ".!»"
