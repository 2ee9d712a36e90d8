"""Which extraction of a document is meant by a version: the last one, where scanned pages were recognised again."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sql

from pipeline.catalogue.tables import EXTRACTIONS, TEXTS


def newest_of(document: Any, version: str) -> sql.Select[str]:
    """Select the extraction that a version made of a document: of an id, or of a column of ids."""
    return (
        sql.select(EXTRACTIONS.c.id)
        .join_from(EXTRACTIONS, TEXTS)
        .where(TEXTS.c.document == document, _of_version(version))
        .order_by(EXTRACTIONS.c.created_at.desc().nulls_last(), EXTRACTIONS.c.id)
        .limit(1)
    )


def newest(connection: sql.Connection, ids: Iterable[str], version: str) -> dict[str, str]:
    """Return the extractions that a version made of documents, by their ids."""
    query = (
        sql.select(TEXTS.c.document, EXTRACTIONS.c.id)
        .join_from(EXTRACTIONS, TEXTS)
        .where(TEXTS.c.document.in_(list(ids)), _of_version(version))
        # The last one stays: later ones take the place of those before.
        .order_by(EXTRACTIONS.c.created_at.asc().nulls_first(), EXTRACTIONS.c.id.desc())
    )
    return {row.document: row.id for row in connection.execute(query)}


def _of_version(version: str) -> sql.ColumnElement[bool]:
    fingerprint = EXTRACTIONS.c.fingerprint
    return sql.or_(fingerprint == version, fingerprint.startswith(f"{version} ", autoescape=True))
