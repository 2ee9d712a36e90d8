"""Which documents of an archive are meant: by where and when they were captured, and what was made of them."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sql

from pipeline.catalogue.database import Database
from pipeline.catalogue.descriptions import descriptions
from pipeline.catalogue.tables import CAPTURES, DOCUMENTS, EXTRACTIONS, TEXTS


class Selection(NamedTuple):
    """What a document must be to be selected; all that the archive has are, where nothing is asked for.

    Parameters
    ----------
    sources : tuple of str
        Keys of declared sources: one of them gave it.
    since, until : datetime, optional
        It was captured from the one on, and before the other. What was captured at a time that is not known is in
        no period.
    fingerprint : str, optional
        What begins the fingerprint of its published extraction.
    statuses : tuple of str
        The status of its published extraction is one of these.
    without_types : tuple of str
        It was never read, or fetched, as one of these media types.
    ids : tuple of str, optional
        Its id begins at the one or after it, and before the other: see `Part.ids`.
    unread : bool
        No version has read it: it was never extracted, or that failed, or wanted character recognition.
    """

    sources: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    fingerprint: str | None = None
    statuses: tuple[str, ...] = ()
    without_types: tuple[str, ...] = ()
    ids: tuple[str, str] | None = None
    unread: bool = False


class Selected(NamedTuple):
    """A selected document.

    Its id, its size in bytes, its names in sort order, what it was seen as; when it was had and which encoding was
    stated, where somebody said so of its first name.
    """

    id: str
    size: int
    uris: tuple[str, ...]
    media_types: str
    retrieved_at: str | None
    charset: str | None


# How an extraction ends that has not read its document, and that another one can still read.
UNREAD = ("failed", "needs_ocr")
# Documents that are selected at once.
_PAGE = 1_000


def select_after(
    database: Database, last: str, selection: Selection, without: Iterable[str] = ()
) -> list[Selected]:
    """Return the next selected documents, in the order of ids.

    Parameters
    ----------
    database : Database
        Where they are known.
    last : str
        The id after which they begin.
    selection : Selection
        Which of those that the archive has.
    without : iterable of str
        Fingerprints: what was extracted under one of them, and did not fail, is left out.
    """
    # What read it before; where nothing did, its captures may say what it is.
    reader = sql.select(sql.func.max(TEXTS.c.reader)).where(TEXTS.c.document == DOCUMENTS.c.id)
    query = (
        sql.select(DOCUMENTS.c.id, DOCUMENTS.c.bytes, reader.scalar_subquery())
        .where(DOCUMENTS.c.id > last, *conditions(selection, without))
        .order_by(DOCUMENTS.c.id)
        .limit(_PAGE)
    )
    with database.reading() as connection:
        rows = connection.execute(query).all()
        described = descriptions(connection, [id_ for id_, *_ in rows])
    return [
        Selected(id_, size or 0, had.uris, f"{reader or ''} {had.media_types}", had.retrieved_at, had.charset)
        for id_, size, reader in rows
        for had in (described[id_],)
    ]


def conditions(selection: Selection, without: Iterable[str] = ()) -> list[sql.ColumnElement[bool]]:
    """Return what a row of `documents` must fulfil. What the archive does not have is never selected."""
    wanted: list[sql.ColumnElement[bool]] = [DOCUMENTS.c.archived.is_(True)]
    # One capture must fulfil them all: another source's of that day is no reason.
    captured: list[sql.ColumnElement[bool]] = []
    if selection.sources:
        captured.append(CAPTURES.c.source.in_(selection.sources))
    if selection.since:
        captured.append(CAPTURES.c.captured_at >= selection.since)
    if selection.until:
        captured.append(CAPTURES.c.captured_at < selection.until)
    if captured:
        wanted.append(
            sql.select(CAPTURES.c.id).where(CAPTURES.c.document == DOCUMENTS.c.id, *captured).exists()
        )
    if selection.without_types:
        types = selection.without_types
        read = sql.select(TEXTS.c.id).where(TEXTS.c.document == DOCUMENTS.c.id, TEXTS.c.reader.in_(types))
        fetched = sql.select(CAPTURES.c.id).where(
            CAPTURES.c.document == DOCUMENTS.c.id, CAPTURES.c.media_type.in_(types)
        )
        wanted += [~read.exists(), ~fetched.exists()]
    if selection.unread:
        read = sql.select(EXTRACTIONS.c.id).where(
            EXTRACTIONS.c.id == DOCUMENTS.c.published, EXTRACTIONS.c.status.not_in(UNREAD)
        )
        wanted.append(~read.exists())
    if selection.ids:
        first, end = selection.ids
        wanted += [DOCUMENTS.c.id >= first, DOCUMENTS.c.id < end]
    published: list[sql.ColumnElement[bool]] = []
    if selection.fingerprint:
        published.append(EXTRACTIONS.c.fingerprint.startswith(selection.fingerprint, autoescape=True))
    if selection.statuses:
        published.append(EXTRACTIONS.c.status.in_(selection.statuses))
    if published:
        wanted.append(
            sql.select(EXTRACTIONS.c.id).where(EXTRACTIONS.c.id == DOCUMENTS.c.published, *published).exists()
        )
    if known := list(without):
        extracted = (
            sql.select(EXTRACTIONS.c.id)
            .join_from(EXTRACTIONS, TEXTS)
            .where(
                TEXTS.c.document == DOCUMENTS.c.id,
                EXTRACTIONS.c.fingerprint.in_(known),
                EXTRACTIONS.c.status != "failed",
            )
        )
        wanted.append(~extracted.exists())
    return wanted
