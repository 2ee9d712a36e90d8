"""The documents that are archived and that a version has not extracted."""

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sql

from pipeline.catalogue.database import Database
from pipeline.catalogue.descriptions import Description, descriptions
from pipeline.catalogue.models import DocumentRow, ExtractionRow, TextRow

_PAGE = 1_000


class Lacking(NamedTuple):
    """A document that lacks an extraction.

    Its id, its size in bytes, its names in sort order, what it was seen as; when it was had and which encoding was
    stated, where somebody said so of its first name.
    """

    id: str
    size: int
    uris: tuple[str, ...]
    media_types: str
    retrieved_at: str | None
    charset: str | None


def lacking_after(database: Database, last: str, fingerprints: Sequence[str]) -> list[Lacking]:
    """Return the next documents, in the order of ids, that none of `fingerprints` has extracted without failing."""
    extracted = (
        sql.select(ExtractionRow.id)
        .join(TextRow)
        .where(
            TextRow.document == DocumentRow.id,
            ExtractionRow.fingerprint.in_(fingerprints),
            ExtractionRow.status != "failed",
        )
    )
    # What read it before; where nothing did, its captures may say what it is.
    reader = sql.select(sql.func.max(TextRow.reader)).where(TextRow.document == DocumentRow.id)
    query = (
        sql.select(DocumentRow.id, DocumentRow.bytes, reader.scalar_subquery())
        .where(DocumentRow.archived, DocumentRow.id > last, ~extracted.exists())
        .order_by(DocumentRow.id)
        .limit(_PAGE)
    )
    with database.reading() as connection:
        rows = connection.execute(query).all()
        described = descriptions(connection, [id_ for id_, *_ in rows])
    return [_lacking(id_, size or 0, reader or "", described[id_]) for id_, size, reader in rows]


def _lacking(id_: str, size: int, reader: str, had: Description) -> Lacking:
    return Lacking(id_, size, had.uris, f"{reader} {had.media_types}", had.retrieved_at, had.charset)
