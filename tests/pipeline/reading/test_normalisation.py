"""Cleaning changes what no reader sees, and nothing else."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.normalisation import normalise
from pipeline.reading.offsets import OffsetMap


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Line ends of Windows and of old Macs.
        ("un\r\ndeux\rtrois\n", "un\ndeux\ntrois\n"),
        ("fin\r\r\nsuite", "fin\nsuite"),
        # Other line and page breaks.
        ("page\x0csuite\u2028fin\x85", "page\nsuite\nfin\n"),
        # A tab stays: it parts the cells of a table.
        ("État\tMontant", "État\tMontant"),
        # Accents typed as letter and mark.
        ("pre\u0301fe\u0300te C\u0327a", "préfète Ça"),
        # The singleton that Unicode replaces.
        ("\u212b", "Å"),
        # What shows nothing.
        ("\ufeffcon\xadtrat tri\u200bpartite\u2060", "contrat tripartite"),
        ("a\x00b\x1fc\x7f\x93", "abc"),
        ("✔\ufe0f", "✔"),
        # Ligatures of typesetting; œ is a letter.
        ("ﬁnancement, eﬀort, œuvre", "financement, effort, œuvre"),
        # Kept as written: typography, no-break spaces, bullets of symbol fonts.
        ("« L’État »\u00a0: 2\u202f000 – 3\u00a0000 €…", "« L’État »\u00a0: 2\u202f000 – 3\u00a0000 €…"),
        ("\uf0a7 agir tôt", "\uf0a7 agir tôt"),
    ],
)
def test_normalise(text: str, expected: str) -> None:
    assert normalise(text)[0] == expected


def test_text_that_needs_nothing_is_returned_with_an_empty_map() -> None:
    text = "Le préfet a signé.\nÀ Laon."
    assert normalise(text) == (text, OffsetMap())


TEXTS = st.text(st.sampled_from("aé e\u0301\u0327\r\n\t\xad\u200b\ufeffﬁ\uf0a7\u00a0’«\x07Å"), max_size=40)


@given(TEXTS)
def test_normalising_again_changes_nothing(text: str) -> None:
    clean, _ = normalise(text)
    assert normalise(clean) == (clean, OffsetMap())


@given(TEXTS, st.data())
def test_every_passage_comes_from_one_that_normalises_to_it(text: str, data: st.DataObject) -> None:
    clean, offsets = normalise(text)
    start = data.draw(st.integers(0, len(clean)))
    end = data.draw(st.integers(start, len(clean)))
    first, last = offsets.source_span(start, end)
    assert 0 <= first <= last <= len(text)
    assert clean[start:end] in unicodedata.normalize("NFC", normalise(text[first:last])[0])


@given(st.text(max_size=60))
def test_any_text_is_composed_and_has_unix_lines(text: str) -> None:
    clean, offsets = normalise(text)
    assert unicodedata.is_normalized("NFC", clean)
    assert "\r" not in clean
    assert offsets.to_source(len(clean)) == len(text) or clean == ""
