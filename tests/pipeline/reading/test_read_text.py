"""Plain text, and what every format has in common."""

import hashlib
from pathlib import Path

import pytest

from pipeline.reading import Limits, read, read_file

NOTE = "Trois axes :\r\n• agir tôt ;\r\n• prote\u0301ger.\r\n"


def test_text_is_normalised_and_cut_into_blocks() -> None:
    reading = read(NOTE.encode("utf-16"), "note.txt")
    assert reading.status == "read"
    assert reading.media_type == "text/plain"
    assert reading.text == "Trois axes :\n• agir tôt ;\n• protéger.\n"
    assert [(b.kind, b.marker, reading.text[b.start : b.end]) for b in reading.blocks] == [
        ("paragraph", "", "Trois axes :"),
        ("item", "•", "agir tôt ;"),
        ("item", "•", "protéger."),
    ]
    assert reading.page_count is None


def test_offsets_lead_back_to_the_decoded_source() -> None:
    reading = read(NOTE.encode(), "note.txt")
    start = reading.text.index("protéger")
    assert reading.offsets is not None
    first, last = reading.offsets.source_span(start, start + len("protéger"))
    assert NOTE[first:last] == "prote\u0301ger"


@pytest.mark.parametrize("data", [b"", b"  \r\n\t ", "\ufeff\u200b".encode()])
def test_nothing_to_read_is_empty(data: bytes) -> None:
    reading = read(data, "vide.txt")
    assert (reading.status, reading.blocks) == ("empty", [] if data else ())


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (bytes(range(256)) * 10, "unsupported_type"),
        (b"\x1f\x8b" + bytes(20), "unsupported_type"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "unsupported_type"),
    ],
)
def test_what_is_no_text_is_rejected_whatever_its_name(data: bytes, code: str) -> None:
    reading = read(data, "note.txt")
    assert reading.status == "rejected"
    assert [problem.code for problem in reading.problems] == [code]
    assert "Convert it" in reading.problems[0].message


def test_a_page_with_a_wrong_name_is_read_and_reported() -> None:
    reading = read(b"<html><body><p>Un contrat.</p>", "contrat.pdf")
    assert (reading.media_type, reading.main_text) == ("text/html", "Un contrat.")
    assert [problem.code for problem in reading.problems] == ["misnamed"]


def test_names_without_promise_are_no_problem() -> None:
    assert not read(b"<html><body><p>Un contrat.</p>", "page.php").problems


@pytest.mark.parametrize("data", [b"abcd" * 6, b"<p>" + b"abcd" * 6])
def test_more_than_the_limit_is_rejected_with_the_limit_named(data: bytes) -> None:
    reading = read(data, limits=Limits(text_bytes=20, html_bytes=20))
    assert reading.status == "rejected"
    assert reading.problems[0].code == "too_large"
    assert "at most 20 bytes" in reading.problems[0].message


def test_a_file_is_read_with_its_digest(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes(NOTE.encode("cp1252", "replace"))
    reading, digest = read_file(path)
    assert reading == read(path.read_bytes(), "note.txt")
    assert reading.bytes == path.stat().st_size
    assert digest == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_file_that_is_too_large_is_not_read_into_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "grand.txt"
    with path.open("wb") as file:  # 200 MB that take no room on the disk
        file.write(b"Un texte. " * 7_000)
        file.truncate(200_000_000)
    monkeypatch.setattr("pipeline.reading.read", lambda *_: pytest.fail("the file was read"))
    reading, digest = read_file(path)
    assert reading.status == "rejected"
    assert reading.bytes == 200_000_000
    assert "200 MB of text/plain; at most 50 MB" in reading.problems[0].message
    assert len(digest) == 64


def test_a_file_that_is_not_there_raises(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_file(tmp_path / "rien.txt")


def test_main_text_keeps_bullets_and_leaves_boilerplate_out() -> None:
    page = "<nav><a href=/>Accueil</a></nav><h1>Axes</h1><ul><li>agir<ul><li>tôt</ul></ul><ol start=2><li>suite</ol>"
    assert read(page.encode()).main_text == "Axes\n- agir\n- tôt\n2. suite"
