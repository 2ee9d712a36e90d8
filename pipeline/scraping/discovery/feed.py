"""RSS or Atom → the announcements in it."""

import feedparser
from selectolax.lexbor import LexborHTMLParser

from pipeline.scraping.canonical import canonical
from pipeline.scraping.discovery.links import Found, Link, written_date


def read_feed(body: bytes, url: str) -> Found:
    """Find the announcements of a feed, in its order.

    >>> item = b"<item><title>Un contrat</title><link>/a</link><pubDate>Mon, 01 Mar 2021 08:00:00 GMT</pubDate></item>"
    >>> read_feed(
    ...     b"<rss version='2.0'><channel>" + item + b"</channel></rss>", "https://exemple.fr/rss"
    ... ).links
    [Link(url='https://exemple.fr/a', title='Un contrat', summary='', date='2021-03-01')]
    """
    # Bytes and never a string: feedparser would take an address for something to fetch.
    feed = feedparser.parse(body, sanitize_html=False, resolve_relative_uris=False)
    links = []
    for entry in feed.entries:
        # An id may be anything; as an address it counts only where it is a whole one.
        to = canonical(entry.get("link", ""), url) if entry.get("link") else canonical(entry.get("id", ""))
        if to:
            written = entry.get("published") or entry.get("updated") or ""
            links.append(
                Link(to, _plain(entry.get("title")), _plain(entry.get("summary")), written_date(written))
            )
    older = [link.get("href", "") for link in feed.feed.get("links", []) if link.get("rel") == "next"]
    problems = []
    if not feed.version:
        problems.append(f"{url} is no RSS and no Atom")
    elif feed.entries and not links:
        problems.append(f"the entries of {url} lead nowhere")
    return Found(
        links, [to for href in older if (to := canonical(href, url)) and to != url], problems=problems
    )


def _plain(html: str | None) -> str:
    if not html or not ("<" in html or "&" in html):
        return " ".join((html or "").split())
    return " ".join(LexborHTMLParser(html).text(separator=" ").split())
