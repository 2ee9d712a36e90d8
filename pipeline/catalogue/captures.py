"""When which bytes were had, or asked for in vain, under which name."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sql

from pipeline.catalogue.database import Database, chunks, patient
from pipeline.catalogue.models import CaptureRow, DocumentRow
from pipeline.catalogue.storing import add_documents, without_nulls


class Capture(NamedTuple):
    """One time that an address was asked; `document` is the SHA-256 of what it gave, None where it gave nothing.

    `size` is that in bytes, `archived` whether the archive has them, `warc` and `warc_offset` where the exchange is
    recorded, `source` the key of a declared source, `note` what there is to say.
    """

    uri: str
    captured_at: datetime
    document: str | None = None
    size: int | None = None
    archived: bool = False
    source: str | None = None
    http_status: int | None = None
    media_type: str | None = None
    warc: str | None = None
    warc_offset: int | None = None
    note: str | None = None


class Captures:
    """The captures of a catalogue: only ever added to."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @patient
    def add(self, captures: Iterable[Capture]) -> None:
        """Add captures of what was fetched, in one transaction. Files come in with what was made of them."""
        wanted = list(captures)
        if not wanted:
            return
        documents = [
            {
                "id": capture.document,
                "bytes": capture.size,
                "archived": capture.archived,
                "first_captured": capture.captured_at,
                "published": None,
            }
            for capture in wanted
            if capture.document
        ]
        with self.database.publishing() as connection:
            if documents:
                add_documents(self.database, connection, documents, publish=False)
            connection.execute(sql.insert(CaptureRow), [_row(capture) for capture in wanted])

    @patient
    def latest(self, uri: str) -> Capture | None:
        """Return the last capture under a name that gave bytes."""
        query = (
            sql.select(CaptureRow, DocumentRow)
            .join(DocumentRow, DocumentRow.id == CaptureRow.document)
            .where(CaptureRow.uri == uri)
            .order_by(CaptureRow.captured_at.desc(), CaptureRow.id.desc())
            .limit(1)
        )
        with self.database.reading() as connection:
            row = connection.execute(query).mappings().first()
        return Capture(**{name: row[_COLUMNS[name]] for name in Capture._fields}) if row else None


# A capture's own columns, and the two that are its document's.
_COLUMNS = {
    name: getattr(CaptureRow, name) for name in Capture._fields if name not in ("size", "archived")
} | {"size": DocumentRow.bytes, "archived": DocumentRow.archived}


def names_of(connection: sql.Connection, ids: Iterable[str]) -> defaultdict[str, set[str]]:
    """Return the names under which documents were had."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for chunk in chunks(ids):
        query = sql.select(CaptureRow.document, CaptureRow.uri).where(CaptureRow.document.in_(chunk))
        for document, uri in connection.execute(query.distinct()):
            if document:
                found[document].add(uri)
    return found


def _row(capture: Capture) -> dict[str, object]:
    row = capture._asdict()
    del row["size"], row["archived"]
    return row | {"note": capture.note and without_nulls(capture.note)}
