"""Axes with a number, a name and what is done behind a colon: "Axe 1 (prévenir) : un bus de PMI, dix postes."."""

import re
from collections.abc import Iterator

from extractors.engagements.cues import cues
from extractors.engagements.enumerated import enumerated
from extractors.engagements.futures import what_will_be
from extractors.engagements.pieces import COMMA, Bounds, split
from extractors.text.anchors import Phrases
from extractors.text.list_entries import INFINITIVE, Entry, Listing
from extractors.text.source import Source

_WORD = "(?:axe|engagement|objectif|volet|priorite|orientation|pilier|ambition|defi)"
_FIRST = Phrases(*(f"{word} {one}" for word in _WORD[3:-1].split("|") for one in ("1", "n° 1", "n°1", "i ")))
# "Axe 1 (prévenir) :", "Engagement n° 2 – Protéger mieux :", "Volet 3, loger :"
_HEAD = re.compile(
    rf"(?P<label>(?:l'|le |la )?{_WORD} (?:n ?[°o] ?)?(?P<number>\d|[iv]{{1,3}}))"
    r"(?: ?\((?P<inside>[^():;.\d\n]{3,80})\)|(?: ?[–—-] ?|, )(?P<named>[^():;.\d\n]{3,80}?)) ?: (?=\S)"
)
_REACH = 2000  # characters in which all of them are told
_RANKS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6}


def axes_with_measures(source: Source) -> Iterator[Listing]:
    """Find axes in a row that each have a name, and measures behind a colon, which are nested in it.

    >>> source = Source("Axe 1 (prévenir) : un bus de PMI, dix postes. Axe 2 (loger) : un foyer à Die.")
    >>> (listing,) = axes_with_measures(source)
    >>> [(entry.level, source.text[entry.start : entry.end]) for entry in listing.entries]
    [(0, 'prévenir'), (1, 'un bus de PMI'), (1, 'dix postes.'), (0, 'loger'), (1, 'un foyer à Die.')]
    """
    behind = -1
    for start in _FIRST.starts(source):
        heads = _heads(source, start) if start >= behind else []
        if len(heads) < 2:
            continue
        behind = heads[-1].end()
        if entries := _entries(source, heads):
            yield Listing(heads[0].start(), heads[0].start(), entries, False)


def _entries(source: Source, heads: list[re.Match[str]]) -> list[Entry]:
    """Return the name of each axis and, nested in it, its measures; none where one has something else there."""
    entries: list[Entry] = []
    for head, following in zip(heads, [*heads[1:], None], strict=True):
        sentence = source.sentence_at(head.start())
        end = sentence.end if sentence else head.end()
        told = _told(source, head.end(), min(end, following.start()) if following else end)
        if not told:
            return []  # behind the colon stands what the axis is itself
        name = head.span("inside" if head["inside"] else "named")
        entries.append(Entry(*name, 0, source.text[slice(*head.span("label"))] + " : "))
        entries += [Entry(low, high, 1, "") for low, high in told]
    return entries


def _heads(source: Source, start: int) -> list[re.Match[str]]:
    """Match the heads of axes that count up from 1, each at the begin of a sentence or behind a semicolon."""
    found: list[re.Match[str]] = []
    for head in _HEAD.finditer(source.folded, max(0, start - 3), start + _REACH):
        number = _RANKS.get(head["number"]) or (int(head["number"]) if head["number"].isdigit() else 0)
        before = source.folded[max(0, head.start() - 3) : head.start()].rstrip(" ")
        if number != len(found) + 1 or (before and before[-1] not in ".;:!?\n-•>"):
            break
        found.append(head)
    return found


def _told(source: Source, start: int, end: int) -> Bounds:
    """Read what is done: new things, deeds, or what will be there."""
    things = enumerated(source, start, end)
    if things:
        return [] if any(cues().not_measure.match(source.folded, low) for low, _ in things) else things
    parts = split(source.folded, start, end, COMMA)
    if all(INFINITIVE.match(source.folded, *part) for part in parts):
        deeds = all(cues().deeds.match(source.folded, low) for low, _ in parts)
        return parts if deeds else []
    return what_will_be(source, start, end)
