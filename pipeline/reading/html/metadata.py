"""Title, publisher and dates that a page states for machines."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from functools import cache
from importlib.resources import files
from tomllib import loads

from selectolax.lexbor import LexborHTMLParser, LexborNode

_ISO = re.compile(r"(\d{4})-?(?:(\d{2})-?(?:(\d{2}))?)?(?![\d/])")
_FRENCH = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")
_EARLIEST_YEAR = 1990  # before the web there were no pages: 1970-01-01 and 0001-01-01 mean "not known"
_SPACES = re.compile(r"\s+")
# " - ", " | ", " – " … between a page's title and its site's name.
_SEPARATOR = r"\s+[-–—|·:»•]+\s+"


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of itself; dates in EDTF, null where it does not say.

    `title` is the one for sharing, `tag` that of the window, which often names the site as well.
    """

    title: str | None = None
    tag: str | None = None
    publisher: str | None = None
    published: str | None = None
    updated: str | None = None


def read_metadata(tree: LexborHTMLParser) -> Metadata:
    """Read the metadata of a page: Open Graph, Dublin Core, JSON-LD, microdata, `<time>`.

    >>> page = '<meta property="og:title" content="Un contrat"><meta name="DC.date" content="2020-10-13">'
    >>> read_metadata(LexborHTMLParser(page))
    Metadata(title='Un contrat', tag=None, publisher=None, published='2020-10-13', updated=None)
    """
    keys = _keys()
    metas = _metas(tree)
    linked = _linked_data(tree)
    publisher = _first(metas, keys["publisher"]) or linked.get("publisher")
    title = _first(metas, keys["title"]) or linked.get("headline")
    tag = tree.css_first("head > title")
    published = [*_all(metas, keys["published"]), linked.get("datePublished"), *_times(tree, "published")]
    return Metadata(
        title and _without_site(title, publisher),
        _without_site(_clean(tag.text()), publisher) or None if tag else None,
        publisher,
        _date([*published, *_all(metas, keys["created"])]),
        _date([*_all(metas, keys["updated"]), linked.get("dateModified"), *_times(tree, "updated")]),
    )


@cache
def _keys() -> dict[str, list[str]]:
    data: dict[str, list[str]] = loads((files("pipeline.reading") / "data/metadata.toml").read_text("utf-8"))
    return data


def to_edtf(written: str) -> str | None:
    """Read a date as machines write it, None where it is none; the day is the one written, in any time zone.

    >>> [to_edtf(date) for date in ("2020-10-13T23:30:00+02:00", "13/10/2020", "2020-10", "0001-01-01")]
    ['2020-10-13', '2020-10-13', '2020-10', None]
    """
    written = written.strip()
    if found := _ISO.match(written):
        year, month, day = found.groups()
    elif found := _FRENCH.match(written):
        day, month, year = found.groups()
    else:
        try:
            return parsedate_to_datetime(written).date().isoformat()
        except (ValueError, TypeError, IndexError):  # what the parser of mail dates raises on other text
            return None
    try:
        moment = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return moment.isoformat()[: 10 if day else 7 if month else 4] if moment.year >= _EARLIEST_YEAR else None


def _date(candidates: list[str | None]) -> str | None:
    return next((value for c in candidates if c and (value := to_edtf(c))), None)


def _metas(tree: LexborHTMLParser) -> dict[str, str]:
    """Return the content of each <meta> by its lower-case name; the first of a name counts."""
    metas: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = _clean(attributes.get("content") or "")
        if name and content:
            metas.setdefault(name.lower(), content)
    return metas


def _first(metas: dict[str, str], names: list[str]) -> str | None:
    return next(_all(metas, names), None)


def _all(metas: dict[str, str], names: list[str]) -> Iterator[str]:
    return (metas[name] for name in names if name in metas)


def _linked_data(tree: LexborHTMLParser) -> dict[str, str]:
    """Return what the JSON-LD of the page says of an article, the first mention of each key."""
    found: dict[str, str] = {}
    for node in tree.css('script[type="application/ld+json"]'):
        try:
            todo = [json.loads(node.text(), strict=False)]
        except (
            ValueError,
            RecursionError,
        ):  # broken on many sites; what it would say, the page says elsewhere
            continue
        while todo:
            value = todo.pop()
            if isinstance(value, list):
                todo += reversed(value)
            elif isinstance(value, dict):
                todo += [v for v in reversed(value.values()) if isinstance(v, (dict, list))]
                for key in ("datePublished", "dateModified", "headline"):
                    if isinstance(value.get(key), str):
                        found.setdefault(key, value[key])
                publisher = value.get("publisher")
                if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
                    found.setdefault("publisher", _clean(publisher["name"]))
    return found


def _times(tree: LexborHTMLParser, which: str) -> Iterator[str]:
    """Yield dates of <time> and of microdata: those that say what they are, then the first of the article."""
    prop = "datePublished" if which == "published" else "dateModified"
    names = "time.published, time.entry-date, time[pubdate]" if which == "published" else "time.updated"
    for node in tree.css(f'[itemprop="{prop}"], {names}'):
        attributes = node.attributes
        yield attributes.get("datetime") or attributes.get("content") or node.text()
    if which == "published":
        for node in tree.css("article time[datetime], main time[datetime], time[datetime]"):
            if not _in_margin(node):
                yield node.attributes.get("datetime") or ""
                return


def _in_margin(node: LexborNode) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.tag in ("aside", "nav", "footer", "li"):
            return True
        parent = parent.parent
    return False


def _without_site(title: str, publisher: str | None) -> str:
    """Take the name of the site off the title, before or after it."""
    if publisher and publisher in title:
        name = re.escape(publisher)
        title = re.sub(rf"^{name}{_SEPARATOR}|{_SEPARATOR}{name}.*$", "", title) or title
    return title


def _clean(text: str) -> str:
    return _SPACES.sub(" ", text).strip()
