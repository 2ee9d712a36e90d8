"""Archives among the inputs: what is in them is read, and nothing in them does harm."""

import hashlib
import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from pipeline.reading import Limits, read, read_file, unpack_file
from pipeline.reading.containers.archives import Unpacked
from pipeline.reading.limits import MEGABYTE
from tests.pipeline import hostile
from tests.pipeline.running import records, run
from tests.standin import Standin

INNER = hostile.archive({"c.txt": b"39 Luc Petit", "d/page.html": b"<p>x</p>"})
FILES = {
    "a.txt": b"02 Anne Roy",
    "folder/b.txt": b"",
    "inner.zip": INNER,
    ".DS_Store": b"x",
    "__MACOSX/a.txt": b"x",
}


def unpacked(folder: Path, data: bytes, limits: Limits | None = None) -> Unpacked:
    path = folder / "it.zip"
    path.write_bytes(data)
    (folder / "members").mkdir()
    return unpack_file(path, folder / "members", limits=limits or Limits(read_seconds=30))


def test_members_are_there_with_their_bytes(tmp_path: Path) -> None:
    made = unpacked(tmp_path, hostile.archive(FILES))
    assert (made.reading.status, made.reading.media_type) == ("read", "application/zip")
    files = {member.name: member.path.read_bytes() for member in made.members if member.path}
    assert files == {
        "a.txt": b"02 Anne Roy",
        "folder/b.txt": b"",
        "inner.zip": INNER,
        "inner.zip!/c.txt": b"39 Luc Petit",
        "inner.zip!/d/page.html": b"<p>x</p>",
    }
    assert made.skipped == [(".DS_Store", "hidden file"), ("__MACOSX/a.txt", "hidden file")]


@pytest.mark.parametrize(
    "name", ["../../escaped.txt", "/tmp/escaped.txt", "..\\escaped.txt", "a/../../../escaped.txt"]
)
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    made = unpacked(tmp_path, hostile.archive({name: b"x"}))
    assert [member.path for member in made.members] == [tmp_path / "members" / "1"]
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["1", "it.zip", "members"]


def test_names_of_older_programs(tmp_path: Path) -> None:
    data = hostile.bomb(1, name="Délibération.txt".encode("cp850"))
    assert [member.name for member in unpacked(tmp_path, data).members] == ["Délibération.txt"]


@pytest.mark.parametrize(
    ("data", "limits", "status", "code", "message"),
    [
        # 1 MB that unpacks to 1 GB, whatever it says of itself.
        (hostile.bomb(), Limits(), "rejected", "members_refused", "zeros.txt. The file unpacks to more than 200 MB"),
        (hostile.bomb(declared=10), Limits(), "rejected", "members_refused", "zeros.txt"),
        (
            hostile.bomb(2),
            Limits(zip_inflated_bytes=MEGABYTE),
            "rejected",
            "too_much_inside",
            "more than 1 MB (TRIPARTITE_ZIP_INFLATED_BYTES allows more). 1 of its files",
        ),
        # What is counted is all that is in it, archives inside included.
        (
            hostile.archive({"a.zip": hostile.archive(dict.fromkeys("abc", b"x")), "b": b"x"}),
            Limits(zip_members=3),
            "read",
            "too_much_inside",
            "more than 3 files (TRIPARTITE_ZIP_MEMBERS allows more). 1 of its files",
        ),
        (INNER[:-30], Limits(), "rejected", "damaged", "The archive is damaged"),
        (hostile.archive({}), Limits(), "empty", "empty_archive", "no file"),
        (INNER, Limits(zip_bytes=100), "rejected", "too_large", "at most"),
        (hostile.archive({"[Content_Types].xml": b"<a/>"}), Limits(), "rejected", "unsupported_type", "Office"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_archive(
    tmp_path: Path, data: bytes, limits: Limits, status: str, code: str, message: str
) -> None:
    reading = unpacked(tmp_path, data, limits).reading
    assert (reading.status, [problem.code for problem in reading.problems]) == (status, [code])
    assert message in reading.problems[0].message
    # What was not taken whole leaves nothing behind.
    assert sum(path.stat().st_size for path in (tmp_path / "members").iterdir()) < MEGABYTE


def test_archives_in_archives_end_somewhere(tmp_path: Path) -> None:
    data = b"x"
    for _ in range(10):
        data = hostile.archive({"n.zip": data})
    made = unpacked(tmp_path, data, Limits(zip_depth=2))
    assert [member.name for member in made.members] == ["n.zip!/n.zip", "n.zip"]
    deepest = made.members[0].reading
    assert deepest
    assert [problem.code for problem in deepest.problems] == ["nested_too_deep"]


def test_members_that_ask_for_a_password_are_reported(tmp_path: Path) -> None:
    data = bytearray(hostile.archive({"a.txt": b"secret", "b.txt": b"02 Anne Roy"}))
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(header) + flags] |= 1
    made = unpacked(tmp_path, bytes(data))
    refused, read_too = made.members
    assert refused.reading
    assert [problem.code for problem in refused.reading.problems] == ["encrypted"]
    assert read_too.path
    assert made.reading.status == "read"


def test_the_record_is_the_same_where_nothing_is_unpacked_for_good(tmp_path: Path) -> None:
    data = hostile.archive(FILES)
    assert unpacked(tmp_path, data).reading == read(data) == read_file(tmp_path / "it.zip")[0]


def test_members_are_documents_of_a_run(folder: Path, tmp_path: Path, standin: Standin) -> None:
    (folder / "it.zip").write_bytes(hostile.archive(FILES))
    out = tmp_path / "out"
    result = run(out, folder)
    found = records(out, folder)
    assert {name: record["status"] for name, record in found.items()} == {
        "it.zip": "read",
        "it.zip!/a.txt": "read",
        "it.zip!/folder/b.txt": "empty",
        "it.zip!/inner.zip": "read",
        "it.zip!/inner.zip!/c.txt": "read",
        "it.zip!/inner.zip!/d/page.html": "read",
    }
    assert found["it.zip!/a.txt"]["id"] == hashlib.sha256(b"02 Anne Roy").hexdigest()
    assert found["it.zip!/inner.zip"]["id"] == hashlib.sha256(INNER).hexdigest()
    assert [contract.id for contract in result.contracts] == ["cdppe-02-2020", "cdppe-39-2020"]
    skipped = json.loads((out / "report.json").read_text())["skipped"]
    assert {"uri": f"{folder}/it.zip!/.DS_Store", "reason": "hidden file"} in skipped
    # The bytes of the members do not stay, and a second run reads nothing again.
    assert [path.name for path in (out / ".tripartite").iterdir() if path.is_dir()] == ["archive"]
    done = len(standin.extracted)
    before = (out / "documents.jsonl").read_bytes()
    run(out, folder)
    assert len(standin.extracted) == done
    assert (out / "documents.jsonl").read_bytes() == before


def test_a_member_that_is_also_an_input_is_one_document(
    folder: Path, tmp_path: Path, standin: Standin
) -> None:
    (folder / "it.zip").write_bytes(hostile.archive(FILES))
    (folder / "again.zip").write_bytes(hostile.archive(FILES))
    (folder / "a.txt").write_bytes(FILES["a.txt"])
    run(tmp_path / "out", folder)
    found = records(tmp_path / "out", folder)
    names = [f"{folder}/again.zip!/a.txt", f"{folder}/it.zip!/a.txt"]
    assert found["a.txt"]["source"]["also"] == names
    assert found["again.zip"]["source"]["also"] == [f"{folder}/it.zip"]


def test_refused_members_are_documents_that_were_not_read(
    folder: Path, tmp_path: Path, standin: Standin
) -> None:
    (folder / "it.zip").write_bytes(hostile.bomb())
    run(tmp_path / "out", folder)
    found = records(tmp_path / "out", folder)
    assert {name: record["status"] for name, record in found.items()} == {
        "it.zip": "rejected",
        "it.zip!/zeros.txt": "rejected",
    }


def test_an_archive_that_is_written_by_others_is_read(folder: Path, tmp_path: Path, standin: Standin) -> None:
    with ZipFile(folder / "it.zip", "w") as made:
        made.mkdir("folder")
        made.writestr("folder/a.txt", "02 Anne Roy")
    run(tmp_path / "out", folder)
    assert "it.zip!/folder/a.txt" in records(tmp_path / "out", folder)
