"""One crawl of one source: read what it lists, fetch what is new or due, keep what is of interest."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from pipeline.errors import RejectedInput
from pipeline.scraping.discovery import read_found
from pipeline.scraping.finding import Folder, OnTheWeb, UrlList, WarcFile
from pipeline.scraping.ledger import Due, Ledger, Opened
from pipeline.scraping.links import Found, Link
from pipeline.scraping.outcome import Outcome
from pipeline.scraping.page import Page, read_page
from pipeline.scraping.relevance import Verdict, judge_link, judge_text
from pipeline.scraping.silence import find_alarms
from pipeline.scraping.sources import Source
from pipeline.scraping.walking import Walk

_GONE = (404, 410)


class Stop(Exception):  # noqa: N818 - it is no error
    """Nothing more is to be asked of this source now."""


class Site(Protocol):
    """What a crawl asks for pages, and hands those to keep."""

    def fetch(self, url: str, source: Source, since: datetime) -> "Answered":
        """Return what is at `url`; what was had after `since` already is not asked for again.

        Raises
        ------
        Stop
            If nothing more of this source may be asked for now; the message says why.
        """
        ...

    def keep(self, answered: "Answered", source: Source, parent: str | None) -> None:
        """Hand a page over for extraction; `parent` is the page that it is attached to."""
        ...


@dataclass(frozen=True, slots=True)
class Answered:
    """What was had at `url`, or the problem for which it was not: `refused` tells that it never will be.

    `text` is the digest of what a reader sees of it, the same for pages that differ in boilerplate only.
    """

    url: str
    status: int | None
    body: bytes
    text: str
    problem: str | None = None
    refused: bool = False


class Crawl:
    """Crawls sources, one after the other.

    Everything that is found out is in the ledger before the next request: a crawl that was killed is gone on
    with, and asks for nothing twice.

    Parameters
    ----------
    site : Site
        What fetches and keeps.
    ledger : Ledger
        What is known of the sources.
    now : callable
        The time.
    """

    def __init__(self, site: Site, ledger: Ledger, now: Callable[[], datetime]) -> None:
        self._site = site
        self._ledger = ledger
        self._now = now

    def crawl(self, source: Source) -> Outcome:
        """Crawl a source and say what came of it, alarms included."""
        assert not isinstance(source.find, Folder | WarcFile)
        opened = self._ledger.begin(source.key, self._now())
        visit = _Visit(self._site, self._ledger, self._now, source, source.find, opened)
        visit.run()
        outcome = visit.outcome
        outcome.alarms = find_alarms(source, outcome, self._ledger.history(source.key), self._now())
        self._ledger.end(
            opened.id,
            self._now(),
            outcome.counts(),
            outcome.problems,
            outcome.alarms,
            complete=outcome.complete,
        )
        return outcome


class _Visit:
    def __init__(
        self,
        site: Site,
        ledger: Ledger,
        now: Callable[[], datetime],
        source: Source,
        way: OnTheWeb,
        opened: Opened,
    ) -> None:
        self._site = site
        self._ledger = ledger
        self._now = now
        self._source = source
        self._way = way
        self._opened = opened
        self.outcome = Outcome(source.key)

    def run(self) -> None:
        """Read the listing, each page followed by what is new on it; then what is due to be looked at again."""
        walk = Walk(self._way, self._read_listing, self._all_known, whole=self._opened.whole)
        try:
            for step in walk:
                self._meet(step.links, step.url)
                self._follow()
            self._follow(revisited=self._opened.since)
        except Stop as stop:
            self.outcome.stopped = str(stop)
        self.outcome.complete = walk.complete
        self.outcome.shown = walk.shown
        self.outcome.problems += walk.problems

    def _all_known(self, links: Sequence[Link]) -> bool:
        return len(self._ledger.known(self._source.key, (link.url for link in links))) == len(
            {link.url for link in links}
        )

    def _read_listing(self, url: str, start: str) -> Found | None:
        if isinstance(self._way, UrlList):
            body, problem = _read_file(url)
        else:
            answered = self._site.fetch(url, self._source, self._opened.since)
            body, problem = answered.body, answered.problem or _refusal(answered)
        if problem:
            self.outcome.pages_failed += 1
            self.outcome.problems.append(problem)
            return None
        found = read_found(self._way, body, url, start)
        self.outcome.pages += 1
        self.outcome.problems += found.problems
        return found

    def _meet(self, links: Sequence[Link], found_on: str) -> None:
        judged = [(link, judge_link(link, self._source)) for link in links]
        before = self._ledger.known(self._source.key, (link.url for link in links))
        new = {link.url: verdict for link, verdict in judged if link.url not in before}
        self._ledger.meet(self._source.key, judged, found_on, self._now())
        self.outcome.met += len(new)
        self.outcome.passed_over += sum(not verdict.wanted for verdict in new.values())

    def _follow(self, revisited: datetime | None = None) -> None:
        while due := self._ledger.next_due(self._source.key, self._now(), revisited):
            self._look_at(due)

    def _look_at(self, due: Due) -> None:
        answered = self._site.fetch(due.url, self._source, self._opened.since)
        at = self._now()
        key = self._source.key
        if answered.refused:
            self._ledger.passed(key, due, at, None, answered.problem or "")
            self.outcome.passed_over += 1
        elif problem := answered.problem or _refusal(answered):
            gone = answered.status in _GONE
            self._ledger.failed(key, due, at, problem, gone=gone)
            self.outcome.failed += 1
            self.outcome.gone += gone
            if not (gone and due.changed_at):
                self.outcome.problems.append(problem)
        elif due.changed_at and answered.text == due.text:
            self._ledger.kept(key, due, at, answered.text)
            self.outcome.same += 1
        else:
            self._judge(due, answered, at)

    def _judge(self, due: Due, answered: Answered, at: datetime) -> None:
        key = self._source.key
        try:
            page = read_page(answered.body, answered.url)
        except RejectedInput as error:
            self._ledger.passed(key, due, at, answered.text, error.message)
            self.outcome.problems.append(f"{due.url}: {error.message}")
            return
        self.outcome.read += page.text is not None
        self.outcome.without_text += page.text == ""
        verdict = self._verdict(due, page)
        # A page that was kept stays a document of this source, whatever it has become.
        if not verdict.wanted and not due.changed_at:
            self._ledger.passed(key, due, at, answered.text, verdict.reason)
            self.outcome.passed_over += 1
            return
        self._site.keep(answered, self._source, due.parent)
        if self._source.attachments and due.parent is None:
            attached = [(link, Verdict(True, f"attached to {due.url}")) for link in page.attachments]
            self.outcome.met += self._ledger.meet(key, attached, due.url, at, parent=due.url)
        self._ledger.kept(key, due, at, answered.text)
        if due.changed_at:
            self.outcome.changed += 1
        else:
            self.outcome.new += 1

    def _verdict(self, due: Due, page: Page) -> Verdict:
        if page.text is None:
            return Verdict(True, "a file")
        verdict = judge_text(f"{due.title}\n{page.title}", page.text, self._source.keywords)
        if not verdict.wanted and page.attachments and len(page.text) < _SHORT and not due.parent:
            return Verdict(True, "little more than what is attached to it")
        return verdict


# Characters; a page with no more says what it has to say in its attachments.
_SHORT = 400


def _refusal(answered: Answered) -> str | None:
    """Say what is wrong with an answer that came."""
    if answered.status is not None and answered.status >= 400:
        return f"{answered.url} answered {answered.status}"
    return None if answered.body else f"{answered.url} is empty"


def _read_file(file: str) -> tuple[bytes, str | None]:
    """Read a list of addresses from this machine or an object store."""
    import fsspec

    try:
        with fsspec.open(file, "rb") as stream:
            return stream.read(), None
    except (OSError, ValueError, ImportError) as error:
        return b"", f"{file} cannot be read: {error}"


def digest(body: bytes) -> str:
    """Return the SHA-256 of bytes in hex."""
    return hashlib.sha256(body).hexdigest()
