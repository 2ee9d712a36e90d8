"""The catalogue into files: their order, their bytes, and what is left when writing breaks off."""

import json
import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from pipeline.catalogue import Catalogue
from pipeline.consolidation import consolidate
from pipeline.entry import Entry
from pipeline.inputs import Skipped
from pipeline.publication import publish, publish_contracts, publish_documents, publish_report
from pipeline.record import Contract, Document, InputSource, Problem, Reporting
from tests.growth import peak
from tests.pipeline.made import Writer, contract, document, signatory
from tests.standin import MADE_BY


def fill(catalogue: Catalogue, *documents: Document) -> Catalogue:
    catalogue.store([Entry.of(document, "now", [document.source.uri]) for document in documents])
    return catalogue


def reporting(name: str, code: str, person: str) -> Document:
    write = Writer(name)
    signed = contract(write, f"cdppe-{code}-2020", [code], signatories=[signatory(write, person)])
    return document(write, signed)


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(tmp_path / ".tripartite" / "catalogue.sqlite")


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_a_line_for_every_document_sorted_by_id(catalogue: Catalogue, tmp_path: Path) -> None:
    fill(catalogue, reporting("b", "02", "Anne Roy"), reporting("a", "39", "Luc Petit"))
    publish_documents(catalogue, tmp_path)
    assert [line["id"] for line in lines(tmp_path / "documents.jsonl")] == ["a", "b"]


def test_without_text_nothing_else_changes(catalogue: Catalogue, tmp_path: Path) -> None:
    fill(catalogue, reporting("a", "02", "Aña Roy"))
    publish_documents(catalogue, tmp_path)
    (full,) = lines(tmp_path / "documents.jsonl")
    publish_documents(catalogue, tmp_path, text=False)
    (bare,) = lines(tmp_path / "documents.jsonl")
    assert full.pop("text")
    assert bare == full


def test_contracts_are_consolidated_and_sorted_by_id(catalogue: Catalogue, tmp_path: Path) -> None:
    fill(
        catalogue,
        reporting("a", "39", "Luc Petit"),
        reporting("b", "02", "Anne Roy"),
        reporting("c", "02", "Anne Roy"),
    )
    publish_contracts(catalogue, tmp_path)
    written = lines(tmp_path / "contracts.jsonl")
    assert [line["id"] for line in written] == ["cdppe-02-2020", "cdppe-39-2020"]
    assert [line["sources"] for line in written] == [["b", "c"], ["a"]]


def test_the_report_counts_and_gives_every_reason(catalogue: Catalogue, tmp_path: Path) -> None:
    unread = Document(
        id="e",
        source=InputSource(uri="e.pdf", bytes=9),
        status="rejected",
        problems=[Problem(code="encrypted", message="The PDF asks for a password.")],
        extraction=MADE_BY,
    )
    fill(catalogue, reporting("a", "02", "Anne Roy"), unread)
    skipped = [Skipped(".b", "hidden file")]
    publish_report(
        catalogue, tmp_path, contracts=1, run={"inputs": 2}, skipped=skipped, seconds={"extract": 1.23456}
    )
    assert json.loads((tmp_path / "report.json").read_text()) == {
        "schema_version": "1.0",
        "documents": {
            "total": 2,
            "by_status": {"read": 1, "rejected": 1},
            "by_kind": {"other": 1, "press_release": 1},
        },
        "contracts": 1,
        "facts": {"total": 1, "by_kind": {"people": 1}},
        "not_read": [
            {
                "uri": "e.pdf",
                "also": [],
                "document": "e",
                "status": "rejected",
                "problems": [{"code": "encrypted", "message": "The PDF asks for a password.", "page": None}],
            }
        ],
        "skipped": [{"uri": ".b", "reason": "hidden file"}],
        "run": {"inputs": 2},
        "seconds": {"extract": 1.235},
    }


def test_a_publication_that_breaks_off_leaves_what_was_there(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(catalogue, reporting("a", "02", "Anne Roy"))
    publish_documents(catalogue, tmp_path)
    before = (tmp_path / "documents.jsonl").read_bytes()

    def broken(*, text: bool) -> object:
        yield "{}"
        raise KeyboardInterrupt

    monkeypatch.setattr(catalogue, "records", broken)
    with pytest.raises(KeyboardInterrupt):
        publish_documents(catalogue, tmp_path)
    assert (tmp_path / "documents.jsonl").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [".tripartite", "documents.jsonl"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("report.json", "{}"),  # JSON, and not ours
        ("report.json", "mine"),
        ("contracts.jsonl", "mine\n"),
        (".tripartite/written.json", ""),  # as a power cut can leave it
    ],
)
def test_files_that_somebody_wrote_into_are_written_anew(
    catalogue: Catalogue, tmp_path: Path, name: str, content: str
) -> None:
    fill(catalogue, reporting("a", "02", "Anne Roy"))

    def published() -> str:
        run = {"inputs": 1, "extracted": 0, "known": 1}
        assert publish(catalogue, tmp_path, run=run, seconds={}, started=0.0).contract_count == 1
        assert json.loads((tmp_path / "report.json").read_text())["contracts"] == 1
        return (tmp_path / "contracts.jsonl").read_text()

    before = published()
    (tmp_path / name).write_text(content)
    assert published() == before


def test_contracts_are_made_anew_when_what_makes_them_is_another(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(catalogue, reporting("a", "02", "Anne Roy"))

    def titles() -> list[object]:
        publish(catalogue, tmp_path, run={"inputs": 1}, seconds={}, started=0.0)
        return [line["title"] for line in lines(tmp_path / "contracts.jsonl")]

    def retitled(documents: Iterable[Document | Reporting]) -> list[Contract]:
        return [contract.model_copy(update={"title": "later"}) for contract in consolidate(documents)]

    before = titles()
    monkeypatch.setattr("pipeline.contract_lines.consolidate", retitled)
    assert titles() == before != ["later"]
    monkeypatch.setattr("pipeline.publication.consolidation", lambda: "later")
    assert titles() == ["later"]


def test_others_may_read_what_is_published(catalogue: Catalogue, tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        publish_documents(catalogue, tmp_path)
    finally:
        os.umask(mask)
    assert (tmp_path / "documents.jsonl").stat().st_mode & 0o777 == 0o644


def test_memory_does_not_grow_with_the_number_of_documents(catalogue: Catalogue, tmp_path: Path) -> None:
    def add(numbers: range) -> None:
        fill(catalogue, *(reporting(f"{number:04}", "02", "Anne Roy " * 2_000) for number in numbers))

    def publish_all() -> None:
        publish_documents(catalogue, tmp_path)

    add(range(400))
    few = peak(publish_all)
    add(range(400, 1_600))
    assert peak(publish_all) < 1.5 * few
