"""What the published documents report of contracts, all of one moment."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import sqlalchemy as sql

from pipeline.catalogue.database import chunks
from pipeline.catalogue.superseding import superseded
from pipeline.catalogue.tables import DOCUMENTS, EXTRACTIONS, TEXTS
from pipeline.entry import Told

# Records in memory at once: few, because each can hold a book.
_PAGE = 10
_MANY = 1_000


class Reports(NamedTuple):
    """That an extraction reports contracts: its key, and by their names a digest of what it says of each."""

    extraction: str
    reports: dict[str, str]


class Reported:
    """What the published documents report, as a connection sees it."""

    def __init__(self, connection: sql.Connection) -> None:
        self._connection = connection
        self._later = superseded(connection)

    def told(self) -> Iterator[Reports]:
        """Yield which document reports what, in the order of the documents."""
        query = (
            sql.select(DOCUMENTS.c.id, EXTRACTIONS.c.id, EXTRACTIONS.c.reports)
            .join_from(DOCUMENTS, EXTRACTIONS, EXTRACTIONS.c.id == DOCUMENTS.c.published)
            .where(EXTRACTIONS.c.reports.is_not(None))
            .order_by(DOCUMENTS.c.id)
        )
        for id_, key, reports in self._connection.execution_options(yield_per=_MANY).execute(query):
            later = self._later.get(id_)
            before = f" before {' '.join(later)}" if later else ""
            yield Reports(key, {name: digest + before for name, digest in (reports or {}).items()})

    def read(self, extractions: Iterable[str]) -> Iterator[Told]:
        """Yield what some extractions report."""
        connection = self._connection.execution_options(yield_per=_PAGE)
        for chunk in chunks(extractions, _MANY):
            query = (
                sql.select(TEXTS.c.document, EXTRACTIONS.c.record)
                .join_from(EXTRACTIONS, TEXTS)
                .where(EXTRACTIONS.c.id.in_(chunk))
            )
            for id_, record in connection.execute(query):
                yield Told(record, self._later.get(id_, ()))
