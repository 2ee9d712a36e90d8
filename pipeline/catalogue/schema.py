"""The database as this version of the program needs it: made, or brought up from an earlier version."""

from pathlib import Path

import sqlalchemy as sql
from sqlalchemy import event

from pipeline.catalogue.database import CatalogueError, Database, write_ahead
from pipeline.catalogue.tables import METADATA, REVISIONS

# The newest of migrations/versions. Known here so that Alembic is imported only where there is something to do.
HEAD = "0005"
# The schema before there were migrations.
FIRST = "0000"
_MIGRATIONS = Path(__file__).parent / "migrations"
_VERSION = sql.table("alembic_version", sql.column("version_num", sql.String))
# Any number that no other program on the same server takes.
_LOCK = 7_419_320


def version_of(database: Database) -> str | None:
    """Return the version of a database's schema; None if it is empty."""
    with database.engine.connect() as connection:
        return _version(connection)


def prepare(database: Database) -> None:
    """Make the tables, or bring those of an earlier version up to this one, keeping all that they hold.

    Raises
    ------
    CatalogueError
        If the database is of a later version than this program, or is something else.
    """
    if version_of(database) == HEAD:
        return
    engine = _locking_engine(database)
    try:
        with engine.begin() as connection:
            if not database.is_sqlite:
                connection.execute(sql.select(sql.func.pg_advisory_xact_lock(_LOCK)))
            upgrade(connection, database.name)
    finally:
        engine.dispose()


def upgrade(connection: sql.Connection, name: str = "the database", *, target: str = HEAD) -> None:
    """Bring the schema to `target`, in the transaction of `connection`."""
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    version = _version(connection)
    if version is None and target == HEAD:
        # What the migrations would end with (a test compares), without the detours.
        METADATA.create_all(connection)
        connection.execute(_first_revision())
        command.stamp(config, HEAD)
        return
    if version == FIRST:
        command.stamp(config, FIRST)
    try:
        command.upgrade(config, target)
    except CommandError as error:
        raise CatalogueError(
            f"The catalogue {name} has version {version}, which this version of tripartite does not know: "
            "it was made by a later one. Use that."
        ) from error


def _version(connection: sql.Connection) -> str | None:
    tables = set(sql.inspect(connection).get_table_names())
    if _VERSION.name in tables:
        return connection.execute(sql.select(_VERSION.c.version_num)).scalar()
    return FIRST if {"documents", "uris"} <= tables else None


def _first_revision() -> sql.Insert:
    from uuid import uuid4

    return sql.insert(REVISIONS).values(id=1, value=uuid4().hex)


def _locking_engine(database: Database) -> sql.Engine:
    """Return an engine whose transactions keep others out from their start, so that of two programs one migrates."""
    if not database.is_sqlite:
        return sql.create_engine(database.url)
    engine = sql.create_engine(database.url, connect_args={"timeout": 600})

    # Python's driver begins a transaction before the first INSERT only, and makes tables outside.
    @event.listens_for(engine, "connect")
    def leave_transactions_alone(connection: object, _record: object) -> None:
        connection.isolation_level = None  # type: ignore[attr-defined]
        # Not while tables are exchanged.
        connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[attr-defined]
        write_ahead(connection)

    @event.listens_for(engine, "begin")
    def begin(connection: sql.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
