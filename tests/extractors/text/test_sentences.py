"""Sentences of a block."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.text.sentences import LONGEST
from extractors.text.source import Source


def sentences(text: str) -> list[str]:
    source = Source(text)
    return [text[s.start : s.end] for s in source.sentences]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("M. Blanc a signé. Mme. Noir aussi.", 2),  # the stop of an honorific
        ("L'article L. 221-1 s'applique. Il est clair.", 2),  # an article of a code
        ("Le texte est prêt ! Qui signe ? Personne…", 3),  # other closing signs
        ("J.-P. Roy et A. B. Petit ont signé.", 1),  # initials
        ("Le coût est de 2.5 millions. C'est peu.", 2),  # a decimal point
        ("« C'est un début. » Le préfet sourit.", 2),  # a stop inside the quotation marks
        ("Signataires : Anne Roy ; Paul Blanc.", 1),  # a semicolon: the list goes on
    ],
)
def test_number_of_sentences(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@pytest.mark.parametrize(
    ("item", "end"),
    [
        (
            "12 000 € pour la santé, les soins ; ",
            ";",
        ),  # a list that lost its lines, behind one of its entries
        ("Anne Roy, Luc Blanc, ", ","),  # names, never inside of one
        ("mesure ", "mesure"),  # words
        ("a", "a"),  # one word
    ],
)
def test_what_runs_on_is_cut_and_nothing_is_lost(item: str, end: str) -> None:
    text = (item * 10_000)[: 3 * LONGEST].strip()
    pieces = sentences(text)
    assert 3 <= len(pieces) <= 7
    assert all(len(piece) <= LONGEST and piece.endswith(end) for piece in pieces[:-1])
    assert "".join("".join(pieces).split()) == "".join(text.split())


@given(st.text(alphabet="aA. \n!?;é1»", max_size=120))
def test_sentences_cover_each_block_in_order(text: str) -> None:
    source = Source(text)
    for index, block in enumerate(source.blocks):
        inside = [s for s in source.sentences if s.block == index]
        assert inside[0].start == block.start
        assert inside[-1].end == block.end
        for before, after in pairwise(inside):
            assert not text[before.end : after.start].strip()
