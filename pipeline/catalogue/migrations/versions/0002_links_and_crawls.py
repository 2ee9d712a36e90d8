"""What sources showed, and their crawls."""

import sqlalchemy as sql
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables of the scraper."""
    op.create_table(
        "links",
        sql.Column("source", sql.Text, nullable=False),
        sql.Column("url", sql.Text, nullable=False),
        sql.Column("title", sql.Text, nullable=False),
        sql.Column("date", sql.Text),
        sql.Column("found_on", sql.Text, nullable=False),
        sql.Column("parent", sql.Text),
        sql.Column("reason", sql.Text, nullable=False),
        sql.Column("met_at", sql.DateTime, nullable=False),
        sql.Column("due_at", sql.DateTime),
        sql.Column("checked_at", sql.DateTime),
        sql.Column("changed_at", sql.DateTime),
        sql.Column("gone_at", sql.DateTime),
        sql.Column("failures", sql.Integer, nullable=False),
        sql.Column("text", sql.Text),
        sql.PrimaryKeyConstraint("source", "url", name=op.f("pk_links")),
    )
    op.create_index("ix_links_source_due_at", "links", ["source", "due_at"])
    op.create_table(
        "crawls",
        sql.Column("id", sql.Integer, nullable=False),
        sql.Column("source", sql.Text, nullable=False),
        sql.Column("started_at", sql.DateTime, nullable=False),
        sql.Column("ended_at", sql.DateTime),
        sql.Column("whole", sql.Boolean, nullable=False),
        sql.Column("complete", sql.Boolean, nullable=False),
        sql.Column("counts", sql.JSON, nullable=False),
        sql.Column("problems", sql.JSON, nullable=False),
        sql.Column("alarms", sql.JSON, nullable=False),
        sql.PrimaryKeyConstraint("id", name=op.f("pk_crawls")),
    )
    op.create_index("ix_crawls_source", "crawls", ["source"])
