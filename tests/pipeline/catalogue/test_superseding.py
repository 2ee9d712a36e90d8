"""Which documents came in the place of which, by the addresses and the times of their captures."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.catalogue import Capture, Catalogue
from pipeline.entry import Entry
from pipeline.record import Document, InputSource
from tests.standin import MADE_BY

PAGE, COPY = "https://www.exemple.fr/page", "https://www.exemple.fr/copie"
ONE, TWO, THREE = "ab1", "ab2", "ab3"
DAY = datetime(2026, 3, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("captures", "superseded"),
    [
        ([(PAGE, 0, ONE), (PAGE, 1, TWO)], {ONE: [TWO]}),
        # The latest stands last, not the one with the highest id.
        ([(PAGE, 0, ONE), (PAGE, 1, THREE), (PAGE, 2, TWO)], {ONE: [THREE, TWO], THREE: [TWO]}),
        # It is as it was before.
        ([(PAGE, 0, ONE), (PAGE, 1, TWO), (PAGE, 2, ONE)], {TWO: [ONE]}),
        # Under another address it is still there.
        ([(PAGE, 0, ONE), (COPY, 0, ONE), (PAGE, 1, TWO)], {}),
        ([(PAGE, 0, ONE), (COPY, 0, ONE), (PAGE, 1, TWO), (COPY, 2, THREE)], {ONE: [TWO, THREE]}),
        # In archives of pages, of the same or of another crawl.
        ([(f"one.warc.gz!/{PAGE}", 0, ONE), (f"two.warc.gz!/{PAGE}", 1, TWO)], {ONE: [TWO]}),
        ([(f"all.wacz!/data.warc.gz!/{PAGE}", 1, ONE), (PAGE, 0, TWO)], {TWO: [ONE]}),
        ([("one.zip!/page", 0, ONE), ("two.zip!/page", 1, TWO)], {}),
        # Nobody says which was first.
        ([(PAGE, 1, ONE), (PAGE, 1, TWO)], {}),
        ([(PAGE, None, ONE), (PAGE, 1, TWO)], {}),
        ([(PAGE, 0, ONE), (COPY, 1, TWO)], {}),
    ],
)
def test_what_came_in_the_place_of_what(
    new_catalogue: Callable[[], Catalogue],
    captures: list[tuple[str, int | None, str]],
    superseded: dict[str, list[str]],
) -> None:
    for order in (captures, captures[::-1]):
        with new_catalogue() as catalogue:
            catalogue.captures.add(
                Capture(uri, DAY + timedelta(day), id_, 10, True, http_status=200)
                for uri, day, id_ in order
                if day is not None
            )
            for uri, _, id_ in order:
                store(catalogue, id_, uri)
            assert found(catalogue) == superseded


# Or None: nobody has read it yet.
@pytest.mark.parametrize("status", ["failed", "needs_ocr", "empty", "rejected", None])
def test_what_could_not_be_read_comes_in_the_place_of_nothing(
    new_catalogue: Callable[[], Catalogue], status: str | None
) -> None:
    with new_catalogue() as catalogue:
        catalogue.captures.add(
            Capture(PAGE, DAY + timedelta(day), id_, 10, True, http_status=200)
            for day, id_ in enumerate([ONE, TWO])
        )
        store(catalogue, ONE, PAGE)
        if status:
            store(catalogue, TWO, PAGE, status)
        assert found(catalogue) == {}


def store(catalogue: Catalogue, id_: str, uri: str, status: str = "read") -> None:
    document = Document(id=id_, source=InputSource(uri=uri, bytes=10), status=status, extraction=MADE_BY)
    catalogue.store([Entry.of(document, "v1", [uri], archived=True)])


def found(catalogue: Catalogue) -> dict[str, list[str]]:
    """What the lines of documents.jsonl say."""
    lines = map(json.loads, catalogue.records())
    return {line["id"]: later for line in lines if (later := line["source"].get("superseded_by"))}
