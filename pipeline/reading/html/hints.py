"""What the names of elements say about what they hold: tags, ARIA roles, classes and ids."""

import re
from functools import cache, lru_cache
from importlib.resources import files
from tomllib import loads
from typing import Any, Literal, NamedTuple

# body: the article itself; frame: a head of the page or of a part of it; person: a byline or an author's
# biography; caption: of a picture; teaser: a link to another page, or the introduction of this one; chrome:
# what no reader comes for; "": nothing is said.
Hint = Literal["", "body", "frame", "person", "teaser", "caption", "chrome"]

_PRECEDENCE: tuple[Hint, ...] = ("caption", "chrome", "teaser", "person", "frame")
_MOST_WORDS = 4  # in a name of the data file
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOT_WORD = re.compile(r"[^a-z0-9 ]+")
_TAXONOMY_NAMES = re.compile(r"(?:^| )(?:tag|category|categorie)-[^ ]*")


class _Names(NamedTuple):
    inside: dict[str, set[Hint]]  # names that are found as words inside longer ones
    first_words: frozenset[str]
    whole: dict[str, set[Hint]]
    roles: dict[str, Hint]
    tags: dict[str, Hint]
    prefixes: frozenset[str]
    builders: tuple[str, ...]
    taxonomy: re.Pattern[str]


@cache
def boilerplate_data() -> dict[str, Any]:
    """Return the data file on the names and phrases of boilerplate."""
    return loads((files("pipeline.reading") / "data/boilerplate.toml").read_text("utf-8"))


@cache
def _names() -> _Names:
    data = boilerplate_data()
    inside: dict[str, set[Hint]] = {}
    whole: dict[str, set[Hint]] = {}
    for hint, groups in data["names"].items():
        for name in (name for group in groups.values() for name in group):
            names = whole if name.startswith("=") else inside
            names.setdefault(name.removeprefix("="), set()).add(hint)
    modifiers = data["modifiers"]
    return _Names(
        inside,
        frozenset(name.partition("-")[0] for name in inside),
        whole,
        {role: hint for hint, roles in data["roles"].items() for role in roles},
        {tag: hint for hint, tags in data["tags"].items() for tag in tags},
        frozenset(modifiers["prefixes"]),
        tuple(modifiers["builders"]),
        re.compile(modifiers["taxonomy"]),
    )


@lru_cache(maxsize=1_000)
def hint_of_tag(tag: str) -> Hint:
    """Tell what a tag says by itself.

    >>> hint_of_tag("nav"), hint_of_tag("div")
    ('chrome', '')
    """
    return _names().tags.get(tag, "")


@lru_cache(maxsize=20_000)
def hint_of_names(names: str, role: str = "", itemprop: str = "") -> Hint:
    """Tell what classes and ids, the ARIA role and the microdata property say.

    A name is read as words: "siteFooter", "site-footer" and "site__footer" are the same.

    >>> [hint_of_names(names) for names in ("siteFooter", "fr-share", "no-sidebar", "col-8")]
    ['chrome', 'chrome', '', '']
    """
    known = _names()
    if role in known.roles:
        return known.roles[role]
    if itemprop in ("articleBody", "text"):
        return "body"
    names = _CAMEL.sub("-", names).lower()
    if known.taxonomy.search(names):  # classes of a post name its categories: "tag-newsletter"
        names = _TAXONOMY_NAMES.sub(" ", names)
    found: set[Hint] = set()
    for name in _NOT_WORD.sub("-", names).split():
        found |= _hints_of_name(name.strip("-"))
    if "body" in found:
        return "" if "chrome" in found else "body"
    return next((hint for hint in _PRECEDENCE if hint in found), "")


@lru_cache(maxsize=20_000)
def _hints_of_name(name: str) -> set[Hint]:
    known = _names()
    found = set(known.whole.get(name, ()))
    if name.startswith(known.builders):
        builder = next(builder for builder in known.builders if name.startswith(builder))
        name = name.removeprefix(builder).strip("-")
    words = name.split("-")
    if words[0] in known.prefixes and len(words) > 1:
        return found
    for start, word in enumerate(words):
        if word not in known.first_words:
            continue
        for end in range(start + 1, min(start + _MOST_WORDS, len(words)) + 1):
            found |= known.inside.get("-".join(words[start:end]), set())
    return found
