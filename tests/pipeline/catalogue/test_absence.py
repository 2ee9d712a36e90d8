"""A database that goes away: for a while, and nothing is lost; for long, and it is told in plain words."""

from pathlib import Path
from threading import Timer

import pytest

from pipeline.catalogue import Catalogue, CatalogueError
from pipeline.entry import Entry
from pipeline.record import Document, InputSource
from tests.postgres import Postgres
from tests.standin import MADE_BY


def entry(name: str) -> Entry:
    document = Document(
        id=name, source=InputSource(uri=f"{name}.txt", bytes=1), status="read", extraction=MADE_BY
    )
    return Entry.of(document, "now", [f"{name}.txt"])


def test_a_batch_is_stored_when_the_database_is_back(postgres: Postgres) -> None:
    with Catalogue(postgres.new()) as catalogue:
        catalogue.store([entry("a")])
        postgres.stop()
        back = Timer(1.5, postgres.start)
        back.start()
        catalogue.store([entry("b")])
        back.join()
        assert catalogue.counts().statuses == {"read": 2}


def test_what_was_being_read_is_read_again(postgres: Postgres) -> None:
    with Catalogue(postgres.new()) as catalogue:
        catalogue.store([entry(f"{number:04}") for number in range(3_000)])
        lines: list[list[str]] = []

        def read() -> int:
            lines.append([])
            for line in catalogue.records():
                if len(lines) == 1 and len(lines[0]) == 20:
                    postgres.stop()
                    postgres.start()
                lines[-1].append(line)
            return len(lines[-1])

        assert catalogue.patiently(read) == 3_000
        assert len(lines) == 2


def test_a_database_that_does_not_come_back_is_told(
    postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.catalogue.database.PATIENCE", 0.5)
    with Catalogue(postgres.new()) as catalogue:
        postgres.stop()
        try:
            with pytest.raises(
                CatalogueError, match=r"cannot be used \(.*\)\. What was stored before is safe\."
            ):
                catalogue.store([entry("a")])
        finally:
            postgres.start()


def test_a_database_that_is_not_there_is_told_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError) as caught:
        Catalogue("postgresql://reader:secret@127.0.0.1:1/archive")
    assert "Check TRIPARTITE_CATALOGUE." in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_full_disk_is_told_and_leaves_the_batch_out(tmp_path: Path) -> None:
    from sqlalchemy import event

    with Catalogue(tmp_path / "catalogue.sqlite") as catalogue:
        catalogue.store([entry("a")])
        catalogue.close()
        # As many pages as there are: for SQLite the same as a disk without room.
        event.listen(
            catalogue.database.engine, "connect", lambda found, _: found.execute("PRAGMA max_page_count = 1")
        )
        with pytest.raises(CatalogueError, match=r"cannot be used \(database or disk is full\)"):
            catalogue.store([entry(f"{number:04}") for number in range(3_000)])
        assert catalogue.counts().statuses == {"read": 1}
