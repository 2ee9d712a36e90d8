"""The verbs and nouns that say what is done to a contract, in all their forms."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple, cast

ActKind = Literal["signed", "adopted", "negotiated", "amended", "refused"]

# Endings of regular verbs, folded. "e" is a participle or a present: the accent in the text decides.
_ENDINGS = {
    "e": "e",
    "es": "participle",
    "ee": "participle",
    "ees": "participle",
    "ent": "present",
    "er": "infinitive",
    "a": "past",
    "erent": "past",
    "ait": "past",
    "aient": "past",
    "ant": "past",
    "era": "future",
    "eront": "future",
    "erait": "future",
    "eraient": "future",
}
_LISTED = {
    "participles": "participle",
    "participles_with_auxiliary": "auxiliary",
    "presents": "present",
    "pasts": "past",
    "futures": "future",
    "infinitives": "infinitive",
    "nouns": "noun",
}


class Verb(NamedTuple):
    """What a form is of: the kind of act, and which form of the verb it is."""

    kind: ActKind
    form: str


@cache
def lexicon() -> dict[str, Verb]:
    """Return each folded form of each verb and noun of `data/acts.toml`, with what it says."""
    data = tomllib.loads((files("extractors") / "data/acts.toml").read_text("utf-8"))
    forms: dict[str, Verb] = {}
    for name, entry in data.items():
        kind = cast(ActKind, name)
        for stem in entry["stems"]:
            forms |= {stem + ending: Verb(kind, form) for ending, form in _ENDINGS.items()}
        for key, form in _LISTED.items():
            for word in entry.get(key, []):
                endings = ("", "e", "s", "es") if form == "participle" else ("",)
                forms |= {word + ending: Verb(kind, form) for ending in endings}
    return forms
