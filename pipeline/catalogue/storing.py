"""What a transaction writes for the documents of a batch."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, TypeGuard

import sqlalchemy as sql

from pipeline.catalogue.database import Database
from pipeline.catalogue.descriptions import names_of
from pipeline.catalogue.tables import CAPTURES, DOCUMENTS, EXTRACTIONS, PROBLEMS, TEXTS
from pipeline.entry import Entry, extraction_key, text_key
from pipeline.inputs import Input


def store_entries(
    database: Database, connection: sql.Connection, entries: Sequence[Entry], *, publish: bool
) -> None:
    """Write documents with their names, texts, extractions and problems."""
    now = datetime.now(UTC)
    keys = [extraction_key(text_key(entry.id, entry.digest), entry.fingerprint) for entry in entries]
    pairs = list(zip(keys, entries, strict=True))
    add_documents(
        database,
        connection,
        [
            {"id": e.id, "bytes": e.size, "archived": e.archived, "first_captured": now, "published": key}
            for key, e in pairs
        ],
        publish=publish,
    )
    # What archives say of their members comes first: a name that is there stays as it is.
    _add_captures(database, connection, [_capture(entry, entry.had) for entry in entries if _told(entry.had)])
    # What is read from the archive was had before, under names that are there: to read it is no capture.
    there = names_of(connection, [entry.id for entry in entries])
    new = ((entry.id, uri) for entry in entries for uri in entry.uris if uri not in there[entry.id])
    add_names(database, connection, new, now)
    connection.execute(database.insert(TEXTS).on_conflict_do_nothing(), [_text(entry) for entry in entries])
    _replace(database, connection, EXTRACTIONS, [_extraction(key, entry, now) for key, entry in pairs])
    connection.execute(sql.delete(PROBLEMS).where(PROBLEMS.c.extraction.in_(keys)))
    if problems := [
        {"extraction": key, "code": p.code, "message": without_nulls(p.message), "page": p.page}
        for key, entry in pairs
        for p in entry.problems
    ]:
        connection.execute(sql.insert(PROBLEMS), problems)


def add_documents(
    database: Database, connection: sql.Connection, rows: Sequence[dict[str, Any]], *, publish: bool
) -> None:
    """Write documents; of one that is there, what was not known and, if asked for, the published extraction."""
    statement = database.insert(DOCUMENTS)
    new = statement.excluded
    published = (new.published, DOCUMENTS.c.published)
    statement = statement.on_conflict_do_update(
        index_elements=["id"],
        set_={
            "bytes": sql.func.coalesce(new.bytes, DOCUMENTS.c.bytes),
            "archived": sql.or_(DOCUMENTS.c.archived, new.archived),
            "published": sql.func.coalesce(*(published if publish else reversed(published))),
        },
    )
    connection.execute(statement, rows)


def add_names(
    database: Database, connection: sql.Connection, names: Iterable[tuple[str, str]], now: datetime
) -> None:
    """Write that documents were captured as files of these names; those that are known are left alone."""
    _add_captures(
        database, connection, [{"document": id_, "uri": uri, "captured_at": now} for id_, uri in names]
    )


def _add_captures(database: Database, connection: sql.Connection, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        statement = database.insert(CAPTURES).on_conflict_do_nothing(
            index_elements=["document", "uri"], index_where=CAPTURES.c.http_status.is_(None)
        )
        connection.execute(statement, rows)


def without_nulls(text: str) -> str:
    r"""Replace null characters, which PostgreSQL does not store.

    >>> without_nulls("a\0b")
    'a\ufffdb'
    """
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")


def _replace(
    database: Database, connection: sql.Connection, table: sql.Table, rows: Sequence[dict[str, Any]]
) -> None:
    statement = database.insert(table)
    replaced = {column.name: column for column in statement.excluded if column.name != "id"}
    connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=replaced), rows)


def _told(had: Input | None) -> TypeGuard[Input]:
    return bool(had and (had.retrieved_at or had.charset))


def _capture(entry: Entry, had: Input) -> dict[str, Any]:
    # Never none: a row without a type is of a file, and its time nobody's word (see descriptions.py).
    media_type = entry.reader.partition(" ")[0] or "application/octet-stream"
    return {
        "document": entry.id,
        "uri": had.uri,
        "captured_at": datetime.fromisoformat(had.retrieved_at) if had.retrieved_at else None,
        "media_type": f"{media_type}; charset={had.charset}" if had.charset else media_type,
    }


def _text(entry: Entry) -> dict[str, Any]:
    return {
        "id": text_key(entry.id, entry.digest),
        "document": entry.id,
        "digest": entry.digest,
        "reader": entry.reader,
        "content": entry.content,
    }


def _extraction(key: str, entry: Entry, now: datetime) -> dict[str, Any]:
    return {
        "id": key,
        "text": text_key(entry.id, entry.digest),
        "fingerprint": entry.fingerprint,
        "uri": entry.uris[0],
        "status": entry.status,
        "kind": entry.kind,
        "contracts": entry.contracts,
        "facts": entry.facts,
        "reports": entry.reports or None,
        "record": entry.record,
        "created_at": now,
    }
