"""The records of all documents of the project's corpus, and what every record can be asked."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.inputs import Input, find_inputs
from pipeline.record import Document

CORPUS = Path(__file__).parents[2] / "corpus"


def corpus_inputs() -> list[Input]:
    """Every annotated document and every sample, but for the scans: not every machine can read them."""
    found = find_inputs([str(CORPUS / "gold"), str(CORPUS / "samples")]).inputs
    return [
        item
        for item in found
        if item.path.suffix in (".txt", ".html", ".pdf") and item.path.parent != CORPUS / "gold/scans"
    ]


def all_evidence(record: Any) -> Iterator[dict[str, Any]]:
    """Every evidence anywhere in a record, whatever field it stands in."""
    if isinstance(record, dict):
        if {"start", "end", "quote"} <= record.keys():
            yield record
        for value in record.values():
            yield from all_evidence(value)
    elif isinstance(record, list):
        for value in record:
            yield from all_evidence(value)


def assert_grounded(document: Document) -> int:
    """Check every evidence of a record against its text; return how many there are."""
    count = 0
    for evidence in all_evidence(document.model_dump()):
        assert evidence["document"] == document.id
        assert 0 <= evidence["start"] < evidence["end"] <= len(document.text)
        assert document.text[evidence["start"] : evidence["end"]] == evidence["quote"]
        assert 0 < evidence["confidence"] <= 1
        assert evidence["rule"]
        count += 1
    return count
