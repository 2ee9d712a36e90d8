"""The documents that are archived and that a version has not extracted."""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sql

from pipeline.catalogue.database import Database, chunks
from pipeline.catalogue.models import CaptureRow, DocumentRow, ExtractionRow, TextRow

_CHARSET = re.compile(r"charset=([\w.:-]+)")
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
        captures = _captures(connection, [id_ for id_, *_ in rows])
    return [_lacking(id_, size or 0, reader or "", captures[id_]) for id_, size, reader in rows]


class _Capture(NamedTuple):
    """In the order in which the first decides: by name, then by time."""

    uri: str
    at: str
    media_type: str


def _captures(connection: sql.Connection, ids: Sequence[str]) -> defaultdict[str, list[_Capture]]:
    found: defaultdict[str, list[_Capture]] = defaultdict(list)
    columns = (CaptureRow.document, CaptureRow.uri, CaptureRow.captured_at, CaptureRow.media_type)
    for chunk in chunks(ids):
        query = sql.select(*columns, CaptureRow.http_status).where(CaptureRow.document.in_(chunk))
        for document, uri, at, media_type, status in connection.execute(query):
            # Of a file nobody says when it was had: its row tells when it was archived.
            when = at.isoformat().replace("+00:00", "Z") if at and (media_type or status) else ""
            found[document or ""].append(_Capture(uri, when, media_type or ""))
    return found


def _lacking(id_: str, size: int, reader: str, captures: Sequence[_Capture]) -> Lacking:
    captures = captures or [_Capture(id_, "", "")]  # bytes that somebody archived without a word
    first = min(captures)
    charset = _CHARSET.search(first.media_type)
    return Lacking(
        id_,
        size,
        tuple(sorted({capture.uri for capture in captures})),
        " ".join([reader, *(capture.media_type for capture in captures)]),
        first.at or None,
        charset and charset[1],
    )
