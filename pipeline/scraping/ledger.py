"""What is known of each source: the links that it showed and what became of each, beside its crawls."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sql

from pipeline.catalogue.database import chunks, patient
from pipeline.catalogue.tables import LINKS
from pipeline.scraping.crawls import Crawls
from pipeline.scraping.discovery.links import Link, Verdict

# A page is visited again when it has stayed the same as long again as it has already, within these bounds.
_SOONEST, _LATEST = timedelta(days=1), timedelta(days=90)
# A crawl at the same hour of a later day, or a little earlier, must find it due.
_SLACK = timedelta(hours=2)
# What failed so often, each time twice as long after the last, is left alone.
_FAILURES = 6
# What must not be asked for, robots.txt being what it is, may be allowed later.
_REFUSED_FOR = timedelta(days=7)
_PAGE = 500


class Due(NamedTuple):
    """A link to visit; `text` is the digest of what it held before, None where it was not visited.

    `gone_at` is since when the site says that there is nothing, `refused_at` since when it must not be asked for; None
    where that is not so.
    """

    url: str
    title: str
    date: str | None
    parent: str | None
    text: str | None
    changed_at: datetime | None
    failures: int
    met_at: datetime
    gone_at: datetime | None = None
    refused_at: datetime | None = None


class Judged(NamedTuple):
    """A link that was passed over: by its title, or where `checked_at` is given by what its page says."""

    url: str
    title: str
    summary: str | None
    date: str | None
    parent: str | None
    checked_at: datetime | None


class Refusals(NamedTuple):
    """How many links of a source must not be asked for, why one of them, and how many pages it gave all the same."""

    refused: int
    reason: str
    kept: int


class PassedOver(NamedTuple):
    """A link that was not followed, or whose page was not kept or is gone, and why.

    `gone_at` is since when the site says that there is nothing.
    """

    source: str
    url: str
    title: str
    reason: str
    met_at: datetime
    gone_at: datetime | None


class Ledger(Crawls):
    """The links and crawls of all sources, in the database of the catalogue."""

    @patient
    def known(self, source: str, urls: Iterable[str]) -> dict[str, str | None]:
        """Return those of `urls` that the source showed before, with the digest of what each held."""
        found: dict[str, str | None] = {}
        query = sql.select(LINKS.c.url, LINKS.c.text).where(LINKS.c.source == source)
        with self.database.reading() as connection:
            for chunk in chunks(urls):
                rows = connection.execute(query.where(LINKS.c.url.in_(chunk)))
                found.update((row.url, row.text) for row in rows)
        return found

    @patient
    def meet(
        self,
        source: str,
        links: Iterable[tuple[Link, Verdict]],
        found_on: str,
        at: datetime,
        parent: str | None = None,
        vocabulary: str | None = None,
    ) -> int:
        """Write down links that are new, those wanted as due now; return how many are new.

        `vocabulary` is a digest of the words by which they were judged.
        """
        judged = {link.url: (link, verdict) for link, verdict in links}
        new = judged.keys() - self.known(source, judged).keys()
        rows = [
            {
                "source": source, "url": url, "title": link.title[:500], "date": link.date, "found_on": found_on,
                "parent": parent, "reason": verdict.reason, "met_at": at,
                "due_at": at if verdict.wanted else None, "failures": 0,
                "summary": None if verdict.wanted else link.summary[:500], "judged_by": vocabulary,
            }
            for url, (link, verdict) in judged.items()
            if url in new
        ]  # fmt: skip
        with self.database.writing() as connection:
            for chunk in chunks(rows, _PAGE):
                connection.execute(self.database.insert(LINKS).on_conflict_do_nothing(), chunk)
        return len(rows)

    def judge_again(
        self, source: str, vocabulary: str, judge: Callable[[Judged], Verdict], at: datetime
    ) -> int:
        """Judge the links that were passed over by other words than those of `vocabulary`; return how many are wanted.

        One that is wanted now is due: new where it was not visited, else for another look at what was had.
        """
        query = sql.select(*(LINKS.c[name] for name in Judged._fields)).where(
            LINKS.c.source == source,
            LINKS.c.due_at.is_(None),
            LINKS.c.text.is_(None),
            LINKS.c.failures == 0,
            LINKS.c.refused_at.is_(None),
            LINKS.c.judged_by.is_distinct_from(vocabulary),
        )
        last, wanted = "", 0
        while some := self._some(query.where(LINKS.c.url > last).order_by(LINKS.c.url).limit(_PAGE)):
            last = some[-1].url
            values = {link.url: _judged(link, judge(link), vocabulary, at) for link in some}
            self._update_all(source, values)
            wanted += sum("due_at" in changed for changed in values.values())
        return wanted

    @patient
    def _some(self, query: "sql.Select[Any]") -> list[Judged]:
        with self.database.reading() as connection:
            return [Judged(*row) for row in connection.execute(query)]

    @patient
    def next_due(self, source: str, now: datetime, revisited: datetime | None = None) -> Due | None:
        """Return the link to visit next: a new one, the latest announcement first, then what is due again.

        Only what was due again by `revisited` is; where that is None, nothing.
        """
        is_new = LINKS.c.checked_at.is_(None)
        wanted = sql.or_(is_new, LINKS.c.due_at <= revisited) if revisited else is_new
        query = (
            sql.select(*(LINKS.c[name] for name in Due._fields))
            .where(LINKS.c.source == source, LINKS.c.due_at <= now, wanted)
            .order_by(
                ~is_new, sql.case((is_new, LINKS.c.date)).desc().nulls_last(), LINKS.c.due_at, LINKS.c.url
            )
            .limit(1)
        )
        with self.database.reading() as connection:
            row = connection.execute(query).first()
        return Due(*row) if row else None

    def kept(self, source: str, due: Due, at: datetime, text: str) -> None:
        """Write down a visit to a page that is kept; `text` is the digest of its text."""
        changed = due.changed_at if due.changed_at and due.text == text else at
        # A page that has been there for years will hardly change tomorrow.
        there_since = min(changed, _moment(due.date, at)) if due.changed_at is None else changed
        wait = min(max(at - there_since, _SOONEST), _LATEST)
        values = {"checked_at": at, "changed_at": changed, "text": text, "due_at": at + wait - _SLACK}
        self._update(source, due.url, values | {"failures": 0, "gone_at": None, "refused_at": None})

    def passed(self, source: str, due: Due, at: datetime, reason: str) -> None:
        """Write down that a page is not kept; it is not visited again."""
        values = {"checked_at": at, "reason": reason, "due_at": None, "gone_at": None}
        self._update(source, due.url, values | {"failures": 0, "refused_at": None})

    def refused(self, source: str, due: Due, at: datetime, reason: str) -> None:
        """Write down that a page must not be asked for; whether that is still so is looked at again after a while."""
        again = at + _REFUSED_FOR - _SLACK
        values = {"checked_at": at, "reason": reason, "due_at": again, "refused_at": due.refused_at or at}
        self._update(source, due.url, values)

    @patient
    def refusals(self, source: str) -> Refusals | None:
        """Return what must not be asked for of a source; None where it is nothing."""
        refused = LINKS.c.refused_at.is_not(None)
        query = sql.select(
            sql.func.count().filter(refused),
            sql.func.min(LINKS.c.reason).filter(refused),
            sql.func.count(LINKS.c.text),
        ).where(LINKS.c.source == source)
        with self.database.reading() as connection:
            count, reason, kept = connection.execute(query).one()
        return Refusals(count, reason, kept) if count else None

    def failed(self, source: str, due: Due, at: datetime, reason: str, *, gone: bool = False) -> None:
        """Write down a visit that gave nothing; the next ones come twice as long after each time, a few times."""
        failures = due.failures + 1
        again = at + timedelta(days=2 ** (failures - 1)) - _SLACK if failures < _FAILURES else None
        values: dict[str, Any] = {
            "checked_at": at, "failures": failures, "due_at": again, "reason": reason, "refused_at": None,
        }  # fmt: skip
        self._update(source, due.url, values | ({"gone_at": due.gone_at or at} if gone else {}))

    @patient
    def store_files(self, source: str, files: Iterable[tuple[str, str]], at: datetime) -> None:
        """Write down files with what tells whether each has changed; nobody visits them one by one."""
        rows = [
            {
                "source": source, "url": url, "title": "", "date": None, "found_on": "", "parent": None,
                "reason": "a file", "met_at": at, "checked_at": at, "changed_at": at, "failures": 0, "text": tag,
            }
            for url, tag in files
        ]  # fmt: skip
        if not rows:
            return
        statement = self.database.insert(LINKS)
        new = statement.excluded
        statement = statement.on_conflict_do_update(
            index_elements=["source", "url"],
            set_={"checked_at": new.checked_at, "changed_at": new.changed_at, "text": new.text},
        )
        with self.database.writing() as connection:
            connection.execute(statement, rows)

    @patient
    def attached(self, source: str, url: str) -> list[str]:
        """Return what is attached to a page."""
        query = (
            sql.select(LINKS.c.url)
            .where(LINKS.c.source == source, LINKS.c.parent == url)
            .order_by(LINKS.c.url)
        )
        with self.database.reading() as connection:
            return list(connection.execute(query).scalars())

    @patient
    def parent(self, source: str, url: str) -> str | None:
        """Return the page that something is attached to."""
        query = sql.select(LINKS.c.parent).where(LINKS.c.source == source, LINKS.c.url == url)
        with self.database.reading() as connection:
            return connection.execute(query).scalar()

    @patient
    def gone_at(self, source: str, url: str) -> datetime | None:
        """Return since when the site says that there is nothing at `url`, None where it does not."""
        query = sql.select(LINKS.c.gone_at).where(LINKS.c.source == source, LINKS.c.url == url)
        with self.database.reading() as connection:
            return connection.execute(query).scalar()

    def passed_over(self, source: str | None = None) -> Iterator[PassedOver]:
        """Yield what was not followed or not kept, and what was kept and is gone, the latest first."""
        not_wanted = sql.or_(LINKS.c.due_at.is_(None), LINKS.c.refused_at.is_not(None))
        not_kept = sql.and_(not_wanted, LINKS.c.text.is_(None))
        taken_away = sql.and_(LINKS.c.gone_at.is_not(None), LINKS.c.text.is_not(None))
        query = (
            sql.select(*(LINKS.c[name] for name in PassedOver._fields))
            .where(sql.or_(not_kept, taken_away))
            .order_by(sql.func.coalesce(LINKS.c.gone_at, LINKS.c.met_at).desc(), LINKS.c.source, LINKS.c.url)
        )
        if source:
            query = query.where(LINKS.c.source == source)
        with self.database.reading() as connection:
            for row in connection.execution_options(yield_per=_PAGE).execute(query):
                yield PassedOver(*row)

    def _update(self, source: str, url: str, values: dict[str, Any]) -> None:
        self._update_all(source, {url: values})

    @patient
    def _update_all(self, source: str, values_of: Mapping[str, dict[str, Any]]) -> None:
        with self.database.writing() as connection:
            for url, values in values_of.items():
                this = sql.update(LINKS).where(LINKS.c.source == source, LINKS.c.url == url)
                connection.execute(this.values(values))


def _judged(link: Judged, verdict: Verdict, vocabulary: str, at: datetime) -> dict[str, Any]:
    values: dict[str, Any] = {"judged_by": vocabulary}
    if verdict.wanted:
        values |= {"due_at": at, "checked_at": None}
    # What a page says is known better than by its title.
    return values if link.checked_at and not verdict.wanted else values | {"reason": verdict.reason}


def _moment(date: str | None, at: datetime) -> datetime:
    """Return the moment that an EDTF day begins, `at` where there is none."""
    if not date or len(date) != len("2021-03-01"):
        return at
    return datetime.fromisoformat(date).replace(tzinfo=at.tzinfo)
