"""Limits are settings: each can be set, and the user is told of each."""

import re
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from pipeline.errors import TripartiteError
from pipeline.reading.limits import LIMITS, Limits, setting

README = (Path(__file__).parents[3] / "README.md").read_text()


@pytest.mark.parametrize("name", asdict(LIMITS))
def test_each_is_in_the_readme_with_its_default(name: str) -> None:
    row = re.search(rf"^\| `{setting(name)}` \| (.+?) \|", README, re.MULTILINE)
    assert row
    value, _, unit = row[1].replace(",", "").partition(" ")
    assert int(value) * {"MB": 1_000_000, "million": 1_000_000}.get(unit, 1) == asdict(LIMITS)[name]


@pytest.mark.parametrize("name", asdict(LIMITS))
def test_each_can_be_set(name: str) -> None:
    assert Limits.of_environment({setting(name): "7"}) == replace(LIMITS, **{name: 7})


@pytest.mark.parametrize("value", ["", "-1", "2.5", "10 pages", "²"])
def test_what_is_no_number_is_refused(value: str) -> None:
    with pytest.raises(TripartiteError, match="TRIPARTITE_PDF_PAGES"):
        Limits.of_environment({"TRIPARTITE_PDF_PAGES": value})
