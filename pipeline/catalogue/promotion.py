"""Another version becomes the one that readers see: what is written for that, and what is left as it was."""

from typing import Any, NamedTuple

import sqlalchemy as sql
from sqlalchemy.orm import aliased

from pipeline.catalogue.models import DocumentRow, ExtractionRow
from pipeline.catalogue.newest import newest_of
from pipeline.catalogue.selection import UNREAD, Selection, conditions

_Shown = aliased(ExtractionRow)


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
        sql.select(_Shown.id)
        .where(_Shown.id == DocumentRow.published, _Shown.status.not_in(UNREAD))
        # Two selects further out.
        .correlate(DocumentRow)
        .exists()
    )
    extracted = newest_of(DocumentRow.id, version)
    better = extracted.where(sql.or_(ExtractionRow.status.not_in(UNREAD), ~now_read)).scalar_subquery()
    change = (
        sql.update(DocumentRow)
        .where(better.is_not(None), better.is_distinct_from(DocumentRow.published))
        .values(published=better)
    )
    kept = sql.select(sql.func.count()).select_from(DocumentRow).where(extracted.exists(), better.is_(None))
    lacking = (
        sql.select(sql.func.count())
        .select_from(DocumentRow)
        .where(*conditions(selection), ~extracted.exists())
    )
    changed: sql.CursorResult[Any] = connection.execute(change)
    left = (connection.execute(count).scalar_one() for count in (kept, lacking))
    return Promoted(changed.rowcount, *left)
