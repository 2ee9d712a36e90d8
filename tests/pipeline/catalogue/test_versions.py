"""The versions of what was extracted: selected, told apart, compared and promoted, on every database."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.catalogue import Capture, Catalogue, CatalogueError, Selection
from pipeline.entry import Entry
from pipeline.record import Document, DocumentStatus, InputSource
from tests.standin import MADE_BY

New = Callable[[], Catalogue]
DAY = datetime(2026, 3, 4, tzinfo=UTC)


def entry(
    name: str, mark: str, status: DocumentStatus = "read", text: str = "", archived: bool = True
) -> Entry:
    source = InputSource(uri=f"{name}.txt", bytes=10)
    document = Document(id=name, source=source, status=status, text=text, extraction=MADE_BY)
    return Entry.of(document, mark, [f"{name}.txt"], archived=archived)


def published(catalogue: Catalogue) -> dict[str, str]:
    return {d.id: d.text for d in map(Document.model_validate_json, catalogue.records())}


def promote(catalogue: Catalogue, version: str) -> tuple[int, int, int]:
    return catalogue.versions.promote(version, Selection())


def selected(catalogue: Catalogue, *without: str, **what: object) -> str:
    found = [document.id for document in catalogue.versions.select(Selection(**what), *without)]  # type: ignore[arg-type]
    assert catalogue.versions.amount(Selection(**what), *without) == (len(found), 10 * len(found))  # type: ignore[arg-type]
    return "".join(found)


@pytest.fixture
def catalogue(new_catalogue: New) -> Catalogue:
    """Four documents in their first version: `c` failed, `d` needs OCR; the bytes of `e` were never kept."""
    made = new_catalogue()
    made.store([entry("a", "v1", text="old a"), entry("b", "v1", text="old b"), entry("c", "v1", "failed")])
    made.store([entry("d", "v1 none", "needs_ocr"), entry("e", "v1", archived=False)])
    return made


def test_all_that_the_archive_has_is_selected_in_the_order_of_ids(catalogue: Catalogue) -> None:
    assert selected(catalogue) == "abcd"


def test_what_has_the_new_version_is_left_out_unless_it_failed(catalogue: Catalogue) -> None:
    catalogue.store([entry("a", "v2"), entry("b", "v2", "failed")], publish=False)
    assert selected(catalogue, "v2", "v2 none") == "bcd"


def test_documents_are_selected_by_what_is_published_of_them(catalogue: Catalogue) -> None:
    assert selected(catalogue, statuses=("failed",)) == "c"
    assert selected(catalogue, statuses=("failed", "needs_ocr")) == "cd"
    assert selected(catalogue, fingerprint="v1 n") == "d"
    # No pattern: what it begins with is meant as it stands.
    assert selected(catalogue, fingerprint="v_") == ""


def test_documents_are_selected_by_source_and_day_of_one_capture(catalogue: Catalogue) -> None:
    later = DAY + timedelta(days=2)
    catalogue.captures.add(
        [
            Capture("https://a.example/", DAY, "a", 10, True, source="aisne", http_status=200),
            Capture("https://a.example/", later, "a", 10, True, source="jura", http_status=200),
            Capture("https://b.example/", DAY, "b", 10, True, source="jura", http_status=200),
            Capture("https://b.example/", DAY, None, source="jura", http_status=404),
        ]
    )
    assert selected(catalogue, sources=("jura",)) == "ab"
    assert selected(catalogue, sources=("jura", "aisne"), until=later) == "ab"
    assert selected(catalogue, sources=("jura",), since=DAY, until=later) == "b"
    # The files were captured today.
    assert (
        selected(catalogue, since=later + timedelta(days=1), until=datetime.now(UTC) + timedelta(1)) == "abcd"
    )


def test_a_page_ends_and_the_next_one_goes_on(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.catalogue.selection._PAGE", 2)
    assert selected(catalogue) == "abcd"


def test_readers_see_the_old_version_whole_until_the_new_one_is_promoted(catalogue: Catalogue) -> None:
    before = list(catalogue.records())
    catalogue.store([entry("a", "v2", text="new a"), entry("b", "v2", text="new b")], publish=False)
    assert list(catalogue.records()) == before
    assert promote(catalogue, "v2") == (2, 0, 2)
    assert published(catalogue) == {"a": "new a", "b": "new b", "c": "", "d": "", "e": ""}
    # Once more it changes nothing, and back is the same way.
    assert promote(catalogue, "v2") == (0, 0, 2)
    assert promote(catalogue, "v1") == (2, 0, 0)
    assert list(catalogue.records()) == before


@pytest.mark.parametrize("status", ["failed", "needs_ocr"])
def test_what_the_new_version_could_not_read_keeps_what_was_read(
    catalogue: Catalogue, status: DocumentStatus
) -> None:
    catalogue.store([entry("a", "v2", status), entry("b", "v2", text="new b")], publish=False)
    catalogue.store([entry("c", "v2", status)], publish=False)
    # Nothing was read of c before: there is nothing to keep.
    assert promote(catalogue, "v2") == (2, 1, 1)
    assert published(catalogue) == {"a": "old a", "b": "new b", "c": "", "d": "", "e": ""}


def test_of_a_document_read_twice_in_one_version_the_last_counts(catalogue: Catalogue) -> None:
    catalogue.store([entry("d", "v2 none", "needs_ocr")], publish=False)
    catalogue.store([entry("d", "v2 tesseract", text="recognised")], publish=False)
    promote(catalogue, "v2")
    assert published(catalogue)["d"] == "recognised"


def test_pairs_are_what_two_versions_say_of_each_document(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.catalogue.versions._MANY", 2)
    monkeypatch.setattr("pipeline.catalogue.versions._FEW", 1)
    catalogue.store([entry("b", "v2", text="new b")], publish=False)

    def texts(one: str, other: str, **what: tuple[str, ...]) -> list[tuple[str | None, str | None]]:
        pairs = catalogue.versions.pairs(one, other, Selection(**what) if what else None)  # type: ignore[arg-type]
        return [(a.text if a else None, b.text if b else None) for a, b in pairs]

    assert texts("v1", "v2") == [("old a", None), ("old b", "new b"), ("", None), ("", None), ("", None)]
    assert texts("published", "v2", statuses=("failed",)) == [("", None)]
    assert texts("v2", "v2") == [("new b", "new b")]
    assert texts("v3", "v2") == [(None, "new b")]


def test_versions_are_listed_with_the_latest_first(catalogue: Catalogue) -> None:
    catalogue.store([entry("a", "v2"), entry("b", "v2 tesseract", "failed")], publish=False)
    found = [(v.name, v.extractions, v.failed, v.published) for v in catalogue.versions.all()]
    assert found == [("v2", 2, 1, 0), ("v1", 5, 1, 5)]


def test_a_version_is_named_by_any_beginning_that_is_its_own(catalogue: Catalogue) -> None:
    catalogue.store([entry("a", "v1b"), entry("a", "w2")], publish=False)
    resolve = catalogue.versions.resolve
    assert [resolve(name) for name in ("w", "v1", "v1b", "published")] == ["w2", "v1", "v1b", "published"]
    assert resolve("latest") in ("v1b", "w2")
    with pytest.raises(CatalogueError, match="Several versions begin with v: "):
        resolve("v")
    with pytest.raises(CatalogueError, match="no version x in this catalogue"):
        resolve("x")


def test_the_extractions_of_a_document_come_in_their_order(catalogue: Catalogue) -> None:
    catalogue.store([entry("a", "v2", text="new a")], publish=False)
    made = [(m.fingerprint, m.published, m.document.text) for m in catalogue.versions.made_of("a")]
    assert made == [("v1", True, "old a"), ("v2", False, "new a")]
