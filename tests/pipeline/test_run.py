"""A whole run without Prefect: what it writes depends on its inputs and on nothing else."""

import errno
import json
import os
import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import rmtree

import pytest
import sqlalchemy as sql

from pipeline.archive.archive import Archive
from pipeline.batching import BatchSize
from pipeline.catalogue import Catalogue
from pipeline.errors import TripartiteError
from pipeline.inputs import find_inputs
from pipeline.layout import ARCHIVE, CATALOGUE
from pipeline.run import Result, Run
from pipeline.workers import Workers
from tests.postgres import Postgres
from tests.standin import Standin

FILES = {
    "a.txt": "02 Anne Roy",
    "b/copy of a.txt": "02 Anne Roy",
    "b/other.txt": "02 Luc Petit",
    "c.txt": "39 Zoé Blanc",
    "d.txt": "nothing",
    "empty.txt": "",
    "empty too.txt": "",
    "e.txt": "failure",
}


def write(folder: Path, files: dict[str, str] = FILES) -> list[str]:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return [str(folder / name) for name in files]


def run(names: list[str] | None, out: Path, size: BatchSize | None = None, *, text: bool = True) -> Result:
    with Run(find_inputs(names, out) if names is not None else None, out) as current:
        plan = current.plan()
        with Workers(plan, out / "log", size, processes=2) as workers:
            for pending in workers:
                current.store(pending.result())
        return current.publish(plan, text=text)


def published(out: Path) -> tuple[bytes, bytes]:
    return (out / "documents.jsonl").read_bytes(), (out / "contracts.jsonl").read_bytes()


def documents(out: Path) -> dict[str, dict[str, object]]:
    lines = (out / "documents.jsonl").read_text().splitlines()
    return {Path(record["source"]["uri"]).name: record for record in map(json.loads, lines)}


def test_every_input_is_accounted_for(folder: Path, tmp_path: Path, standin: Standin) -> None:
    names = write(folder)
    result = run([*names, str(folder / "absent.txt")], tmp_path / "out")
    records = documents(tmp_path / "out")
    named = {
        uri for record in records.values() for uri in (record["source"]["uri"], *record["source"]["also"])
    }
    assert named == {*names, str(folder / "absent.txt")}
    assert {name: record["status"] for name, record in records.items() if record["status"] != "read"} == {
        "absent.txt": "rejected",
        "empty too.txt": "empty",
        "e.txt": "failed",
    }
    assert [contract.id for contract in result.contracts] == ["cdppe-02-2020", "cdppe-39-2020"]
    assert sorted(Path(document.source.uri).name for document in result.not_read) == [
        "absent.txt",
        "e.txt",
        "empty too.txt",
    ]


@pytest.mark.parametrize("seed", range(6))
def test_neither_order_nor_batches_nor_runs_change_a_byte(
    folder: Path, tmp_path: Path, standin: Standin, seed: int
) -> None:
    names = [*write(folder), str(folder / "absent.txt")]
    run(names, tmp_path / "plain")
    chance = random.Random(seed)
    chance.shuffle(names)
    cut = chance.randrange(1, len(names))
    size = BatchSize(documents=chance.randrange(1, 5), bytes=chance.choice([10, 1_000]))
    # In two runs, the second of which is given some inputs again.
    run(names[:cut], tmp_path / "other", size)
    run(names[cut // 2 :], tmp_path / "other", size)
    assert published(tmp_path / "other") == published(tmp_path / "plain")


def test_what_is_known_is_not_extracted_again(folder: Path, tmp_path: Path, standin: Standin) -> None:
    names = write(folder)
    run(names, tmp_path / "out")
    before = published(tmp_path / "out")
    standin.extracted.clear()
    run(names, tmp_path / "out")
    # But for what failed: that may have been our fault.
    assert [Path(uri).name for uri in standin.extracted] == ["e.txt"]
    assert published(tmp_path / "out") == before


def test_another_version_extracts_again(folder: Path, tmp_path: Path, standin: Standin) -> None:
    names = write(folder, {"a.txt": "02 Anne Roy", "b.txt": "nothing"})
    run(names, tmp_path / "out")
    standin.extracted.clear()
    standin.fingerprint = "a later one"
    run(names[:1], tmp_path / "out")
    assert [Path(uri).name for uri in standin.extracted] == ["a.txt"]
    assert len(documents(tmp_path / "out")) == 2


def test_an_input_that_was_missing_and_is_there_now(folder: Path, tmp_path: Path, standin: Standin) -> None:
    names = [str(folder / "a.txt"), *write(folder, {"b.txt": "nothing"})]
    assert len(run(names, tmp_path / "out").not_read) == 1
    write(folder, {"a.txt": "02 Anne Roy"})
    assert run(names, tmp_path / "out").not_read == []
    assert {name: record["status"] for name, record in documents(tmp_path / "out").items()} == {
        "a.txt": "read",
        "b.txt": "read",
    }


def test_a_run_tells_of_its_own_problems_only(folder: Path, tmp_path: Path, standin: Standin) -> None:
    empty, full = write(folder, {"a.txt": "", "b.txt": "nothing"})
    assert [document.status for document in run([empty], tmp_path / "out").not_read] == ["empty"]
    assert run([full], tmp_path / "out").not_read == []
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    assert [reason["uri"] for reason in report["not_read"]] == [empty]


def test_what_was_stored_before_an_interrupt_is_not_done_again(
    folder: Path, tmp_path: Path, standin: Standin
) -> None:
    names = write(folder)
    out = tmp_path / "out"
    with Run(find_inputs(names, out), out) as current:
        plan = current.plan()
        with Workers(plan, out / "log", BatchSize(documents=2), processes=1) as workers:
            current.store(next(iter(workers)).result())
    standin.extracted.clear()
    run(names, out)
    assert len(standin.extracted) == len(plan.works) - 2
    run(names, tmp_path / "plain")
    assert published(out) == published(tmp_path / "plain")


def test_names_that_are_not_utf8_survive(folder: Path, tmp_path: Path, standin: Standin) -> None:
    for name in (b"pr\xe9fet.txt", b"pr\xe9fet too.txt"):
        (folder / os.fsdecode(name)).write_text("02 Anne Roy")
    result = run([str(folder), str(folder / os.fsdecode(b"abs\xe9nt.txt"))], tmp_path / "out")
    assert sorted(documents(tmp_path / "out")) == ["abs%E9nt.txt", "pr%E9fet too.txt"]
    assert [contract.id for contract in result.contracts] == ["cdppe-02-2020"]


def test_a_document_is_extracted_under_its_first_name(folder: Path, tmp_path: Path, standin: Standin) -> None:
    # A reader may look at the name; so which came first in time must not matter.
    first, second = write(folder, {"a.txt": "nothing", "b.txt": "nothing"})
    run([second], tmp_path / "out")
    run([first], tmp_path / "out")
    run([second], tmp_path / "out")
    assert standin.extracted == [second, first]


def test_without_text(folder: Path, tmp_path: Path, standin: Standin) -> None:
    run(write(folder), tmp_path / "out", text=False)
    assert all("text" not in record for record in documents(tmp_path / "out").values())


def test_scans_wait_for_a_run_that_can_recognise_them(folder: Path, tmp_path: Path, standin: Standin) -> None:
    scan, other = write(folder, {"a.txt": "scan", "b.txt": "nothing"})
    out = tmp_path / "out"
    assert [document.status for document in run([scan, other], out).not_read] == ["needs_ocr"]
    # Nothing has changed.
    run([scan, other], out)
    assert sorted(standin.extracted) == [scan, other]
    standin.recogniser = "tesseract 5"
    assert run([scan, other], out).not_read == []
    assert standin.extracted[2:] == [scan]
    # Nor has it now; what recognises better reads scans again.
    run([scan, other], out)
    standin.recogniser = "tesseract 6"
    run([scan, other], out)
    assert standin.extracted[2:] == [scan, scan]


def tree(out: Path) -> dict[str, tuple[int, bytes]]:
    """Every file of an output folder: when it was written, and its bytes."""
    return {
        str(file): (file.stat().st_mtime_ns, file.read_bytes()) for file in out.rglob("*") if file.is_file()
    }


def test_a_run_that_finds_nothing_new_writes_nothing(folder: Path, tmp_path: Path, standin: Standin) -> None:
    names = [*write(folder, FILES | {"e.txt": "no failure"}), str(folder / "absent.txt")]
    first = run(names, tmp_path / "out")
    before = tree(tmp_path / "out")
    second = run(names, tmp_path / "out")
    assert tree(tmp_path / "out") == before
    assert second == first._replace(known=len(second.not_read) + 4)


def test_what_is_missing_of_the_published_files_is_written_again(
    folder: Path, tmp_path: Path, standin: Standin
) -> None:
    names = write(folder)
    run(names, tmp_path / "out")
    before = published(tmp_path / "out")
    (tmp_path / "out/contracts.jsonl").unlink()
    run(names, tmp_path / "out")
    assert published(tmp_path / "out") == before


def test_the_text_comes_back_when_it_is_wanted_again(folder: Path, tmp_path: Path, standin: Standin) -> None:
    names = write(folder)
    run(names, tmp_path / "out")
    before = published(tmp_path / "out")
    run(names, tmp_path / "out", text=False)
    run(names, tmp_path / "out")
    assert published(tmp_path / "out") == before


def test_every_byte_is_in_the_archive(folder: Path, tmp_path: Path, standin: Standin) -> None:
    write(folder)
    run([str(folder)], tmp_path / "out")
    archive = Archive(tmp_path / "out" / ARCHIVE)
    assert {archive.get(id_).decode() for id_ in archive.ids()} == set(FILES.values())


def test_without_inputs_what_no_version_has_read_is_read_from_the_archive(
    folder: Path, tmp_path: Path, standin: Standin
) -> None:
    names = write(folder, FILES | {"scan.txt": "scan"})
    run(names, tmp_path / "out")
    rmtree(folder)
    standin.extracted.clear()
    standin.fingerprint = "a later one"
    standin.recogniser = "tesseract"
    result = run(None, tmp_path / "out")
    # What readers see of the others stays until a reprocessing is promoted.
    assert sorted(Path(uri).name for uri in standin.extracted) == ["e.txt", "scan.txt"]
    assert result.documents == 2
    assert documents(tmp_path / "out")["scan.txt"]["status"] == "read"
    # And then there is nothing left to do, but for what failed.
    assert run(None, tmp_path / "out").documents == 1


def test_what_the_archive_lost_keeps_its_record_and_is_told(
    folder: Path, tmp_path: Path, standin: Standin
) -> None:
    (name,) = write(folder, {"a.txt": "scan"})
    run([name], tmp_path / "out")
    before = published(tmp_path / "out")
    archive = tmp_path / "out" / ARCHIVE
    (id_,) = Archive(archive).ids()
    (archive / id_[:2] / id_).unlink()
    standin.recogniser = "tesseract"
    result = run(None, tmp_path / "out")
    assert [missing.uri for missing in result.missing] == [name]
    assert "does not have" in result.missing[0].reason
    assert published(tmp_path / "out") == before


def test_a_folder_of_an_earlier_schema_is_archived_by_the_next_run(
    folder: Path, tmp_path: Path, standin: Standin
) -> None:
    names = write(folder, {"a.txt": "02 Anne Roy", "b.txt": "nothing"})
    run(names, tmp_path / "out")
    # That schema knew of no archive.
    rmtree(tmp_path / "out" / ARCHIVE)
    with Catalogue(tmp_path / "out" / CATALOGUE) as catalogue, catalogue.database.writing() as connection:
        connection.execute(sql.text("UPDATE documents SET archived = FALSE"))
    standin.extracted.clear()
    run(names, tmp_path / "out")
    assert standin.extracted == []
    assert len(list(Archive(tmp_path / "out" / ARCHIVE).ids())) == 2


def test_a_run_that_cannot_write_says_so_and_the_next_goes_on(
    folder: Path, tmp_path: Path, standin: Standin, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = write(folder)
    run(names[:2], tmp_path / "out")
    before = published(tmp_path / "out")

    def full(file: object, piece: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr("pipeline.archive.folder._write_all", full)
        with pytest.raises(TripartiteError, match="No space left on device"):
            run(names, tmp_path / "out")
    assert published(tmp_path / "out") == before
    with Catalogue(tmp_path / "out" / CATALOGUE) as catalogue:
        assert [state.state for state in catalogue.runs.latest(2)] == ["failed", "completed"]
    run(names, tmp_path / "out")
    run(names, tmp_path / "plain")
    assert published(tmp_path / "out") == published(tmp_path / "plain")


def test_where_the_archive_cannot_be_used_no_catalogue_is_left_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRIPARTITE_ARCHIVE", "nowhere://bucket")
    with pytest.raises(TripartiteError, match="is no archive that can be used"):
        Run(None, tmp_path)
    assert not (tmp_path / CATALOGUE).exists()


def test_two_runs_at_once_on_one_folder(folder: Path, tmp_path: Path, standin: Standin) -> None:
    names = write(folder, {f"{n}.txt": f"{n % 7 + 10} Anne Roy {n}" for n in range(40)})
    with ThreadPoolExecutor(2) as threads:
        list(
            threads.map(
                lambda part: run(part, tmp_path / "out", BatchSize(documents=3)), (names[:30], names[10:])
            )
        )
    run(names, tmp_path / "plain")
    assert published(tmp_path / "out") == published(tmp_path / "plain")


def test_shared_places_give_the_same_files(
    folder: Path,
    tmp_path: Path,
    standin: Standin,
    postgres: Postgres,
    bucket: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = write(folder)
    run(names, tmp_path / "plain")
    monkeypatch.setenv("TRIPARTITE_CATALOGUE", postgres.new())
    monkeypatch.setenv("TRIPARTITE_ARCHIVE", f"{bucket}/shared")
    # Two folders, on two machines perhaps, with one catalogue and one archive.
    run(names[:4], tmp_path / "one")
    run(names[2:], tmp_path / "two")
    assert published(tmp_path / "two") == published(tmp_path / "plain")
    standin.extracted.clear()
    standin.fingerprint = "a later one"
    rmtree(folder)
    run(None, tmp_path / "one")
    # What failed is tried again with the bytes of the shared archive: the file is gone.
    assert len(standin.extracted) == 1
    assert published(tmp_path / "one") == published(tmp_path / "plain")
    assert not (tmp_path / "one" / ARCHIVE).exists()
