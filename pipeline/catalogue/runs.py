"""What was and is going on: the progress of runs, for whoever asks from another terminal."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple

import sqlalchemy as sql

from pipeline.catalogue.claims import release
from pipeline.catalogue.database import Database, patient
from pipeline.catalogue.tables import RUNS
from pipeline.processes import this_process

Kind = Literal["run", "reprocess", "scrape"]
State = Literal["running", "completed", "failed", "interrupted"]


def ended_by(error: BaseException | None) -> State:
    """Return how a run has ended that `error` has left.

    >>> ended_by(None), ended_by(OSError()), ended_by(KeyboardInterrupt())
    ('completed', 'failed', 'interrupted')
    """
    if error is None:
        return "completed"
    return "failed" if isinstance(error, Exception) else "interrupted"


class RunState(NamedTuple):
    """How far a run is. One whose `heartbeat` is old and whose state is `running` was killed."""

    id: int
    kind: str
    state: State
    started_at: datetime
    heartbeat: datetime
    ended_at: datetime | None
    fingerprint: str | None
    planned: int
    done: int
    failed: int
    parameters: dict[str, Any]


class Runs:
    """The runs of a catalogue."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @patient
    def start(
        self,
        kind: Kind,
        planned: int,
        fingerprint: str | None = None,
        parameters: Mapping[str, Any] | None = None,
        check: Callable[[Sequence["RunState"]], None] | None = None,
    ) -> int:
        """Note that this process starts a run over `planned` documents, and return the number of the run.

        `check` is told of the runs of this kind that have not ended, as far as is known, the latest first: what it
        raises keeps this one from starting. Of two that start at once, one sees the other.
        """
        now = datetime.now(UTC)
        values = {
            "kind": kind, "state": "running", "started_at": now, "heartbeat": now, "fingerprint": fingerprint,
            "planned": planned, "done": 0, "failed": 0,
            "parameters": {"process": this_process(), **(parameters or {})},
        }  # fmt: skip
        with self.database.in_turn() as connection:
            if check:
                check(_running(connection, kind))
            made = connection.execute(sql.insert(RUNS).values(values).returning(RUNS.c.id))
            number: int = made.scalar_one()
        return number

    @patient
    def advance(self, run: int, done: int, failed: int = 0) -> None:
        """Note that a run has done some more documents; `store` does that in its own transaction."""
        with self.database.writing() as connection:
            self.count(connection, run, done, failed)

    @staticmethod
    def count(connection: sql.Connection, run: int, done: int, failed: int) -> None:
        """Note progress in a transaction of the caller's."""
        connection.execute(
            sql.update(RUNS)
            .where(RUNS.c.id == run)
            .values(done=RUNS.c.done + done, failed=RUNS.c.failed + failed, heartbeat=datetime.now(UTC))
        )

    @patient
    def end(self, run: int, state: State) -> None:
        """Note that a run has ended: what it had claimed and not stored is free again."""
        now = datetime.now(UTC)
        with self.database.writing() as connection:
            connection.execute(
                sql.update(RUNS).where(RUNS.c.id == run).values(state=state, ended_at=now, heartbeat=now)
            )
            release(connection, run)

    @patient
    def running(self, kind: Kind) -> list[RunState]:
        """Return the runs of a kind that have not ended as far as is known, the latest first."""
        with self.database.reading() as connection:
            return _running(connection, kind)

    @patient
    def latest(self, number: int = 1) -> list[RunState]:
        """Return the last runs, the latest first."""
        with self.database.reading() as connection:
            return _found(connection, limit=number)


def _running(connection: sql.Connection, kind: Kind) -> list[RunState]:
    return _found(connection, RUNS.c.kind == kind, RUNS.c.state == "running")


def _found(
    connection: sql.Connection, *wanted: sql.ColumnElement[bool], limit: int | None = None
) -> list[RunState]:
    columns = [RUNS.c[name] for name in RunState._fields]
    query = sql.select(*columns).where(*wanted).order_by(RUNS.c.id.desc()).limit(limit)
    return [RunState(*row) for row in connection.execute(query)]
