"""What is known of each document: its names, what extracted it, its record. The state of an output folder."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self, TypeVar

import sqlalchemy as sql
from sqlalchemy import event
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from pipeline.entry import Entry
from pipeline.errors import TripartiteError
from pipeline.record import Document, Reporting

T = TypeVar("T")

# Values in one statement: SQLite takes 32,766.
_CHUNK = 5_000
# Records in memory at once: few, because each can hold a book.
_PAGE = 10


class Base(DeclarativeBase):
    """The tables of the catalogue."""


class DocumentRow(Base):
    """A document as it was last extracted; `record` is its line in documents.jsonl."""

    __tablename__ = "documents"

    id: Mapped[str] = mapped_column(sql.String(64), primary_key=True)
    fingerprint: Mapped[str]
    uri: Mapped[str]
    status: Mapped[str]
    kind: Mapped[str]
    contracts: Mapped[int]
    facts: Mapped[dict[str, int]] = mapped_column(sql.JSON)
    record: Mapped[str] = mapped_column(sql.Text)


class UriRow(Base):
    """A name under which the bytes of a document were given."""

    __tablename__ = "uris"

    document: Mapped[str] = mapped_column(
        sql.ForeignKey(DocumentRow.id, deferrable=True, initially="DEFERRED"), primary_key=True
    )
    uri: Mapped[str] = mapped_column(primary_key=True)


class Counts(NamedTuple):
    """How many documents there are of each status and each kind, how many facts of each kind they hold."""

    statuses: dict[str, int]
    kinds: dict[str, int]
    facts: dict[str, int]


class Catalogue:
    """The documents that an output folder speaks of, kept in SQLite.

    Every method is one transaction. The order in which documents and names come in leaves no trace: the
    `uri` of a record is the first of its names in sort order, `also` the others.

    Parameters
    ----------
    file : Path
        The database; it is made where it is not there.

    Raises
    ------
    TripartiteError
        If the file cannot be made or is no such database.
    """

    def __init__(self, file: Path) -> None:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._engine = sql.create_engine(f"sqlite:///{file}", connect_args={"timeout": 60})
            event.listen(self._engine, "connect", _tune)
            Base.metadata.create_all(self._engine)
        except (OSError, sql.exc.DatabaseError) as error:
            reason = getattr(error, "orig", error)
            raise TripartiteError(
                f"{file} cannot be used ({reason}). Name another --out, or remove it."
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give back the database connections."""
        self._engine.dispose()

    def known(self, ids: Iterable[str], *fingerprints: str) -> dict[str, str]:
        """Return the documents among `ids` that need no extraction, with the name each was extracted under.

        They were extracted with one of `fingerprints`. A document whose extraction failed is not among them:
        it is tried again.
        """
        found: dict[str, str] = {}
        query = sql.select(DocumentRow.id, DocumentRow.uri).where(
            DocumentRow.fingerprint.in_(fingerprints), DocumentRow.status != "failed"
        )
        with self._engine.connect() as connection:
            for chunk in _chunks(ids, _CHUNK):
                rows = connection.execute(query.where(DocumentRow.id.in_(chunk)))
                found.update((row.id, row.uri) for row in rows)
        return found

    def store(self, entries: Sequence[Entry]) -> None:
        """Store documents in one transaction; one that is there already is replaced and keeps its names."""
        if not entries:
            return
        with self._engine.begin() as connection:
            # Writing comes first: it makes another run that writes here wait, so that what is read holds.
            _add_uris(connection, ((entry.id, uri) for entry in entries for uri in entry.uris))
            statement = insert(DocumentRow)
            replaced = {column.name: column for column in statement.excluded if column.name != "id"}
            statement = statement.on_conflict_do_update(index_elements=["id"], set_=replaced)
            connection.execute(statement, [_row(entry) for entry in entries])
            uris = _uris(connection, [entry.id for entry in entries])
            _rename(connection, [entry.id for entry in entries if uris[entry.id] != list(entry.uris)])

    def link(self, names: Iterable[tuple[str, str]]) -> None:
        """Add (id, uri) names to documents that are there."""
        wanted: defaultdict[str, set[str]] = defaultdict(set)
        for id_, uri in names:
            wanted[id_].add(uri)
        with self._engine.connect() as connection:
            there = _uris(connection, wanted)
        new = [(id_, uri) for id_, uris in wanted.items() for uri in uris.difference(there[id_])]
        for chunk in _chunks(new, _CHUNK):
            with self._engine.begin() as connection:
                _add_uris(connection, chunk)
                _rename(connection, {id_ for id_, _ in chunk})

    def forget(self, ids: Iterable[str]) -> None:
        """Remove documents."""
        with self._engine.begin() as connection:
            for chunk in _chunks(ids, _CHUNK):
                connection.execute(sql.delete(DocumentRow).where(DocumentRow.id.in_(chunk)))
                connection.execute(sql.delete(UriRow).where(UriRow.document.in_(chunk)))

    def records(self) -> Iterator[str]:
        """Yield the line of every document, in the order of the ids."""
        return self._stream(sql.select(DocumentRow.record).order_by(DocumentRow.id))

    def reporting(self) -> Iterator[Reporting]:
        """Yield what the documents report that report contracts, in the order of the ids."""
        query = sql.select(DocumentRow.record).where(DocumentRow.contracts > 0).order_by(DocumentRow.id)
        return map(Reporting.model_validate_json, self._stream(query))

    def not_read(self) -> Iterator[Document]:
        """Yield the documents of any other status than `read`, in the order of the names."""
        query = sql.select(DocumentRow.record).where(DocumentRow.status != "read").order_by(DocumentRow.uri)
        return map(Document.model_validate_json, self._stream(query))

    def counts(self) -> Counts:
        """Count the documents and their facts."""
        statuses: Counter[str] = Counter()
        kinds: Counter[str] = Counter()
        facts: Counter[str] = Counter()
        query = sql.select(DocumentRow.status, DocumentRow.kind, DocumentRow.facts)
        with self._engine.connect() as connection:
            for status, kind, counted in connection.execution_options(yield_per=_CHUNK).execute(query):
                statuses[status] += 1
                kinds[kind] += 1
                facts.update(counted)
        return Counts(
            dict(sorted(statuses.items())), dict(sorted(kinds.items())), dict(sorted(facts.items()))
        )

    def _stream(self, query: sql.Select[str]) -> Iterator[str]:
        with self._engine.connect() as connection:
            yield from connection.execution_options(yield_per=_PAGE).execute(query).scalars()


def _row(entry: Entry) -> dict[str, Any]:
    return {name: value for name, value in entry._asdict().items() if name != "uris"} | {"uri": entry.uris[0]}


def _rename(connection: sql.Connection, ids: Collection[str]) -> None:
    """Write the names that documents have by now into their records."""
    if not ids:
        return
    uris = _uris(connection, ids)
    query = sql.select(DocumentRow.fingerprint, DocumentRow.record).where(DocumentRow.id.in_(ids))
    for fingerprint, record in connection.execute(query).all():
        document = Document.model_validate_json(record)
        entry = Entry.of(document, fingerprint, uris[document.id])
        connection.execute(sql.update(DocumentRow).where(DocumentRow.id == entry.id).values(_row(entry)))


def _add_uris(connection: sql.Connection, names: Iterable[tuple[str, str]]) -> None:
    rows = [{"document": id_, "uri": uri} for id_, uri in names]
    if rows:
        connection.execute(insert(UriRow).on_conflict_do_nothing(), rows)


def _uris(connection: sql.Connection, ids: Iterable[str]) -> defaultdict[str, list[str]]:
    """Return the sorted names of each document."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for chunk in _chunks(ids, _CHUNK):
        for id_, uri in connection.execute(
            sql.select(UriRow.document, UriRow.uri).where(UriRow.document.in_(chunk))
        ):
            found[id_].append(uri)
    # Sorted here: a database sorts text by rules of its own.
    for uris in found.values():
        uris.sort()
    return found


def _tune(connection: Any, _record: Any) -> None:
    # WAL: a reader and a writer do not wait for each other, and a commit need not wait for the disk.
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")


def _chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk
