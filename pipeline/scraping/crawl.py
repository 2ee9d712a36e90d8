"""One crawl of one source: read what it lists, fetch what is new or due, keep what is of interest."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from urllib.parse import urlsplit

from pipeline.errors import RejectedInput
from pipeline.scraping.crawls import Opened
from pipeline.scraping.discovery.by_kind import read_found
from pipeline.scraping.discovery.links import Found, Link, Verdict
from pipeline.scraping.discovery.urls import list_at
from pipeline.scraping.ledger import Due, Judged, Ledger
from pipeline.scraping.outcome import Outcome
from pipeline.scraping.page import Page, read_page
from pipeline.scraping.relevance import judge_link, judge_text, names_programme, vocabulary
from pipeline.scraping.sources.finding import OnTheWeb, UrlList
from pipeline.scraping.sources.sources import Source
from pipeline.scraping.walking import Walk, starts_of

log = logging.getLogger(__name__)


class Stop(Exception):  # noqa: N818 - it is no error
    """Nothing more is to be asked of this source now; the message says why."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What was had at `url`, or the `problem` for which it was not.

    Parameters
    ----------
    url : str
        What was asked for.
    body : bytes
        What is there; empty where there is a problem.
    final_url : str
        Where that led.
    problem : str, optional
        Why there is nothing.
    gone : bool
        Whether the site says that there is nothing any more.
    refused : bool
        Whether it must not be asked for, now or later.
    """

    url: str
    body: bytes
    final_url: str
    problem: str | None = None
    gone: bool = False
    refused: bool = False


class Site(Protocol):
    """What a crawl asks for pages, and hands those to that are to be kept."""

    def fetch(self, url: str, source: Source, since: datetime) -> Answered:
        """Return what is at `url`; what was had since then already is not asked for again.

        Raises
        ------
        Stop
            If nothing more of this source may be asked for now.
        """
        ...

    def keep(self, answered: Answered) -> None:
        """Hand a page over for extraction."""
        ...


class Crawl:
    """Crawls a source on the web, once.

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
    source : Source
        What is crawled.
    way : OnTheWeb
        How it tells what it has.
    opened : Opened
        The crawl that was opened for it.
    """

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
        self._vocabulary = vocabulary(source)
        self._outcome = Outcome(source.key)

    def run(self) -> Outcome:
        """Read the listing, each page followed by what is new on it; then what is due to be looked at again.

        Before that, what was passed over by other words than those of today is judged again.

        Returns
        -------
        Outcome
            What came of it.
        """
        self._outcome.judged_again = self._ledger.judge_again(
            self._source.key, self._vocabulary, self._judge_again, self._now()
        )
        walk = Walk(
            self._way,
            self._read_listing,
            self._all_known,
            whole=self._opened.whole,
            resume=self._opened.reached,
        )
        try:
            for step in walk:
                self._meet(step.links, step.url)
                self._follow()
            self._follow(revisited=self._opened.since)
        except Stop as stop:
            self._outcome.stopped = str(stop)
        self._outcome.complete = walk.complete
        self._outcome.shown = walk.shown
        self._outcome.reached = walk.reached
        self._outcome.problems += walk.problems
        return self._outcome

    def _judge_again(self, passed: Judged) -> Verdict:
        if passed.parent:
            return Verdict(True, f"attached to {passed.parent}")
        return judge_link(Link(passed.url, passed.title, passed.summary or "", passed.date), self._source)

    def _all_known(self, links: Sequence[Link]) -> bool:
        return len(self._ledger.known(self._source.key, (link.url for link in links))) == len(
            {link.url for link in links}
        )

    def _read_listing(self, url: str, start: str) -> Found | None:
        if isinstance(self._way, UrlList):
            body, problem = list_at(url)
        else:
            answered = self._site.fetch(url, self._source, self._opened.since)
            body, problem = answered.body, answered.problem
        if problem:
            self._outcome.pages_failed += 1
            self._outcome.problems.append(problem)
            return None
        try:
            found = read_found(self._way, body, url, start)
        except Exception as error:
            log.exception("%s cannot be read", url)
            self._outcome.pages_failed += 1
            self._outcome.problems.append(_blunder(url, error))
            return None
        self._outcome.pages += 1
        self._outcome.problems += found.problems
        return found

    def _meet(self, links: Sequence[Link], found_on: str) -> None:
        known = self._ledger.known(self._source.key, (link.url for link in links))
        new = {link.url: (link, judge_link(link, self._source)) for link in links if link.url not in known}
        self._ledger.meet(self._source.key, new.values(), found_on, self._now(), vocabulary=self._vocabulary)
        self._outcome.met += len(new)
        self._outcome.passed_over += sum(not verdict.wanted for _, verdict in new.values())

    def _follow(self, revisited: datetime | None = None) -> None:
        while due := self._ledger.next_due(self._source.key, self._now(), revisited):
            self._look_at(due)

    def _look_at(self, due: Due) -> None:
        # What was had since it was met and was not kept can be judged by other words without being asked for again.
        never_kept = not due.changed_at and not due.failures
        since = min(due.met_at, self._opened.since) if never_kept else self._opened.since
        answered = self._site.fetch(due.url, self._source, since)
        at, key = self._now(), self._source.key
        self._outcome.asked += not answered.refused
        if answered.refused and not due.changed_at:
            self._ledger.refused(key, due, at, answered.problem or "")
            self._outcome.passed_over += not due.refused_at
            self._outcome.problems.append(answered.problem or "")
        elif answered.gone:
            self._gone(due, at, answered.problem or "")
        elif not answered.problem and self._is_front(answered.final_url, due):
            self._gone(due, at, f"{due.url} leads to {answered.final_url}: what was there is gone.")
        elif answered.problem:
            self._ledger.failed(key, due, at, answered.problem)
            self._outcome.failed += 1
            self._outcome.problems.append(answered.problem)
        else:
            self._read(due, answered, at)

    def _is_front(self, final_url: str, due: Due) -> bool:
        """Whether a page only leads to where the site or its listing begins: so some say that it is not there."""
        if final_url in starts_of(self._way):
            return final_url != due.url
        # A front page that has moved, to https or to another host, is there.
        return _is_root(final_url) and not _is_root(due.url)

    def _gone(self, due: Due, at: datetime, problem: str) -> None:
        self._ledger.failed(self._source.key, due, at, problem, gone=True)
        if due.gone_at:
            return
        self._outcome.gone += 1
        # That a page is taken away after a time is nothing to look into; a link that never led anywhere is.
        if due.changed_at:
            self._outcome.taken_away.append(due.url)
        else:
            self._outcome.problems.append(problem)

    def _read(self, due: Due, answered: Answered, at: datetime) -> None:
        key = self._source.key
        try:
            page = read_page(answered.body, answered.final_url)
        except RejectedInput as error:
            self._ledger.passed(key, due, at, error.message)
            self._outcome.not_kept += 1
            self._outcome.problems.append(f"{due.url}: {error.message}")
            return
        # A mistake of ours on one page is not to cost the others.
        except Exception as error:
            log.exception("%s cannot be read", due.url)
            self._ledger.failed(key, due, at, _blunder(due.url, error))
            self._outcome.failed += 1
            self._outcome.problems.append(_blunder(due.url, error))
            return
        if page.missing:
            self._gone(due, at, f"{due.url} says “{page.missing}”, though with status 200.")
            return
        if due.changed_at and page.digest == due.text:
            self._ledger.kept(key, due, at, page.digest)
            self._outcome.same += 1
            return
        self._outcome.read += page.text is not None
        self._outcome.without_text += page.text == ""
        verdict = self._verdict(due, page)
        # A page that was kept once stays a document of this source, whatever it has become.
        if not verdict.wanted and not due.changed_at:
            self._ledger.passed(key, due, at, verdict.reason)
            self._outcome.not_kept += 1
            return
        self._site.keep(answered)
        if self._source.attachments and due.parent is None:
            # Of the same day: it is fetched right after its page.
            attached = [
                (link._replace(date=due.date), Verdict(True, f"attached to {due.url}"))
                for link in page.attachments
            ]
            self._outcome.met += self._ledger.meet(key, attached, due.url, at, due.url, self._vocabulary)
        self._ledger.kept(key, due, at, page.digest)
        if due.changed_at:
            self._outcome.changed += 1
        else:
            self._outcome.new += 1

    def _verdict(self, due: Due, page: Page) -> Verdict:
        keywords = self._source.keywords
        if page.text is None:
            if due.parent or len(page.contents) < _SHORT or names_programme(due.title, keywords):
                return Verdict(True, "a file")
            return judge_text(due.title, page.contents, keywords)
        verdict = judge_text(f"{due.title}\n{page.title}", page.text, keywords)
        if not verdict.wanted and page.attachments and len(page.text) < _SHORT and not due.parent:
            return Verdict(True, "little more than what is attached to it")
        return verdict


# Characters; a page with no more says what it has to say in its attachments, a file with no more is a scan.
_SHORT = 400


def _is_root(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def _blunder(url: str, error: Exception) -> str:
    return f"{url} made this program fail ({type(error).__name__}: {error}): report it, the log says more"
