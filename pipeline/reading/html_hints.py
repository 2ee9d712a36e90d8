"""What the names of elements say about what they hold: tags, ARIA roles, classes and ids."""

import re
from functools import cache, lru_cache
from importlib.resources import files
from tomllib import loads
from typing import Any, Literal, NamedTuple, cast

# body: the article itself; frame: a head of the page or of a part of it; person: a byline or an author's
# biography; caption: of a picture; teaser: a link to another page, or the introduction of this one; chrome:
# what no reader comes for; "": nothing is said.
Hint = Literal["", "body", "frame", "person", "teaser", "caption", "chrome"]

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOT_WORD = re.compile(r"[^a-z0-9 ]+")
_TAXONOMY_NAMES = re.compile(r"(?:^| )(?:tag|category|categorie)-[^ ]*")


class _Names(NamedTuple):
    hints: list[tuple[Hint, re.Pattern[str]]]
    roles: dict[str, Hint]
    tags: dict[str, Hint]
    modifiers: re.Pattern[str]
    taxonomy: re.Pattern[str]


@cache
def boilerplate_data() -> dict[str, Any]:
    """Return the data file on the names and phrases of boilerplate."""
    return loads((files("pipeline.reading") / "data/boilerplate.toml").read_text("utf-8"))


@cache
def _names() -> _Names:
    data = boilerplate_data()
    modifiers = data["modifiers"]
    prefixes, builders = "|".join(modifiers["prefixes"]), "|".join(modifiers["builders"])
    return _Names(
        [(cast(Hint, hint), _name_pattern(groups)) for hint, groups in data["names"].items()],
        {role: hint for hint, roles in data["roles"].items() for role in roles},
        {tag: hint for hint, tags in data["tags"].items() for tag in tags},
        re.compile(rf"(?:^|(?<= ))(?:(?:{prefixes})-[^ ]*|(?:{builders})(?=[- ]|$))"),
        re.compile(modifiers["taxonomy"]),
    )


def _name_pattern(groups: dict[str, list[str]]) -> re.Pattern[str]:
    """Find any of the names: as words inside one, or, those that begin with "=", as the whole of it."""
    names = [name for group in groups.values() for name in group]
    inside = "|".join(name for name in names if not name.startswith("="))
    whole = "|".join(name[1:] for name in names if name.startswith("=")) or "(?!)"
    return re.compile(rf"(?<![a-z0-9])(?:{inside})(?![a-z0-9])|(?<![^ ])(?:{whole})(?![^ ])")


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
    words = _NOT_WORD.sub("-", known.modifiers.sub(" ", names))
    found = {hint for hint, pattern in known.hints if pattern.search(words)}
    if "body" in found:
        return "" if "chrome" in found else "body"
    return next((hint for hint in ("caption", "chrome", "teaser", "person", "frame") if hint in found), "")
