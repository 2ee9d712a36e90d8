"""What can be wrong with a catalogue by itself, and what it says that the archive must have."""

from collections.abc import Iterator

import sqlalchemy as sql

from pipeline.catalogue.database import CHUNK, Database, patient
from pipeline.catalogue.tables import CAPTURES, DOCUMENTS, EXTRACTIONS


class Health:
    """Looks at the database of a catalogue; changes nothing."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @patient
    def damage(self) -> str | None:
        """Return what SQLite finds wrong with its file; a server looks after its own."""
        if not self.database.is_sqlite:
            return None
        with self.database.reading() as connection:
            try:
                found = list(connection.exec_driver_sql("PRAGMA quick_check(5)").scalars())
            except sql.exc.DatabaseError as error:
                return str(error.orig)
        return None if found == ["ok"] else "; ".join(map(str, found))

    @patient
    def published_without_record(self) -> int:
        """Count the documents whose published version is not there."""
        lost = (
            sql.select(sql.func.count())
            .select_from(DOCUMENTS)
            .outerjoin(EXTRACTIONS, EXTRACTIONS.c.id == DOCUMENTS.c.published)
            .where(DOCUMENTS.c.published.is_not(None), EXTRACTIONS.c.id.is_(None))
        )
        with self.database.reading() as connection:
            return connection.execute(lost).scalar_one()

    @patient
    def not_archived(self) -> int:
        """Count the documents whose bytes were had and not kept, in a WARC file neither."""
        recorded = sql.select(CAPTURES.c.id).where(
            CAPTURES.c.document == DOCUMENTS.c.id, CAPTURES.c.warc.is_not(None)
        )
        unkept = (
            sql.select(sql.func.count())
            .select_from(DOCUMENTS)
            .where(DOCUMENTS.c.archived.is_(False), DOCUMENTS.c.bytes.is_not(None), ~recorded.exists())
        )
        with self.database.reading() as connection:
            return connection.execute(unkept).scalar_one()

    def archived(self) -> Iterator[str]:
        """Yield the ids of the documents that the archive must have, sorted."""
        last = ""
        while page := self._archived(last):
            yield from page
            last = page[-1]

    @patient
    def _archived(self, last: str) -> list[str]:
        query = (
            sql.select(DOCUMENTS.c.id)
            .where(DOCUMENTS.c.archived.is_(True), DOCUMENTS.c.id > last)
            .order_by(DOCUMENTS.c.id)
            .limit(CHUNK)
        )
        with self.database.reading() as connection:
            return list(connection.execute(query).scalars())
