"""Captures, texts and extractions of each document, runs, problems; what there was becomes the published version."""

import hashlib
import json
from typing import Any
from uuid import uuid4

import sqlalchemy as sql
from alembic import op

revision = "0001"
down_revision = "0000"


def upgrade() -> None:
    """Make the new tables, fill them from the old ones, drop those."""
    # Out of the way; an index of PostgreSQL keeps its name when its table gets another.
    op.rename_table("documents", "old_documents")
    op.rename_table("uris", "old_uris")
    _make_tables()
    _move()
    op.drop_table("old_uris")
    op.drop_table("old_documents")


def _make_tables() -> None:
    op.create_table(
        "documents",
        sql.Column("id", sql.String(64), nullable=False),
        sql.Column("bytes", sql.BigInteger),
        sql.Column("archived", sql.Boolean, nullable=False),
        sql.Column("first_captured", sql.DateTime),
        sql.Column("published", sql.String(32)),
        sql.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
    )
    op.create_table(
        "captures",
        sql.Column("id", sql.Integer, nullable=False),
        sql.Column("document", sql.String(64)),
        sql.Column("uri", sql.Text, nullable=False),
        sql.Column("source", sql.Text),
        sql.Column("captured_at", sql.DateTime),
        sql.Column("http_status", sql.Integer),
        sql.Column("media_type", sql.Text),
        sql.Column("warc", sql.Text),
        sql.Column("warc_offset", sql.BigInteger),
        sql.Column("note", sql.Text),
        sql.PrimaryKeyConstraint("id", name=op.f("pk_captures")),
        sql.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_captures_document")),
    )
    file = sql.text("http_status IS NULL")
    op.create_index(
        "uq_captures_files",
        "captures",
        ["document", "uri"],
        unique=True,
        sqlite_where=file,
        postgresql_where=file,
    )
    op.create_index("ix_captures_document", "captures", ["document"])
    op.create_index("ix_captures_uri", "captures", ["uri"])
    op.create_index("ix_captures_source_captured_at", "captures", ["source", "captured_at"])
    op.create_table(
        "texts",
        sql.Column("id", sql.String(32), nullable=False),
        sql.Column("document", sql.String(64), nullable=False),
        sql.Column("digest", sql.String(64), nullable=False),
        sql.Column("reader", sql.Text, nullable=False),
        sql.Column("content", sql.Text, nullable=False),
        sql.PrimaryKeyConstraint("id", name=op.f("pk_texts")),
        sql.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_texts_document")),
        sql.UniqueConstraint("document", "digest", name=op.f("uq_texts_document_digest")),
    )
    op.create_table(
        "extractions",
        sql.Column("id", sql.String(32), nullable=False),
        sql.Column("text", sql.String(32), nullable=False),
        sql.Column("fingerprint", sql.Text, nullable=False),
        sql.Column("uri", sql.Text, nullable=False),
        sql.Column("status", sql.Text, nullable=False),
        sql.Column("kind", sql.Text, nullable=False),
        sql.Column("contracts", sql.Integer, nullable=False),
        sql.Column("facts", sql.JSON, nullable=False),
        sql.Column("record", sql.Text, nullable=False),
        sql.Column("created_at", sql.DateTime),
        sql.PrimaryKeyConstraint("id", name=op.f("pk_extractions")),
        sql.ForeignKeyConstraint(["text"], ["texts.id"], name=op.f("fk_extractions_text")),
        sql.UniqueConstraint("text", "fingerprint", name=op.f("uq_extractions_text_fingerprint")),
    )
    op.create_table(
        "problems",
        sql.Column("id", sql.Integer, nullable=False),
        sql.Column("extraction", sql.String(32), nullable=False),
        sql.Column("code", sql.Text, nullable=False),
        sql.Column("message", sql.Text, nullable=False),
        sql.Column("page", sql.Integer),
        sql.PrimaryKeyConstraint("id", name=op.f("pk_problems")),
        sql.ForeignKeyConstraint(
            ["extraction"], ["extractions.id"], name=op.f("fk_problems_extraction"), ondelete="CASCADE"
        ),
    )
    op.create_index("ix_problems_extraction", "problems", ["extraction"])
    op.create_table(
        "runs",
        sql.Column("id", sql.Integer, nullable=False),
        sql.Column("kind", sql.Text, nullable=False),
        sql.Column("state", sql.Text, nullable=False),
        sql.Column("started_at", sql.DateTime, nullable=False),
        sql.Column("heartbeat", sql.DateTime, nullable=False),
        sql.Column("ended_at", sql.DateTime),
        sql.Column("fingerprint", sql.Text),
        sql.Column("planned", sql.Integer, nullable=False),
        sql.Column("done", sql.Integer, nullable=False),
        sql.Column("failed", sql.Integer, nullable=False),
        sql.Column("parameters", sql.JSON, nullable=False),
        sql.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
    )
    op.create_table(
        "revisions",
        sql.Column("id", sql.Integer, nullable=False, autoincrement=False),
        sql.Column("value", sql.String(32), nullable=False),
        sql.PrimaryKeyConstraint("id", name=op.f("pk_revisions")),
    )


def _move() -> None:
    connection = op.get_bind()
    tables = {name: sql.Table(name, sql.MetaData(), autoload_with=connection) for name in (
        "old_documents", "old_uris", "documents", "captures", "texts", "extractions", "problems", "revisions",
    )}  # fmt: skip
    # SQLite has no type for JSON: what it holds is text.
    old = sql.table("old_documents", *(
        sql.column(name) for name in ("id", "fingerprint", "uri", "status", "kind", "contracts", "record")
    ), sql.column("facts", sql.JSON))  # fmt: skip
    tables["extractions"].c.facts.type = sql.JSON()
    last = ""
    # A few at a time: a record can hold a book.
    while rows := connection.execute(
        sql.select(old).where(old.c.id > last).order_by(old.c.id).limit(100)
    ).all():
        last = rows[-1].id
        for row in rows:
            for table, values in _rows(row):
                connection.execute(sql.insert(tables[table]).values(**values))
    names = tables["old_uris"].c
    connection.execute(
        sql.insert(tables["captures"]).from_select(
            ["document", "uri"], sql.select(names.document, names.uri).order_by(names.document, names.uri)
        )
    )
    connection.execute(sql.insert(tables["revisions"]).values(id=1, value=uuid4().hex))


def _rows(row: Any) -> list[tuple[str, dict[str, Any]]]:
    document = json.loads(row.record)
    record, content = _apart(row.record)
    digest = hashlib.sha256(document["text"].encode()).hexdigest()
    text = _key(row.id, digest)
    extraction = _key(text, row.fingerprint)
    # An id made of a name says that there were no bytes.
    named = {hashlib.sha256(f"uri:{uri}".encode()).hexdigest() for uri in _names(document)}
    source = document["source"]
    reader = " ".join(filter(None, (source["media_type"], document["extraction"]["ocr"])))
    return [
        ("documents", {
            "id": row.id, "bytes": None if row.id in named else source["bytes"], "archived": False,
            "published": extraction,
        }),
        ("texts", {"id": text, "document": row.id, "digest": digest, "reader": reader, "content": content}),
        ("extractions", {
            "id": extraction, "text": text, "fingerprint": row.fingerprint, "uri": row.uri, "status": row.status,
            "kind": row.kind, "contracts": row.contracts, "facts": row.facts, "record": record,
        }),
        *(("problems", {
            "extraction": extraction, "code": problem["code"],
            "message": problem["message"].replace("\0", "\N{REPLACEMENT CHARACTER}"), "page": problem["page"],
        }) for problem in document["problems"]),
    ]  # fmt: skip


def _names(document: dict[str, Any]) -> list[str]:
    return [document["source"]["uri"], *document["source"]["also"]]


def _apart(record: str) -> tuple[str, str]:
    """Return a record without names and text, and the text as it stood in it."""
    record, _ = _emptied(record, '"source":{"uri":', '""')
    record, _ = _emptied(record, '"source":{"uri":"","also":', "[]")
    # In a string a quote has a backslash before it: what looks like the field is the field.
    return _emptied(record, ',"text":', '""')


def _emptied(record: str, field: str, empty: str) -> tuple[str, str]:
    start = record.index(field) + len(field)
    _, end = json.JSONDecoder().raw_decode(record, start)
    return record[:start] + empty + record[end:], record[start:end]


def _key(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
