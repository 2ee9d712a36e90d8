"""The state of an output folder: what comes in, in whatever order, and what comes out."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.catalogue import Catalogue
from pipeline.entry import Entry
from pipeline.errors import TripartiteError
from pipeline.record import Document, DocumentStatus, InputSource
from tests.pipeline.made import Writer, amount, contract, date, signatory
from tests.standin import MADE_BY

New = Callable[[], Catalogue]


def entry(name: str, *uris: str, mark: str = "now", status: DocumentStatus = "read", text: str = "") -> Entry:
    source = InputSource(uri=uris[0], bytes=1)
    document = Document(id=name, source=source, status=status, text=text, extraction=MADE_BY)
    return Entry.of(document, mark, uris)


def documents(catalogue: Catalogue) -> list[Document]:
    return [Document.model_validate_json(record) for record in catalogue.records()]


def test_records_come_out_sorted_by_id(new_catalogue: New) -> None:
    with new_catalogue() as catalogue:
        catalogue.store([entry("b", "1.txt"), entry("a", "2.txt")])
        catalogue.store([entry("c", "0.txt")])
        assert [document.id for document in documents(catalogue)] == ["a", "b", "c"]


def test_the_same_bytes_under_several_names_are_one_document(new_catalogue: New) -> None:
    with new_catalogue() as catalogue:
        catalogue.store([entry("a", "m.txt", "z.txt")])
        catalogue.link([("a", "k.txt"), ("a", "z.txt")])
        (document,) = documents(catalogue)
    assert (document.source.uri, document.source.also) == ("k.txt", ["m.txt", "z.txt"])


def test_a_document_that_is_extracted_again_keeps_its_names(new_catalogue: New) -> None:
    with new_catalogue() as catalogue:
        catalogue.store([entry("a", "m.txt", text="old")])
        catalogue.store([entry("a", "z.txt", mark="later", text="new")])
        (document,) = documents(catalogue)
    assert (document.text, document.source.uri, document.source.also) == ("new", "m.txt", ["z.txt"])


def test_known_is_what_was_extracted_with_the_same_mark_and_did_not_fail(new_catalogue: New) -> None:
    with new_catalogue() as catalogue:
        catalogue.store([entry("a", "a.txt"), entry("b", "b.txt", mark="before")])
        catalogue.store([entry("c", "c.txt", status="failed"), entry("d", "d.txt", status="rejected")])
        assert catalogue.known("abcde", "now") == {"a": "a.txt", "d": "d.txt"}


def test_what_is_withdrawn_is_seen_no_more_until_it_is_stored_again(new_catalogue: New) -> None:
    with new_catalogue() as catalogue:
        catalogue.store([entry("a", "a.txt", text="old"), entry("b", "b.txt")])
        catalogue.withdraw(["a", "absent"])
        assert [document.id for document in documents(catalogue)] == ["b"]
        catalogue.store([entry("a", "a.txt", mark="later", text="new")])
        assert [document.text for document in documents(catalogue)] == ["new", ""]


Names = Sequence[tuple[str, str]]


def stored(new: New, names: Names, cut: int, *, link: bool) -> list[str]:
    """What a catalogue holds after names came in, in two batches; the second by linking what is there."""
    with new() as catalogue:
        for batch in (names[:cut], names[cut:]):
            there = {document.id for document in documents(catalogue)} if link else set()
            catalogue.store([entry(name, *uris) for name, uris in grouped(batch) if name not in there])
            catalogue.link((name, uri) for name, uris in grouped(batch) if name in there for uri in uris)
        return list(catalogue.records())


def grouped(names: Iterable[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    groups: dict[str, list[str]] = {}
    for name, uri in names:
        groups.setdefault(name, []).append(uri)
    return list(groups.items())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.data(), names=st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("stuvé")), max_size=8)
)
def test_the_order_in_which_documents_come_leaves_no_trace(
    new_catalogue: New, data: st.DataObject, names: Names
) -> None:
    shuffled = data.draw(st.permutations(names))
    cut = data.draw(st.integers(0, len(names)))
    link = data.draw(st.booleans())
    assert stored(new_catalogue, shuffled, cut, link=link) == stored(
        new_catalogue, names, len(names), link=False
    )


def test_runs_that_write_at_once_lose_nothing(new_place: Callable[[], Path | str]) -> None:
    place = new_place()

    def write(uri: str) -> None:
        with Catalogue(place) as catalogue:
            for name in "abcdefgh":
                catalogue.store([entry(name, uri)])

    uris = [f"{n}.txt" for n in range(8)]
    with ThreadPoolExecutor(len(uris)) as threads:
        list(threads.map(write, uris))
    with Catalogue(place) as catalogue:
        assert [[d.source.uri, *d.source.also] for d in documents(catalogue)] == [uris] * 8


def test_documents_and_facts_are_counted(new_catalogue: New) -> None:
    write = Writer("a")
    report = contract(write, signatories=[signatory(write, "Anne Roy")], amounts=[amount(write, "5")])
    document = Document(
        id="a",
        source=InputSource(uri="a.txt", bytes=1),
        status="read",
        kind="news",
        contracts=[report],
        people=[signatory(write, "Luc Petit")],
        dates=[date(write, "event", "2020")],
        extraction=MADE_BY,
    )
    with new_catalogue() as catalogue:
        catalogue.store([Entry.of(document, "now", ["a.txt"]), entry("b", "b.txt", status="empty")])
        assert catalogue.counts() == (
            {"empty": 1, "read": 1},
            {"news": 1, "other": 1},
            {"amounts": 1, "dates": 1, "people": 2},
        )
        assert [document.id for document in catalogue.not_read()] == ["b"]


def test_a_file_that_is_no_catalogue_is_told_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "catalogue.sqlite").write_text("This is a letter and no database. " * 50)
    with pytest.raises(TripartiteError, match=r"catalogue\.sqlite cannot be used \(file is not a database\)"):
        Catalogue(tmp_path / "catalogue.sqlite")
