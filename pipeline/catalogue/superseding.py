"""Which documents were at an address before another one was."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from operator import itemgetter

import sqlalchemy as sql

from pipeline.catalogue.database import chunks
from pipeline.catalogue.descriptions import names_of
from pipeline.catalogue.tables import CAPTURES, DOCUMENTS, EXTRACTIONS

# Of a file nobody says when it was had: its row tells when it was archived.
_TIMED = sql.or_(CAPTURES.c.http_status.is_not(None), CAPTURES.c.media_type.is_not(None))
# Addresses that are read from the database at once.
_MANY = 1_000
# What stands before the address of a page in the name of a member of an archive: "crawl.warc.gz!/https://…".
_MEMBER = "!/http"


def superseded(connection: sql.Connection) -> dict[str, list[str]]:
    """Return which documents came after others at all addresses of these, the latest last.

    Of documents that readers see, and only those that could be read come in the place of another. It does not matter
    whether a page was fetched or is of an archive of pages, and of which.
    """
    several = _several(connection)
    statuses = _statuses(connection, {id_ for found in several.values() for _, id_ in found})
    later: dict[str, dict[str, set[tuple[datetime, str]]]] = defaultdict(dict)
    for address, found in several.items():
        for when, document in found:
            after = {(other, id_) for other, id_ in found if other > when and statuses.get(id_) == "read"}
            if document in statuses and after:
                later[document][address] = after
    names = names_of(connection, later)
    return {
        document: _in_order(set().union(*by_address.values()))
        for document, by_address in later.items()
        if by_address.keys() == set(map(_address_of, names[document]))
    }


def _several(connection: sql.Connection) -> dict[str, list[tuple[datetime, str]]]:
    """Return the addresses that gave several documents: each with when it gave it last."""
    find = sql.func.instr if connection.dialect.name == "sqlite" else sql.func.strpos
    place = find(CAPTURES.c.uri, _MEMBER)
    address = sql.case((place > 0, sql.func.substr(CAPTURES.c.uri, place + 2)), else_=CAPTURES.c.uri)
    query = (
        sql.select(address, CAPTURES.c.document, sql.func.max(CAPTURES.c.captured_at))
        .where(_TIMED)
        .group_by(address, CAPTURES.c.document)
        .order_by(address)
    )
    several = {}
    rows = connection.execution_options(yield_per=_MANY).execute(query)
    for uri, captures in groupby(rows, itemgetter(0)):
        found = [(last, document) for _, document, last in captures if document and last]
        if len(found) > 1:
            several[uri] = found
    return several


def _statuses(connection: sql.Connection, documents: Iterable[str]) -> dict[str, str]:
    """Return how documents that readers see could be read."""
    query = sql.select(DOCUMENTS.c.id, EXTRACTIONS.c.status).join_from(
        DOCUMENTS, EXTRACTIONS, EXTRACTIONS.c.id == DOCUMENTS.c.published
    )
    return {
        id_: status
        for chunk in chunks(documents)
        for id_, status in connection.execute(query.where(DOCUMENTS.c.id.in_(chunk)))
    }


def _address_of(name: str) -> str:
    place = name.find(_MEMBER)
    return name[place + 2 :] if place >= 0 else name


def _in_order(found: set[tuple[datetime, str]]) -> list[str]:
    last = {id_: when for when, id_ in sorted(found)}
    return [id_ for id_, _ in sorted(last.items(), key=itemgetter(1, 0))]
