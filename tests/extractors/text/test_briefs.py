"""News in brief: which blocks are parts of other news than the one of the contract."""

import pytest

from extractors.text.briefs import in_other_brief
from extractors.text.source import Source


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("ENFANCE. Le contrat est signé.\nNEIGE. Les pistes ouvriront.", True),
        (
            "EN BREF\nEnfance. Le contrat est signé.\nNeige. Les pistes ouvriront.",
            True,
        ),  # all under one heading
        ("Enfance. Le contrat est signé.\nNeige. Les pistes ouvriront.", False),  # no news in brief
        (
            "EN BREF\nEnfance. Le contrat est signé.\nUn bus passera. Les pistes ouvriront.",
            False,
        ),  # it goes on
    ],
)
def test_which_news_a_block_is_part_of(text: str, other: bool) -> None:
    source = Source(text)
    first, last = len(source.blocks) - 2, len(source.blocks) - 1
    assert in_other_brief(source, last, first) is other
