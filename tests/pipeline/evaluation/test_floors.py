"""The floors that accuracy is held against: they only ever rise."""

from pathlib import Path

import pytest

from pipeline.evaluation.floors import below, raise_floors, read_floors
from pipeline.evaluation.scores import Score


def score_of(**rights: tuple[int, int]) -> Score:
    """Fields with (right, missed)."""
    score = Score()
    for name, (right, missed) in rights.items():
        score.counts[name].right, score.counts[name].missed = right, missed
    return score


def test_floors_are_rounded_down_and_only_ever_rise(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    raise_floors(path, score_of(actions=(2, 1), amounts=(1, 0)))  # F1 of actions: 0.8
    assert read_floors(path)["actions"] == 0.8
    raise_floors(path, score_of(actions=(1, 2), amounts=(0, 1)))  # worse
    assert read_floors(path)["actions"] == 0.8
    assert read_floors(path)["amounts"] == 1.0
    raise_floors(path, score_of(actions=(7, 2), amounts=(0, 1)))  # 0.875
    assert read_floors(path)["actions"] == 0.87


def test_a_value_that_has_two_decimals_is_its_own_floor(tmp_path: Path) -> None:
    # 0.29 * 100 is 28.999… in binary
    path = tmp_path / "floors.toml"
    score = score_of(actions=(29, 142))
    assert score.counts["actions"].f1 == pytest.approx(0.29)
    assert raise_floors(path, score)["actions"] == 0.29
    assert below(score_of(actions=(29, 142)), {"actions": 0.29}) == []


def test_what_is_below_its_floor_is_named() -> None:
    (line,) = below(score_of(actions=(1, 2)), {"actions": 0.8})
    assert "actions" in line
    assert "0.5000" in line
    assert "0.80" in line
    assert below(score_of(actions=(2, 1)), {"actions": 0.8}) == []


def test_a_field_that_is_no_longer_compared_is_below_its_floor() -> None:
    assert len(below(Score(), {"vote": 0.5})) == 1


def test_ungrounded_evidence_always_fails() -> None:
    score = Score()
    score.ungrounded = 3
    (line,) = below(score, {})
    assert line.startswith("3 ")
