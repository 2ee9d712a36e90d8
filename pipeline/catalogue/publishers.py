"""Who publishes what a source has, as the source is declared."""

from collections.abc import Mapping
from typing import NamedTuple

import sqlalchemy as sql

from pipeline.catalogue.database import Database, patient
from pipeline.catalogue.tables import PUBLISHERS


class Publisher(NamedTuple):
    """A publisher, with the code of its département where it is of one."""

    name: str
    department: str | None


class Publishers:
    """The publishers of a catalogue."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @patient
    def declare(self, publishers: Mapping[str, Publisher]) -> None:
        """Write down the publishers of sources, by the keys of these; sources that are declared no more keep theirs."""
        with self.database.reading() as connection:
            known = declared(connection)
        rows = [
            {"source": source, **publisher._asdict()}
            for source, publisher in publishers.items()
            if known.get(source) != publisher
        ]
        if not rows:
            return
        statement = self.database.insert(PUBLISHERS)
        new = statement.excluded
        statement = statement.on_conflict_do_update(
            index_elements=["source"], set_={"name": new.name, "department": new.department}
        )
        with self.database.publishing() as connection:
            connection.execute(statement, rows)


def declared(connection: sql.Connection) -> dict[str, Publisher]:
    """Return the publishers by the keys of their sources."""
    query = sql.select(PUBLISHERS.c.source, PUBLISHERS.c.name, PUBLISHERS.c.department)
    return {source: Publisher(name, department) for source, name, department in connection.execute(query)}
