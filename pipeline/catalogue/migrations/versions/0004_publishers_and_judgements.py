"""Who publishes what the sources have, by which words links were judged and which are refused; captures with a time."""

import sqlalchemy as sql
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table and the index, add the columns."""
    op.create_table(
        "publishers",
        sql.Column("source", sql.Text, nullable=False),
        sql.Column("name", sql.Text, nullable=False),
        sql.Column("department", sql.Text),
        sql.PrimaryKeyConstraint("source", name=op.f("pk_publishers")),
    )
    op.add_column("links", sql.Column("summary", sql.Text))
    op.add_column("links", sql.Column("judged_by", sql.String(32)))
    op.add_column("links", sql.Column("refused_at", sql.DateTime))
    timed = sql.text("http_status IS NOT NULL OR media_type IS NOT NULL")
    op.create_index(
        "ix_captures_timed",
        "captures",
        ["uri", "document", "captured_at"],
        sqlite_where=timed,
        postgresql_where=timed,
    )
