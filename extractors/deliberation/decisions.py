"""What an assembly decides: the articles or items behind DÉCIDE, or the sentence that decides."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from extractors.deliberation.numbers import lines_of
from extractors.deliberation.votes import close_up
from extractors.deliberation.words import words
from extractors.text.blocks import Block
from extractors.text.source import Source


class Passage(NamedTuple):
    """Bounds of a text."""

    start: int
    end: int


_ARTICLE = re.compile(r"article (?:\d{1,2} ?(?:er|e|eme)?|premier|unique|[ivx]{1,4})\b[ .]*[-:.)]* *")
_VISA = re.compile(r"\W*(?:vu\b|considerant\b|sur\b|attendu\b)")
# "DÉCIDE :", "après en avoir délibéré, à l'unanimité :": a list of decisions follows.
_LEADS = re.compile(
    r"(?:apres (?:en )?avoir delibere|apres deliberation|le conseil|l'assemblee|la commission permanente|"
    r"le bureau|le comite)\b"
    r"[^.;\n]{0,160}:$"
)
_OBJECT = re.compile(
    r"(?:nt)? ?,?(?: (?:a l'unanimite|a la majorite)[^,:]{0,60},?)? ?:? ?(?=d'|de |du |que )"
)
_NOT_DECIDING = re.compile(
    r"\b(?:qui|que|avis|propose|demande|rapport|loi|decret|arrete du|ne|peut|a ete|sera|avait|avaient|vu|"
    r"deja)\b[^,;.]{0,30}$"
)
_ASSEMBLY_DECIDES = re.compile(
    r"\b(?:conseil|assemblee|commission permanente|bureau|comite|delibere)\b[^.;\n]{0,120}$|^\W*$|^[^a-z]*$"
)
_MOST = 40


def find_decisions(source: Source, start: int, end: int) -> list[Passage]:
    """Find the decisions between `start` and `end` of a text, in order.

    >>> text = "Le Conseil décide d'approuver le contrat."
    >>> [text[p.start : p.end] for p in find_decisions(Source(text), 0, 41)]
    ["d'approuver le contrat"]
    """
    blocks = [block for _, block in source.main_blocks if block.end > start and block.start < end]
    for index, block in enumerate(blocks):
        low, high = max(block.start, start), min(block.end, end)
        # "Considérant …, / Après en avoir délibéré, / LE CONSEIL DÉCIDE :" may be one paragraph.
        lines = lines_of(source.text, low, high)
        if any(_leads(close_up(source.folded[line.start : line.end])) for line in lines):
            found = list(_listed(source, blocks[index + 1 :], end))
            if found:
                return found
        if not _VISA.match(source.folded, low) and (inside := _sentence(source, block)):
            return inside
    return []


def _leads(line: str) -> bool:
    """Whether a line only leads in to the decisions under it."""
    if _VISA.match(line) or words().decisions_end.match(line):
        return False
    stripped = line.rstrip(" :,.")
    last = list(words().decides.pattern.finditer(stripped))
    if last and last[-1].end() == len(stripped) and not _NOT_DECIDING.search(stripped[: last[-1].start()]):
        return True
    if last and re.fullmatch(r",? ?(?:a l'unanimite|a la majorite)[^.;]{0,80}", stripped[last[-1].end() :]):
        return not _NOT_DECIDING.search(stripped[: last[-1].start()])
    return _LEADS.search(line.rstrip()) is not None


def _listed(source: Source, blocks: list[Block], limit: int) -> Iterator[Passage]:
    """Give the articles, or the outermost items, up to the vote or the signature."""
    folded = source.folded
    articles = any(_ARTICLE.match(folded, block.start) for block in blocks[:3])
    outermost = next((block.level for block in blocks if block.kind == "item"), 0)
    found = 0
    for block in blocks:
        if block.start >= limit or found >= _MOST:
            return
        if block.kind == "cell" or "\t" in source.text[block.start : block.end]:
            continue  # of the table that an item leads in to
        article = _ARTICLE.match(folded, block.start, block.end)
        if not article and words().decisions_end.match(folded, block.start, block.end):
            return
        if articles and not article:
            continue
        if not articles and (block.kind == "item" and block.level > outermost):
            continue
        if article and words().decisions_end.match(folded, article.end(), block.end):
            continue  # the formula on appeals is an article without being a decision
        passage = _trimmed(source, article.end() if article else block.start, min(block.end, limit))
        if passage:
            found += 1
            yield passage


def _sentence(source: Source, block: Block) -> list[Passage]:
    """Give what a sentence decides: "l'assemblée décide | d'approuver …", "le Conseil | approuve …"."""
    folded = source.folded
    for verb in words().decides.finditer(source, block.start, block.end):
        before = folded[max(block.start, verb.start() - 140) : verb.start()]
        if _NOT_DECIDING.search(before) or not _ASSEMBLY_DECIDES.search(before):
            continue
        decides = verb.group().startswith(("decid", "a decid", "deliber"))
        behind = _OBJECT.match(folded, verb.end(), block.end)
        if decides and not behind:
            continue
        start = behind.end() if decides and behind else verb.start()
        stop = re.compile(r"(?<=[a-z\d)])\.(?= |$)").search(folded, start, block.end)
        passage = _trimmed(source, start, stop.start() if stop else block.end)
        return [passage] if passage else []
    return []


def _trimmed(source: Source, start: int, end: int) -> Passage | None:
    text = source.text
    for line in lines_of(text, start, end):
        if line.start > start and words().decisions_end.match(source.folded, line.start, line.end):
            end = line.start  # the vote stands right under the last article
            break
    while start < end and (text[start].isspace() or text[start] in "-–—•:"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ";,.:"):
        end -= 1
    return Passage(start, end) if end - start > 3 else None
