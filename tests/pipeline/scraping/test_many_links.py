"""What is new among very many links is found without holding them all."""

import tracemalloc
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

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


def peaks(folder: Path) -> tuple[int, int]:
    """The peaks of a crawl and of one of a site with four times as many links."""
    peak(2, folder)  # what is loaded once is no matter here
    return peak(4, folder), peak(16, folder)


def test_memory_does_not_grow_with_what_is_known(tmp_path: Path) -> None:
    # In a process of its own: a thread that an earlier test left behind may load the model, and garbage is then
    # collected as seldom as suits extraction.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
        few, many = alone.submit(peaks, tmp_path).result()
    assert many < 1.5 * few
