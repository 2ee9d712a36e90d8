"""Lists whose entries each open with their theme: "Santé : suivre chaque enfant", "Pour les fratries, un village"."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.engagements.bare_entries import MEASURES
from extractors.engagements.cues import NUMBERED, cues
from extractors.engagements.enumerated import enumerated
from extractors.engagements.measures import names_measures
from extractors.text.blocks import Block
from extractors.text.list_entries import INFINITIVE, LABEL, Entry, Listing, is_action_label
from extractors.text.source import Sentence, Source

_LONGEST_THEME = 45
_THEME = re.compile(r"(?:l[ae] |les |l')?[a-z-]+(?: [a-z'-]+){0,3} ?: +")


def themed_lines(source: Source, blocks: Sequence[Block], index: int) -> list[Entry]:
    r"""Return the things to do that open with their theme, a line each from a block on; none of other texts.

    >>> source = Source("Santé : suivre chaque enfant\nAvenir : loger mieux")
    >>> [source.text[e.start : e.end] for e in themed_lines(source, source.blocks, 0)]
    ['suivre chaque enfant', 'loger mieux']
    """
    found: list[Entry] = []
    for following in range(index, len(blocks)):
        block = blocks[following]
        if block.kind == "item" or source.folded.find(":", block.start, block.start + _LONGEST_THEME) < 0:
            break
        theme = _THEME.match(source.folded, block.start, block.end)
        if theme is None or not INFINITIVE.match(source.folded, theme.end(), block.end):
            break
        found.append(Entry(theme.end(), block.end, 0, source.text[slice(*theme.span())]))
    return found if len(found) > 1 else []


# "Petite enfance – trente places de crèche", "Emploi : un garage, un guichet"
_THEME_OF_THINGS = re.compile(r"(?!tel|contact)[a-z][a-z' -]{2,40}?(?: ?: | (?:[-|→]|=>) )")


def themed_things(source: Source, blocks: Sequence[Block], index: int) -> tuple[list[Entry], int]:
    r"""Return the measures that open with their theme, a line each from a block on, and how many blocks they take.

    >>> source = Source("Emploi – un garage à Gap ; des aides au permis\nSanté – deux bus")
    >>> entries, count = themed_things(source, source.blocks, 0)
    >>> [source.text[e.start : e.end] for e in entries], count
    (['un garage à Gap', 'des aides au permis', 'deux bus'], 2)
    """
    found: list[Entry] = []
    lines = 0
    for block in blocks[index:]:
        theme = _THEME_OF_THINGS.match(source.folded, block.start, block.end)
        if theme is None or block.kind == "item" or block.cell:
            break
        things = enumerated(source, theme.end(), block.end)
        if not things:
            break
        found += [Entry(start, end, 0, source.text[slice(*theme.span())]) for start, end in things]
        lines += 1
    return (found, lines) if lines > 1 else ([], 0)


_AIM = re.compile(r"(?P<aim>[a-z][a-z' -]{4,90}?) ?: +")


def aims_with_things(source: Source, blocks: Sequence[Block], index: int) -> tuple[list[Entry], int]:
    r"""Return aims with the measures behind the colon of each, a line each from a block on, and how many blocks.

    >>> source = Source("Loger mieux : dix studios, un bus.\n\nAgir tôt : des ateliers.")
    >>> entries, count = aims_with_things(source, source.blocks, 0)
    >>> [(e.level, source.text[e.start : e.end]) for e in entries], count
    ([(0, 'Loger mieux'), (1, 'dix studios'), (1, 'un bus.'), (0, 'Agir tôt'), (1, 'des ateliers.')], 2)

    Behind a label ("Axe 1 – Logement : dix studios") an aim need be nothing to do.
    """
    entries: list[Entry] = []
    lines = 0
    for block in blocks[index:]:
        label = LABEL.match(source.folded, block.start, block.end)
        if label and is_action_label(label):
            break
        start = label.end() if label else block.start
        aim = _AIM.match(source.folded, start, block.end)
        if (
            aim is None
            or block.cell
            or block.kind != blocks[index].kind
            or not (label or INFINITIVE.match(source.folded, start, aim.end()))
        ):
            break
        things = enumerated(source, aim.end(), block.end)
        if not things:
            break
        entries.append(Entry(start, aim.end("aim"), 0, source.text[block.start : start]))
        entries += [Entry(start, end, 1, "") for start, end in things]
        lines += 1
    return (entries, lines) if lines > 1 else ([], 0)


_LINES = 6  # under one theme, at most
_LONGEST_LINE = 140
_THING = re.compile(rf"(?:une? |des |l[ae]s? |l'|{NUMBERED})[a-z]")


def under_themes(source: Source, blocks: Sequence[Block], index: int) -> tuple[list[Entry], int]:
    r"""Return marked themes with what stands under each on lines of its own, and how many blocks they take.

    >>> source = Source("> Prévenir tôt\nDes ateliers\nUn relais\n> Loger les jeunes\nDeux studios")
    >>> entries, count = under_themes(source, source.blocks, 0)
    >>> [(e.level, source.text[e.start : e.end]) for e in entries], count
    ([(0, 'Prévenir tôt'), (1, 'Des ateliers'), (1, 'Un relais'), (0, 'Loger les jeunes'), (1, 'Deux studios')], 5)
    """
    entries: list[Entry] = []
    themes, marker, place = 0, blocks[index].marker, index
    while place < len(blocks) and blocks[place].kind == "item" and blocks[place].marker == marker:
        lines = _things_below(source, blocks, place + 1)
        if not lines:
            return [], 0
        entries.append(Entry(blocks[place].start, blocks[place].end, 0, ""))
        entries += [Entry(line.start, line.end, 1, "") for line in lines]
        themes += 1
        place += 1 + len(lines)
    return (entries, place - index) if themes > 1 else ([], 0)


def _things_below(source: Source, blocks: Sequence[Block], first: int) -> list[Block]:
    """Return the short lines from a block on that each begin with an article or a number and end no sentence."""
    things: list[Block] = []
    for block in blocks[first : first + _LINES + 1]:
        if (
            block.kind == "item"
            or block.cell
            or block.end - block.start > _LONGEST_LINE
            or source.text[block.end - 1] in ".:?!"
            or not _THING.match(source.folded, block.start, block.end)
        ):
            break
        things.append(block)
    return things if len(things) <= _LINES else []


_SHORT_THEME = 60


def items_under_themes(source: Source, blocks: Sequence[Block], index: int) -> tuple[list[Entry], int]:
    r"""Return the items of the lists that begin at a block, each below its theme, and how many blocks they take.

    What stands above them all names measures; a theme alone would tell nothing of its list.

    >>> source = Source("Les actions\n\nMobilité\n- un bus\n- dix vélos\n\nSanté\n- un relais")
    >>> entries, count = items_under_themes(source, source.blocks, 1)
    >>> [source.text[e.start : e.end] for e in entries], count
    (['un bus', 'dix vélos', 'un relais'], 5)
    """
    if (
        not index
        or index + 1 == len(blocks)
        or blocks[index].kind == "item"
        or blocks[index + 1].kind != "item"
    ):
        return [], 0
    above = blocks[index - 1]
    if not MEASURES.search(source.folded, above.start, above.end) or not names_measures(
        source.folded[above.start : above.end].rstrip(" :")
    ):
        return [], 0
    entries: list[Entry] = []
    themes, place = 0, index
    while place + 1 < len(blocks) and _is_theme(source, blocks[place]):
        below = _items_below(blocks, place + 1, blocks[index + 1].marker)
        if not below:
            break
        entries += [Entry(item.start, item.end, item.level, "") for item in below]
        themes += 1
        place += 1 + len(below)
    return (entries, place - index) if themes > 1 else ([], 0)


def _is_theme(source: Source, block: Block) -> bool:
    """Whether a short line names a theme and says nothing of the list below it."""
    theme, words = source.folded[block.start : block.end], cues()
    return (
        block.kind != "item"
        and block.cell is None
        and len(theme) <= _SHORT_THEME
        and theme[-1] not in ".;,!?"
        and not INFINITIVE.match(theme)
        and not any(p.search(theme) for p in (words.engagements, words.actions, words.neither, words.earlier))
    )


def _items_below(blocks: Sequence[Block], first: int, marker: str) -> list[Block]:
    """Return the items from a block on that are marked as the first list is, and those nested in them."""
    below: list[Block] = []
    for block in blocks[first:]:
        if block.kind != "item" or (block.marker[:1].isdigit() and not marker[:1].isdigit()):
            break
        below.append(block)
    return below


_WHOM = r"(?:pour|chez|cote|aupres d[eu]s?|du cote d[eu]s?|en matiere d[eu]|s'agissant d[eu]s?|avant|apres|des|dans|a) "
# "Pour les tout-petits : un bilan à 4 ans.", "Santé : un bilan.", "Côté logement, dix studios."
_SENTENCE_THEME = re.compile(
    rf"(?:et |enfin,? )?(?:{_WHOM}[^.,;:\d]{{2,40}}(?:\d{{1,2}} (?:a \d{{1,2}} )?(?:ans|mois))?(?: ?:|,) "
    r"|(?:l[ae] |les |l')?[a-z-]{4,}(?: [a-z'-]+){0,2} ?: )"
    rf"(?=(?:une? |{NUMBERED}|des |la |le |l')[a-z])"
)
_HAPPENS = re.compile(
    r"\b(?:est|sont|ont|a ete|etai(?:t|ent)|va|vont|peu(?:t|vent)|doi(?:t|vent)|\w{3,}(?:ra|ront)|paie|paye|verse|"
    r"apporte|met|finance|donne|signe)\b|€|\beuros?\b"
)


def themed_sentences(source: Source) -> Iterator[Listing]:
    r"""Find lists of things that each have a sentence and a theme; what leads in to them stands before.

    >>> source = Source("Ce qui change ?\nPour les bébés : un bilan. Pour les fratries, un village.")
    >>> (listing,) = themed_sentences(source)
    >>> [source.text[e.start : e.end] for e in listing.entries]
    ['un bilan.', 'un village.']
    """
    sentences, behind = source.sentences, 0
    for index, (sentence, following) in enumerate(pairwise(sentences)):
        if index < behind or following.block != sentence.block:
            continue
        found: list[Entry] = []
        behind = index
        while behind < len(sentences) and sentences[behind].block == sentence.block:
            entry = _themed_entry(source, sentences[behind])
            if entry is None:
                break
            found.append(entry)
            behind += 1
        if len(found) > 1:
            yield Listing(*_lead(source, index), found, True)
        behind = max(behind, index + 1)


def without_themes(source: Source, parts: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return what stands behind the themes of parts that each have one; none of others."""
    themes = [_SENTENCE_THEME.match(source.folded, start, end) for start, end in parts]
    return (
        [(theme.end(), end) for theme, (_, end) in zip(themes, parts, strict=True) if theme]
        if all(themes)
        else []
    )


def _themed_entry(source: Source, sentence: Sentence) -> Entry | None:
    """Return what stands behind the theme of a sentence that has no verb."""
    theme = _SENTENCE_THEME.match(source.folded, sentence.start, sentence.end)
    if theme is None or _HAPPENS.search(source.folded, theme.end(), sentence.end):
        return None
    return Entry(theme.end(), sentence.end, 0, source.text[slice(*theme.span())])


def _lead(source: Source, index: int) -> tuple[int, int]:
    """Bounds of what leads in to the list that begins with a sentence: the one before, or the block above."""
    sentence = source.sentences[index]
    if index and source.sentences[index - 1].block == sentence.block:
        return source.sentences[index - 1].start, source.sentences[index - 1].end
    above = source.blocks[max(0, sentence.block - 1)]
    return (above.start, above.end) if sentence.block else (sentence.start, sentence.start)
