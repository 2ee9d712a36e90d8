"""A page of a listing → the announcements on it, in its order, and the pages after it."""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipeline.reading.encoding import decode
from pipeline.reading.html.document import limit_depth
from pipeline.reading.limits import LIMITS
from pipeline.scraping.canonical import canonical
from pipeline.scraping.discovery.context import Surroundings, text_of
from pipeline.scraping.discovery.links import MOST_LINKS, Found, Link, written_date
from pipeline.scraping.relevance import says_nothing
from pipeline.scraping.sources.finding import Listing, Numbered


def read_listing(body: bytes, url: str, listing: Listing, start: str | None = None) -> Found:
    """Find the announcements on the page at `url` of the listing that begins at `start`.

    >>> listing = Listing(
    ...     kind="listing",
    ...     pages=("https://exemple.fr/Actualites",),
    ...     link="a.carte",
    ...     numbered=Numbered(suffix="/(offset)/{n}", first=10, step=10),
    ... )
    >>> page = b"<a class=carte href=/Actualites/Un-contrat>Un contrat</a> <a href='/Actualites/(offset)/30'>4</a>"
    >>> found = read_listing(page, "https://exemple.fr/Actualites", listing)
    >>> found.links[0].url, found.pages, found.last
    ('https://exemple.fr/Actualites/Un-contrat', ['https://exemple.fr/Actualites/(offset)/10'], 3)
    """
    tree = LexborHTMLParser(limit_depth(decode(body).text, LIMITS.html_depth))
    start = start or url
    base = base_of(tree, url)
    nodes = tree.css(listing.link)[:MOST_LINKS]
    around = Surroundings(tree, listing.link)
    links = [link for node in nodes if (link := _link(node, base, listing, around))]
    problems = []
    if not nodes:
        problems.append(f"the selector link: {listing.link!r} matches nothing on {url}")
    elif not links:
        problems.append(f"what the selector link: {listing.link!r} matches on {url} leads nowhere")
    elif listing.card:
        problems += _unmatched(tree, url, listing)
    last = _last(tree, base, start, listing.numbered) if listing.numbered else None
    return Found(
        list({link.url: link for link in links}.values()),
        _next(tree, base, url, start, listing, last),
        last,
        problems,
    )


def page_number(url: str, start: str, numbered: Numbered) -> int | None:
    """Return which page of a numbered listing is at `url`, counted from 0; None if it is none of them.

    >>> numbered = Numbered(suffix="?page={n}")
    >>> [
    ...     page_number(f"https://exemple.fr/a{rest}", "https://exemple.fr/a", numbered)
    ...     for rest in ("", "?page=2", "/b")
    ... ]
    [0, 2, None]
    """
    if url == start:
        return 0
    head, _, tail = numbered.suffix.partition("{n}")
    if not url.startswith(start + head) or not url.endswith(tail):
        return None
    number = url[len(start + head) : len(url) - len(tail)]
    if not number.isdecimal() or len(number) > 9:
        return None
    page, rest = divmod(int(number) - numbered.first, numbered.step)
    return page + 1 if rest == 0 and page >= 0 else None


def base_of(tree: LexborHTMLParser, url: str) -> str:
    """Return the address that those on a page are relative to."""
    node = tree.css_first("base[href]")
    return canonical(node.attributes.get("href") or "", url) or url if node else url


def _link(node: LexborNode, base: str, listing: Listing, around: Surroundings) -> Link | None:
    url = canonical(node.attributes.get("href") or "", base)
    if url is None:
        return None
    card = _card(node, listing.card) or node
    title = _text(node) or (node.attributes.get("title") or "").strip()
    date = _first(card, listing.date)
    stated = date.attributes.get("datetime") if date else None
    summary = _text(card) if listing.summary is None else _text(_first(card, listing.summary))
    if says_nothing(f"{title} {summary}"):
        summary = around.of(node)
    return Link(url, title, summary, written_date(stated or _text(date)) if date else None)


def _card(node: LexborNode, selector: str | None) -> LexborNode | None:
    here: LexborNode | None = node
    while selector and here is not None and here.tag != "-undef":
        if here.css_matches(selector):
            return here
        here = here.parent
    return None


def _first(card: LexborNode, selector: str | None) -> LexborNode | None:
    return card.css_first(selector) if selector else None


def _text(node: LexborNode | None) -> str:
    return text_of(node) if node else ""


def _unmatched(tree: LexborHTMLParser, url: str, listing: Listing) -> list[str]:
    """Name the selectors within a card that match on none of the page."""
    problems = []
    cards = tree.css(listing.card or "")
    if not cards:
        return [f"the selector card: {listing.card!r} matches nothing on {url}"]
    for name in ("date", "summary"):
        selector = getattr(listing, name)
        if selector and not any(card.css_first(selector) for card in cards):
            problems.append(f"the selector {name}: {selector!r} matches nothing on {url}")
    return problems


def _last(tree: LexborHTMLParser, base: str, start: str, numbered: Numbered) -> int | None:
    """Return the last page that the page links."""
    pages = {
        page
        for node in tree.css("a[href]")[:MOST_LINKS]
        if (to := canonical(node.attributes.get("href") or "", base))
        and (page := page_number(to, start, numbered)) is not None
    }
    return max(pages, default=None)


def _next(
    tree: LexborHTMLParser, base: str, url: str, start: str, listing: Listing, last: int | None
) -> list[str]:
    if listing.numbered:
        here = page_number(url, start, listing.numbered)
        if here is None or last is None or here >= last:
            return []
        return [listing.numbered.address(start, here + 1)]
    node = tree.css_first(listing.next) if listing.next else None
    to = canonical(node.attributes.get("href") or "", base) if node else None
    return [to] if to and to != url else []
