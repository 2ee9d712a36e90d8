"""The verbs and nouns that say what is done to a contract, in all their forms."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple, get_args

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
def _data() -> dict[str, Any]:
    return tomllib.loads((files("extractors") / "data/acts.toml").read_text("utf-8"))


@cache
def lexicon() -> dict[str, Verb]:
    """Return each folded form of each verb and noun of `data/acts.toml`, with what it says."""
    forms: dict[str, Verb] = {}
    kinds: tuple[ActKind, ...] = get_args(ActKind)
    for kind in kinds:
        entry = _data()[kind]
        for stem in entry["stems"]:
            forms |= {stem + ending: Verb(kind, form) for ending, form in _ENDINGS.items()}
        for key, form in _LISTED.items():
            for word in entry.get(key, []):
                endings = ("", "e", "s", "es") if form == "participle" else ("",)
                forms |= {word + ending: Verb(kind, form) for ending in endings}
    return forms


def phrase_words() -> list[str]:
    """Return the words of which every match of `phrase_pattern` holds one.

    >>> "plume" in phrase_words()
    True
    """
    return list(_data()["phrase_words"])


_ANY_FORM = re.compile("<([a-z|]+)>")


@cache
def phrase_pattern() -> re.Pattern[str]:
    """Return the pattern of what tells an act without its verb; the group that matches is named as its kind.

    >>> [found.lastgroup for found in phrase_pattern().finditer("ils mettaient leur nom")]
    ['signed']
    """
    kinds = {kind: "|".join(_data()[kind].get("phrases", ())) for kind in get_args(ActKind)}
    named = (f"(?P<{kind}>{_ANY_FORM.sub(_forms, told)})" for kind, told in kinds.items() if told)
    return re.compile(r"\b(?:" + "|".join(named) + r")\b")


def _forms(verbs: re.Match[str]) -> str:
    """Return a pattern for all forms of verbs given by their infinitives; those not listed are regular ones."""
    irregular = _data()["verbs"]
    regular = [verb.removesuffix("er") for verb in verbs[1].split("|") if verb not in irregular]
    forms = [irregular[verb] for verb in verbs[1].split("|") if verb in irregular]
    if regular:
        forms.append(f"(?:{'|'.join(regular)})(?:{'|'.join(_ENDINGS)})")
    return f"(?:{'|'.join(forms)})"
