"""Verbs of giving, receiving and supporting, with their voice."""

import re
from functools import cache
from typing import Literal, NamedTuple, cast

from extractors.money_words import vocabulary
from extractors.source import Source

Sense = Literal["give", "get", "support", "own", "ask"]
Voice = Literal["active", "passive"]
_SENSES: tuple[Sense, ...] = ("give", "get", "support", "own", "ask")


class Verb(NamedTuple):
    """A verb that moves money; `start` and `end` bound the verb itself without its auxiliary."""

    sense: Sense
    voice: Voice
    start: int
    end: int


_FINITE = "e|ent|era|eront|ait|aient|erait|eraient|er|ant|a|erent|ons|erons"
_PAST = "ee|es|ees"
_HAVE = re.compile(
    r"\b(?:ai|a|ont|avons|avait|avaient|aura|auront|aurait|auraient|ayant|avoir|eut)(?: [a-z']+){0,2} $"
)
_BE = re.compile(
    r"\b(?:ete|est|sont|sera|seront|etait|etaient|serait|seraient|soit|soient|etre|etant|fut|furent)(?: [a-z']+){0,2} $"
)
# Before a noun that looks like a verb: "une aide"; and a plural in -es that is no participle.
_NOUN = re.compile(
    r"(?:\b(?:une?|d'une?|cette|des|de|cet|ces|aucune|toute|chaque|premiere|l'(?=$))|\b[dl]') ?$"
)
_UNACCENTED = re.compile(r"[a-z]e(?:s|e|es)$")


@cache
def _pattern() -> re.Pattern[str]:
    """All forms; the group names tell sense and whether the form is a past participle."""
    parts = []
    for sense in _SENSES:
        data = vocabulary()[sense]
        stems = "|".join(data["stems"])
        parts.append(f"(?P<{sense}_past>(?:{stems})(?:{_PAST})|{'|'.join(data['participle'])})")
        parts.append(f"(?P<{sense}>(?:{stems})(?:{_FINITE})|{'|'.join(data['present'])})")
    return re.compile(rf"\b(?:{'|'.join(parts)})\b")


def find_verbs(source: Source, start: int, end: int) -> list[Verb]:
    """Find the verbs of the passage from `start` to `end`, in order.

    "apporte" and "apporté" are told apart by the accent; a participle is active after "avoir" only.

    >>> from extractors.source import Source
    >>> [v.voice for v in find_verbs(Source("L'État verse 2 M€, apportés par l'ARS."), 0, 38)]
    ['active', 'passive']
    """
    verbs: list[Verb] = []
    for found in _pattern().finditer(source.folded, start, end):
        name, written = found.lastgroup or "", source.text[found.start() : found.end()]
        before = source.folded[max(start, found.start() - 40) : found.start()]
        past = name.endswith("_past") or written[-1] in "éÉ" or bool(_BE.search(before))
        if written[-1] in "eE" and _NOUN.search(before):
            continue  # "une aide", "cette dote"
        if name.endswith("_past") and _UNACCENTED.search(written):
            continue  # "les finances", "les aides"
        past = past or (written.isupper() and bool(_HAVE.search(before)))  # capitals may go without accents
        passive = past and (bool(_BE.search(before)) or not _HAVE.search(before))
        sense = cast(Sense, name.removesuffix("_past"))
        verbs.append(Verb(sense, "passive" if passive else "active", found.start(), found.end()))
    return verbs
