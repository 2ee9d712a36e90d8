"""Where a text names départements, collectivities and regions."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import Literal, NamedTuple

from extractors.parties.gazetteer import (
    Kind,
    Name,
    context_words,
    department,
    key_of_folded,
    region_members,
    written_names,
)
from extractors.text.anchors import Anchors
from extractors.text.source import Source, once_per_source

__all__ = ["COMMUNITY", "TerritoryMention", "department", "find_territories", "region_members"]

Form = Literal["article", "bare", "adjective", "region"]


class TerritoryMention(NamedTuple):
    """A passage that names a territory.

    `start` and `end` bound the name without its article; `codes` are the départements or collectivities that
    are meant, none for a region, whose code is in `region`; `name` is the official name. `form` tells how it
    is written: "article" (le Doubs, en Isère, d'Ille-et-Vilaine), "bare" (Doubs), "adjective" (isérois) or
    "region".
    """

    start: int
    end: int
    codes: tuple[str, ...]
    name: str
    form: Form
    region: str | None = None


class _Candidate(NamedTuple):
    start: int
    end: int
    name: Name


_ARTICLES = {
    "le": "le", "du": "le", "au": "le", "la": "la", "l'": "l'", "les": "les", "des": "les", "aux": "les",
}  # fmt: skip
_PREPOSITIONS = frozenset(["de", "d'", "en", "a", "dans", "sur", "sous", "par", "pour", "vers", "entre"])
_GAPS = frozenset([",", "/", "-", "&", "et", "ou", ", et"])
_WORD = re.compile("[a-z]+")
_LEFT = re.compile(r"[a-z0-9-]+'?|[^\sa-z0-9]")
_COMPASS = ("Nord", "NORD")
_WINDS = ("nord", "sud", "est", "ouest", "centre")
_PARTS = ("jeune", "haute", "moyenne", "basse", "petite", "grande")  # "la Jeune Loire"
# What the name of a community of communes ends with: "Angers Loire Métropole".
COMMUNITY = re.compile(r" (?:communaute|agglo(?:meration)?|metropole)\b")
_NAMED_BEFORE, _NAMED_BEHIND = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ'’-]+ $"), re.compile(r"\s[A-ZÀ-Ý][a-zà-ÿ]")
_LONGEST_WORD = 24
_OF = re.compile(r" +(?:de|du|des)\b| +d'")
_NUMBER = re.compile(r" *(?:n[°o]|\d)")
_CLOSES = re.compile(r" *(?:[),/;]|- |\d)")
_DATELINE = re.compile(r" *(?:$|[.:|/(\n]|- )")


def find_territories(source: Source) -> list[TerritoryMention]:
    """Find where the text names départements, collectivities or regions, in order and without overlap.

    The longest name wins ("Haute-Vienne" holds no "Vienne"); a name that is also a river, a town or a common
    noun counts only where its article, an office or its place in the text shows that the territory is meant.

    >>> [m[:4] for m in find_territories(Source("Le préfet de la Manche, région Normandie"))]
    [(16, 22, ('50',), 'Manche'), (31, 40, (), 'Normandie')]
    >>> find_territories(Source("dans le nord de la France, sur les bords de la Loire"))
    []
    """
    return list(_find(source))


def territories_between(source: Source, start: int, end: int) -> Sequence[TerritoryMention]:
    """Return the territories that start from `start` on and before `end`.

    >>> len(territories_between(Source("Le Gers et la Creuse."), 8, 20))
    1
    """
    found = _find(source)
    # A mention begins with its start: a tuple of nothing else goes before those that start there.
    return found[bisect_left(found, (start,)) : bisect_left(found, (end,))]


@once_per_source
def _find(source: Source) -> tuple[TerritoryMention, ...]:
    mentions: list[TerritoryMention] = []
    end = last_end = -9
    candidates = _candidates(source)
    starts = {candidate.start for candidate in candidates}
    for candidate in candidates:
        if candidate.start < end:
            continue
        if candidate.name.kind == "decoy":
            end = candidate.end
        elif form := _form(source, candidate, last_end, candidate.end + 1 in starts):
            _, codes, name, _, region = candidate.name
            mentions.append(TerritoryMention(candidate.start, candidate.end, codes, name, form, region))
            end = last_end = candidate.end
    return tuple(mentions)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """For each first word, the pattern of all names that begin with it, the longest first."""
    by_word: dict[str, list[str]] = {}
    for key in sorted(written_names(), key=len, reverse=True):
        written = key.replace(" ", "(?: *- *| +)").replace("'", "' ?")
        by_word.setdefault(re.split(r"[^a-z]", key, maxsplit=1)[0], []).append(written)
    return {word: re.compile(f"(?:{'|'.join(names)})(?![a-z0-9])") for word, names in by_word.items()}


@cache
def _anchors() -> Anchors:
    return Anchors(_patterns())  # the words of a name may be parted by a space or a hyphen


def _candidates(source: Source) -> list[_Candidate]:
    """List all written names in the text, in order; of those that begin together the longest."""
    names, patterns, folded = written_names(), _patterns(), source.folded
    candidates: list[_Candidate] = []
    for start in _anchors().starts(source):
        word = _WORD.match(folded, start)
        pattern = patterns.get(word.group()) if word else None
        if found := pattern and pattern.match(folded, start):
            candidates.append(_Candidate(start, found.end(), names[key_of_folded(found.group())]))
    return candidates


def _form(source: Source, candidate: _Candidate, last_end: int, joined: bool) -> Form | None:
    """Tell how the territory is written at `candidate`, or None where the word means something else there.

    `last_end` is where the mention before it ends, `joined` whether another name begins right after it.
    """
    start, end, name = candidate
    folded, word = source.folded, source.text[start:end]
    gap = folded[last_end:start].strip() if start - last_end < 8 else ""
    paired = name.kind in ("sure", "river") and (gap == "-" or joined)
    if not paired and _in_compound(folded, start, end):
        return None
    if joined and word in _COMPASS and folded[end] == " ":
        return None  # "du Nord Charente"
    if name.kind in ("region", "acronym"):
        return "region" if word.isupper() or (name.kind == "region" and word[0].isupper()) else None
    left = _LEFT.findall(folded[max(0, start - 60) : start].rpartition("\n")[2])
    if name.kind == "adjective":
        return "adjective" if word[0].islower() or left[-1:] in (["les"], ["des"], ["aux"]) else None
    article, preposition, head = _introduction(left)
    titles, features = context_words()
    introduced: Form = "article" if article or preposition else "bare"
    if head in titles and (article or name.kind != "noun" or head == "ars"):  # "l'ARS Réunion"
        return introduced if introduced == "article" or not word.islower() else None
    if word.islower() or name.kind == "town":
        return None
    if name.kind == "sure":
        return introduced
    if head in features or preposition == "sous" or (preposition == "sur" and not article):
        return None
    if name.kind == "river":
        if introduced == "bare" and head in _PARTS:
            return None
        community = COMMUNITY.match(folded, end) or _is_within(source.text, start, end)
        if introduced == "bare" and head not in _WINDS and community:
            return None  # "Angers Loire Métropole", "Bazois Loire Morvan"
        return introduced if article or preposition not in ("de", "d'", "a") else None
    if _OF.match(folded, end) or (name.kind == "noun" and _NUMBER.match(folded, end)):
        return None
    if article:
        shouted = name.kind == "noun" and source.text[start - 2].isupper()
        if shouted and not _stands_alone(name.kind, left[:-1], folded, end):
            return None
        return "article" if article == name.article else None
    if preposition:
        return "article" if preposition == "en" and name.article in ("la", "l'") else None
    return "bare" if gap in _GAPS or _stands_alone(name.kind, left, folded, end) else None


def _in_compound(folded: str, start: int, end: int) -> bool:
    """Whether hyphens make the word part of a longer name: "Villeneuve-sur-Lot", "Marne-la-Vallée"."""
    if folded[end : end + 1] == "-" and folded[end + 1 : end + 2].isalnum():
        return True
    if folded[start - 1 : start] == "'":
        start -= 2
    joined = folded[start - 1 : start] == "-" and folded[start - 2 : start - 1].isalnum()
    return joined and not folded.endswith("ex-", 0, start)


def _is_within(text: str, start: int, end: int) -> bool:
    """Whether words with a capital stand on both sides: the name is a part of theirs."""
    before = _NAMED_BEFORE.search(text, max(0, start - _LONGEST_WORD), start)
    return before is not None and _NAMED_BEHIND.match(text, end) is not None


def _introduction(left: list[str]) -> tuple[str, str, str]:
    """Split the words to the left into article, preposition and the word before them, "" where missing."""
    words = left[-4:]
    article = preposition = ""
    if words and words[-1] in _ARTICLES:
        last = words.pop()
        article = _ARTICLES[last]
        if last in ("la", "le", "l'", "les") and words and words[-1] in _PREPOSITIONS:
            preposition = words.pop()
    elif words and words[-1] in _PREPOSITIONS:
        preposition = words.pop()
    head = words[-1] if words else ""
    return article, preposition, "-".join(words[-2:]) if head in ("general", "generaux") else head


def _stands_alone(kind: Kind, left: list[str], folded: str, end: int) -> bool:
    """Whether the name stands in brackets, or opens its line as a dateline does ("CREUSE – …")."""
    if left[-1:] == ["("]:
        return _CLOSES.match(folded, end) is not None
    opens = not any(word.strip("-'").isalnum() for word in left)
    return kind == "name" and opens and _DATELINE.match(folded, end) is not None
