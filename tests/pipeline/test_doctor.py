"""What `tripartite doctor` notices, and that it says what to do."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sql

from pipeline import doctor
from pipeline.archive.archive import Archive
from pipeline.catalogue import Catalogue
from pipeline.catalogue.schema import HEAD
from pipeline.catalogue.tables import DOCUMENTS, RUNS
from pipeline.doctor import Finding, check_disk, check_tesseract, examine
from pipeline.entry import Entry
from pipeline.inputs import Input
from pipeline.planning import make_plan
from pipeline.processes import this_process
from pipeline.record import Document, InputSource
from tests.standin import MADE_BY


class House:
    """An output folder with a catalogue and an archive."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.file = out / "catalogue.sqlite"
        self.catalogue = Catalogue(self.file)
        self.archive = Archive(out / "archive")

    def add(self, text: str, *, archived: bool = True) -> str:
        id_ = self.archive.put(text.encode())
        source = InputSource(uri=f"{text}.txt", bytes=len(text))
        document = Document(id=id_, source=source, status="read", text=text, extraction=MADE_BY)
        self.catalogue.store([Entry.of(document, "v1", [source.uri], archived=archived)])
        return id_

    def file_of(self, id_: str) -> Path:
        (found,) = (self.out / "archive").rglob(id_)
        return found

    def findings(self, *, thorough: bool = True) -> list[Finding]:
        return list(examine(self.file, self.archive.url, self.out, thorough=thorough))

    def told(self, *, thorough: bool = True) -> list[tuple[str, str]]:
        """What is not well."""
        return [(f.level, f.what) for f in self.findings(thorough=thorough) if f.level != "well"]


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """One in which all is well."""
    # The machine is not what these tests are about.
    for name in ("check_model", "check_tesseract", "check_disk"):
        monkeypatch.setattr(doctor, name, lambda *_: iter(()))
    made = House(tmp_path)
    for text in ("one", "two", "three"):
        made.add(text)
    with made.catalogue:
        yield made


def test_all_is_well(house: House) -> None:
    assert house.told() == []
    assert any("3 documents intact" in finding.what for finding in house.findings())


def test_missing_bytes_are_named(house: House) -> None:
    id_ = house.add("lost")
    house.file_of(id_).unlink()
    assert house.told() == [("wrong", f"archive: 1 documents are missing: {id_}")]


def test_what_is_missing_is_put_back_by_the_next_run_once_the_catalogue_knows(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.planning.fingerprint", lambda: "v1")
    file = tmp_path / "lost.txt"
    file.write_text("lost")
    house.file_of(house.add("lost")).unlink()

    def run() -> None:
        plan = make_plan([Input("lost.txt", file)], house.catalogue, house.archive, tmp_path / "unpacked")
        assert plan.works == []

    # Nobody looks for what the catalogue says is there.
    run()
    assert [level for level, _ in house.told()] == ["wrong"]
    list(examine(house.file, house.archive.url, house.out, mend=True))
    run()
    assert house.told() == []


def test_damaged_bytes_are_found_where_all_are_read(house: House) -> None:
    id_ = house.add("whole")
    file = house.file_of(id_)
    file.chmod(0o644)
    file.write_text("broken")
    assert house.told() == [("wrong", f"archive: 1 documents are damaged: {file}")]
    assert house.told(thorough=False) == []


def test_bytes_that_nobody_knows_are_no_harm(house: House) -> None:
    id_ = house.archive.put(b"unknown")
    assert house.told() == [("note", f"archive: 1 documents that the catalogue does not know: {id_}")]


def test_of_many_some_are_named(house: House) -> None:
    for number in range(25):
        house.archive.put(str(number).encode())
    ((_, what),) = house.told()
    assert what.count(", ") == 9
    assert what.endswith("and 15 more")


def test_documents_whose_bytes_were_never_kept_are_counted(house: House) -> None:
    id_ = house.add("kept nowhere", archived=False)
    house.file_of(id_).unlink()
    ((level, what),) = house.told()
    assert level == "note"
    assert "of 1 documents the bytes were never kept" in what


def test_a_published_version_that_is_not_there(house: House) -> None:
    with house.catalogue.database.engine.begin() as connection:
        connection.execute(sql.update(DOCUMENTS).values(published="nowhere"))
    assert house.told() == [("wrong", "catalogue: the published version of 3 documents is not there")]


def test_a_damaged_catalogue(house: House) -> None:
    house.catalogue.close()
    data = bytearray(house.file.read_bytes())
    for page in range(2, len(data) // 4096):
        data[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    house.file.write_bytes(data)
    found = house.told()
    assert found
    assert {level for level, _ in found} == {"wrong"}


def test_a_catalogue_of_an_earlier_version_is_left_alone(house: House, tmp_path: Path) -> None:
    script = next(Path("tests/data/catalogue").glob("*.sql"))
    old = tmp_path / "old.sqlite"
    with sqlite3.connect(old) as connection:
        connection.executescript(script.read_text())
        before = list(connection.iterdump())
    house.file = old
    ((level, what),) = house.told()
    assert level == "note"
    assert f"that of this program is {HEAD}" in what
    with sqlite3.connect(old) as connection:
        assert list(connection.iterdump()) == before


def test_a_catalogue_of_a_later_version(house: House) -> None:
    with house.catalogue.database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    ((level, what),) = house.told()
    assert level == "wrong"
    assert "version 9999" in what


def test_a_file_that_is_no_catalogue(house: House) -> None:
    house.catalogue.close()
    house.file.write_text("Bonjour. " * 1000)
    ((level, what),) = house.told()
    assert level == "wrong"
    assert "not a database" in what


def test_a_run_that_died_is_told(house: House) -> None:
    process = subprocess.Popen([sys.executable, "-c", "pass"])
    process.wait()
    gone = this_process() | {"pid": process.pid}
    run = house.catalogue.runs.start("reprocess", 10, "v2", {"process": gone})
    house.catalogue.runs.advance(run, 4)
    ((level, what),) = house.told()
    assert level == "note"
    assert "died, 4 of 10 documents done" in what
    with house.catalogue.database.engine.begin() as connection:
        connection.execute(sql.update(RUNS).values(state="completed"))
    assert house.told() == []


def test_everything_that_is_not_well_comes_with_advice(house: House) -> None:
    house.file_of(house.add("lost")).unlink()
    house.archive.put(b"unknown")
    assert all(finding.advice for finding in house.findings() if finding.level != "well")


def test_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def usage(_: Path) -> object:
        return shutil._ntuple_diskusage(10**12, 10**12 - 10**6, 10**6)  # type: ignore[attr-defined]

    assert [finding.level for finding in check_disk([tmp_path])] == ["well"]
    monkeypatch.setattr(shutil, "disk_usage", usage)
    # Two folders on one disk are told once.
    (finding,) = check_disk([tmp_path, tmp_path])
    assert (finding.level, finding.what) == ("wrong", f"disk of {tmp_path}: 1 MB free")


@pytest.mark.parametrize(("name", "level"), [("tesseract 5.3.0", "well"), (None, "note")])
def test_tesseract(name: str | None, level: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "recogniser", lambda: name)
    assert [finding.level for finding in check_tesseract()] == [level]
