"""Which contracts an extraction reports, and a digest of what it says of each."""

import hashlib
import json
from typing import Any

import sqlalchemy as sql
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the column, and find out what goes into it."""
    op.add_column("extractions", sql.Column("reports", sql.JSON(none_as_null=True)))
    table = sql.table(
        "extractions", *(sql.column(name) for name in ("id", "kind", "contracts", "record")),
        sql.column("reports", sql.JSON),
    )  # fmt: skip
    connection = op.get_bind()
    query = sql.select(table.c.id, table.c.kind, table.c.record).where(table.c.contracts > 0)
    last = ""
    # A few at a time: a record can hold a book.
    while rows := connection.execute(query.where(table.c.id > last).order_by(table.c.id).limit(100)).all():
        last = rows[-1].id
        for row in rows:
            reports = _reports(row.kind, json.loads(row.record)["contracts"])
            connection.execute(sql.update(table).where(table.c.id == row.id).values(reports=reports))


def _reports(kind: str, contracts: list[dict[str, Any]]) -> dict[str, str]:
    said: dict[str, str] = {}
    for contract in contracts:
        name, document = contract["id"], min(contract["sources"], default="")[:8]
        if not contract["departments"] and not name.endswith(f"-{document}"):
            name = f"{name}-{document}"
        said[name] = said.get(name, kind) + json.dumps(contract)
    return {name: hashlib.blake2b(text.encode(), digest_size=8).hexdigest() for name, text in said.items()}
