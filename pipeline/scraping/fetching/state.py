"""What must hold from one process and run to the next, in one small SQLite file."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from pipeline.errors import TripartiteError

_TABLES = """
CREATE TABLE IF NOT EXISTS breakers (
    platform TEXT PRIMARY KEY,
    strikes INTEGER NOT NULL DEFAULT 0,    -- faults in a row, weighted
    openings INTEGER NOT NULL DEFAULT 0,   -- in a row: each pause is longer than the one before
    closed_until REAL NOT NULL DEFAULT 0,  -- no request before this moment
    trials INTEGER NOT NULL DEFAULT 0,     -- good answers that are still wanted before all is well
    reason TEXT NOT NULL DEFAULT ''
);
CREATE TABLE IF NOT EXISTS robots (
    origin TEXT PRIMARY KEY,
    rules TEXT,                            -- NULL: could not be had, so not now
    reason TEXT,                           -- why not
    valid_until REAL NOT NULL
);
"""
_BUSY_SECONDS = 30


class State:
    """The file that processes and runs share.

    Parameters
    ----------
    path : Path
        The SQLite file; made where there is none.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._told():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, isolation_level=None, timeout=_BUSY_SECONDS)
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.executescript(_TABLES)

    def execute(self, statement: str, values: tuple[object, ...] = ()) -> sqlite3.Cursor:
        """Execute one statement.

        Raises
        ------
        TripartiteError
            If the file cannot be read or written.
        """
        with self._told():
            return self._connection.execute(statement, values)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Read and write with no other process in between.

        Raises
        ------
        TripartiteError
            If the file cannot be read or written.
        """
        with self._told():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.rollback()
                raise
            self._connection.commit()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            raise TripartiteError(
                f"{self._path} cannot be used ({error}). Nothing is fetched without what it keeps: how long to wait "
                "for which site. Make room or mend it; if it is damaged, remove it."
            ) from error

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> "State":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
