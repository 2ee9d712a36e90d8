"""Which documents were at an address before another one was."""

from collections import defaultdict
from datetime import datetime
from operator import itemgetter

import sqlalchemy as sql

from pipeline.catalogue.descriptions import names_of
from pipeline.catalogue.models import CaptureRow, DocumentRow, ExtractionRow

# Of a file nobody says when it was had: its row tells when it was archived.
_TIMED = sql.and_(
    CaptureRow.document.is_not(None),
    CaptureRow.captured_at.is_not(None),
    sql.or_(CaptureRow.http_status.is_not(None), CaptureRow.media_type.is_not(None)),
)


def superseded(connection: sql.Connection) -> dict[str, list[str]]:
    """Return which documents came after others at all addresses of these, the latest last.

    Of documents that readers see, and only those that could be read come in the place of another.
    """
    several = (
        sql.select(CaptureRow.uri)
        .where(_TIMED)
        .group_by(CaptureRow.uri)
        .having(sql.func.min(CaptureRow.document) != sql.func.max(CaptureRow.document))
    )
    query = (
        sql.select(
            CaptureRow.uri, CaptureRow.document, ExtractionRow.status, sql.func.max(CaptureRow.captured_at)
        )
        .join_from(CaptureRow, DocumentRow, DocumentRow.id == CaptureRow.document)
        .join(ExtractionRow, ExtractionRow.id == DocumentRow.published)
        .where(_TIMED, CaptureRow.uri.in_(several))
        .group_by(CaptureRow.uri, CaptureRow.document, ExtractionRow.status)
    )
    at: dict[str, list[tuple[datetime, str, str]]] = defaultdict(list)
    for uri, document, status, last in connection.execute(query):
        if document and last:  # which the query says
            at[uri].append((last, document, status))
    later: dict[str, dict[str, set[tuple[datetime, str]]]] = defaultdict(dict)
    for uri, found in at.items():
        for when, document, _ in found:
            after = {(other, id_) for other, id_, status in found if other > when and status == "read"}
            if after:
                later[document][uri] = after
    names = names_of(connection, later)
    return {
        document: _in_order(set().union(*by_uri.values()))
        for document, by_uri in later.items()
        if by_uri.keys() == names[document]
    }


def _in_order(found: set[tuple[datetime, str]]) -> list[str]:
    last = {id_: when for when, id_ in sorted(found)}
    return [id_ for id_, _ in sorted(last.items(), key=itemgetter(1, 0))]
