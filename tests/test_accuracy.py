"""The accuracy gate: no field may fall below its floor on the annotated documents, gated or not."""

from functools import cache
from pathlib import Path

import pytest

from pipeline.evaluation.floors import below, read_floors
from pipeline.evaluation.gold import load_gold
from pipeline.evaluation.scores import evaluate
from pipeline.extraction import extract_documents
from pipeline.inputs import Input, find_inputs
from pipeline.reading import read_file
from pipeline.record import to_line

CORPUS = Path(__file__).parent.parent / "corpus"
GOLD = CORPUS / "gold"
_read = cache(read_file)  # each scan goes to Tesseract once for all tests of this file


@pytest.fixture(autouse=True)
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.extraction.read_file", _read)


@pytest.mark.parametrize(
    ("folder", "least"),
    [
        (GOLD, 60),
        (GOLD / "hard", 10),
        (GOLD / "pdf", 30),
        (GOLD / "scans", 5),
    ],
    ids=["texts", "hard", "pdf", "scans"],
)
def test_every_field_stays_above_its_floor(folder: Path, least: int) -> None:
    gold = load_gold(folder)
    assert len(gold) >= least
    records = list(extract_documents([Input(str(path), path) for path in gold]))
    if any(record.status == "needs_ocr" for record in records):
        pytest.skip("this machine cannot read scans: tesseract is not installed")
    score = evaluate(zip([path.stem for path in gold], records, gold.values(), strict=True))
    assert below(score, read_floors(folder / "floors.toml")) == []
    assert score.ungrounded == 0


def test_the_records_are_the_same_when_the_model_reads_everything() -> None:
    found = find_inputs([str(GOLD), str(CORPUS / "samples")]).inputs
    inputs = [item for item in found if item.path.suffix in (".txt", ".html", ".pdf")]
    assert len(inputs) > 60
    gated = extract_documents(inputs, gated=True)
    whole = extract_documents(inputs, gated=False)
    for one, other in zip(gated, whole, strict=True):
        assert to_line(one) == to_line(other), one.source.uri
