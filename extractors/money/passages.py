"""The part of the text that speaks of one amount: its sentence, and its own share of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.money.written import Mention
from extractors.text.source import Source


@dataclass(slots=True)
class Passage:
    """Bounds around a mention.

    `start` to `end` is its sentence; `low` to `high` reaches to the mentions before and after it; `own_low`
    to `own_high` no further than the last comma or conjunction between two mentions.
    """

    start: int
    end: int
    low: int
    high: int
    own_low: int
    own_high: int


# Characters; a sentence that is longer is a table or a list, and what is far away says nothing of the money.
_REACH = 600
_LONGEST_LIST = 40
# "État : 2 M€", "État (BOP 304) : 2 M€", "Année 2022 : 2 M€"
_LABELLED = re.compile(
    r"(?:[^:.\d()]{2,40}|[^:.\d()]{0,30}(?:19|20)\d\d)(?:\([^:()]{1,30}\))? ?: ?[^:a-z]{0,3}\d[^:]{0,40}"
)
# A line without a stop that ends with a year, as a heading does: "Plan de financement 2022".
_TITLED = re.compile(r"[^:.;,]{4,60} (?:19|20)\d\d ?:? ?")
_SEPARATOR = re.compile(r"[,;:]|\b(?:et|puis|contre|dont|soit|mais)\b")
# What is given comes on top of what there was: "2 M€ à ce qu'elle dépense déjà, soit 30 M€".
_BASE = re.compile(r"\b(?:a|de) ce qu(?:e |'|i )")


def find_passages(source: Source, mentions: Sequence[Mention]) -> list[Passage]:
    """Return the passage of each of `mentions`, which are in text order.

    >>> from extractors.money.statements import find_money
    >>> source = Source("Elle verse 2 M€, puis 3 M€. Fin.")
    >>> [source.text[p.own_low : p.own_high] for p in find_passages(source, find_money(source))]
    ['Elle verse 2 M€, ', 'puis 3 M€.']
    """
    bounds = [_sentence(source, mention) for mention in mentions]
    cuts = [
        _cut(source.folded, last(before), after.start, bounds[index][1])
        for index, (before, after) in enumerate(pairwise(mentions))
    ]
    passages: list[Passage] = []
    for index, (start, end) in enumerate(bounds):
        low, own_low, high, own_high = start, start, end, end
        if index and last(mentions[index - 1]) > start:
            low, own_low = last(mentions[index - 1]), cuts[index - 1][1]
        if index + 1 < len(mentions) and mentions[index + 1].start < end:
            high, own_high = mentions[index + 1].start, cuts[index][0]
        passages.append(Passage(start, end, low, high, own_low, own_high))
    return passages


def last(mention: Mention) -> int:
    """Where the last passage of `mention` ends: after "(2 000 €)"."""
    return max(mention.end, *(end for _, end in mention.more)) if mention.more else mention.end


def _sentence(source: Source, mention: Mention) -> tuple[int, int]:
    """Return the bounds of the sentence; a stray stop inside a number does not cut it."""
    first, final = source.sentence_at(mention.core), source.sentence_at(mention.end - 1)
    start, end = first.start if first else mention.start, final.end if final else last(mention)
    end = max(end, _end_of_caption(source, mention), _end_of_answer(source, mention))
    return max(start, mention.start - _REACH), min(end, last(mention) + _REACH)


# "1,8 M€" alone on a line, and below it "C'est ce que pèsera le contrat en 2022."
_CAPTION = re.compile(
    r"(?:c'est|c'etait|voila|tel(?:le)? (?:est|sera)|soit|ce que|la somme|le montant|l'enveloppe|l'effort|la part"
    r"|la contribution|la dotation|le budget|le cout)\b"
)
# "2,4 M€" alone on a line, and below it "sur trois ans, financés par l'État": in lower case, the line goes on.
GOES_ON = re.compile(
    r"(?:par|de|d'|du|des|sur|pour|en|chaque|(?:entierement |co-?)?(?:apport|vers|financ|mobilis|investi|consacr|inscri"
    r"|partag|reparti|allou|accord|pris|engag|deleg)[a-z]*)(?:\b|(?<='))[^:\n]*"
)
# So it does with "budget du Département pour l'enfance", as figures of a page are told.
_LEGEND = re.compile(
    r"(?:budget|cout|montant|enveloppe|financement|part|contribution|participation|dotation|subvention|aide|credit"
    r"|depense|investissement|apport|concours|soutien)s? [^:\n]*"
)
_ROUND_IT = 4  # characters beside the money in its line, "par an" left aside
_TERM = re.compile(r" ?(?:par an|/ ?an|l'an|chaque annee)\b")


def _end_of_caption(source: Source, mention: Mention) -> int:
    """Where the sentence ends that explains a sum which is alone on its line; 0 where there is none."""
    index = source.block_index(mention.core)
    if index is None or index + 1 == len(source.blocks):
        return 0
    own, below = source.blocks[index], source.blocks[index + 1]
    term = _TERM.match(source.folded, last(mention), own.end)
    told = (term.end() if term else last(mention)) - mention.start
    alone = own.end - own.start - told <= _ROUND_IT and own.cell is None
    goes_on = source.text[below.start].islower() and any(
        told.fullmatch(source.folded, below.start, below.end) for told in (GOES_ON, _LEGEND)
    )
    if not alone or not (goes_on or _CAPTION.match(source.folded, below.start, below.end)):
        return 0
    sentence = source.sentence_at(below.start)
    return sentence.end if sentence else 0


# "Un montant : 1,8 M€. C'est ce que l'État versera cette année."
_ANSWER = re.compile(
    r"(?:c'est|c'etait|voila|tel(?:le)? (?:est|sera)) (?:ce qu(?:e |'|i )|"
    r"l(?:a |e |')(?:sommes?|montant|part|contribution|enveloppe|effort|dotation|budget|chiffre|aide|coup de pouce) qu)"
)


def _end_of_answer(source: Source, mention: Mention) -> int:
    """Where the sentence ends that tells what the sum is with which the one before it ends; 0 where none does."""
    index = source.sentence_index(mention.core)
    if index is None or index + 1 == len(source.sentences):
        return 0
    own, behind = source.sentences[index], source.sentences[index + 1]
    closes = own.block == behind.block and not source.folded[last(mention) : own.end].strip(' .!:"')
    return behind.end if closes and _ANSWER.match(source.folded, behind.start, behind.end) else 0


def captions(source: Source, mention: Mention, block: int) -> bool:
    """Whether `block` explains `mention`, which is alone on the line above it."""
    return block == (source.block_index(mention.core) or 0) + 1 and _end_of_caption(source, mention) > 0


def _cut(folded: str, start: int, end: int, sentence_end: int) -> tuple[int, int]:
    """Where the share of one mention ends and that of the next begins: at a separator, else nowhere."""
    stop = min(end, sentence_end)
    base = _BASE.search(folded, start, stop)
    cuts = [base.start()] if base else [found.start() for found in _SEPARATOR.finditer(folded, start, stop)]
    return (cuts[-1], cuts[-1]) if cuts else (end, start)


def introduction(source: Source, block: int) -> tuple[int, int] | None:
    """Bounds of the line that opens the list of which `block` is an item or a labelled line: "Financement 2022 :".

    A heading opens it too, without a colon, and an item those nested in it.
    """
    for index in range(block, max(-1, block - _LONGEST_LIST), -1):
        above = source.blocks[index]
        start, end = above.start, above.end
        colon = index < block and source.folded[start:end].rstrip()[-1:] == ":"
        if above.kind == "item" and colon and above.level < source.blocks[block].level:
            return start, end
        labelled = _is_labelled(source, start, end)
        if above.kind != "item" and not labelled and not _is_next_line(source, index):
            titled = above.kind == "heading" or _TITLED.fullmatch(source.folded, start, end)
            return (start, end) if colon or (index < block and titled) else None
    return None


def _is_next_line(source: Source, index: int) -> bool:
    """Whether a block is an item that has lost its mark: "Elle finance :", and below it "un poste (2 M€) ;"."""
    own, above = source.blocks[index], source.blocks[index - 1] if index else None
    return (
        above is not None
        and own.kind == "paragraph"
        and source.text[own.start].islower()
        and source.folded[above.start : above.end].rstrip()[-1:] in (":", ";")
    )


def _is_labelled(source: Source, start: int, end: int) -> bool:
    """Whether each line of a block has a label and money: "Axe A : 2 M€"."""
    while start < end:
        stop = source.text.find("\n", start, end)
        stop = end if stop < 0 else stop
        if not _LABELLED.fullmatch(source.folded, start, stop):
            return False
        start = stop + 1
    return True


def opening_sentence(source: Source, mention: Mention) -> tuple[int, int] | None:
    """Bounds of the sentence that opens the list in which money stands: the last one of its introduction."""
    block = source.block_index(mention.core)
    opening = introduction(source, block) if block is not None else None
    sentence = source.sentence_at(opening[1] - 1) if opening else None
    return (max(opening[0], sentence.start), opening[1]) if opening and sentence else opening
