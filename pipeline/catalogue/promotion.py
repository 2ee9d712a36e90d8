"""Another version becomes the one that readers see: what is written for that, and what is left as it was."""

from typing import Any, NamedTuple

import sqlalchemy as sql

from pipeline.catalogue.newest import newest_of
from pipeline.catalogue.selection import UNREAD, Selection, conditions
from pipeline.catalogue.tables import DOCUMENTS, EXTRACTIONS

_SHOWN = EXTRACTIONS.alias()


class Promoted(NamedTuple):
    """How many documents have another published version now.

    `kept` have not, for the new one could not read them; `lacking` have not, for it was not tried on them.
    """

    documents: int
    kept: int
    lacking: int


def promote(connection: sql.Connection, version: str, selection: Selection) -> Promoted:
    """Publish `version` in a transaction of the caller's; see `Versions.promote`."""
    now_read = (
        sql.select(_SHOWN.c.id)
        .where(_SHOWN.c.id == DOCUMENTS.c.published, _SHOWN.c.status.not_in(UNREAD))
        # Two selects further out.
        .correlate(DOCUMENTS)
        .exists()
    )
    extracted = newest_of(DOCUMENTS.c.id, version)
    better = extracted.where(sql.or_(EXTRACTIONS.c.status.not_in(UNREAD), ~now_read)).scalar_subquery()
    change = (
        sql.update(DOCUMENTS)
        .where(better.is_not(None), better.is_distinct_from(DOCUMENTS.c.published))
        .values(published=better)
    )
    kept = sql.select(sql.func.count()).select_from(DOCUMENTS).where(extracted.exists(), better.is_(None))
    lacking = (
        sql.select(sql.func.count()).select_from(DOCUMENTS).where(*conditions(selection), ~extracted.exists())
    )
    changed: sql.CursorResult[Any] = connection.execute(change)
    left = (connection.execute(count).scalar_one() for count in (kept, lacking))
    return Promoted(changed.rowcount, *left)
