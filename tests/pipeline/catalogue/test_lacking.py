"""What a version has still to extract of the archive, and what is known of it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from pipeline.catalogue import Capture, Catalogue
from pipeline.catalogue.selection import Selection
from pipeline.entry import Entry
from pipeline.inputs import Input
from pipeline.record import Document, DocumentStatus, InputSource
from tests.standin import MADE_BY

New = Callable[[], Catalogue]


def entry(
    name: str, *uris: str, mark: str = "now", status: DocumentStatus = "read", archived: bool = True
) -> Entry:
    source = InputSource(uri=uris[0], bytes=7, media_type="text/html")
    document = Document(id=name, source=source, status=status, extraction=MADE_BY)
    return Entry.of(document, mark, uris, archived=archived)


def test_what_was_extracted_by_another_version_or_failed_is_lacking(new_catalogue: New) -> None:
    with new_catalogue() as catalogue:
        catalogue.store([entry("a", "a.html"), entry("b", "b.html", mark="before")])
        catalogue.store([entry("c", "c.html", status="failed"), entry("d", "d.html", archived=False)])
        assert [
            document.id for document in catalogue.versions.select(Selection(), "now", "now tesseract")
        ] == ["b", "c"]
        assert [document.id for document in catalogue.versions.select(Selection(), "now", "before")] == ["c"]


def test_what_no_version_has_read_is_unread(new_catalogue: New) -> None:
    with new_catalogue() as catalogue:
        catalogue.store([entry("a", "a.html", mark="before"), entry("b", "b.pdf", status="needs_ocr")])
        catalogue.store([entry("c", "c.html", status="failed"), entry("d", "d.txt", status="empty")])
        assert [document.id for document in catalogue.unread("later")] == ["b", "c"]
        # Tried under the same conditions: a scan stays one, a failure of ours may have been mended.
        assert [document.id for document in catalogue.unread("now")] == ["c"]


def test_a_document_comes_with_all_its_names(new_catalogue: New) -> None:
    with new_catalogue() as catalogue:
        catalogue.store([entry("a", "m.html", "z.html")])
        catalogue.link([("a", "k.html")])
        (document,) = catalogue.versions.select(Selection(), "later")
    assert (document.uris, document.size) == (("k.html", "m.html", "z.html"), 7)
    # A file says neither when it was had nor how it is written.
    assert (document.media_types.strip(), document.retrieved_at, document.charset) == (
        "text/html",
        None,
        None,
    )


def test_what_an_archive_said_of_a_member_is_kept(new_catalogue: New) -> None:
    had = Input("x.warc!/https://a.fr/", Path(), "2024-03-05T10:00:00Z", "windows-1252")
    with new_catalogue() as catalogue:
        catalogue.store([entry("a", had.uri)._replace(had=had)])
        catalogue.store([entry("a", had.uri, mark="later")])
        (document,) = catalogue.versions.select(Selection(), "latest")
    assert (document.retrieved_at, document.charset) == (had.retrieved_at, had.charset)


def test_what_was_fetched_and_never_extracted_is_lacking(new_catalogue: New) -> None:
    at = datetime(2024, 3, 5, 10, tzinfo=UTC)
    with new_catalogue() as catalogue:
        catalogue.captures.add(
            [
                Capture(
                    "https://a.fr/", at, "a", 7, archived=True, http_status=200, media_type="application/pdf"
                ),
                Capture("https://a.fr/gone", at, http_status=404),
            ]
        )
        (document,) = catalogue.versions.select(Selection(), "now")
        assert (document.id, document.uris) == ("a", ("https://a.fr/",))
        assert (document.retrieved_at, document.media_types) == ("2024-03-05T10:00:00Z", " application/pdf")


def test_there_may_be_many(new_catalogue: New) -> None:
    names = [f"{number:05}" for number in range(2_500)]
    with new_catalogue() as catalogue:
        catalogue.store([entry(name, f"{name}.html") for name in names])
        assert [document.id for document in catalogue.versions.select(Selection(), "later")] == names
