"""Spans of time, and what each is the period of."""

import pytest

from extractors.dates.component import find_periods, period_subject
from extractors.text.source import Source
from tests.extractors.dates.date_cases import annotated, answered, lines


@pytest.mark.parametrize(("text", "expected"), annotated("period_cases.txt"))
def test_a_period_has_its_passage_and_bounds(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(p.text, f"{p.start or '..'}/{p.end}") for p in find_periods(Source(text))] == expected


@pytest.mark.parametrize("text", lines("period_none_cases.txt"))
def test_numbers_and_single_dates_are_no_period(text: str) -> None:
    assert find_periods(Source(text)) == []


@pytest.mark.parametrize(("text", "subject"), answered("period_subject_cases.txt"))
def test_the_phrase_it_hangs_on_tells_whose_period_it_is(text: str, subject: list[str]) -> None:
    source = Source(text)
    (period,) = find_periods(source)
    assert [period_subject(source, period)] == subject
