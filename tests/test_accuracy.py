"""The accuracy gate: no field may fall below its floor on the annotated documents."""

from pathlib import Path

from pipeline.evaluation import evaluate
from pipeline.extraction import extract_documents
from pipeline.floors import below, read_floors
from pipeline.gold import load_gold
from pipeline.inputs import Input

GOLD = Path(__file__).parent.parent / "corpus/gold"


def test_every_field_stays_above_its_floor() -> None:
    gold = load_gold(GOLD)
    assert len(gold) >= 60
    records = extract_documents([Input(str(path), path) for path in gold])
    score = evaluate(zip([path.stem for path in gold], records, gold.values(), strict=True))
    assert below(score, read_floors(GOLD / "floors.toml")) == []
    assert score.ungrounded == 0
