"""Folding keeps every offset: one character in, one character out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.text.folding import fold


@given(st.text())
def test_length_is_kept(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_a_text_of_few_signs_folds_like_one_of_many(text: str) -> None:
    many = "".join(map(chr, range(0x4E00, 0x4F00)))  # Chinese: left as it is
    assert fold(text + many) == fold(text) + many


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Préfète de l’Île", "prefete de l'ile"),  # accents and the typographic apostrophe
        ("Ille‐et‑Vilaine – Rhône", "ille-et-vilaine - rhone"),  # U+2010, U+2011 and the dash
        ("2\u202f500\u00a0€", "2 500 €"),  # narrow and plain non-breaking space
        ("« Œuvre »", '" œuvre "'),  # a ligature that would need two letters stays
        ("Tome Ⅱ", "tome ⅱ"),  # a numeral of two letters in one sign
        ("a\nb", "a\nb"),  # line breaks bound blocks
    ],
)
def test_folds(text: str, folded: str) -> None:
    assert fold(text) == folded
