"""Bytes to records: a line for every input, a failure of one harms no other."""

from collections.abc import Callable
from pathlib import Path

import pytest
from spacy.tokens import Doc

from extractors.found import source_of
from extractors.people.component import PeopleFinder
from pipeline.extraction import extract_documents
from pipeline.fingerprint import fingerprint
from pipeline.inputs import Input
from pipeline.record import to_line
from tests.pipeline.corpus_records import assert_grounded

SIGNED = "Le 3 mai 2022, Anne Roy, préfète de la Creuse, a signé le CDPPE de la Creuse."
POISON = "Ce texte casse une pièce. Luc Blanc y était."


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Input]:
    def write(name: str, content: str | bytes) -> Input:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return Input(name, path)

    return write


@pytest.fixture
def poisoned(monkeypatch: pytest.MonkeyPatch) -> None:
    """One component breaks on one text."""
    whole = PeopleFinder.__call__

    def breaks(self: PeopleFinder, doc: Doc) -> Doc:
        if source_of(doc).text.startswith("Ce texte casse"):
            raise ZeroDivisionError("no such luck")
        return whole(self, doc)

    monkeypatch.setattr(PeopleFinder, "__call__", breaks)


def test_a_document_becomes_a_record(write) -> None:
    (document,) = extract_documents([write("a.txt", SIGNED)])
    assert (document.status, document.problems) == ("read", [])
    assert document.source.uri == "a.txt"
    assert document.source.bytes == len(SIGNED.encode())
    assert [(c.id, [p.name for p in c.signatories]) for c in document.contracts] == [
        ("cdppe-23-2022", ["Anne Roy"])
    ]
    assert document.extraction.config == fingerprint()
    assert assert_grounded(document)


def test_long_texts_of_a_batch_are_held_in_turn(write, monkeypatch: pytest.MonkeyPatch) -> None:
    inputs = [write(name, SIGNED + name) for name in ("a.txt", "b.txt", "c.txt")]
    together = [to_line(document) for document in extract_documents(inputs)]
    monkeypatch.setattr("pipeline.extraction._HELD", 2 * len(SIGNED))
    assert [to_line(document) for document in extract_documents(inputs)] == together
    assert len(together) == len(inputs)


def test_every_input_has_its_record_in_its_place(write) -> None:
    inputs = [
        write("a.txt", SIGNED),
        write("b.txt", b""),
        write("c.txt", "Il pleut."),
        write("d.pdf", b"%PDF-1.7 cut"),
    ]
    documents = list(extract_documents(inputs))
    assert [document.source.uri for document in documents] == ["a.txt", "b.txt", "c.txt", "d.pdf"]
    assert [document.status for document in documents] == ["read", "empty", "read", "rejected"]
    assert documents[1].problems[0].message  # says why, in words
    assert documents[3].problems[0].message


def test_one_failure_is_told_and_harms_no_other(write, poisoned) -> None:
    inputs = [write("a.txt", SIGNED), write("b.txt", POISON), write("c.txt", SIGNED + " Il pleut.")]
    first, failed, last = extract_documents(inputs)
    assert (failed.status, failed.text) == ("failed", POISON)  # what was read stays
    (problem,) = failed.problems
    assert problem.code == "extraction_failed"
    assert problem.message == (
        "the extraction failed (ZeroDivisionError: no such luck); "
        "this is an error of tripartite, please report it"
    )
    assert [failed.contracts, failed.people, failed.amounts] == [[], [], []]
    for document in (first, last):
        assert document.status == "read"
        assert document.contracts[0].signatories[0].name == "Anne Roy"


def test_those_beside_a_failure_are_what_they_are_alone(write, poisoned) -> None:
    good, bad = write("a.txt", SIGNED), write("b.txt", POISON)
    (alone,) = extract_documents([good])
    among = next(extract_documents([good, bad]))
    assert to_line(among) == to_line(alone)


def test_two_inputs_with_the_same_bytes_have_one_id_and_the_same_facts(write) -> None:
    first, second = extract_documents([write("a.txt", SIGNED), write("b.txt", SIGNED)])
    assert first.id == second.id
    assert [first.source.uri, second.source.uri] == ["a.txt", "b.txt"]
    assert first.contracts == second.contracts
    assert first.contracts[0] is not second.contracts[0]  # changing one leaves the other
    assert assert_grounded(first) == assert_grounded(second)


def test_no_inputs_give_no_records() -> None:
    assert list(extract_documents([])) == []


def test_where_text_and_metadata_disagree_a_problem_tells_both(write) -> None:
    page = (
        '<html lang="fr"><head><title>Contrat</title>'
        '<meta property="article:published_time" content="2021-02-01"></head>'
        "<body><main><h1>Le contrat est signé</h1><p>Publié le 4 mai 2022</p>"
        f"<p>{SIGNED}</p></main></body></html>"
    )
    (document,) = extract_documents([write("a.html", page)])
    assert document.published == "2022-05-04"  # what readers see
    (problem,) = [p for p in document.problems if p.code == "published_disagrees"]
    assert "2022-05-04" in problem.message
    assert "2021-02-01" in problem.message
    assert problem.message.endswith("the text was taken")


def test_a_file_that_breaks_the_reader_fails_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline import extraction

    read = extraction.read_file

    def break_on_one(path: Path, *more: object) -> object:
        if path.name == "broken.txt":
            raise ValueError("a bug in the reader")
        return read(path)

    monkeypatch.setattr(extraction, "read_file", break_on_one)
    inputs = []
    for name in ("broken.txt", "good.txt"):
        path = tmp_path / name
        path.write_text(f"Le préfet a signé. {name}", "utf-8")
        inputs.append(Input(name, path))
    broken, good = extract_documents(inputs)
    assert (broken.status, good.status) == ("failed", "read")
    assert "a bug in the reader" in broken.problems[-1].message
