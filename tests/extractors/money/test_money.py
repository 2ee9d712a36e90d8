"""How numbers and money are written, and that reading them takes linear time."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.amounts.component import find_amounts
from extractors.money.numerals import number_before, parse_digits, parse_words
from extractors.money.statements import find_money
from extractors.text.blocks import Block
from extractors.text.source import Source

MILLION = Decimal(10**6)
UNITS = ("", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
         "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf")  # fmt: skip
TENS = (
    "",
    "",
    "vingt",
    "trente",
    "quarante",
    "cinquante",
    "soixante",
    "soixante",
    "quatre-vingt",
    "quatre-vingt",
)


def below_hundred(number: int) -> str:
    """Write a number below a hundred in French words, for the round trip."""
    if number < 20:
        return UNITS[number]
    tens, rest = divmod(number, 10)
    if tens in (7, 9):
        rest += 10
    if rest == 0:
        return TENS[tens] + ("s" if tens == 8 else "")
    return f"{TENS[tens]} et {UNITS[rest]}" if rest in (1, 11) and tens < 8 else f"{TENS[tens]}-{UNITS[rest]}"


def in_words(number: int) -> str:
    """Write a number below a million in French words."""
    thousands, rest = divmod(number, 1000)
    words = [] if thousands == 0 else ["mille"] if thousands == 1 else [in_words(thousands), "mille"]
    hundreds, rest = divmod(rest, 100)
    if hundreds:
        words += ([UNITS[hundreds]] if hundreds > 1 else []) + ["cent" if rest or hundreds == 1 else "cents"]
    return " ".join([*words, below_hundred(rest)]).strip()


def grouped(number: int, separator: str) -> str:
    """Write a number in groups of three figures."""
    return f"{number:,}".replace(",", separator)


@given(st.integers(1, 999_999))
def test_words_round_trip(number: int) -> None:
    assert parse_words(in_words(number)) == number


@given(st.integers(1, 999_999))
def test_words_without_hyphens_read_the_same(number: int) -> None:
    assert parse_words(in_words(number).replace("-", " ")) == number


@given(
    st.integers(1000, 10**12),
    st.sampled_from([" ", "\u00a0", "\u202f", ".", "'", "’", ". "]),
    st.sampled_from(["", ",00", ",05", ", 50"]),
    st.sampled_from([" €", "€", " euros", " EUR", "\u00a0€"]),
)
def test_digits_round_trip_in_every_notation(number: int, separator: str, cents: str, unit: str) -> None:
    written = grouped(number, separator) + cents + unit
    mentions = find_money(Source(f"Elle verse {written} cette fois."))
    assert [m.value for m in mentions] == [number + Decimal(cents.strip(", ") or 0) / 100]


@given(
    st.decimals(Decimal("0.01"), 999, places=2),
    st.sampled_from([",", "."]),
    st.sampled_from(
        [
            ("M€", 10**6),
            (" millions d'euros", 10**6),
            (" k€", 1000),
            (" Md€", 10**9),
            (" milliards d’euros", 10**9),
        ]
    ),
)
def test_decimals_of_a_magnitude_are_exact(number: Decimal, mark: str, unit: tuple[str, int]) -> None:
    written = str(number).replace(".", mark) + unit[0]
    assert [m.value for m in find_money(Source(f"Le plan pèse {written}."))] == [number * unit[1]]


@pytest.mark.parametrize(
    ("written", "scale", "value"),
    [
        ("450,000", 1, "450000"),  # English thousands
        ("0,125", 1, "0.125"),  # a leading zero is no thousand
        ("1.250", 1, "1250"),  # thousands of euros …
        ("1.250", 10**6, "1.250"),  # … decimals of millions
        ("1,250", 1000, "1.250"),  # a comma before k€ is decimal
        ("1.250", 1000, "1250"),  # a point before k€ parts thousands
        ("12.500.000", 10**6, "12500000"),  # two points part thousands in any case
        ("1 250.50", 1, "1250.50"),  # spaces part thousands, so the point is decimal
        ("1.250,50", 1, "1250.50"),  # and the comma where points part them
        ("1,250.50", 1, "1250.50"),  # and the other way round
        ("45o ooo", 1, "450000"),  # letters read for zeros
        ("l2 000", 1, "12000"),  # and for one
    ],
)
def test_digits(written: str, scale: int, value: str) -> None:
    assert parse_digits(written, Decimal(scale)) == Decimal(value)


@pytest.mark.parametrize("written", ["", "abc", "-", "1a"])
def test_what_is_no_number_raises(written: str) -> None:
    with pytest.raises(ValueError, match="no number"):
        parse_digits(written)


def test_an_unknown_word_raises() -> None:
    with pytest.raises(KeyError):
        parse_words("beaucoup")


@pytest.mark.parametrize(
    ("before", "scale", "value"),
    [
        ("en 2020 150 000 ", 1, "150000"),  # a year is not part of the number after it
        ("les axes 1, 2 ", 1, "2"),  # a list of numbers is not a decimal
        ("un total de 2, 5 ", 10**6, "2.5"),  # unless millions follow
        ("dépasse le ", 10**6, "1"),  # le million
        ("depasse le ", 1, None),  # but not "le euro"
        ("une centaine de ", 1000, "100"),  # une centaine de milliers
        ("aucun ", 10**6, None),  # the end of a word is no word
        ("n12 000 ", 1, None),  # nor is a code a number
    ],
)
def test_number_before(before: str, scale: int, value: str | None) -> None:
    found = number_before(before, 0, len(before), Decimal(scale))
    assert (found and found.value) == (value and Decimal(value))


@given(st.text(alphabet="0123456789 .,'€kMdeursmilo()\n-–àpardont" + "\u00a0\u202f", max_size=80))
def test_every_passage_lies_in_the_text(text: str) -> None:
    source = Source(text)
    for amount in find_amounts(source):
        assert all(text[e.start : e.end] == e.quote for e in amount.evidence)


@given(st.text(max_size=200))
def test_any_text_is_read_without_error(text: str) -> None:
    assert all(amount.value > 0 for amount in find_amounts(Source(text + " 12 €")))


def test_boilerplate_holds_no_money() -> None:
    text = "Budget : 12 €\nPublicité : 15 €"
    source = Source(text, blocks=[Block(0, 13, "paragraph"), Block(14, len(text), "paragraph", main=False)])
    assert [m.value for m in find_money(source)] == [12]
