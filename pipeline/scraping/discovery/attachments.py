"""A page → the files and the deliberation that it links: one level deep, on its own site."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extractors.text.folding import fold
from pipeline.reading.encoding import decode
from pipeline.reading.html.document import limit_depth
from pipeline.reading.limits import LIMITS
from pipeline.scraping.canonical import canonical
from pipeline.scraping.discovery.links import MOST_LINKS, Link
from pipeline.scraping.discovery.listing import base_of
from pipeline.scraping.fetching.sites import site_of


class _Rules(NamedTuple):
    suffixes: tuple[str, ...]
    paths: re.Pattern[str]
    never: re.Pattern[str]
    words: re.Pattern[str]
    outside: frozenset[str]
    most: int


@cache
def _rules() -> _Rules:
    data = tomllib.loads((files("pipeline.scraping") / "data/attachments.toml").read_text("utf-8"))
    return _Rules(
        tuple(data["suffixes"]),
        re.compile("|".join(data["paths"])),
        re.compile("|".join(data["never"])),
        re.compile("|".join(data["words"])),
        frozenset(data["outside"]),
        data["most"],
    )


def find_attachments(body: bytes, url: str) -> list[Link]:
    """Find what is attached to the page at `url`, in its order; nothing from menus or from other sites.

    >>> page = "<main><a href='/contenu/telechargement/7/CP.pdf'>Le communiqué</a><a href='/presse'>Presse</a></main>"
    >>> [
    ...     link.url
    ...     for link in find_attachments(page.encode(), "https://www.exemple.gouv.fr/Actualites/Contrat")
    ... ]
    ['https://www.exemple.gouv.fr/contenu/telechargement/7/CP.pdf']
    """
    tree = LexborHTMLParser(limit_depth(decode(body).text, LIMITS.html_depth))
    found: dict[str, Link] = {}
    base = base_of(tree, url)
    for node in tree.css("a[href]")[:MOST_LINKS]:
        to = canonical(node.attributes.get("href") or "", base)
        if to is None or to == url or to in found or site_of(to) != site_of(url):
            continue
        text = " ".join(node.text(separator=" ").split())
        if _is_attachment(to, text) and not _is_outside(node):
            found[to] = Link(to, text)
    return list(found.values())[: _rules().most]


def _is_attachment(url: str, text: str) -> bool:
    rules = _rules()
    path = urlsplit(url).path.lower()
    if rules.never.search(path):
        return False
    return (
        path.endswith(rules.suffixes)
        or bool(rules.paths.search(path))
        or bool(rules.words.search(fold(text)))
    )


def _is_outside(node: LexborNode) -> bool:
    here = node.parent
    while here is not None:
        if here.tag in _rules().outside:
            return True
        here = here.parent
    return False
