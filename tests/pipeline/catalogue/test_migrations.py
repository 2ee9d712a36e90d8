"""The database from version to version: nothing that it holds is lost, and every way leads to the same tables."""

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Timer

import pytest
import sqlalchemy as sql

from pipeline.catalogue import Catalogue, CatalogueError
from pipeline.catalogue.database import Database, url_of
from pipeline.catalogue.schema import FIRST, HEAD, upgrade, version_of
from pipeline.catalogue.tables import METADATA

# A database of each earlier version, as that version really made it, and what it published.
DATABASES = Path(__file__).parents[2] / "data/catalogue"
EARLIER = [file.stem for file in sorted(DATABASES.glob("*.sql"))]

NewPlace = Callable[[], Path | str]


def made_by(version: str, folder: Path) -> Path:
    file = folder / f"{version}.sqlite"
    connection = sqlite3.connect(file)
    connection.executescript((DATABASES / f"{version}.sql").read_text("utf-8"))
    connection.close()
    return file


def published_by(version: str) -> list[str]:
    return (DATABASES / f"{version}.documents.jsonl").read_text("utf-8").splitlines()


def database(place: Path | str) -> Database:
    return Database(url_of(place))


def test_there_is_a_database_of_every_earlier_version() -> None:
    versions = Path("pipeline/catalogue/migrations/versions")
    known = sorted(file.name.partition("_")[0] for file in versions.glob("[0-9]*.py"))
    assert known[-1] == HEAD
    assert known[:-1] == EARLIER


@pytest.mark.parametrize("version", EARLIER)
def test_an_upgrade_keeps_every_record_to_the_byte(version: str, tmp_path: Path) -> None:
    with Catalogue(made_by(version, tmp_path)) as catalogue:
        assert list(catalogue.records()) == published_by(version)
        assert version_of(catalogue.database) == HEAD
        assert catalogue.counts().statuses == {"empty": 1, "read": 5, "rejected": 1}


def test_an_upgraded_database_knows_what_was_extracted_and_that_its_archive_is_empty(tmp_path: Path) -> None:
    with Catalogue(made_by(FIRST, tmp_path)) as catalogue:
        ids = [document.partition('"id":"')[2][:64] for document in published_by(FIRST)]
        known = catalogue.known(ids, "23d90bc9bdf564e3")
        # All but the one that could not be found.
        assert len(known) == len(ids) - 1
        assert "annonces/aisne.txt" in known.values()
        assert catalogue.archived(ids) == set()


def test_problems_of_earlier_records_are_rows(tmp_path: Path) -> None:
    with Catalogue(made_by(FIRST, tmp_path)) as catalogue, catalogue.database.reading() as connection:
        codes = connection.execute(sql.text("SELECT code FROM problems ORDER BY code")).scalars().all()
    assert codes == ["empty_file", "missing"]


def test_the_migrations_end_with_the_tables_of_the_models(new_place: NewPlace) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    migrated = database(new_place())
    # By way of the first version: to the newest, an empty database goes directly.
    for target in (FIRST, HEAD):
        with migrated.engine.begin() as connection:
            upgrade(connection, target=target)
    with migrated.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_a_new_database_and_an_upgraded_one_are_the_same(new_place: NewPlace) -> None:
    migrated, made = database(new_place()), new_place()
    for target in (FIRST, HEAD):
        with migrated.engine.begin() as connection:
            upgrade(connection, target=target)
    with Catalogue(made) as catalogue:
        assert shape(catalogue.database) == shape(migrated)


def shape(of: Database) -> dict[str, object]:
    """Everything that a database says of its tables."""
    with of.engine.connect() as connection:
        inspector = sql.inspect(connection)
        return {
            table: {
                "columns": [told(column) for column in inspector.get_columns(table)],
                "key": told(inspector.get_pk_constraint(table)),
                "unique": [told(constraint) for constraint in inspector.get_unique_constraints(table)],
                "references": [told(key) for key in inspector.get_foreign_keys(table)],
                "indexes": sorted(told(index) for index in inspector.get_indexes(table)),
            }
            for table in inspector.get_table_names()
        }


def told(about: object) -> str:
    """As text; the schema is a test's own and no part of the shape."""
    if isinstance(about, dict):
        return str({name: told(value) for name, value in about.items() if name != "referred_schema"})
    return str(about)


def test_programs_that_start_at_once_upgrade_once(tmp_path: Path) -> None:
    file = made_by(FIRST, tmp_path)

    def lines(_: int) -> list[str]:
        with Catalogue(file) as catalogue:
            return list(catalogue.records())

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lines, range(4))) == [published_by(FIRST)] * 4


def test_a_file_that_another_program_is_making_is_waited_for(tmp_path: Path) -> None:
    file = tmp_path / "catalogue.sqlite"
    with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        done = Timer(0.3, other.rollback)
        done.start()
        with Catalogue(file) as catalogue:
            assert list(catalogue.records()) == []
        done.join()


def test_an_upgrade_that_breaks_off_leaves_the_old_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = made_by(FIRST, tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr("alembic.op.drop_table", interrupted)
        with pytest.raises(KeyboardInterrupt):
            Catalogue(file)
    assert version_of(database(file)) == FIRST
    with Catalogue(file) as catalogue:
        assert list(catalogue.records()) == published_by(FIRST)


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_database_of_a_later_version_is_left_alone(new_place: NewPlace) -> None:
    place = new_place()
    with Catalogue(place) as catalogue, catalogue.database.engine.begin() as connection:
        connection.execute(sql.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(
        CatalogueError, match="has version 9999, which this version of tripartite does not know"
    ):
        Catalogue(place)
