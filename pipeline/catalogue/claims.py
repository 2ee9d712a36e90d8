"""Which run is at which document, so that two at once do not do the same work."""

from collections.abc import Collection, Iterable

import sqlalchemy as sql

from pipeline.catalogue.database import Database, chunks, patient
from pipeline.catalogue.tables import CLAIMS


class Claims:
    """The documents that runs have taken for themselves and not stored yet.

    A claim ends with the transaction that stores its document, or that ends its run. Those of a run that was killed
    stay, and whoever sees that it is gone goes past them.
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    @patient
    def take(self, run: int, fingerprint: str, ids: Iterable[str], gone: Collection[int]) -> dict[str, int]:
        """Claim documents for a run, and return which run has each of them.

        Parameters
        ----------
        run : int
            Whose they shall be.
        fingerprint : str
            What extracts: two versions of the program do not take anything from each other.
        ids : iterable of str
            The documents.
        gone : collection of int
            Runs that are not at work any more: what they have claimed can be had.
        """
        owners: dict[str, int] = {}
        # In turn: who comes second sees all that the first has claimed.
        with self.database.in_turn() as connection:
            for chunk in chunks(ids):
                if gone:
                    left = sql.delete(CLAIMS).where(
                        CLAIMS.c.fingerprint == fingerprint,
                        CLAIMS.c.document.in_(chunk),
                        CLAIMS.c.run.in_(gone),
                    )
                    connection.execute(left)
                connection.execute(
                    self.database.insert(CLAIMS).on_conflict_do_nothing(),
                    [{"document": id_, "fingerprint": fingerprint, "run": run} for id_ in chunk],
                )
                owners |= _owners(connection, fingerprint, chunk)
        return owners

    @patient
    def owners(self, fingerprint: str, ids: Iterable[str]) -> dict[str, int]:
        """Return which run has each of some documents; those that none has are left out."""
        found: dict[str, int] = {}
        with self.database.reading() as connection:
            for chunk in chunks(ids):
                found |= _owners(connection, fingerprint, chunk)
        return found

    @patient
    def release(self, run: int) -> None:
        """Give back all that a run has claimed."""
        with self.database.writing() as connection:
            release(connection, run)


def release(connection: sql.Connection, run: int, ids: Iterable[str] | None = None) -> None:
    """Give back what a run has claimed, or some of it, in a transaction of the caller's."""
    claimed = sql.delete(CLAIMS).where(CLAIMS.c.run == run)
    if ids is None:
        connection.execute(claimed)
        return
    for chunk in chunks(ids):
        connection.execute(claimed.where(CLAIMS.c.document.in_(chunk)))


def _owners(connection: sql.Connection, fingerprint: str, ids: list[str]) -> dict[str, int]:
    query = sql.select(CLAIMS.c.document, CLAIMS.c.run).where(
        CLAIMS.c.fingerprint == fingerprint, CLAIMS.c.document.in_(ids)
    )
    return {row.document: row.run for row in connection.execute(query)}
