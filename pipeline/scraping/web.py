"""The web as a crawl sees it: what is fetched is noted in the catalogue, what is kept goes into the archive."""

import logging
from collections.abc import Collection
from datetime import datetime
from pathlib import Path

import httpx

from pipeline.archive.archive import Archive
from pipeline.catalogue import captures as known
from pipeline.errors import TripartiteError
from pipeline.scraping.canonical import host_of
from pipeline.scraping.crawl import Answered, Stop
from pipeline.scraping.fetching.captures import Capture
from pipeline.scraping.fetching.client import Fetcher
from pipeline.scraping.fetching.keeping import kept_record
from pipeline.scraping.sources.sources import Source

log = logging.getLogger(__name__)
# Problems of a fetch after which nothing more of the source can be had in this run, and those after which nothing of
# the same site can.
_STOPS = frozenset(["outside_window", "budget_spent"])
_STOPS_OF_SITE = frozenset(["platform_paused", "robots_unknown"])
# Those that another try will not mend.
_REFUSALS = frozenset(["robots", "bad_url", "address_not_public"])
_GONE = (404, 410)
_REDIRECTS = (301, 302, 303, 307, 308)


class CatalogueLog:
    """Notes what was fetched in the catalogue.

    Parameters
    ----------
    captures : Captures
        Those of the catalogue.
    """

    def __init__(self, captures: known.Captures) -> None:
        self._captures = captures

    def keep(self, capture: Capture) -> None:
        """Note a capture, once."""
        self._captures.add([known.Capture(**capture._asdict())])

    def earlier(self, document: str) -> Capture | None:
        """Return a capture whose record in a WARC file holds the same document."""
        found = self._captures.recorded(document)
        return _fetched(found) if found else None

    def recorded(self, warc: str) -> Collection[int]:
        """Return the offsets of the records of a WARC file that are noted."""
        return self._captures.offsets(warc)


class Web:
    """Fetches the pages of sources, and keeps those that a crawl wants kept.

    Parameters
    ----------
    fetcher : Fetcher
        What asks for them; its log must be a `CatalogueLog`.
    captures : Captures
        Those of the catalogue.
    archive : Archive
        Where what is kept goes.
    warcs : Path
        The folder of the fetcher's WARC files.
    """

    def __init__(self, fetcher: Fetcher, captures: known.Captures, archive: Archive, warcs: Path) -> None:
        self._fetcher = fetcher
        self._captures = captures
        self._archive = archive
        self._warcs = warcs

    def fetch(self, url: str, source: Source, since: datetime) -> Answered:
        """Return what is at `url`; what was had since then already is not asked for again.

        Raises
        ------
        Stop
            If nothing more of this source may be asked for now.
        """
        fetched = self._fetcher.fetch(url, source=source, had=lambda hop: self._had(hop, since))
        problem = fetched.problem
        if problem is None:
            empty = None if fetched.body else f"{url} is empty."
            return Answered(url, fetched.body, fetched.final_url, empty)
        of_site = problem.code in _STOPS_OF_SITE and source.hosts <= {host_of(url)}
        if problem.code in _STOPS or of_site:
            raise Stop(problem.message)
        return Answered(
            url,
            b"",
            fetched.final_url,
            problem.message,
            gone=fetched.status in _GONE,
            refused=problem.code in _REFUSALS,
        )

    def keep(self, answered: Answered) -> None:
        """Put a page into the archive, from where it goes to extraction."""
        self._captures.set_archived(self._archive.put(answered.body))

    def _had(self, url: str, since: datetime) -> httpx.Response | None:
        """Return the answer that was had since then already: by a run that was killed, or to be judged by other words.

        None where there is none, or its record is there no more: then it is asked for.
        """
        last = self._captures.last(str(httpx.URL(url)))
        if not last or not last.captured_at or last.captured_at < since or not last.http_status or last.note:
            return None
        try:
            return self._recorded(last)
        except TripartiteError as error:
            log.warning("%s is asked for again: %s", url, error)
            return None

    def _recorded(self, last: known.Capture) -> httpx.Response | None:
        status = last.http_status
        body_of = self._captures.last_with_bytes(last.uri) if status == httpx.codes.NOT_MODIFIED else last
        if body_of and body_of.document:
            first = self._captures.recorded(body_of.document)
            body = kept_record(self._warcs, _fetched(first)).body if first else b""
            return httpx.Response(httpx.codes.OK, content=body) if body else None
        if status in _GONE:
            return httpx.Response(status)
        if status in _REDIRECTS:
            location = kept_record(self._warcs, _fetched(last)).location
            return httpx.Response(status, headers={"location": location}) if location else None
        return None


def _fetched(capture: known.Capture) -> Capture:
    return Capture(**{name: getattr(capture, name) for name in Capture._fields})
