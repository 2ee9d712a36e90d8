"""The catalogue: what goes in, one transaction for each batch, and what is known of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import sqlalchemy as sql

from pipeline.catalogue.captures import Captures
from pipeline.catalogue.claims import Claims, release
from pipeline.catalogue.database import CatalogueError, Database, chunks, patient, patiently, url_of
from pipeline.catalogue.descriptions import names_of
from pipeline.catalogue.health import Health
from pipeline.catalogue.published import Published
from pipeline.catalogue.publishers import Publishers
from pipeline.catalogue.runs import Runs
from pipeline.catalogue.schema import prepare
from pipeline.catalogue.selection import Selected, Selection
from pipeline.catalogue.storing import add_names, store_entries
from pipeline.catalogue.tables import DOCUMENTS, EXTRACTIONS, TEXTS
from pipeline.catalogue.versions import Versions
from pipeline.entry import Entry


class Catalogue(Published):
    """The documents of an archive and all that was made of them, in SQLite or PostgreSQL.

    Every method is one transaction, tried again for a minute where the database is away. The order in which
    documents and names come in leaves no trace: the `uri` of a record is the first of its names in sort order,
    `also` the others.

    Parameters
    ----------
    place : Path or str
        The file of a database (it is made where it is not there), or a URL as SQLAlchemy writes it.

    Attributes
    ----------
    captures : Captures
        When which bytes were had under which name.
    claims : Claims
        Which run is at which document.
    publishers : Publishers
        Who publishes what the declared sources have.
    runs : Runs
        What was and is going on.
    versions : Versions
        What each version of the program made of the documents.
    health : Health
        What can be wrong with it.

    Raises
    ------
    CatalogueError
        If the database cannot be reached, made or used.
    """

    def __init__(self, place: Path | str) -> None:
        try:
            if isinstance(place, Path):
                place.parent.mkdir(parents=True, exist_ok=True)
            super().__init__(Database(url_of(place)))
            prepare(self.database)
        except (OSError, ImportError, sql.exc.SQLAlchemyError) as error:
            reason = " ".join(str(getattr(error, "orig", error)).split())
            advice = (
                "Name another --out, or remove it."
                if isinstance(place, Path)
                else "Check TRIPARTITE_CATALOGUE."
            )
            raise CatalogueError(f"{_shown(place)} cannot be used ({reason}). {advice}") from error
        self.captures = Captures(self.database)
        self.claims = Claims(self.database)
        self.runs = Runs(self.database)
        self.publishers = Publishers(self.database)
        self.versions = Versions(self.database)
        self.health = Health(self.database)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give back the database connections."""
        self.database.close()

    @patient
    def known(self, ids: Iterable[str], *fingerprints: str) -> dict[str, str]:
        """Return the documents among `ids` that need no extraction, with the name each was extracted under.

        They were extracted with one of `fingerprints`. A document whose extraction failed is not among them:
        it is tried again.
        """
        found: dict[str, str] = {}
        query = (
            sql.select(TEXTS.c.document, EXTRACTIONS.c.uri)
            .join_from(EXTRACTIONS, TEXTS)
            .where(EXTRACTIONS.c.fingerprint.in_(fingerprints), EXTRACTIONS.c.status != "failed")
        )
        with self.database.reading() as connection:
            for chunk in chunks(ids):
                found.update(connection.execute(query.where(TEXTS.c.document.in_(chunk))).all())
        return found

    @patient
    def archived(self, ids: Iterable[str]) -> set[str]:
        """Return those of `ids` whose bytes the archive has."""
        found: set[str] = set()
        with self.database.reading() as connection:
            for chunk in chunks(ids):
                query = sql.select(DOCUMENTS.c.id).where(DOCUMENTS.c.archived, DOCUMENTS.c.id.in_(chunk))
                found.update(connection.execute(query).scalars())
        return found

    def unread(self, *fingerprints: str) -> Iterator[Selected]:
        """Return the documents of the archive that no version has read, in the order of ids.

        Those whose extraction failed are among them; those that want character recognition, if none of `fingerprints`
        has tried them.
        """
        return self.versions.select(Selection(unread=True), *fingerprints)

    @patient
    def store(
        self, entries: Sequence[Entry], *, run: int | None = None, lost: int = 0, publish: bool = True
    ) -> None:
        """Store what was made of documents, in one transaction.

        Parameters
        ----------
        entries : sequence of Entry
            A document that is there already keeps its names; an extraction that is there with the same fingerprint
            is replaced, others stay.
        run : int, optional
            The run whose progress this is.
        lost : int
            How many documents this run could not have from the archive: they count as done, and as failed.
        publish : bool
            Whether readers see them from now on; otherwise a document that has a published version keeps it.
        """
        if not entries:
            if run is not None and lost:
                self.runs.advance(run, lost, lost)
            return
        # First of all the revision: whoever else stores waits, so that no two writers wait for each other's rows.
        with self.database.publishing() as connection:
            store_entries(self.database, connection, entries, publish=publish)
            if run is not None:
                failed = sum(entry.status == "failed" for entry in entries)
                self.runs.count(connection, run, len(entries) + lost, failed + lost)
                release(connection, run, [entry.id for entry in entries])

    def store_changed(self, entries: Sequence[Entry]) -> None:
        """Store those of the entries that are not there and published exactly as they are."""
        unchanged = self._unchanged({entry.id: entry for entry in entries})
        self.store([entry for entry in entries if entry.id not in unchanged])

    @patient
    def _unchanged(self, wanted: Mapping[str, Entry]) -> set[str]:
        same: set[str] = set()
        with self.database.reading() as connection:
            for chunk in chunks(wanted):
                query = (
                    sql.select(
                        DOCUMENTS.c.id, DOCUMENTS.c.archived, EXTRACTIONS.c.fingerprint, EXTRACTIONS.c.record
                    )
                    .join_from(DOCUMENTS, EXTRACTIONS, EXTRACTIONS.c.id == DOCUMENTS.c.published)
                    .where(DOCUMENTS.c.id.in_(chunk))
                )
                names = names_of(connection, chunk)
                for row in connection.execute(query):
                    entry = wanted[row.id]
                    made = (row.fingerprint, row.record) == (entry.fingerprint, entry.record)
                    if made and row.archived >= entry.archived and names[row.id].issuperset(entry.uris):
                        same.add(entry.id)
        return same

    @patient
    def link(self, names: Iterable[tuple[str, str]]) -> None:
        """Add (id, uri) names to documents that are there."""
        wanted: defaultdict[str, set[str]] = defaultdict(set)
        for id_, uri in names:
            wanted[id_].add(uri)
        with self.database.reading() as connection:
            there = names_of(connection, wanted)
        new = [(id_, uri) for id_, uris in wanted.items() for uri in sorted(uris.difference(there[id_]))]
        if new:
            with self.database.publishing() as connection:
                add_names(self.database, connection, new, datetime.now(UTC))

    @patient
    def mark_archived(self, ids: Iterable[str], *, archived: bool = True) -> None:
        """Note that the archive has the bytes of documents, or has them no more: then the next run puts them back."""
        with self.database.writing() as connection:
            for chunk in chunks(ids):
                connection.execute(
                    sql.update(DOCUMENTS).where(DOCUMENTS.c.id.in_(chunk)).values(archived=archived)
                )

    @patient
    def without_bytes(self) -> set[str]:
        """Return the published documents that are inputs whose bytes could not be had."""
        query = sql.select(DOCUMENTS.c.id).where(
            DOCUMENTS.c.bytes.is_(None), DOCUMENTS.c.published.is_not(None)
        )
        with self.database.reading() as connection:
            return set(connection.execute(query).scalars())

    @patient
    def withdraw(self, ids: Iterable[str]) -> None:
        """Publish documents no more; what is known of them stays."""
        there: list[str] = []
        with self.database.reading() as connection:
            for chunk in chunks(ids):
                query = sql.select(DOCUMENTS.c.id).where(
                    DOCUMENTS.c.id.in_(chunk), DOCUMENTS.c.published.is_not(None)
                )
                there += connection.execute(query).scalars()
        if there:
            with self.database.publishing() as connection:
                for chunk in chunks(there):
                    connection.execute(
                        sql.update(DOCUMENTS).where(DOCUMENTS.c.id.in_(chunk)).values(published=None)
                    )

    def revision(self) -> str:
        """Return what is another value after every change of what readers see."""
        return patiently(self.database, self.database.revision)


def _shown(place: Path | str) -> str:
    try:
        return (
            str(place)
            if isinstance(place, Path)
            else sql.make_url(place).render_as_string(hide_password=True)
        )
    except sql.exc.ArgumentError:
        return "The catalogue"
