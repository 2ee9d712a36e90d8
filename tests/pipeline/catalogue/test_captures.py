"""What the catalogue knows of when and where bytes were had."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.catalogue import Capture, Catalogue, CatalogueError
from pipeline.entry import Entry
from pipeline.record import Document, InputSource
from tests.standin import MADE_BY

DAY = datetime(2026, 3, 4, tzinfo=UTC)
PAGE = "https://www.exemple.fr/page"


@pytest.fixture
def catalogue(new_catalogue: Callable[[], Catalogue]) -> Catalogue:
    """A page that changed once and then was gone, and a file."""
    made = new_catalogue()
    made.captures.add(
        [
            Capture(PAGE, DAY, "ab1", 10, True, source="aisne", http_status=200, media_type="text/html"),
            Capture(PAGE, DAY + timedelta(1), "ab2", 12, True, source="aisne", http_status=200),
            Capture(PAGE, DAY + timedelta(2), None, source="aisne", http_status=404, note="gone"),
        ]
    )
    source = InputSource(uri="b.txt", bytes=7)
    document = Document(id="cd3", source=source, status="read", extraction=MADE_BY)
    made.store([Entry.of(document, "v1", ["b.txt"])])
    return made


def test_the_latest_capture_is_the_last_that_gave_bytes(catalogue: Catalogue) -> None:
    found = catalogue.captures.last_with_bytes(PAGE)
    assert found == Capture(PAGE, DAY + timedelta(1), "ab2", 12, True, source="aisne", http_status=200)
    assert catalogue.captures.last_with_bytes("https://www.exemple.fr/other") is None


def test_the_last_capture_may_have_given_nothing(catalogue: Catalogue) -> None:
    found = catalogue.captures.last(PAGE)
    assert found
    assert (found.captured_at, found.document, found.http_status) == (DAY + timedelta(2), None, 404)


def test_the_captures_of_a_document_are_its_own(catalogue: Catalogue) -> None:
    (capture,) = catalogue.captures.of("ab1")
    assert (capture.captured_at, capture.size, capture.archived, capture.media_type) == (
        DAY,
        10,
        True,
        "text/html",
    )
    (file,) = catalogue.captures.of("cd3")
    assert (file.uri, file.http_status, file.archived) == ("b.txt", None, False)


def test_to_read_what_was_fetched_is_no_capture(catalogue: Catalogue) -> None:
    before = catalogue.captures.of("ab1")
    source = InputSource(uri=PAGE, bytes=10)
    document = Document(id="ab1", source=source, status="read", extraction=MADE_BY)
    catalogue.store([Entry.of(document, "v1", [PAGE, "copy.html"], archived=True)])
    # A name that it was not fetched under is one.
    assert [capture for capture in catalogue.captures.of("ab1") if capture.uri == PAGE] == before
    assert [capture.uri for capture in catalogue.captures.of("ab1")] == [PAGE, "copy.html"]


def test_a_document_is_meant_by_its_id_the_beginning_of_it_or_a_name(catalogue: Catalogue) -> None:
    called = catalogue.captures.documents_called
    assert called("ab1") == called("AB1") == ["ab1"]
    assert called("c") == called("b.txt") == ["cd3"]
    # A part of the name will do where it is of one document only.
    assert called("B.t") == ["cd3"]
    # All that was had under a name is meant.
    assert called(PAGE) == ["ab1", "ab2"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("ab", rf"Several documents could be meant by ab\..*:\n  ab1  {PAGE}\n  ab2  {PAGE}"),
        # The beginning of ids, and a part of a name beside.
        ("a", r"by a\..*:\n  ab1 .*\n  ab2 "),
        ("zz", "knows no document zz"),
        ("%", "no document %"),
    ],
)
def test_what_means_no_document_or_several_is_told(catalogue: Catalogue, name: str, message: str) -> None:
    with pytest.raises(CatalogueError, match=message):
        catalogue.captures.documents_called(name)
