"""The schema before there were migrations: each document as it was last extracted, and its names."""

import sqlalchemy as sql
from alembic import op

revision = "0000"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "documents",
        sql.Column("id", sql.String(64), nullable=False),
        sql.Column("fingerprint", sql.String, nullable=False),
        sql.Column("uri", sql.String, nullable=False),
        sql.Column("status", sql.String, nullable=False),
        sql.Column("kind", sql.String, nullable=False),
        sql.Column("contracts", sql.Integer, nullable=False),
        sql.Column("facts", sql.JSON, nullable=False),
        sql.Column("record", sql.Text, nullable=False),
        sql.PrimaryKeyConstraint("id", name=op.f("documents_pkey")),
    )
    op.create_table(
        "uris",
        sql.Column("document", sql.String(64), nullable=False),
        sql.Column("uri", sql.String, nullable=False),
        sql.PrimaryKeyConstraint("document", "uri", name=op.f("uris_pkey")),
        sql.ForeignKeyConstraint(
            ["document"],
            ["documents.id"],
            name=op.f("uris_document_fkey"),
            deferrable=True,
            initially="DEFERRED",
        ),
    )
