"""How large a catalogue is for what it holds."""

from pathlib import Path

from pipeline.catalogue import Catalogue
from pipeline.entry import Entry
from pipeline.extraction import extract_documents
from tests.pipeline.corpus_records import CORPUS, corpus_inputs

# Bytes of database for each extracted fact, the text of the document included.
MOST = 2_000


def test_a_fact_takes_less_than_two_kilobytes(tmp_path: Path) -> None:
    texts = [item for item in corpus_inputs() if item.path.parent == CORPUS / "gold"][:80]
    file = tmp_path / "catalogue.sqlite"
    with Catalogue(file) as catalogue:
        catalogue.store(
            [Entry.of(document, "now", [document.source.uri]) for document in extract_documents(texts)]
        )
        facts = sum(catalogue.counts().facts.values())
    # Closed, it has no journal beside it any more.
    assert [path.name for path in tmp_path.iterdir()] == [file.name]
    assert facts > 300
    assert file.stat().st_size < MOST * facts
