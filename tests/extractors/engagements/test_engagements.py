"""Engagements and actions: which lists and sentences hold them, and where each begins and ends."""

import pytest

from extractors.contracts.mentions import find_mentions
from extractors.engagements.component import Commitments, find_commitments
from extractors.text.source import Source
from tests.case_lines import case_lines


def commitments(text: str) -> Commitments:
    source = Source(text)
    return find_commitments(source, find_mentions(source))


START = "Le CDPPE est signé.\n"


@pytest.mark.parametrize(("text", "expected"), case_lines("engagement_cases.txt"))
def test_engagements(text: str, expected: list[str]) -> None:
    assert [engagement.text for engagement in commitments(START + text).engagements] == expected


@pytest.mark.parametrize(("text", "expected"), case_lines("action_cases.txt"))
def test_actions(text: str, expected: list[str]) -> None:
    assert [action.text for action in commitments(START + text).actions] == expected


@pytest.mark.parametrize(("text", "nothing"), case_lines("no_commitment_cases.txt"))
def test_neither(text: str, nothing: list[str]) -> None:
    found = commitments(START + text)
    assert (found.engagements, found.actions) == (nothing, nothing)


def test_a_report_tells_of_the_contract_before_it_names_it() -> None:
    report = (
        "Enfance : {}\nDeux priorités :\n- agir tôt ;\n- protéger les enfants.\nLe Conseil approuve le CDPPE."
    )
    told = [
        commitments(report.format(title)).engagements for title in ("contractualisation avec l'État", "bilan")
    ]
    assert [[e.text for e in engagements] for engagements in told] == [
        ["agir tôt", "protéger les enfants"],
        [],
    ]


def test_other_news_in_brief_tell_no_measures_of_the_contract() -> None:
    page = (
        "ENFANCE  Trois ans de plus\nLe CDPPE est signé. Un lieu ouvrira à Vitré.\n\n"
        "{}  La fête a trente ans\n41 communes accueilleront une fanfare en avril."
    )
    both = [len(commitments(page.format(rubric)).actions) for rubric in ("CULTURE", "Culture")]
    assert both == [0, 2]


def test_nothing_before_the_contract_is_named() -> None:
    assert commitments("Trois axes :\n- agir tôt\n- protéger\nLe CDPPE est signé.").engagements == []


def test_actions_know_their_engagement_and_the_reverse() -> None:
    found = commitments(
        START + "Axe 1 : Agir tôt\n- ouvrir un lieu\nAxe 2 : Protéger mieux\n- former\n- loger les jeunes"
    )
    assert [action.engagement for action in found.actions] == [0, 1]
    assert [engagement.actions for engagement in found.engagements] == [[0], [1]]


def test_axes_of_the_programme_are_recognised_in_other_words() -> None:
    found = commitments(
        START + "Deux axes :\n- intervenir le plus tôt possible\n- éviter les ruptures de parcours"
    )
    assert [engagement.axis for engagement in found.engagements] == ["1", "2"]
