"""A scrape: sources, one after the other, into the catalogue, the archive and the WARC files of an output folder."""

import fcntl
import os
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from pipeline.archive.archive import Archive
from pipeline.catalogue import Catalogue
from pipeline.catalogue.publishers import Publisher
from pipeline.catalogue.runs import ended_by
from pipeline.places import archive_place, catalogue_place, make_folder
from pipeline.reading.limits import setting, size_of
from pipeline.scraping.checking import Check, check_source
from pipeline.scraping.contact import user_agent
from pipeline.scraping.crawl import Crawl
from pipeline.scraping.fetching.client import Fetcher
from pipeline.scraping.fetching.keeping import WARC_BYTES
from pipeline.scraping.folders import Files, check_files
from pipeline.scraping.ledger import Ledger
from pipeline.scraping.outcome import Outcome
from pipeline.scraping.silence import find_alarms
from pipeline.scraping.sources.finding import Folder, WarcFile
from pipeline.scraping.sources.sources import Source
from pipeline.scraping.web import CatalogueLog, Web

MakeFetcher = Callable[[Path, CatalogueLog, Collection[Source]], Fetcher]


def make_fetcher(folder: Path, log: CatalogueLog, sources: Collection[Source]) -> Fetcher:
    """Return what fetches for a scrape that is no test."""
    variable = setting("warc_bytes")
    most = size_of(variable, os.environ[variable]) if variable in os.environ else WARC_BYTES
    return Fetcher(folder, log, sources, agent=user_agent(os.environ), warc_bytes=most)


class Scraper:
    """Crawls sources for an output folder.

    Parameters
    ----------
    out : Path
        The folder.
    sources : mapping of str to Source
        All that are declared: they say which sites belong to one platform.
    fetcher : callable
        Makes what fetches.
    now : callable
        The time.

    Raises
    ------
    TripartiteError
        If the folder cannot be used.
    """

    def __init__(
        self,
        out: Path,
        sources: Mapping[str, Source],
        *,
        fetcher: MakeFetcher = make_fetcher,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._state = make_folder(out)
        self._sources = sources
        self._make_fetcher = fetcher
        self._now = now
        self._open = ExitStack()
        self.catalogue = self._open.enter_context(Catalogue(catalogue_place(out)))
        self.archive = Archive(archive_place(out))
        self.ledger = Ledger(self.catalogue.database)
        self._web: Web | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def scrape(
        self, sources: Collection[Source], crawl: Callable[[Source], Outcome] | None = None
    ) -> Iterator[Outcome]:
        """Crawl sources one after the other, and yield what came of each as soon as it is known.

        `crawl` is what crawls one, in the place of the method of that name: a task of a flow.
        """
        if any(not isinstance(source.find, Folder | WarcFile) for source in sources):
            self.web()  # Which wants somebody to turn to: asked for before anything is begun.
        self.catalogue.publishers.declare(
            {
                source.key: Publisher(source.publisher.name, source.publisher.departement)
                for source in self._sources.values()
            }
        )
        keys = [source.key for source in sources]
        run = self.catalogue.runs.start("scrape", len(keys), parameters={"sources": keys})
        try:
            for source in sources:
                outcome = (crawl or self.crawl)(source)
                self.catalogue.runs.advance(run, 1, int(bool(outcome.alarms)))
                yield outcome
        except BaseException as error:
            self.catalogue.runs.end(run, ended_by(error))
            raise
        self.catalogue.runs.end(run, "completed")

    def crawl(self, source: Source) -> Outcome:
        """Crawl one source, unless another process does so just now."""
        with _alone(self._state / "crawling", source.key) as alone:
            if not alone:
                return Outcome(source.key, stopped="another process is crawling it")
            web = None if isinstance(source.find, Folder | WarcFile) else self.web()
            opened = self.ledger.begin(source.key, self._now())
            if isinstance(source.find, Folder | WarcFile) or web is None:
                files = Files(self.catalogue.captures, self.archive, self.ledger, self._now)
                outcome = files.crawl(source)
            else:
                outcome = Crawl(web, self.ledger, self._now, source, source.find, opened).run()
            history = self.ledger.history(source.key)
            refusals = self.ledger.refusals(source.key)
            outcome.alarms = find_alarms(source, outcome, history, self._now(), refusals)
            self.ledger.end(
                opened.id,
                self._now(),
                outcome.counts(),
                outcome.problems,
                outcome.alarms,
                complete=outcome.complete,
            )
            return outcome

    def check(self, source: Source) -> Check:
        """Look at a source without crawling it."""
        if isinstance(source.find, Folder | WarcFile):
            return check_files(source.key, source.find)
        return check_source(source, source.find, self.web(), self._now())

    def web(self) -> Web:
        """Return what asks sites; made late, because folders need no contact and no state of sites."""
        if self._web is None:
            captures = self.catalogue.captures
            fetcher = self._make_fetcher(self._state, CatalogueLog(captures), list(self._sources.values()))
            self._open.enter_context(fetcher)
            self._web = Web(fetcher, captures, self.archive, self._state / "warc")
        return self._web


@contextmanager
def _alone(folder: Path, key: str) -> Iterator[bool]:
    """Tell whether this is the only process of this machine that crawls a source; the lock dies with its process."""
    folder.mkdir(exist_ok=True)
    with (folder / key).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
