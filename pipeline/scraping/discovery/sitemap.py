"""A sitemap, or an index of sitemaps → the pages in it."""

import gzip
import re
import zlib
from io import BytesIO

from lxml import etree

from pipeline.reading.html.metadata import to_edtf
from pipeline.scraping.canonical import canonical
from pipeline.scraping.discovery.links import Found, Link
from pipeline.scraping.sources.finding import Sitemap

# A sitemap holds at most 50 MB by its standard.
_MAX_BYTES = 50 * 1024 * 1024
_GZIP = b"\x1f\x8b"


def read_sitemap(body: bytes, url: str, sitemap: Sitemap) -> Found:
    """Find the pages that a sitemap lists, or the sitemaps that an index lists; a page's title is its last part.

    >>> entry = b"<url><loc>https://exemple.fr/actus/un-contrat</loc><lastmod>2021-03-01</lastmod></url>"
    >>> way = Sitemap(kind="sitemap", pages=("https://exemple.fr/sitemap.xml",))
    >>> read_sitemap(b"<urlset>" + entry + b"</urlset>", way.pages[0], way).links
    [Link(url='https://exemple.fr/actus/un-contrat', title='un contrat', summary='', date='2021-03-01')]
    """
    wanted = re.compile(sitemap.path) if sitemap.path else None
    links: list[Link] = []
    pages: list[str] = []
    known = 0
    problems: list[str] = []
    try:
        for _, node in etree.iterparse(BytesIO(_inflated(body)), resolve_entities=False, no_network=True):
            name = etree.QName(node).localname if isinstance(node.tag, str) else ""
            if name not in ("url", "sitemap"):
                continue
            known += 1
            stated = {
                etree.QName(part).localname: part.text or "" for part in node if isinstance(part.tag, str)
            }
            to = canonical(stated.get("loc", ""), url) if stated.get("loc", "").strip() else None
            node.clear()
            if to is None:
                continue
            if name == "sitemap":
                pages.append(to)
            elif wanted is None or wanted.search(to):
                links.append(Link(to, _title(to), date=to_edtf(stated.get("lastmod", ""))))
    except (etree.XMLSyntaxError, zlib.error, EOFError, gzip.BadGzipFile, ValueError) as error:
        problems.append(f"the sitemap {url} is damaged: {error}")
    if not known and not problems:
        problems.append(f"{url} is no sitemap, or an empty one")
    elif known and not links and not pages and wanted:
        problems.append(f"the pattern path: {sitemap.path!r} matches none of the {known} addresses in {url}")
    return Found(links, pages, problems=problems)


def _inflated(body: bytes) -> bytes:
    if not body.startswith(_GZIP):
        return body
    with gzip.open(BytesIO(body)) as stream:
        data = stream.read(_MAX_BYTES + 1)
    if len(data) > _MAX_BYTES:
        raise ValueError("it unpacks to more than 50 MB")
    return data


def _title(url: str) -> str:
    """Return the words of the last part of an address: all that a sitemap tells of a page."""
    name = url.rstrip("/").rpartition("/")[2].partition("?")[0]
    return re.sub(r"[-_+]+|%20", " ", re.sub(r"\.\w{2,5}$", "", name)).strip()
