"""Addresses of pages, written one way: two that lead to the same page are equal."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

_PORTS = {"http": 80, "https": 443}
# Longer ones lead nowhere that anyone meant, and no database has them in an index.
_LONGEST = 2_000
_HOST = re.compile(r"[\w.-]+|[0-9a-f:.]+")
_DOTS = re.compile(r"/\.(?=/|$)")
_ENCODED = re.compile(r"%[0-9A-Fa-f]{2}")
_PLAIN = re.compile(r"[\w.~-]", re.ASCII)
# Left as they are; what else an address must not hold is percent-encoded.
_SAFE = "/:@!$&'()*+,;=~%-._"


class _Visits(NamedTuple):
    names: frozenset[str]
    prefixes: tuple[str, ...]
    path: re.Pattern[str]


@cache
def _visits() -> _Visits:
    data = tomllib.loads((files("pipeline.scraping") / "data/canonical.toml").read_text("utf-8"))
    return _Visits(
        frozenset([*data["session"], *data["campaign"]]),
        (*data["campaign_prefixes"], *data["session_prefixes"]),
        re.compile("|".join(data["path"]), re.IGNORECASE),
    )


def canonical(address: str, base: str = "") -> str | None:
    """Return `address`, seen on the page `base`, without what only names the visit; None if it is no web page.

    Sessions, campaigns, fragments and default ports go; the order of parameters stays, some sites heed it.

    >>> canonical(
    ...     "../Actualites;jsessionid=1F?PHPSESSID=a&page=2#haut", "HTTPS://www.exemple.gouv.fr:443/a/b"
    ... )
    'https://www.exemple.gouv.fr/Actualites?page=2'
    >>> canonical("mailto:presse@exemple.gouv.fr")
    """
    try:
        parts = urlsplit(urljoin(base, address.strip()))
        scheme, host, port = parts.scheme.lower(), parts.hostname, parts.port
    except ValueError:  # a bracket without its other, a port that is none
        return None
    if scheme not in _PORTS or not host or not host.strip(".") or not _HOST.fullmatch(host):
        return None
    try:
        host = host.encode("idna").decode() if not host.isascii() else host
    except UnicodeError:
        return None
    host = host.rstrip(".")
    host = f"[{host}]" if ":" in host else host
    visits = _visits()
    path = _DOTS.sub("", visits.path.sub("", parts.path)) or "/"
    query = "&".join(
        field
        for field in parts.query.split("&")
        if field
        and (name := field.partition("=")[0].lower().removeprefix("amp;")) not in visits.names
        and not name.startswith(visits.prefixes)
    )
    netloc = host if port in (None, _PORTS[scheme]) else f"{host}:{port}"
    path, query = quote(path, safe=_SAFE), quote(query, safe=_SAFE + "?[]")
    url = _ENCODED.sub(_encoded, urlunsplit((scheme, netloc, path, query, "")))
    return url if len(url) <= _LONGEST else None


def _encoded(found: re.Match[str]) -> str:
    """Write an encoded character one way: in capitals, or as it is where it need not be encoded."""
    character = chr(int(found[0][1:], 16))
    return character if _PLAIN.fullmatch(character) else found[0].upper()


def host_of(address: str) -> str:
    """Return the host that an address names, "" where it names none.

    >>> host_of("https://www.exemple.gouv.fr/Actualites")
    'www.exemple.gouv.fr'
    """
    return urlsplit(address).hostname or ""
