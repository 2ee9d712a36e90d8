"""What readers see: the published extraction of every document."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

import sqlalchemy as sql

from pipeline.catalogue.database import Database, chunks, patiently
from pipeline.catalogue.descriptions import names_of
from pipeline.catalogue.publishers import declared
from pipeline.catalogue.reported import Reported
from pipeline.catalogue.superseding import superseded
from pipeline.catalogue.tables import CAPTURES, DOCUMENTS, EXTRACTIONS, TEXTS
from pipeline.entry import Context, line_of
from pipeline.record import Document

T = TypeVar("T")

# Records in memory at once: few, because each can hold a book.
_PAGE = 10
_MANY = 1_000


class Counts(NamedTuple):
    """How many documents there are of each status and each kind, how many facts of each kind they hold."""

    statuses: dict[str, int]
    kinds: dict[str, int]
    facts: dict[str, int]


class Published:
    """The published side of a catalogue. Where the database goes away, what was being read must be read again."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def patiently(self, reading: Callable[[], T]) -> T:
        """Return what `reading` gives, which begins again where the database was away for a while."""
        return patiently(self.database, reading)

    def records(self, *, text: bool = True) -> Iterator[str]:
        """Yield the line of every document, in the order of the ids."""
        columns = [DOCUMENTS.c.id, EXTRACTIONS.c.record]
        query = _published(*columns, *([TEXTS.c.content] if text else [])).order_by(DOCUMENTS.c.id)
        if text:
            query = query.join(TEXTS, TEXTS.c.id == EXTRACTIONS.c.text)
        names = sql.select(CAPTURES.c.document, CAPTURES.c.uri, CAPTURES.c.source).where(
            CAPTURES.c.document.is_not(None)
        )
        with self.database.reading() as connection:
            records = connection.execution_options(yield_per=_PAGE).execute(query)
            captured = connection.execution_options(yield_per=_MANY).execute(
                names.distinct().order_by(CAPTURES.c.document)
            )
            of_documents = groupby(captured, itemgetter(0))
            contexts = _Contexts(connection)
            for id_, record, *content in records:
                # Both are in the order of the ids; a document that is not published has names too.
                captures = next(captures for document, captures in of_documents if document == id_)
                sources = {(uri, source) for _, uri, source in captures}
                yield line_of(
                    record,
                    {uri for uri, _ in sources},
                    content[0] if text else None,
                    contexts.of(id_, sources),
                )

    @contextmanager
    def reported(self) -> Iterator[Reported]:
        """Give what the documents report of contracts, all of one moment."""
        with self.database.reading() as connection:
            yield Reported(connection)

    def not_read(self) -> Iterator[Document]:
        """Yield the documents of any other status than `read`, without text, in the order of the names."""
        query = _published(DOCUMENTS.c.id).where(EXTRACTIONS.c.status != "read")
        with self.database.reading() as connection:
            ids: list[str] = list(connection.execute(query).scalars())
            names = names_of(connection, ids)
            for chunk in chunks(sorted(ids, key=lambda id_: min(names[id_])), _PAGE):
                records = _published(DOCUMENTS.c.id, EXTRACTIONS.c.record).where(DOCUMENTS.c.id.in_(chunk))
                found = dict(connection.execute(records).all())
                for id_ in chunk:
                    yield Document.model_validate_json(line_of(found[id_], names[id_], None))

    def counts(self) -> Counts:
        """Count the documents and their facts."""
        statuses: Counter[str] = Counter()
        kinds: Counter[str] = Counter()
        facts: Counter[str] = Counter()
        query = _published(EXTRACTIONS.c.status, EXTRACTIONS.c.kind, EXTRACTIONS.c.facts)
        with self.database.reading() as connection:
            for status, kind, counted in connection.execution_options(yield_per=_MANY).execute(query):
                statuses[status] += 1
                kinds[kind] += 1
                facts.update(counted)
        return Counts(
            dict(sorted(statuses.items())), dict(sorted(kinds.items())), dict(sorted(facts.items()))
        )


class _Contexts:
    """What is known of all documents together."""

    def __init__(self, connection: sql.Connection) -> None:
        self._later = superseded(connection)
        self._publishers = declared(connection)

    def of(self, document: str, sources: Iterable[tuple[str, str | None]]) -> Context:
        """Return what is known of a document; `sources` are its names, each with the source that has it there."""
        later = self._later.get(document, ())
        told = [(uri, source) for uri, source in sources if source in self._publishers]
        return Context(later, *self._publishers[min(told)[1] or ""]) if told else Context(later)


def _published(*columns: Any) -> sql.Select[*tuple[Any, ...]]:
    return (
        sql.select(*columns)
        .select_from(DOCUMENTS)
        .join(EXTRACTIONS, EXTRACTIONS.c.id == DOCUMENTS.c.published)
    )
