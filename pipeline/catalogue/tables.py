"""The tables of the catalogue.

A change here needs a migration (migrations/versions), the new `HEAD` in schema.py and a database of the version
before in tests/data/catalogue.
"""

from datetime import UTC, datetime

import sqlalchemy as sql

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


# Constraints have names, the same on every database: a later migration can change them.
METADATA = sql.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

DOCUMENTS = sql.Table(
    "documents",
    METADATA,
    sql.Column("id", _SHA256, primary_key=True),
    sql.Column("bytes", sql.BigInteger),
    sql.Column("archived", sql.Boolean, nullable=False),
    sql.Column("first_captured", Moment),
    # No foreign key: extractions lead to documents already, and two tables that need each other first cannot be made.
    sql.Column("published", _KEY),
)
"""Bytes, or an input that had none to give (`bytes` is null then, and `id` made of its name).

`archived`: whether the archive has the bytes. `published`: the extraction that readers see; null where the
document is waiting for its first, or where an input that had no bytes has some by now.
"""

CAPTURES = sql.Table(
    "captures",
    METADATA,
    sql.Column("id", sql.Integer, primary_key=True),
    sql.Column("document", sql.ForeignKey(DOCUMENTS.c.id)),
    sql.Column("uri", sql.Text, nullable=False),
    sql.Column("source", sql.Text),
    sql.Column("captured_at", Moment),
    sql.Column("http_status", sql.Integer),
    sql.Column("media_type", sql.Text),
    sql.Column("warc", sql.Text),
    sql.Column("warc_offset", sql.BigInteger),
    sql.Column("note", sql.Text),
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
"""That bytes were had, or asked for in vain (`document` is null then), under a name. Only ever added to.

For files one row for each name and document; for what was fetched, one each time. `captured_at` is null in
what was taken over from a catalogue that kept no times.
"""

TEXTS = sql.Table(
    "texts",
    METADATA,
    sql.Column("id", _KEY, primary_key=True),
    sql.Column("document", sql.ForeignKey(DOCUMENTS.c.id), nullable=False),
    sql.Column("digest", _SHA256, nullable=False),
    sql.Column("reader", sql.Text, nullable=False),
    sql.Column("content", sql.Text, nullable=False),
    sql.UniqueConstraint("document", "digest"),
)
"""What was read in a document.

`digest` is that of the text, `reader` what read it, `content` the text as a JSON string: as it stands in a
record, and without the null characters that PostgreSQL refuses.
"""

EXTRACTIONS = sql.Table(
    "extractions",
    METADATA,
    sql.Column("id", _KEY, primary_key=True),
    sql.Column("text", sql.ForeignKey(TEXTS.c.id), nullable=False),
    sql.Column("fingerprint", sql.Text, nullable=False),
    sql.Column("uri", sql.Text, nullable=False),
    sql.Column("status", sql.Text, nullable=False),
    sql.Column("kind", sql.Text, nullable=False),
    sql.Column("contracts", sql.Integer, nullable=False),
    sql.Column("facts", sql.JSON, nullable=False),
    sql.Column("record", sql.Text, nullable=False),
    sql.Column("created_at", Moment),
    sql.Column("reports", sql.JSON(none_as_null=True)),
    sql.UniqueConstraint("text", "fingerprint"),
)
"""What an extractor, known by its fingerprint, made of a text.

`record` is the line of documents.jsonl without names and text, which are put in when it is published; `uri` the
name under which it was extracted; `contracts` and `facts` count what it holds; `reports` has the names of the
contracts and a digest of all that is said of each, null where there is none.
"""

PROBLEMS = sql.Table(
    "problems",
    METADATA,
    sql.Column("id", sql.Integer, primary_key=True),
    sql.Column("extraction", sql.ForeignKey(EXTRACTIONS.c.id, ondelete="CASCADE"), nullable=False),
    sql.Column("code", sql.Text, nullable=False),
    sql.Column("message", sql.Text, nullable=False),
    sql.Column("page", sql.Integer),
    sql.Index("ix_problems_extraction", "extraction"),
)
"""What went wrong or stayed in doubt in an extraction."""

RUNS = sql.Table(
    "runs",
    METADATA,
    sql.Column("id", sql.Integer, primary_key=True),
    sql.Column("kind", sql.Text, nullable=False),
    sql.Column("state", sql.Text, nullable=False),
    sql.Column("started_at", Moment, nullable=False),
    sql.Column("heartbeat", Moment, nullable=False),
    sql.Column("ended_at", Moment),
    sql.Column("fingerprint", sql.Text),
    sql.Column("planned", sql.Integer, nullable=False),
    sql.Column("done", sql.Integer, nullable=False),
    sql.Column("failed", sql.Integer, nullable=False),
    sql.Column("parameters", sql.JSON, nullable=False),
)
"""A run of any kind (run, reprocess, scrape) and how far it is.

`state` is running, completed, failed or interrupted; a run whose process was killed stays running and its
`heartbeat` grows old.
"""

CLAIMS = sql.Table(
    "claims",
    METADATA,
    sql.Column("document", _SHA256, primary_key=True),
    sql.Column("fingerprint", sql.Text, primary_key=True),
    sql.Column("run", sql.Integer, nullable=False),
    sql.Index("ix_claims_run", "run"),
)
"""That a run is at a document, to extract it under a fingerprint; there only as long as it is.

No foreign keys: a document may be new, and is stored when its claim goes.
"""

REVISIONS = sql.Table(
    "revisions",
    METADATA,
    sql.Column("id", sql.Integer, primary_key=True, autoincrement=False),
    sql.Column("value", _KEY, nullable=False),
)
"""One row, another value after every change of what readers see: files made at this revision are up to date.

It is changed first in a transaction, so that of two writers one waits for the other.
"""

LINKS = sql.Table(
    "links",
    METADATA,
    sql.Column("source", sql.Text, primary_key=True),
    sql.Column("url", sql.Text, primary_key=True),
    sql.Column("title", sql.Text, nullable=False),
    sql.Column("date", sql.Text),
    sql.Column("found_on", sql.Text, nullable=False),
    sql.Column("parent", sql.Text),
    sql.Column("reason", sql.Text, nullable=False),
    sql.Column("met_at", Moment, nullable=False),
    sql.Column("due_at", Moment),
    sql.Column("checked_at", Moment),
    sql.Column("changed_at", Moment),
    sql.Column("gone_at", Moment),
    sql.Column("failures", sql.Integer, nullable=False),
    sql.Column("text", sql.Text),
    sql.Column("summary", sql.Text),
    sql.Column("judged_by", _KEY),
    sql.Column("refused_at", Moment),
    sql.Index("ix_links_source_due_at", "source", "due_at"),
)
"""A link that a source showed, and what became of it.

`parent` is the page that it is attached to; `reason` why it was followed, or not, or failed; `text` the digest
of what was there last. It is visited at `due_at`, never where that is null. Of one that was passed over `summary`
is what its source says of it and `judged_by` a digest of the words by which it was judged; `refused_at` is since
when it must not be asked for.
"""

PUBLISHERS = sql.Table(
    "publishers",
    METADATA,
    sql.Column("source", sql.Text, primary_key=True),
    sql.Column("name", sql.Text, nullable=False),
    sql.Column("department", sql.Text),
)
"""Who publishes what a source has, and the code of its département where it is of one."""

CRAWLS = sql.Table(
    "crawls",
    METADATA,
    sql.Column("id", sql.Integer, primary_key=True),
    sql.Column("source", sql.Text, nullable=False),
    sql.Column("started_at", Moment, nullable=False),
    sql.Column("ended_at", Moment),
    sql.Column("whole", sql.Boolean, nullable=False),
    sql.Column("complete", sql.Boolean, nullable=False),
    sql.Column("counts", sql.JSON, nullable=False),
    sql.Column("problems", sql.JSON, nullable=False),
    sql.Column("alarms", sql.JSON, nullable=False),
    sql.Index("ix_crawls_source", "source"),
)
"""A crawl of a source; one without `ended_at` was interrupted, or is going on.

`whole`: it reads all pages of the source; `complete`: it left nothing unread that could be new.
"""
