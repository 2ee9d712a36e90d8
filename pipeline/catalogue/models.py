"""The tables of the catalogue.

A change here needs a migration (migrations/versions), the new `HEAD` in schema.py and a database of the version
before in tests/data/catalogue.
"""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sql
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

_SHA256 = sql.String(64)
# Keys that are made of what they name: known before a row is stored, and the same in every catalogue.
_KEY = sql.String(32)


class Moment(sql.types.TypeDecorator[datetime]):
    """A moment in UTC; SQLite forgets time zones."""

    impl = sql.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sql.Dialect) -> datetime | None:  # noqa: ARG002
        """Give the database a time without a zone."""
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: datetime | None, dialect: sql.Dialect) -> datetime | None:  # noqa: ARG002
        """Say of what comes back that it is UTC."""
        return value.replace(tzinfo=UTC) if value else None


class Base(DeclarativeBase):
    """The tables of the catalogue."""

    # Constraints have names, the same on every database: a later migration can change them.
    metadata = sql.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class DocumentRow(Base):
    """Bytes, or an input that had none to give (`bytes` is null then, and `id` made of its name).

    `archived`: whether the archive has the bytes. `published`: the extraction that readers see; null where the
    document is waiting for its first, or where an input that had no bytes has some by now.
    """

    __tablename__ = "documents"

    id: Mapped[str] = mapped_column(_SHA256, primary_key=True)
    bytes: Mapped[int | None] = mapped_column(sql.BigInteger)
    archived: Mapped[bool]
    first_captured: Mapped[datetime | None] = mapped_column(Moment)
    # No foreign key: extractions lead to documents already, and two tables that need each other first cannot be made.
    published: Mapped[str | None] = mapped_column(_KEY)


class CaptureRow(Base):
    """That bytes were had, or asked for in vain (`document` is null then), under a name. Only ever added to.

    For files one row for each name and document; for what was fetched, one each time. `captured_at` is null in
    what was taken over from a catalogue that kept no times.
    """

    __tablename__ = "captures"
    __table_args__ = (
        # A file is captured once.
        sql.Index(
            "uq_captures_files",
            "document",
            "uri",
            unique=True,
            sqlite_where=sql.text("http_status IS NULL"),
            postgresql_where=sql.text("http_status IS NULL"),
        ),
        # Those of which it is known when they were made: few beside the files of a large archive.
        sql.Index(
            "ix_captures_timed",
            "uri",
            "document",
            "captured_at",
            sqlite_where=sql.text("http_status IS NOT NULL OR media_type IS NOT NULL"),
            postgresql_where=sql.text("http_status IS NOT NULL OR media_type IS NOT NULL"),
        ),
        sql.Index("ix_captures_document", "document"),
        sql.Index("ix_captures_uri", "uri"),
        sql.Index("ix_captures_source_captured_at", "source", "captured_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document: Mapped[str | None] = mapped_column(sql.ForeignKey(DocumentRow.id))
    uri: Mapped[str] = mapped_column(sql.Text)
    source: Mapped[str | None] = mapped_column(sql.Text)
    captured_at: Mapped[datetime | None] = mapped_column(Moment)
    http_status: Mapped[int | None]
    media_type: Mapped[str | None] = mapped_column(sql.Text)
    warc: Mapped[str | None] = mapped_column(sql.Text)
    warc_offset: Mapped[int | None] = mapped_column(sql.BigInteger)
    note: Mapped[str | None] = mapped_column(sql.Text)


class TextRow(Base):
    """What was read in a document.

    `digest` is that of the text, `reader` what read it, `content` the text as a JSON string: as it stands in a
    record, and without the null characters that PostgreSQL refuses.
    """

    __tablename__ = "texts"
    __table_args__ = (sql.UniqueConstraint("document", "digest"),)

    id: Mapped[str] = mapped_column(_KEY, primary_key=True)
    document: Mapped[str] = mapped_column(sql.ForeignKey(DocumentRow.id))
    digest: Mapped[str] = mapped_column(_SHA256)
    reader: Mapped[str] = mapped_column(sql.Text)
    content: Mapped[str] = mapped_column(sql.Text)


class ExtractionRow(Base):
    """What an extractor, known by its fingerprint, made of a text.

    `record` is the line of documents.jsonl without names and text, which are put in when it is published; `uri` the
    name under which it was extracted; `contracts` and `facts` count what it holds; `reports` has the names of the
    contracts and a digest of all that is said of each, null where there is none.
    """

    __tablename__ = "extractions"
    __table_args__ = (sql.UniqueConstraint("text", "fingerprint"),)

    id: Mapped[str] = mapped_column(_KEY, primary_key=True)
    text: Mapped[str] = mapped_column(sql.ForeignKey(TextRow.id))
    fingerprint: Mapped[str] = mapped_column(sql.Text)
    uri: Mapped[str] = mapped_column(sql.Text)
    status: Mapped[str] = mapped_column(sql.Text)
    kind: Mapped[str] = mapped_column(sql.Text)
    contracts: Mapped[int]
    facts: Mapped[dict[str, int]] = mapped_column(sql.JSON)
    record: Mapped[str] = mapped_column(sql.Text)
    created_at: Mapped[datetime | None] = mapped_column(Moment)
    reports: Mapped[dict[str, str] | None] = mapped_column(sql.JSON(none_as_null=True))


class ProblemRow(Base):
    """What went wrong or stayed in doubt in an extraction."""

    __tablename__ = "problems"
    __table_args__ = (sql.Index("ix_problems_extraction", "extraction"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    extraction: Mapped[str] = mapped_column(sql.ForeignKey(ExtractionRow.id, ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(sql.Text)
    message: Mapped[str] = mapped_column(sql.Text)
    page: Mapped[int | None]


class RunRow(Base):
    """A run of any kind (run, reprocess, scrape) and how far it is.

    `state` is running, completed, failed or interrupted; a run whose process was killed stays running and its
    `heartbeat` grows old.
    """

    __tablename__ = "runs"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sql.Text)
    state: Mapped[str] = mapped_column(sql.Text)
    started_at: Mapped[datetime] = mapped_column(Moment)
    heartbeat: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    fingerprint: Mapped[str | None] = mapped_column(sql.Text)
    planned: Mapped[int]
    done: Mapped[int]
    failed: Mapped[int]
    parameters: Mapped[dict[str, Any]] = mapped_column(sql.JSON)


class ClaimRow(Base):
    """That a run is at a document, to extract it under a fingerprint; there only as long as it is.

    No foreign keys: a document may be new, and is stored when its claim goes.
    """

    __tablename__ = "claims"
    __table_args__ = (sql.Index("ix_claims_run", "run"),)

    document: Mapped[str] = mapped_column(_SHA256, primary_key=True)
    fingerprint: Mapped[str] = mapped_column(sql.Text, primary_key=True)
    run: Mapped[int]


class RevisionRow(Base):
    """One row, another value after every change of what readers see: files made at this revision are up to date.

    It is changed first in a transaction, so that of two writers one waits for the other.
    """

    __tablename__ = "revisions"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    value: Mapped[str] = mapped_column(_KEY)


class LinkRow(Base):
    """A link that a source showed, and what became of it.

    `parent` is the page that it is attached to; `reason` why it was followed, or not, or failed; `text` the digest
    of what was there last. It is visited at `due_at`, never where that is null. Of one that was passed over `summary`
    is what its source says of it and `judged_by` a digest of the words by which it was judged; `refused_at` is since
    when it must not be asked for.
    """

    __tablename__ = "links"
    __table_args__ = (sql.Index("ix_links_source_due_at", "source", "due_at"),)

    source: Mapped[str] = mapped_column(sql.Text, primary_key=True)
    url: Mapped[str] = mapped_column(sql.Text, primary_key=True)
    title: Mapped[str] = mapped_column(sql.Text)
    date: Mapped[str | None] = mapped_column(sql.Text)
    found_on: Mapped[str] = mapped_column(sql.Text)
    parent: Mapped[str | None] = mapped_column(sql.Text)
    reason: Mapped[str] = mapped_column(sql.Text)
    met_at: Mapped[datetime] = mapped_column(Moment)
    due_at: Mapped[datetime | None] = mapped_column(Moment)
    checked_at: Mapped[datetime | None] = mapped_column(Moment)
    changed_at: Mapped[datetime | None] = mapped_column(Moment)
    gone_at: Mapped[datetime | None] = mapped_column(Moment)
    failures: Mapped[int]
    text: Mapped[str | None] = mapped_column(sql.Text)
    summary: Mapped[str | None] = mapped_column(sql.Text)
    judged_by: Mapped[str | None] = mapped_column(_KEY)
    refused_at: Mapped[datetime | None] = mapped_column(Moment)


class PublisherRow(Base):
    """Who publishes what a source has, and the code of its département where it is of one."""

    __tablename__ = "publishers"

    source: Mapped[str] = mapped_column(sql.Text, primary_key=True)
    name: Mapped[str] = mapped_column(sql.Text)
    department: Mapped[str | None] = mapped_column(sql.Text)


class CrawlRow(Base):
    """A crawl of a source; one without `ended_at` was interrupted, or is going on.

    `whole`: it reads all pages of the source; `complete`: it left nothing unread that could be new.
    """

    __tablename__ = "crawls"
    __table_args__ = (sql.Index("ix_crawls_source", "source"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(sql.Text)
    started_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    whole: Mapped[bool]
    complete: Mapped[bool]
    counts: Mapped[dict[str, int]] = mapped_column(sql.JSON)
    problems: Mapped[list[str]] = mapped_column(sql.JSON)
    alarms: Mapped[list[str]] = mapped_column(sql.JSON)
