"""Verbs of giving, receiving and supporting, with their voice."""

import re
from functools import cache
from typing import Literal, NamedTuple, cast

from extractors.money.words import vocabulary
from extractors.text.source import Source
from extractors.text.word_scan import WordScan

Sense = Literal["give", "get", "support", "own", "ask"]
Voice = Literal["active", "passive"]
_SENSES: tuple[Sense, ...] = ("give", "get", "support", "own", "ask")


class Verb(NamedTuple):
    """A verb that moves money; `start` and `end` bound the verb itself without its auxiliary."""

    sense: Sense
    voice: Voice
    start: int
    end: int


_FINITE = "e|ent|era|eront|ait|aient|erait|eraient|er|e?ant|a|erent|ons|erons"
_PAST = "ee|es|ees"
_HAVE = re.compile(
    r"\b(?:ai|a|ont|avons|avait|avaient|aura|auront|aurait|auraient|ayant|avoir|eut)(?: [a-z']+){0,2} $"
)
# In "c'est l'État qui verse" and "est signé et apporte" it is that of another verb.
_BE = re.compile(
    r"\b(?:ete|est|sont|sera|seront|etait|etaient|serait|seraient|soit|soient|etre|etant|fut|furent)"
    r"(?: (?!qu[ie]?\b|et\b)[a-z']+){0,2} $"
)
# "s'est engagée à hauteur de 2 M€": who engages himself gives.
_ITSELF = re.compile(r"\b(?:s'est|se sont|s'etai(?:t|ent)|s'etant)(?: [a-z']+){0,2} $")
# Before a noun that looks like a verb: "une aide"; and a plural in -es that is no participle.
_NOUN = re.compile(
    r"(?:\b(?:une?|d'une?|cette|des|de|cet|ces|aucune|toute|chaque|premiere|l'(?=$))|\b[dl]') ?$"
)
# "s'étant engagé à verser", "est prête à verser"; "2 M€ sont à verser" is passive.
_READY = re.compile(r"\b(?!est\b|sont\b|sera\b|seront\b|ete\b)[a-z]{3,} (?:(?:a|de) |d')$")
_UNACCENTED = re.compile(r"[a-z]e(?:s|e|es)$")


@cache
def _scan() -> WordScan:
    """Return all forms; the names tell sense and whether the form is a past participle."""
    forms: dict[str, list[str]] = {}
    for sense in _SENSES:
        data = vocabulary()[sense]
        forms[f"{sense}_past"] = [rf"{stem}(?:{_PAST})\b" for stem in data["stems"]]
        forms[f"{sense}_past"] += [rf"{form}\b" for form in data["participle"]]
        forms[sense] = [rf"{stem}(?:{_FINITE})\b" for stem in data["stems"]]
        forms[sense] += [rf"{form}\b" for form in data["present"]]
    return WordScan(forms)


def find_verbs(source: Source, start: int, end: int) -> list[Verb]:
    """Find the verbs of the passage from `start` to `end`, in order.

    "apporte" and "apporté" are told apart by the accent; a participle is active after "avoir" only.

    >>> from extractors.text.source import Source
    >>> [v.voice for v in find_verbs(Source("L'État verse 2 M€, apportés par l'ARS."), 0, 38)]
    ['active', 'passive']
    """
    verbs: list[Verb] = []
    for name, first, last in _scan().find(source, start, end):
        written = source.text[first:last]
        before = source.folded[max(start, first - 40) : first]
        was = bool(_BE.search(before)) and not (
            written[-2:].lower() in ("er", "ir", "re") and _READY.search(before)
        )
        past = name.endswith("_past") or written[-1] in "éÉ" or was
        if written[-1] in "eE" and _NOUN.search(before):
            continue  # "une aide", "cette dote"
        if name.endswith("_past") and _UNACCENTED.search(written):
            continue  # "les finances", "les aides"
        past = past or (written.isupper() and bool(_HAVE.search(before)))  # capitals may go without accents
        passive = past and (was or not _HAVE.search(before))
        passive = passive and not (source.folded.startswith("engag", first) and _ITSELF.search(before))
        sense = cast(Sense, name.removesuffix("_past"))
        verbs.append(Verb(sense, "passive" if passive else "active", first, last))
    return verbs
