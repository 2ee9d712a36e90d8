"""Sites on loopback, the sources that declare them, and scrapes of them on a clock that nobody waits for."""

from collections.abc import Collection
from pathlib import Path

from pipeline.scraping.fetching.client import Fetcher
from pipeline.scraping.outcome import Outcome
from pipeline.scraping.scraper import Scraper
from pipeline.scraping.sources.sources import Source, Sources
from pipeline.scraping.sources.sources_yaml import parse_sources
from pipeline.scraping.web import CatalogueLog
from tests.pipeline.scraping.making import FakeClock
from tests.pipeline.scraping.pretend_sites import Announcement
from tests.pipeline.scraping.server import SiteServer

CHER, LOT, CREUSE = "www.cher.gouv.fr", "www.lot.gouv.fr", "www.creuse.fr"
JOURNAL, OPEN_DATA = "www.journal-exemple.fr", "data.exemple-region.fr"

SOURCES = """
platforms:
  prefectures:
    find:
      kind: listing
      pages: ["http://{host}/Actualites"]
      link: a.fr-card__link.menu-item-link
      card: .fr-card
      date: .fr-card__detail
      summary: .fr-card__desc
      numbered: {suffix: "/(offset)/{n}", first: 10, step: 10}
    politeness:
      allow_addresses: [127.0.0.1]
sources:
  cher:
    platform: prefectures
    host: www.cher.gouv.fr:PORT
    publisher: {name: Préfecture du Cher, departement: "18"}
  lot:
    platform: prefectures
    host: www.lot.gouv.fr:PORT
    publisher: {name: Préfecture du Lot, departement: "46"}
  creuse:
    publisher: {name: Département de la Creuse, departement: "23"}
    find:
      kind: listing
      pages: ["http://www.creuse.fr:PORT/actualites"]
      link: h3 a
      card: article
      date: time
      next: a[rel=next]
    politeness: {allow_addresses: [127.0.0.1]}
  journal:
    publisher: {name: Journal, departement: null}
    find: {kind: feed, pages: ["http://www.journal-exemple.fr:PORT/rss.xml"]}
    politeness: {allow_addresses: [127.0.0.1]}
  deliberations:
    publisher: {name: Région, departement: null}
    find: {kind: scdl, pages: ["http://data.exemple-region.fr:PORT/deliberations.csv"]}
    politeness: {allow_addresses: [127.0.0.1]}
"""

SIGNED = "La préfète, la directrice de l'ARS et le président du Département ont signé le CDPPE pour deux ans."


def contract(number: int, *files: str, day: str | None = None) -> Announcement:
    """An announcement of interest, of the day of February with that number."""
    return Announcement(
        f"Contrat-{number}",
        f"Un contrat, le n° {number}",
        day or f"2026-02-{number:02}",
        f"{SIGNED} Acte {number}.",
        files,
    )


def weather(number: int) -> Announcement:
    """An announcement that is of no interest."""
    return Announcement(f"Vigilance-{number}", f"Vigilance n° {number}", f"2026-02-{number:02}", "Vent fort.")


class World:
    """Sites, a clock, and scrapes of them into one folder, each as if it were a process of its own."""

    def __init__(self, out: Path, server: SiteServer, clock: FakeClock) -> None:
        self.out = out
        self.server = server
        self.clock = clock
        self.sources: Sources = parse_sources(SOURCES.replace("PORT", str(server.port)))

    def _fetcher(self, folder: Path, log: CatalogueLog, sources: Collection[Source]) -> Fetcher:
        return Fetcher(
            folder, log, sources, agent="tripartite/test", clock=self.clock, resolver=self.server.resolve
        )

    def open(self) -> Scraper:
        return Scraper(self.out, self.sources, fetcher=self._fetcher, now=self.clock.now)

    def scrape(self, *keys: str) -> dict[str, Outcome]:
        """Scrape sources; `server.requests` and `server.events` are those of this time only."""
        self.server.requests.clear()
        self.server.events.clear()
        with self.open() as scraper:
            return {outcome.source: outcome for outcome in scraper.scrape(self.sources.select(list(keys)))}

    def archived(self) -> set[str]:
        """The addresses of what waits for extraction."""
        with self.open() as scraper:
            return {
                uri.replace(f":{self.server.port}", "").removeprefix("http://")
                for unread in scraper.catalogue.unread("any fingerprint")
                for uri in unread.uris
            }
