"""What its captures say of a document."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import sqlalchemy as sql

from pipeline.catalogue.database import chunks
from pipeline.catalogue.tables import CAPTURES

_CHARSET = re.compile(r"charset=([\w.:-]+)")


class Description(NamedTuple):
    """The names of a document in sort order, and the media types that it was said to be of.

    When it was had and which encoding was stated, where somebody said so of its first name.
    """

    uris: tuple[str, ...]
    media_types: str
    retrieved_at: str | None
    charset: str | None


class _Capture(NamedTuple):
    """In the order in which the first decides: by name, then by time."""

    uri: str
    at: str
    media_type: str


def descriptions(connection: sql.Connection, ids: Iterable[str]) -> dict[str, Description]:
    """Return what is known of each of some documents; one that was archived without a word is called by its id."""
    wanted = list(ids)
    found = _captures(connection, wanted)
    return {id_: _description(found[id_] or [_Capture(id_, "", "")]) for id_ in wanted}


def names_of(connection: sql.Connection, ids: Iterable[str]) -> defaultdict[str, set[str]]:
    """Return the names under which documents were had."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for chunk in chunks(ids):
        query = sql.select(CAPTURES.c.document, CAPTURES.c.uri).where(CAPTURES.c.document.in_(chunk))
        for document, uri in connection.execute(query.distinct()):
            if document:
                found[document].add(uri)
    return found


def _captures(connection: sql.Connection, ids: Sequence[str]) -> defaultdict[str, list[_Capture]]:
    found: defaultdict[str, list[_Capture]] = defaultdict(list)
    columns = (CAPTURES.c.document, CAPTURES.c.uri, CAPTURES.c.captured_at, CAPTURES.c.media_type)
    for chunk in chunks(ids):
        query = sql.select(*columns, CAPTURES.c.http_status).where(CAPTURES.c.document.in_(chunk))
        for document, uri, at, media_type, status in connection.execute(query):
            # Of a file nobody says when it was had: its row tells when it was archived.
            when = at.isoformat().replace("+00:00", "Z") if at and (media_type or status) else ""
            found[document or ""].append(_Capture(uri, when, media_type or ""))
    return found


def _description(captures: Sequence[_Capture]) -> Description:
    first = min(captures)
    charset = _CHARSET.search(first.media_type)
    return Description(
        tuple(sorted({capture.uri for capture in captures})),
        " ".join(capture.media_type for capture in captures),
        first.at or None,
        charset and charset[1],
    )
