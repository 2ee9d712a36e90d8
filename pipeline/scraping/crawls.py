"""The crawls of sources: when each began, how far it came, what came of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sql

from pipeline.catalogue.database import Database, patient
from pipeline.catalogue.tables import CRAWLS

# All pages of a source are read again after so long: something may have been put in where nobody looks.
_WHOLE_AFTER = timedelta(days=30)
# What was fetched before an interruption is as good as fetched now, for so long.
_RESUMED_WITHIN = timedelta(hours=12)
# Among the counts of a crawl: up to which page it came.
REACHED = "reached"


class Opened(NamedTuple):
    """A crawl that is under way.

    Since when, whether it reads all pages of its source, and up to which page the one before it came, where that was
    stopped on its way.
    """

    id: int
    since: datetime
    whole: bool
    reached: int | None = None


class Past(NamedTuple):
    """A crawl that came to its end."""

    started_at: datetime
    complete: bool
    counts: dict[str, int]
    alarms: list[str]


class Crawls:
    """The crawls of all sources, in the database of the catalogue.

    Parameters
    ----------
    database : Database
        That of a catalogue.
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    @patient
    def begin(self, source: str, at: datetime) -> Opened:
        """Open a crawl, or go on with the one that was interrupted a short while ago."""
        names = ("id", "started_at", "ended_at", "whole", "complete", "counts")
        query = sql.select(*(CRAWLS.c[name] for name in names))
        query = query.where(CRAWLS.c.source == source).order_by(CRAWLS.c.id.desc()).limit(1)
        with self.database.writing() as connection:
            last = connection.execute(query).first()
            if last and last.ended_at is None:
                if at - last.started_at < _RESUMED_WITHIN:
                    return Opened(last.id, last.started_at, last.whole)
                given_up = sql.update(CRAWLS).where(CRAWLS.c.id == last.id).values(ended_at=at)
                connection.execute(given_up)
            thorough = connection.execute(query.where(CRAWLS.c.whole, CRAWLS.c.complete)).first()
            whole = not last or not last.complete or not thorough or at - thorough.started_at >= _WHOLE_AFTER
            values: dict[str, Any] = {
                "source": source, "started_at": at, "ended_at": None, "whole": whole, "complete": False,
                "counts": {}, "problems": [], "alarms": [],
            }  # fmt: skip
            made = connection.execute(sql.insert(CRAWLS).values(values).returning(CRAWLS.c.id))
            reached = None if not last or last.complete else last.counts.get(REACHED)
            return Opened(made.scalar_one(), at, whole, reached)

    @patient
    def end(
        self,
        crawl: int,
        at: datetime,
        counts: dict[str, int],
        problems: Sequence[str] = (),
        alarms: Sequence[str] = (),
        *,
        complete: bool,
    ) -> None:
        """Close a crawl; it is `complete` if nothing that could be new was left unread."""
        values = {
            "ended_at": at, "complete": complete, "counts": counts, "problems": list(problems), "alarms": list(alarms),
        }  # fmt: skip
        with self.database.writing() as connection:
            connection.execute(sql.update(CRAWLS).where(CRAWLS.c.id == crawl).values(values))

    @patient
    def history(self, source: str, limit: int = 100) -> list[Past]:
        """Return the last crawls of a source that came to their end, the latest first."""
        query = (
            sql.select(CRAWLS.c.started_at, CRAWLS.c.complete, CRAWLS.c.counts, CRAWLS.c.alarms)
            .where(CRAWLS.c.source == source, CRAWLS.c.ended_at.is_not(None))
            .order_by(CRAWLS.c.id.desc())
            .limit(limit)
        )
        with self.database.reading() as connection:
            return [Past(*row) for row in connection.execute(query)]
