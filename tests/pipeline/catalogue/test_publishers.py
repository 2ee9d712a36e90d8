"""Who publishes a document: what it says itself, else who is declared for the source that it is of."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from pipeline.catalogue import Capture, Catalogue
from pipeline.catalogue.publishers import Publisher
from pipeline.entry import Entry
from pipeline.record import Document, InputSource
from tests.standin import MADE_BY

DAY = datetime(2026, 3, 4, tzinfo=UTC)
AISNE, JOURNAL = Publisher("Préfecture de l'Aisne", "02"), Publisher('Le "Journal"', None)


@pytest.fixture
def catalogue(new_catalogue: Callable[[], Catalogue]) -> Catalogue:
    made = new_catalogue()
    made.publishers.declare({"aisne": AISNE, "journal": JOURNAL})
    return made


def store(
    catalogue: Catalogue,
    captured: list[tuple[str, str | None]],
    publisher: str | None = None,
    title: str | None = None,
) -> None:
    catalogue.captures.add(
        Capture(uri, DAY, "ab1", 10, True, source=source, http_status=200) for uri, source in captured
    )
    uris = [uri for uri, _ in captured] or ["a.txt"]
    source = InputSource(uri=uris[0], bytes=10, publisher=publisher, title=title)
    document = Document(id="ab1", source=source, status="read", extraction=MADE_BY)
    catalogue.store([Entry.of(document, "v1", uris, archived=True)])


def published(catalogue: Catalogue) -> tuple[str | None, str | None]:
    (line,) = catalogue.records()
    source = json.loads(line)["source"]
    return source["publisher"], source.get("department")


@pytest.mark.parametrize(
    ("captured", "said", "found"),
    [
        ([("https://e.fr/a", "aisne")], None, ("Préfecture de l'Aisne", "02")),
        ([("https://e.fr/a", "journal")], None, ('Le "Journal"', None)),
        # The page knows better; the département is that of the source all the same.
        ([("https://e.fr/a", "aisne")], "Les services de l'État", ("Les services de l'État", "02")),
        # That of the first name, as all that is said of a document with several.
        ([("https://e.fr/b", "journal"), ("https://e.fr/a", "aisne")], None, ("Préfecture de l'Aisne", "02")),
        # Nobody declared this one, or it is of no source.
        ([("https://e.fr/a", "creuse")], None, (None, None)),
        ([("https://e.fr/a", None), ("https://e.fr/b", "aisne")], None, ("Préfecture de l'Aisne", "02")),
        ([], None, (None, None)),
    ],
)
def test_who_publishes_a_document(
    catalogue: Catalogue,
    captured: list[tuple[str, str | None]],
    said: str | None,
    found: tuple[str | None, str | None],
) -> None:
    store(catalogue, captured, said)
    assert published(catalogue) == found


def test_a_title_is_not_taken_for_a_publisher(catalogue: Catalogue) -> None:
    title = '"publisher":null,'
    store(catalogue, [("https://e.fr/a", "aisne")], title=title)
    (line,) = catalogue.records()
    assert json.loads(line)["source"]["title"] == title
    assert published(catalogue) == AISNE


def test_the_line_of_a_file_has_no_field_more(catalogue: Catalogue) -> None:
    store(catalogue, [])
    (line,) = catalogue.records()
    assert line == Document.model_validate_json(line).model_dump_json(by_alias=True)
    assert "department" not in line


def test_another_name_for_a_publisher_changes_what_readers_see(catalogue: Catalogue) -> None:
    store(catalogue, [("https://e.fr/a", "aisne")])
    before = catalogue.revision()
    catalogue.publishers.declare({"aisne": AISNE})
    assert catalogue.revision() == before
    catalogue.publishers.declare({"aisne": Publisher("Préfet de l'Aisne", "02")})
    assert catalogue.revision() != before
    # One that is declared no more keeps its name: its documents are still there.
    catalogue.publishers.declare({})
    assert published(catalogue) == ("Préfet de l'Aisne", "02")
