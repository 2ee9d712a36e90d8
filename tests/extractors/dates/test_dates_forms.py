"""Every written form of a date: its passage and its value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.dates.component import find_dates
from extractors.dates.words import calendar, months, number
from extractors.text.source import Source
from tests.extractors.dates.date_cases import annotated, lines


@pytest.mark.parametrize(("text", "expected"), annotated("date_forms_cases.txt"))
def test_a_written_form_has_its_passage_and_value(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(date.text, date.value) for date in find_dates(Source(text), [])] == expected


@pytest.mark.parametrize("text", lines("date_none_cases.txt"))
def test_a_number_is_no_date(text: str) -> None:
    assert find_dates(Source(text), []) == []


FRAMES = ["{}", "({})", "« {} »", "{}.", "Le préfet est venu le {} à Laon.", "{} : réunion", "Laon,{}"]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize(
    "form", ["13 octobre 2020", "13/10/2020", "13 oct. 2020", "1er mai 2021", "dix mai 2021"]
)
def test_punctuation_around_a_date_does_not_matter(frame: str, form: str) -> None:
    assert [date.text for date in find_dates(Source(frame.format(form)), [])] == [form]


@pytest.mark.parametrize("form", sorted(months(abbreviated=False)))
def test_every_spelling_of_a_month_is_read(form: str) -> None:
    (date,) = find_dates(Source(f"Le 3 {form} 2021, le comité s'est réuni."), [])
    assert date.value == f"2021-{months()[form]:02}-03"


def test_no_two_months_share_a_spelling() -> None:
    spellings = [form for words in calendar()["months"] + calendar()["month_abbreviations"] for form in words]
    assert len(spellings) == len(set(spellings))


ONES = [
    "",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
]
ONES += ["quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf"]
TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre-vingt"}


def spell(value: int) -> str:
    """Write a number below a hundred in French words."""
    if value < 20:
        return ONES[value]
    base = value - value % (20 if value >= 60 else 10)
    rest = value - base
    joint = "-et-" if rest in (1, 11) and base < 80 else "-"
    return f"{TENS[base]}{joint}{ONES[rest]}" if rest else TENS[base]


@given(st.integers(1, 99))
def test_numbers_in_words_are_read_as_they_are_spelled(value: int) -> None:
    assert number(spell(value)) == value
    assert number("deux mille " + spell(value)) == 2000 + value
    assert number("mille neuf cent " + spell(value).replace("-", " ")) == 1900 + value
