"""What a source answers → what it leads to, by the kind of source."""

from pipeline.scraping.discovery.feed import read_feed
from pipeline.scraping.discovery.links import Found
from pipeline.scraping.discovery.listing import read_listing
from pipeline.scraping.discovery.scdl import read_scdl
from pipeline.scraping.discovery.sitemap import read_sitemap
from pipeline.scraping.discovery.urls import read_urls
from pipeline.scraping.sources.finding import Feed, Listing, OnTheWeb, Scdl, Sitemap

_LARGEST = 50 * 1024 * 1024


def read_found(way: OnTheWeb, body: bytes, url: str, start: str) -> Found:
    """Find what the page at `url` leads to; `start` is where its listing begins."""
    if len(body) > _LARGEST:
        return Found(problems=[f"{url} is larger than 50 MB: no listing is"])
    match way:
        case Listing():
            return read_listing(body, url, way, start)
        case Feed():
            return read_feed(body, url)
        case Sitemap():
            return read_sitemap(body, url, way)
        case Scdl():
            return read_scdl(body, url)
        case _:
            return read_urls(body, url)
