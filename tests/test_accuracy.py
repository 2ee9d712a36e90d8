"""The accuracy gate: no field may fall below its floor on the annotated documents."""

from pathlib import Path

import pytest

from pipeline.evaluation.floors import below, read_floors
from pipeline.evaluation.gold import load_gold
from pipeline.evaluation.scores import evaluate
from pipeline.extraction import extract_documents
from pipeline.inputs import Input

GOLD = Path(__file__).parent.parent / "corpus/gold"


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
