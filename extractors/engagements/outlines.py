"""Outlines: numbered headings that each have items, or a line, under them."""

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.engagements.cues import cues
from extractors.engagements.list_breaks import names_section
from extractors.engagements.list_ends import COUNTS, counts_in
from extractors.text.anchors import Phrases
from extractors.text.blocks import Block
from extractors.text.list_entries import INFINITIVE, LABEL, Entry, entry_at, is_action_title
from extractors.text.source import Source

# "II. Loger", "2 Loger": a figure needs no point.
_RANK = re.compile(r"(?P<rank>[ivx]{1,4}|[a-h]|\d{1,2})(?: ?[.:)/-]+|(?<=\b\d)(?= [a-z]{3})) +(?=\w)")
# How headings are counted; the first rank tells which it is, and "I" is no letter.
_COUNTS = (
    ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii"),
    ("a", "b", "c", "d", "e", "f", "g", "h"),
    ("1", "2", "3", "4", "5", "6", "7", "8"),
)


def ranked_entries(source: Source, blocks: Sequence[Block], index: int) -> tuple[list[Entry], int]:
    r"""Return what the ranked lines that begin at a block hold, and how many blocks they take; none of other texts.

    >>> source = Source("I. Ouvrir un lieu\nII. Isoler le gymnase")
    >>> ranked_entries(source, source.blocks, 0)[1]
    2
    """
    block = blocks[index]
    if block.kind == "item" or not _RANK.match(source.folded, block.start, block.end):
        return [], 0
    if entries := outline(source, blocks, index) or ranked_lines(source, blocks, index):
        return entries, len(entries)
    entries = titled(source, blocks, index)
    return entries, 2 * len(entries)


def outline(source: Source, blocks: Sequence[Block], index: int) -> list[Entry]:
    r"""Return the entries of the outline that begins at a block, one for each block; none where there is none.

    >>> source = Source("I - Agir tôt\no un bus\nII - Protéger\no dix places")
    >>> [(e.level, source.text[e.start : e.end]) for e in outline(source, source.blocks, 0)]
    [(0, 'Agir tôt'), (1, 'un bus'), (0, 'Protéger'), (1, 'dix places')]
    """
    entries: list[Entry] = []
    ranks: list[str] = []
    for block in blocks[index : index + _MOST]:
        found = None if block.kind == "item" else _RANK.match(source.folded, block.start, block.end)
        if found and names_section(source, found.end(), block.end):
            return []  # "I. Le bilan", "II. Les mesures": each has a list of its own
        if found and (not entries or entries[-1].level):
            ranks.append(found["rank"])
            entries.append(Entry(found.end(), block.end, 0, source.text[block.start : found.end()]))
        elif entries and (block.kind == "item" or is_action_title(source, block.start, block.end)):
            entries.append(entry_at(source, block.start, block.end, 1 + block.level))
        else:
            break
    return entries if _count_up(ranks) and entries[-1].level else []


def told_titles(source: Source, blocks: Sequence[Block], index: int) -> tuple[list[Entry], int]:
    r"""Return ranked titles with prose under each, and what the prose opens with; and how many blocks they take.

    Titles are items; headings are where the block before promises as many, else they may be those of any section.

    >>> source = Source(
    ...     "1. Agir tôt\nCréation d'un bus. Il roule.\n2. Protéger\nOuverture d'un lieu.\n3. Loger\nRien."
    ... )
    >>> [(e.level, source.text[e.start : e.end]) for e in told_titles(source, source.blocks, 0)[0]]
    [(0, 'Agir tôt'), (1, "Création d'un bus"), (0, 'Protéger'), (1, "Ouverture d'un lieu"), (0, 'Loger')]
    """
    entries: list[Entry] = []
    ranks: list[str] = []
    end = taken = index  # what stands below the last title may lead in to another list
    while end + 1 < min(len(blocks), index + _MOST):
        title, prose = blocks[end : end + 2]
        rank, start = rank_of(source, title)
        labelled = LABEL.match(source.folded, prose.start, prose.end)  # a list begins there
        told = prose.kind == "paragraph" and not labelled and _is_title(source, title)
        if not told or not counts_on([*ranks, rank]) or title.kind != blocks[index].kind:
            break
        ranks.append(rank)
        entries.append(Entry(start, title.end, 0, title.marker))
        if deed := _DEED_SENTENCE.match(source.folded, prose.start, prose.end):
            entries.append(Entry(prose.start, deed.end("what"), 1, ""))
        end = taken = end + 2
        while end < len(blocks) and blocks[end].kind == "paragraph":
            end += 1
    promised = blocks[index].kind == "item" or (
        index > 0 and len(ranks) in counts_in(source.folded[blocks[index - 1].start : blocks[index - 1].end])
    )
    parts = any(is_of_text(source, e) for e in entries if not e.level)
    return (entries, taken - index) if len(ranks) > 1 and promised and not parts else ([], 0)


# "1. D'où vient ce contrat", "2. Les quatre axes": the parts of a report, and none of the contract.
_OF_TEXT = re.compile(
    r"(?:d'ou|pourquoi|comment|ou en|qui|que|quoi|combien)\b"
    r"|(?:l[ae]s? |l'|nos )?(?:(?:deux|trois|quatre|cinq|six|\d) )?(?:axes?|engagements?|objectifs?|priorites?|moyens"
    r"|financements?|contenu|suivi|gouvernance|pilotage|calendrier|suites?|bilan|contexte)\b"
)


def is_of_text(source: Source, title: Entry) -> bool:
    """Whether a title is that of a part of a report.

    >>> [is_of_text(Source(title), Entry(0, len(title), 0, "")) for title in ("Agir tôt", "Le calendrier")]
    [False, True]
    """
    return _OF_TEXT.match(source.folded, title.start, title.end) is not None


def rank_of(source: Source, title: Block) -> tuple[str, int]:
    """Return the rank of a title, "" where it has none, and where what it says begins.

    >>> source = Source("II. Loger")
    >>> rank_of(source, source.blocks[0])
    ('ii', 4)
    """
    if title.kind == "item":
        return title.marker.rstrip(".) -–—:/°").lower(), title.start
    found = _RANK.match(source.folded, title.start, title.end)
    return (found["rank"], found.end()) if found else ("", title.start)


def promised_titles(source: Source, blocks: Sequence[Block], index: int) -> list[Entry]:
    r"""Return titles with lines under them, as many as the block before `index` promises.

    Titles are headings with items under each, or lines behind an empty one.

    >>> source = Source("Deux axes\n\nAgir tôt\nUn bus\n\nLoger mieux\nDix places\nUn foyer")
    >>> [(e.level, source.text[e.start : e.end]) for e in promised_titles(source, source.blocks, 1)]
    [(0, 'Agir tôt'), (1, 'Un bus'), (0, 'Loger mieux'), (1, 'Dix places'), (1, 'Un foyer')]
    """
    above = source.folded[blocks[index - 1].start : blocks[index - 1].end] if index else ""
    promised = counts_in(above)
    if not promised:
        return []
    entries: list[Entry] = []
    headings = blocks[index].kind == "heading" and "item" in (
        block.kind for block in blocks[index + 1 : index + 2]
    )
    for place in range(index, min(len(blocks), index + _MOST)):
        block = blocks[place]
        if headings:
            opens = block.kind == "heading"
            fits = opens or block.kind == "item"
        else:
            opens = "\n\n" in source.text[blocks[place - 1].end : block.start]
            fits = block.kind != "item"
        after_last = opens and [entry.level for entry in entries].count(0) in promised
        if (
            after_last
            or not fits
            or block.end - block.start > _LONGEST_TITLE
            or source.text[block.end - 1] in ".;:,!?"
        ):
            break
        entries.append(Entry(block.start, block.end, 0 if opens else 1, block.marker))
    each_has = bool(entries) and all(one.level or other.level for one, other in pairwise([*entries, _NONE]))
    kept = each_has and [entry.level for entry in entries].count(0) in promised
    return entries if kept and cues().engagements.search(above) else []


_NONE = Entry(0, 0, 0, "")
_LONGEST_TITLE = 90
# A noun for something that is done, at the head of a line.
DEED_NOUN = (
    r"(?:\w+(?:tion|ment|age)|ouverture|mise en \w+|soutien|appui|renforts?|achat) (?:d[eu'] ?|des |a )"
)
# "Création d'un conseil des jeunes. Première réunion en juin."
_DEED_SENTENCE = re.compile(rf"(?P<what>{DEED_NOUN}[^.;:!?\n]{{4,160}})(?:[.;!]|$)")


def _is_title(source: Source, block: Block) -> bool:
    short = block.end - block.start <= _LONGEST_TITLE
    return block.kind in ("item", "heading") and short and source.text[block.end - 1] not in ".;:,!?"


def titled(source: Source, blocks: Sequence[Block], index: int) -> list[Entry]:
    r"""Return what stands under the numbered titles that begin at a block, one line under each; none of other texts.

    >>> source = Source("I. PRÉVENIR\nRepérer plus tôt\nII. LOGER\nOuvrir dix places")
    >>> [(e.label, source.text[e.start : e.end]) for e in titled(source, source.blocks, 0)]
    [('I. PRÉVENIR', 'Repérer plus tôt'), ('II. LOGER', 'Ouvrir dix places')]
    """
    entries: list[Entry] = []
    ranks: list[str] = []
    for title, line in zip(
        blocks[index : index + _MOST : 2], blocks[index + 1 : index + _MOST : 2], strict=False
    ):
        rank = None if title.kind == "item" else _RANK.match(source.folded, title.start, title.end)
        if not rank or line.kind == "item" or not INFINITIVE.match(source.folded, line.start, line.end):
            break
        ranks.append(rank["rank"])
        entries.append(Entry(line.start, line.end, 0, source.text[title.start : title.end]))
    return entries if _count_up(ranks) else []


def ranked_lines(source: Source, blocks: Sequence[Block], index: int) -> list[Entry]:
    r"""Return the things to do that begin at a block, each a line that its rank counts; none of other texts.

    >>> source = Source("I. Ouvrir un lieu\nII. Isoler le gymnase\nUn autre chantier")
    >>> [source.text[e.start : e.end] for e in ranked_lines(source, source.blocks, 0)]
    ['Ouvrir un lieu', 'Isoler le gymnase']
    """
    entries: list[Entry] = []
    ranks: list[str] = []
    for block in blocks[index : index + _MOST]:
        rank = None if block.kind == "item" else _RANK.match(source.folded, block.start, block.end)
        if rank is None or not INFINITIVE.match(source.folded, rank.end(), block.end):
            break
        ranks.append(rank["rank"])
        entries.append(Entry(rank.end(), block.end, 0, source.text[block.start : rank.end()]))
    return entries if _count_up(ranks) else []


# "A1 bilan de santé", under "Axe A"; "II-3 bilan de santé", under "Axe II"
CODE = re.compile(r"(?:[A-H]\.?|[IVX]{1,4}[-.])\d{1,2}[.):]?(?: ?[-–—])? +(?=\w)")


def coded_lines(source: Source, blocks: Sequence[Block], index: int) -> list[Entry]:
    r"""Return the lines, one or more, that begin with a code below a block that ends with a colon.

    >>> source = Source("Est ajoutée l'action suivante :\nI.5 Un lieu d'écoute")
    >>> [(e.label, source.text[e.start : e.end]) for e in coded_lines(source, source.blocks, 0)]
    [('I.5', "Un lieu d'écoute")]
    """
    if source.text[blocks[index].end - 1] != ":":
        return []
    entries: list[Entry] = []
    for block in blocks[index + 1 : index + _MOST]:
        code = None if block.kind == "item" else CODE.match(source.text, block.start, block.end)
        if code is None:
            break
        entries.append(Entry(code.end(), block.end, 0, code.group().rstrip()))
    return entries


def _count_up(ranks: Sequence[str]) -> bool:
    """Whether ranks count from the first on."""
    return len(ranks) > 1 and counts_on(ranks)


def counts_on(ranks: Sequence[str]) -> bool:
    """Whether ranks count from the first on, or there is but the first.

    >>> counts_on(["a"]), counts_on(["i", "ii"]), counts_on(["2"])
    (True, True, False)
    """
    return any(tuple(ranks) == count[: len(ranks)] for count in _COUNTS)


_COUNTED = (
    *("axes", "engagements", "priorites", "objectifs", "orientations", "volets", "ambitions"),
    *("chantiers", "defis", "piliers", "paris", "envies", "promesses", "caps"),
)
_COUNTED_THINGS = Phrases(*_COUNTED)
_COUNT = re.compile(
    rf"\b(?P<count>deux|trois|quatre|cinq|six|sept|[2-7]) (?:grand[es]* )?(?:{'|'.join(_COUNTED)})"
    r"\b[^.:\n]{0,60}\.?$"
)
_LONGEST_COUNT = 100  # characters that `_COUNT` can match


def announced_titles(source: Source, blocks: Sequence[Block], index: int) -> list[Entry]:
    r"""Return the headings with an infinitive that a block counts: "… comporte deux engagements." above two of them.

    >>> source = Source("Il a deux axes.\n\nAgir tôt\nUn bus roulera.\n\nLoger\nUn foyer ouvrira.")
    >>> [source.text[e.start : e.end] for e in announced_titles(source, source.blocks, 0)]
    ['Agir tôt', 'Loger']
    """
    start, end = max(blocks[index].start, blocks[index].end - _LONGEST_COUNT), blocks[index].end
    if not _COUNTED_THINGS.stand_between(source, start, end):
        return []
    found = _COUNT.search(source.folded, start, end)
    if not found:
        return []
    count = COUNTS.get(found["count"]) or int(found["count"])
    below = blocks[index + 1 : index + 1 + 4 * count]
    if any(LABEL.match(source.folded, b.start, b.end) for b in below):
        return []  # "Axe 1", "Loger mieux": that list tells what stands under each of them, too
    titles = [entry_at(source, rank_of(source, b)[1], b.end, 0) for b in below if b.kind == "heading"]
    after = [title for title in titles if INFINITIVE.match(source.folded, title.start)]
    return after[:count] if len(after) >= count else []


_MOST = 120  # blocks of one outline
