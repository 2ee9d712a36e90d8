"""The Language as a whole."""

from extractors.language import load


def test_a_text_may_be_longer_than_a_million_characters() -> None:
    assert len(load().make_doc("x" * 1_000_001).text) == 1_000_001
