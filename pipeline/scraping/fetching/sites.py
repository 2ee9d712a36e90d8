"""What a site is, and which address a URL asks for."""

from collections.abc import Iterable
from functools import cache
from ipaddress import ip_address
from urllib.parse import SplitResult, urldefrag, urljoin, urlsplit

import httpx
from publicsuffixlist import PublicSuffixList

from pipeline.scraping.fetching.faults import NotAsked
from pipeline.scraping.sources.politeness import FetchingSource


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


def site_of(url: str) -> str:
    """Return the site that a URL or a host belongs to: the name that somebody registered.

    `gouv.fr` is a public suffix as `fr` is, so that each préfecture is a site of its own.

    >>> site_of("https://www.aisne.gouv.fr/Actualites"), site_of("https://docs.creuse.fr/a.pdf")
    ('aisne.gouv.fr', 'creuse.fr')
    >>> site_of("http://127.0.0.1:8080/"), site_of("localhost")
    ('127.0.0.1', 'localhost')
    """
    host = (urlsplit(url).hostname or "") if "://" in url else url.lower()
    host = host.rstrip(".")
    try:
        return str(ip_address(host))
    except ValueError:
        return _suffixes().privatesuffix(host) or host


def platforms_of(sources: Iterable[FetchingSource]) -> dict[str, str]:
    """Return which platform each site is served by, for those that share one.

    >>> from types import SimpleNamespace
    >>> platforms_of([SimpleNamespace(platform="prefectures", hosts=["www.aisne.gouv.fr"])])
    {'aisne.gouv.fr': 'prefectures'}
    """
    return {site_of(host): source.platform for source in sources if source.platform for host in source.hosts}


def origin_of(url: str) -> str:
    """Return scheme, host and port: what one robots.txt speaks for.

    >>> origin_of("https://www.creuse.fr/actes?page=2")
    'https://www.creuse.fr'
    """
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def checked_url(url: str) -> str:
    """Return a URL that can be asked for, without its fragment.

    Raises
    ------
    NotAsked
        If it is none of http or https, names no host, or carries a password.

    Examples
    --------
    >>> checked_url("https://www.creuse.fr/actes#haut")
    'https://www.creuse.fr/actes'
    >>> checked_url("file:///etc/passwd")
    Traceback (most recent call last):
    pipeline.scraping.fetching.faults.NotAsked: file:///etc/passwd cannot be fetched: only http and https are. ...
    """
    bare = urldefrag(url.strip()).url.strip()
    try:
        parts = urlsplit(bare)
        parts.port  # noqa: B018  # raises when it is none
        httpx.URL(bare)  # raises at an address of four numbers that is none
    except (ValueError, httpx.InvalidURL) as error:
        raise NotAsked("bad_url", f"{url} is no URL: {error}. Correct it where it is declared.") from error
    if reason := _unusable(parts):
        raise NotAsked("bad_url", f"{url} cannot be fetched: {reason}. Correct it where it is declared.")
    return bare


def _unusable(parts: SplitResult) -> str | None:
    if parts.scheme not in ("http", "https"):
        return "only http and https are"
    if not (parts.hostname or "").strip(". "):
        return "it names no host"
    if parts.username or parts.password:
        return "it carries a name or a password"
    return None


def redirect_target(url: str, location: str) -> str:
    """Return where a redirect from `url` leads.

    Raises
    ------
    NotAsked
        If that cannot be asked for.

    Examples
    --------
    >>> redirect_target("https://www.creuse.fr/actes", "/deliberations")
    'https://www.creuse.fr/deliberations'
    """
    try:
        return checked_url(urljoin(url, location))
    except ValueError as error:
        raise NotAsked("bad_url", f"{url} redirects to {location}, which is no URL.") from error
