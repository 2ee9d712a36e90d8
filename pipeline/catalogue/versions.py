"""The versions of what was extracted: which there are, what each says of a document, which one readers see.

A version is all that was extracted by the same code, model, settings and reference data. Its name is the first
word of a fingerprint: what recognised the characters of scanned pages stands behind it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sql

from pipeline.catalogue.database import CatalogueError, Database, patient
from pipeline.catalogue.descriptions import names_of
from pipeline.catalogue.newest import newest
from pipeline.catalogue.promotion import Promoted, promote
from pipeline.catalogue.selection import Selected, Selection, conditions, select_after
from pipeline.catalogue.tables import DOCUMENTS, EXTRACTIONS, TEXTS
from pipeline.entry import line_of
from pipeline.record import Document

PUBLISHED = "published"
LATEST = "latest"

# Documents whose versions are looked up at once, and whose records are in memory at once: a record can hold a book.
_MANY = 500
_FEW = 10


class Version(NamedTuple):
    """A version: its name, how many extractions it made, how many of them failed and are published, and when."""

    name: str
    extractions: int
    failed: int
    published: int
    first: datetime | None
    last: datetime | None


class Amount(NamedTuple):
    """A number of documents and their bytes."""

    documents: int
    bytes: int


class Made(NamedTuple):
    """An extraction of a document: when and by what it was made, whether readers see it, its record."""

    fingerprint: str
    created_at: datetime | None
    published: bool
    document: Document


class Versions:
    """The versions in a catalogue."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @patient
    def all(self) -> list[Version]:
        """Return the versions, the latest first."""
        moments = sql.func.min(EXTRACTIONS.c.created_at), sql.func.max(EXTRACTIONS.c.created_at)
        query = (
            sql.select(
                EXTRACTIONS.c.fingerprint,
                sql.func.count(),
                sql.func.sum(sql.case((EXTRACTIONS.c.status == "failed", 1), else_=0)),
                sql.func.count(DOCUMENTS.c.id),
                *moments,
            )
            .select_from(EXTRACTIONS)
            .outerjoin(DOCUMENTS, DOCUMENTS.c.published == EXTRACTIONS.c.id)
            # Of what has no bytes nothing extracted anything.
            .where(EXTRACTIONS.c.fingerprint != "")
            .group_by(EXTRACTIONS.c.fingerprint)
        )
        with self.database.reading() as connection:
            rows = connection.execute(query).all()
        found: dict[str, Version] = {}
        for fingerprint, extractions, failed, published, first, last in rows:
            name = fingerprint.split(" ", 1)[0]
            new = Version(name, extractions, failed, published, first, last)
            found[name] = _together(found[name], new) if name in found else new
        return sorted(found.values(), key=lambda v: (v.last is not None, v.last, v.name), reverse=True)

    def resolve(self, name: str) -> str:
        """Return the version that somebody means: by its name, the beginning of it, `published` or `latest`.

        Raises
        ------
        CatalogueError
            If there is none, or if several begin so.
        """
        if name == PUBLISHED:
            return name
        versions = self.all()
        known = ", ".join(version.name for version in versions[:10]) or "none"
        if name == LATEST and versions:
            return versions[0].name
        meant = [version.name for version in versions if version.name.startswith(name)]
        if name in meant:
            return name
        if len(meant) == 1:
            return meant[0]
        if meant:
            raise CatalogueError(f"Several versions begin with {name}: {', '.join(meant)}.")
        raise CatalogueError(f"There is no version {name} in this catalogue. There are: {known}.")

    @patient
    def amount(self, selection: Selection, *without: str) -> Amount:
        """Count the documents that `select` would yield, and their bytes."""
        query = sql.select(sql.func.count(), sql.func.sum(DOCUMENTS.c.bytes)).where(
            *conditions(selection, without)
        )
        with self.database.reading() as connection:
            documents, size = connection.execute(query).one()
        return Amount(documents, int(size or 0))

    def select(self, selection: Selection, *without: str) -> Iterator[Selected]:
        """Yield the selected documents in the order of their ids, a page of them in memory at a time.

        Parameters
        ----------
        selection : Selection
            Which of those that the archive has.
        *without : str
            Fingerprints: what was extracted under one of them, and did not fail, is left out.
        """
        last = ""
        while page := self._page(last, selection, without):
            last = page[-1].id
            yield from page

    @patient
    def _page(self, last: str, selection: Selection, without: Sequence[str]) -> list[Selected]:
        return select_after(self.database, last, selection, without)

    def pairs(
        self, one: str, other: str, selection: Selection | None = None
    ) -> Iterator[tuple[Document | None, Document | None]]:
        """Yield what two versions say of each document that one of them has, in the order of the ids.

        Parameters
        ----------
        one, other : str
            Names of versions; `published` stands for what readers see.
        selection : Selection, optional
            Which documents; all that are known where it is not given.
        """
        last = ""
        while found := self._keys(last, one, other, selection):
            last = found[-1][0]
            for start in range(0, len(found), _FEW):
                few = found[start : start + _FEW]
                records = self._records({key for _, *keys in few for key in keys if key})
                yield from (
                    (records[a] if a else None, records[b] if b else None) for _, a, b in few if a or b
                )

    @patient
    def _keys(
        self, last: str, one: str, other: str, selection: Selection | None
    ) -> list[tuple[str, str | None, str | None]]:
        """Return the next documents with the keys of their extractions in both versions."""
        page = (
            sql.select(DOCUMENTS.c.id, DOCUMENTS.c.published)
            .where(DOCUMENTS.c.id > last, *(conditions(selection) if selection else ()))
            .order_by(DOCUMENTS.c.id)
            .limit(_MANY)
        )
        with self.database.reading() as connection:
            documents = connection.execute(page).all()
            ids = [id_ for id_, _ in documents]
            keys = {
                version: {row.id: row.published for row in documents}
                if version == PUBLISHED
                else newest(connection, ids, version)
                for version in (one, other)
            }
        return [(id_, keys[one].get(id_), keys[other].get(id_)) for id_ in ids]

    @patient
    def _records(self, keys: Iterable[str]) -> dict[str, Document]:
        query = (
            sql.select(EXTRACTIONS.c.id, EXTRACTIONS.c.record, TEXTS.c.document, TEXTS.c.content)
            .join_from(EXTRACTIONS, TEXTS)
            .where(EXTRACTIONS.c.id.in_(list(keys)))
        )
        with self.database.reading() as connection:
            rows = connection.execute(query).all()
            names = names_of(connection, {row.document for row in rows})
        return {
            row.id: Document.model_validate_json(line_of(row.record, names[row.document], row.content))
            for row in rows
        }

    def made_of(self, document: str) -> Iterator[Made]:
        """Yield all extractions of a document, the earliest first."""
        query = (
            sql.select(
                EXTRACTIONS.c.id, EXTRACTIONS.c.fingerprint, EXTRACTIONS.c.created_at, DOCUMENTS.c.published
            )
            .join_from(EXTRACTIONS, TEXTS)
            .join(DOCUMENTS, DOCUMENTS.c.id == TEXTS.c.document)
            .where(TEXTS.c.document == document)
            .order_by(EXTRACTIONS.c.created_at.asc().nulls_first(), EXTRACTIONS.c.id)
        )
        with self.database.reading() as connection:
            rows = connection.execute(query).all()
        for key, fingerprint, created_at, published in rows:
            yield Made(fingerprint, created_at, key == published, self._records([key])[key])

    @patient
    def promote(self, version: str, selection: Selection) -> Promoted:
        """Let readers see what `version` says of every document that it has, in one transaction.

        What it failed to read, or could not read without character recognition, keeps a version in which it was
        read.

        Parameters
        ----------
        version : str
            Its name.
        selection : Selection
            Which documents of the archive it should have.
        """
        with self.database.publishing() as connection:
            return promote(connection, version, selection)


def _together(one: Version, other: Version) -> Version:
    return Version(
        one.name,
        one.extractions + other.extractions,
        one.failed + other.failed,
        one.published + other.published,
        min(filter(None, (one.first, other.first)), default=None),
        max(filter(None, (one.last, other.last)), default=None),
    )
