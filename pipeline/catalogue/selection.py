"""Which documents of an archive are meant: by where and when they were captured, and what is published of them."""

from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sql

from pipeline.catalogue.models import CaptureRow, DocumentRow, ExtractionRow, TextRow


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
    """

    sources: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    fingerprint: str | None = None
    statuses: tuple[str, ...] = ()
    without_types: tuple[str, ...] = ()


def conditions(selection: Selection) -> list[sql.ColumnElement[bool]]:
    """Return what a row of `documents` must fulfil. What has no bytes in the archive is never selected."""
    wanted: list[sql.ColumnElement[bool]] = [DocumentRow.archived.is_(True), DocumentRow.bytes.is_not(None)]
    # One capture must fulfil them all: another source's of that day is no reason.
    captured: list[sql.ColumnElement[bool]] = []
    if selection.sources:
        captured.append(CaptureRow.source.in_(selection.sources))
    if selection.since:
        captured.append(CaptureRow.captured_at >= selection.since)
    if selection.until:
        captured.append(CaptureRow.captured_at < selection.until)
    if captured:
        wanted.append(
            sql.select(CaptureRow.id).where(CaptureRow.document == DocumentRow.id, *captured).exists()
        )
    if selection.without_types:
        types = selection.without_types
        read = sql.select(TextRow.id).where(TextRow.document == DocumentRow.id, TextRow.reader.in_(types))
        fetched = sql.select(CaptureRow.id).where(
            CaptureRow.document == DocumentRow.id, CaptureRow.media_type.in_(types)
        )
        wanted += [~read.exists(), ~fetched.exists()]
    published: list[sql.ColumnElement[bool]] = []
    if selection.fingerprint:
        published.append(ExtractionRow.fingerprint.startswith(selection.fingerprint, autoescape=True))
    if selection.statuses:
        published.append(ExtractionRow.status.in_(selection.statuses))
    if published:
        wanted.append(
            sql.select(ExtractionRow.id).where(ExtractionRow.id == DocumentRow.published, *published).exists()
        )
    return wanted
