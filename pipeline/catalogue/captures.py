"""When which bytes were had, or asked for in vain, under which name."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sql

from pipeline.catalogue.database import CatalogueError, Database, patient
from pipeline.catalogue.descriptions import names_of
from pipeline.catalogue.storing import add_documents, without_nulls
from pipeline.catalogue.tables import CAPTURES, DOCUMENTS

# Of several documents that could be meant so many are named, with so much of their ids.
_NAMED = 10
_SHORT = 12


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
            # Of a file that was had under its name before nothing is written.
            statement = self.database.insert(CAPTURES).on_conflict_do_nothing()
            connection.execute(statement, [_row(capture) for capture in wanted])

    @patient
    def set_archived(self, document: str) -> None:
        """Write down that the archive has the bytes of a document: it is waiting for its extraction."""
        statement = sql.update(DOCUMENTS).where(DOCUMENTS.c.id == document).values(archived=True)
        with self.database.writing() as connection:
            connection.execute(statement)

    @patient
    def last_with_bytes(self, uri: str) -> Capture | None:
        """Return the last capture under a name that gave bytes."""
        return self._last(uri, CAPTURES.c.document.is_not(None))

    @patient
    def last(self, uri: str) -> Capture | None:
        """Return the last capture under a name, whether or not it gave bytes."""
        return self._last(uri)

    def _last(self, uri: str, *conditions: sql.ColumnElement[bool]) -> Capture | None:
        query = (
            sql.select(*_COLUMNS)
            .join_from(CAPTURES, DOCUMENTS, DOCUMENTS.c.id == CAPTURES.c.document, isouter=True)
            .where(CAPTURES.c.uri == uri, *conditions)
            .order_by(CAPTURES.c.captured_at.desc().nulls_last(), CAPTURES.c.id.desc())
            .limit(1)
        )
        with self.database.reading() as connection:
            row = connection.execute(query).first()
        return Capture(*row) if row else None

    @patient
    def of(self, document: str) -> list[Capture]:
        """Return the captures of a document, those of unknown time first."""
        query = (
            sql.select(*_COLUMNS)
            .join_from(CAPTURES, DOCUMENTS, DOCUMENTS.c.id == CAPTURES.c.document)
            .where(DOCUMENTS.c.id == document)
            .order_by(CAPTURES.c.captured_at.asc().nulls_first(), CAPTURES.c.id)
        )
        with self.database.reading() as connection:
            return [Capture(*row) for row in connection.execute(query)]

    @patient
    def recorded(self, document: str) -> Capture | None:
        """Return the first capture of a document whose exchange is recorded in a WARC file."""
        query = (
            sql.select(*_COLUMNS)
            .join_from(CAPTURES, DOCUMENTS, DOCUMENTS.c.id == CAPTURES.c.document)
            .where(CAPTURES.c.document == document, CAPTURES.c.warc.is_not(None))
            .order_by(CAPTURES.c.id)
            .limit(1)
        )
        with self.database.reading() as connection:
            row = connection.execute(query).first()
        return Capture(*row) if row else None

    @patient
    def sources(self) -> list[str]:
        """Return the keys of the declared sources that anything was asked of, sorted."""
        query = sql.select(CAPTURES.c.source).where(CAPTURES.c.source.is_not(None)).distinct()
        with self.database.reading() as connection:
            # Sorted here: a database sorts text by rules of its own.
            return sorted(filter(None, connection.execute(query).scalars()))

    @patient
    def offsets(self, warc: str) -> set[int]:
        """Return where in a WARC file the records lie that there are captures of."""
        query = sql.select(CAPTURES.c.warc_offset).where(CAPTURES.c.warc == warc)
        with self.database.reading() as connection:
            return {offset for offset in connection.execute(query).scalars() if offset is not None}

    @patient
    def documents_called(self, name: str) -> list[str]:
        """Return the documents that somebody means: one, or all that were had under a uri.

        Parameters
        ----------
        name : str
            A uri or a part of it, its file name for instance; an id or the beginning of one.

        Raises
        ------
        CatalogueError
            If there is none, or if several could be meant: the first of them are named.
        """
        named = CAPTURES.c.document.is_not(None)
        whole = sql.select(CAPTURES.c.document).where(CAPTURES.c.uri == name, named)
        begins = sql.select(DOCUMENTS.c.id).where(DOCUMENTS.c.id.startswith(name.lower(), autoescape=True))
        part = sql.select(CAPTURES.c.document).where(CAPTURES.c.uri.icontains(name, autoescape=True), named)
        with self.database.reading() as connection:
            if under_uri := connection.execute(whole.distinct()).scalars().all():
                return sorted(filter(None, under_uri))
            # One more than are named: whether there are more.
            limit = _NAMED + 1
            found = set(connection.execute(begins.limit(limit)).scalars())
            if len(found) != 1:
                found.update(filter(None, connection.execute(part.distinct().limit(limit)).scalars()))
            names = names_of(connection, found)
        if len(found) == 1:
            return list(found)
        if not found:
            raise CatalogueError(
                f"The catalogue knows no document {name}: give its id, its uri, or a part of that."
            )
        some = sorted((min(names[id_], default=""), id_) for id_ in found)[:_NAMED]
        listed = "".join(f"\n  {id_[:_SHORT]}  {uri}" for uri, id_ in some)
        more = "\n  and more" if len(found) > _NAMED else ""
        raise CatalogueError(
            f"Several documents could be meant by {name}. Give more of an id or a uri:{listed}{more}"
        )


# Of the fields of a capture two are its document's.
_OF_DOCUMENT = {"size": DOCUMENTS.c.bytes, "archived": DOCUMENTS.c.archived}
_COLUMNS: list[Any] = [
    _OF_DOCUMENT[name] if name in _OF_DOCUMENT else CAPTURES.c[name] for name in Capture._fields
]


def _row(capture: Capture) -> dict[str, object]:
    row = capture._asdict()
    del row["size"], row["archived"]
    return row | {"note": capture.note and without_nulls(capture.note)}
