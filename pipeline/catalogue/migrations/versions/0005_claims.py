"""Which run is at which document."""

import sqlalchemy as sql
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "claims",
        sql.Column("document", sql.String(64), nullable=False),
        sql.Column("fingerprint", sql.Text, nullable=False),
        sql.Column("run", sql.Integer, nullable=False),
        sql.PrimaryKeyConstraint("document", "fingerprint", name=op.f("pk_claims")),
    )
    op.create_index("ix_claims_run", "claims", ["run"])
