"""The connection to the database of a catalogue, SQLite or PostgreSQL, that outlives its absence for a while."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar
from uuid import uuid4

import sqlalchemy as sql
from sqlalchemy import event
from sqlalchemy.dialects import sqlite

from pipeline.catalogue.tables import REVISIONS
from pipeline.errors import TripartiteError

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

# Seconds: how long a database may be away, restarted for instance, and how long another writer is waited for.
PATIENCE = 60
_REVISION = 1
# Values in one statement: SQLite takes 32,766.
CHUNK = 5_000


class CatalogueError(TripartiteError):
    """The catalogue cannot be used, or not any more."""


class Database:
    """Transactions on the database at `url`.

    Parameters
    ----------
    url : str
        As SQLAlchemy writes it: `sqlite:///DIR/catalogue.sqlite`, `postgresql+psycopg://host/name`.
    """

    def __init__(self, url: str) -> None:
        self.url = sql.make_url(url)
        if self.url.drivername in ("postgres", "postgresql"):
            # The driver that is installed with tripartite; SQLAlchemy's own guess is another.
            self.url = self.url.set(drivername="postgresql+psycopg")
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        arguments = {"timeout": PATIENCE} if self.is_sqlite else {"connect_timeout": 10}
        self.engine = sql.create_engine(self.url, connect_args=arguments)
        self._snapshots = self.engine
        if self.is_sqlite:
            event.listen(self.engine, "connect", _tune)
        else:
            self._snapshots = self.engine.execution_options(isolation_level="REPEATABLE READ")

    @property
    def name(self) -> str:
        """What to call it in messages: the file, or the URL without its password."""
        return str(self.url.database) if self.is_sqlite else self.url.render_as_string(hide_password=True)

    @contextmanager
    def reading(self) -> Iterator[sql.Connection]:
        """Give a connection on which everything that is read is of one moment."""
        with self._snapshots.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sql.Connection]:
        """Give a connection whose changes are one transaction, and no part of what readers see."""
        with self.engine.begin() as connection:
            yield connection

    @contextmanager
    def in_turn(self) -> Iterator[sql.Connection]:
        """Give a connection whose changes are one transaction, made when those of others who want a turn are made.

        What readers see is as it was.
        """
        with self._after(REVISIONS.c.value) as connection:
            yield connection

    @contextmanager
    def publishing(self) -> Iterator[sql.Connection]:
        """Give a connection whose changes are one transaction, and change what readers see.

        Of two that write at once one waits here for the other: what is read afterwards holds until the end.
        """
        with self._after(uuid4().hex) as connection:
            yield connection

    @contextmanager
    def _after(self, revision: Any) -> Iterator[sql.Connection]:
        with self.engine.begin() as connection:
            connection.execute(
                sql.update(REVISIONS).where(REVISIONS.c.id == _REVISION).values(value=revision)
            )
            yield connection

    def revision(self) -> str:
        """Return what is another value after every change of what readers see."""
        with self.engine.connect() as connection:
            query = sql.select(REVISIONS.c.value).where(REVISIONS.c.id == _REVISION)
            value: str = connection.execute(query).scalar_one()
        return value

    def insert(self, table: sql.Table) -> "sqlite.Insert | postgresql.Insert":
        """Return an INSERT that can say what happens on conflict."""
        if self.is_sqlite:
            return sqlite.insert(table)
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)

    def close(self) -> None:
        """Give back the connections."""
        self.engine.dispose()


class HasDatabase(Protocol):
    """Something whose methods are transactions on a database."""

    database: Database


D = TypeVar("D", bound=HasDatabase)


def patient(method: Callable[Concatenate[D, P], R]) -> Callable[Concatenate[D, P], R]:
    """Make a method try again for a while where the database is away. It must be one transaction.

    Raises
    ------
    CatalogueError
        If the database does not come back, or refuses: no space is left, it is read-only.
    """

    @wraps(method)
    def tried(self: D, /, *args: P.args, **kwargs: P.kwargs) -> R:
        return patiently(self.database, lambda: method(self, *args, **kwargs))

    return tried


def patiently(database: Database, transaction: Callable[[], R]) -> R:
    """Return what `transaction` gives, tried again for a while where the database is away."""
    try:
        return transaction()
    except sql.exc.DBAPIError as error:
        if not _away(error):
            raise _refused(database, error) from error
    import stamina

    database.engine.dispose()  # the other connections are as dead as this one
    try:
        return stamina.retry(on=_away, attempts=None, timeout=PATIENCE, wait_max=5)(transaction)()
    except sql.exc.DBAPIError as error:
        raise _refused(database, error) from error


def _away(error: Exception) -> bool:
    """Whether a database is out of reach, which passes, or two writers were in each other's way."""
    if not isinstance(error, sql.exc.DBAPIError):
        return False
    if error.connection_invalidated:
        return True
    state = getattr(error.orig, "sqlstate", None)
    # Without a state: nobody answered. 08: the connection, 57P: the server stops or starts, 40: deadlock.
    unreachable = state is None and type(error.orig).__module__.startswith("psycopg")
    return unreachable or str(state or "").startswith(("08", "57P", "40"))


def _refused(database: Database, error: sql.exc.DBAPIError) -> CatalogueError:
    reason = " ".join(str(error.orig or error).split())
    return CatalogueError(
        f"The catalogue {database.name} cannot be used ({reason}). What was stored before is safe."
    )


def url_of(place: Path | str) -> str:
    """Return the URL of a catalogue, which may be given as a file.

    >>> url_of(Path("out/catalogue.sqlite")), url_of("postgresql://db/archive")
    ('sqlite:///out/catalogue.sqlite', 'postgresql://db/archive')
    """
    return f"sqlite:///{place}" if isinstance(place, Path) else place


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Cut what goes into a statement into pieces that it takes."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


_WAL = "PRAGMA journal_mode=WAL"


def write_ahead(connection: Any) -> None:
    """Let a reader and a writer of an SQLite file not wait for each other, nor a commit for the disk.

    Of programs that make a file at the same moment SQLite tells some at once that it is locked, however patient the
    connection is.
    """
    try:
        connection.execute(_WAL)
    except sqlite3.OperationalError as error:
        if not _locked(error):
            raise
        import stamina

        retried = stamina.retry(on=_locked, attempts=None, timeout=PATIENCE, wait_initial=0.02, wait_max=0.5)
        retried(connection.execute)(_WAL)


def _locked(error: Exception) -> bool:
    return isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode == sqlite3.SQLITE_BUSY


def _tune(connection: Any, _record: Any) -> None:
    write_ahead(connection)
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA foreign_keys=ON")
