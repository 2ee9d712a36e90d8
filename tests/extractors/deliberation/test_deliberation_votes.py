"""How an assembly voted, in the many ways that deliberations say it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.deliberation.votes import VoteFound, close_up, find_vote
from extractors.text.source import Source
from tests.case_lines import case_lines


def shown(vote: VoteFound) -> str:
    """A vote as a case writes it."""
    return " ".join("?" if value is None else str(value) for value in vote[:4])


@pytest.mark.parametrize(("text", "votes"), case_lines("vote_cases.txt"))
def test_votes(text: str, votes: list[str]) -> None:
    found = find_vote(Source(text).folded)
    assert ([shown(found)] if found else []) == votes


@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 200))
def test_every_order_of_the_same_counts_is_the_same_vote(for_: int, against: int, abstentions: int) -> None:
    forms = [
        f"Vote : {for_} voix pour, {against} contre, {abstentions} abstentions.",
        f"Vote : {against} contre, {abstentions} abstentions, {for_} pour.",
        f"Pour : {for_} - Contre : {against} - Abstentions : {abstentions}",
        f"Abstention(s) : {abstentions}\nPour : {for_}\nContre : {against}",
        f"POUR\tCONTRE\tABSTENTIONS\n{for_}\t{against}\t{abstentions}",
    ]
    votes = [find_vote(Source(form).folded) for form in forms]
    assert [vote and vote[:3] for vote in votes] == [(for_, against, abstentions)] * len(forms)


@given(st.text("aeo prt24:\n'", max_size=60))
def test_closing_up_keeps_the_length(text: str) -> None:
    assert len(close_up(text)) == len(text)


def test_the_vote_of_one_act_is_not_that_of_the_next() -> None:
    text = "Adopté par 30 voix pour et 2 contre.\nAdopté par 20 voix pour et 9 contre."
    folded = Source(text).folded
    assert find_vote(folded, 0, folded.index("\n"))[:2] == (30, 2)  # type: ignore[index]
