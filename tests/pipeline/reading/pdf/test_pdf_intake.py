"""PDFs that are damaged, or were made to break a reader."""

from pathlib import Path

import pytest

from pipeline.reading import Limits, Reading, read, read_file
from pipeline.reading.limits import MEGABYTE
from tests.pipeline import hostile

LIMITS = Limits(read_seconds=30)
PAGE = "contrat de la Creuse a ete signe le 3 mai 2021"


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems if problem.page is None]


def read_as_file(folder: Path, name: str) -> Reading:
    path = folder / name
    path.write_bytes(hostile.HOSTILE[name]())
    return read_file(path, limits=LIMITS)[0]


@pytest.mark.parametrize(
    ("name", "status", "code", "message"),
    [
        ("encrypted.pdf", "rejected", "encrypted", "asks for a password"),
        ("truncated.pdf", "read", "rescued", "4 pages were rescued"),
        ("empty.pdf", "empty", "empty_file", "no bytes"),
        ("page.pdf", "read", "misnamed", "is text/html"),
        ("picture.pdf", "rejected", "unsupported_type", "image/png"),
        ("deep.pdf", "read", "rescued", "1 page was rescued of the 1 that it names"),
        ("cyclic.pdf", "read", "rescued", "1 page was rescued of the 1000 that it names"),
        ("active.pdf", "read", "active_content", "JavaScript and a program; nothing of it was run"),
    ],
)
def test_each_ends_with_a_message_that_names_what_is_wrong(
    tmp_path: Path, name: str, status: str, code: str, message: str
) -> None:
    reading = read_as_file(tmp_path, name)
    assert (reading.status, codes(reading)) == (status, [code])
    assert message in reading.problems[0].message


def test_a_million_operators_do_not_hide_the_text(tmp_path: Path) -> None:
    reading = read_as_file(tmp_path, "operators.pdf")
    assert (reading.status, PAGE in reading.text) == ("read", True)


def test_a_page_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "letters.pdf"
    path.write_bytes(hostile.million_letters(millions=4))
    # A fast processor would have used up the usual memory within the second.
    limits = Limits(read_seconds=1, read_memory=3000 * MEGABYTE)
    reading, digest = read_file(path, limits=limits)
    assert (reading.status, codes(reading)) == ("rejected", ["too_slow"])
    assert "TRIPARTITE_READ_SECONDS" in reading.problems[0].message
    assert (reading.bytes, len(digest)) == (path.stat().st_size, 64)


def test_a_page_that_takes_too_long_takes_no_other_along(tmp_path: Path) -> None:
    path = tmp_path / "letters.pdf"
    path.write_bytes(hostile.slow_page_between())
    reading, _ = read_file(path, limits=Limits(read_seconds=4))
    assert (reading.status, reading.page_count) == ("read", 3)
    assert [(problem.code, problem.page) for problem in reading.problems] == [("page_too_slow", 2)]
    assert [f"Page {number} : le {PAGE}" in reading.text for number in (1, 2, 3)] == [True, False, True]


def test_what_pages_hold_is_not_lost_with_their_tree() -> None:
    reading = read(hostile.truncated())
    assert [f"Page {number} : le {PAGE}" in reading.text for number in range(1, 6)] == [True] * 4 + [False]


def test_nothing_in_a_pdf_is_run(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    path = tmp_path / "active.pdf"
    path.write_bytes(hostile.active(str(mark)))
    assert PAGE in read_file(path, limits=LIMITS)[0].text
    assert not mark.exists()


def test_a_sound_pdf_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def mend(data: bytes) -> None:
        raise AssertionError

    monkeypatch.setattr("pipeline.reading.pdf.mending.mend", mend)
    for data in (hostile.pdf(), hostile.pdf(hostile.LINES, (), hostile.LINES), hostile.tree_last()):
        assert "rescued" not in codes(read(data))


def test_a_pdf_without_any_page_is_damaged() -> None:
    for data in (hostile.hopeless(), hostile.made_of({1: b"<</Type /Catalog>>"})):
        assert codes(read(data)) == ["damaged"]
