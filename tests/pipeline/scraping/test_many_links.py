"""What is new among very many links is found without holding them all."""

import gc
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.catalogue import Catalogue
from pipeline.scraping.crawl import Crawl
from pipeline.scraping.ledger import Ledger
from pipeline.scraping.outcome import Outcome
from pipeline.scraping.sources.finding import Sitemap
from pipeline.scraping.sources.sources import Publisher, Source
from tests.pipeline.scraping.pretend import Clock, PretendSite

HOST = "https://www.exemple.fr"
SOURCE = Source(
    key="exemple",
    publisher=Publisher(name="Exemple", departement="23"),
    find=Sitemap(kind="sitemap", pages=(f"{HOST}/sitemap.xml",)),
)


@pytest.fixture
def usual_collection() -> Iterator[None]:
    """Garbage is collected as in a process that scrapes; one that extracts does it rarely."""
    was = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield
    gc.set_threshold(*was)


def site_with(sitemaps: int) -> PretendSite:
    """A site with an index of sitemaps, 250 pages in each."""
    index = "".join(f"<sitemap><loc>{HOST}/s{number}.xml</loc></sitemap>" for number in range(sitemaps))
    pages: dict[str, str | bytes | int | BaseException] = {
        f"{HOST}/sitemap.xml": f"<sitemapindex>{index}</sitemapindex>"
    }
    for number in range(sitemaps):
        entries = "".join(f"<url><loc>{HOST}/actu/orages-{number}-{n}</loc></url>" for n in range(250))
        pages[f"{HOST}/s{number}.xml"] = f"<urlset>{entries}</urlset>"
    return PretendSite(pages)


def crawl(site: PretendSite, ledger: Ledger, clock: Clock) -> Outcome:
    assert isinstance(SOURCE.find, Sitemap)
    opened = ledger.begin(SOURCE.key, clock())
    outcome = Crawl(site, ledger, clock, SOURCE, SOURCE.find, opened).run()
    ledger.end(opened.id, clock(), outcome.counts(), complete=outcome.complete)
    return outcome


def peak(sitemaps: int, folder: Path) -> int:
    """Bytes at most in use during a second crawl, in which one announcement is new."""
    site, clock = site_with(sitemaps), Clock()
    with Catalogue(folder / f"{sitemaps}.sqlite") as catalogue:
        ledger = Ledger(catalogue.database)
        assert crawl(site, ledger, clock).met == 250 * sitemaps
        page = f"{HOST}/s1.xml"
        site.pages[page] = str(site.pages[page]).replace(
            "</urlset>", f"<url><loc>{HOST}/actu/un-contrat</loc></url></urlset>"
        )
        clock.pass_days(1)
        tracemalloc.start()
        outcome = crawl(site, ledger, clock)
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert outcome.met == 1
    return used


def test_memory_does_not_grow_with_what_is_known(tmp_path: Path, usual_collection: None) -> None:
    peak(2, tmp_path)  # what is loaded once is no matter here
    assert peak(16, tmp_path) < 1.5 * peak(4, tmp_path)
