"""Roles of people: how far they go, what office they are, whom their holders act for."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.people.offices import find_offices
from extractors.text.source import Source

LINES = (Path(__file__).parents[2] / "data" / "offices.txt").read_text("utf-8").splitlines()
CASES = [line for line in LINES if line and not line.startswith("#")]


def expected(case):
    """The text of a case, and of each role its words, office, party, weak, plural."""
    told, marked = case.split("|", 1)
    roles = re.findall(r"\[(.*?)\]", marked)
    meanings = [meaning.split() for meaning in told.split(";") if meaning.strip()]
    assert len(roles) == len(meanings), case
    return marked.strip().replace("[", "").replace("]", ""), [
        (role, office, None if party == "?" else party, "*" in flags, "+" in flags)
        for role, (office, party, *flags) in zip(roles, meanings, strict=True)
    ]


@pytest.mark.parametrize("case", CASES)
def test_roles(case):
    text, roles = expected(case)
    found = find_offices(Source(text))
    assert [(text[m.start : m.end], m.office, m.party, m.weak, m.plural) for m in found] == roles


def test_there_are_cases_for_every_office():
    offices = {office for case in CASES for _, office, *_ in expected(case)[1]}
    assert len(offices) == 11
    assert len(CASES) > 150


@pytest.mark.parametrize(
    ("text", "codes", "region", "body"),
    [
        ("préfet de l'Isère", ("38",), None, None),
        ("préfète de la région Occitanie", (), "76", "region"),
        ("directeur général de l'ARS Grand Est", (), "44", "ars"),
        (
            "présidents des conseils départementaux du Calvados et de l'Orne",
            ("14", "61"),
            None,
            "departement",
        ),
        (
            "présidents des conseils départementaux de l'Ain, du Rhône et du Var",
            ("01", "69", "83"),
            None,
            "departement",
        ),
        ("président de la Collectivité européenne d'Alsace", ("6AE",), None, "departement"),
        ("directrice de la CAF du Nord", ("59",), None, "caf"),
        ("présidente de l'association des familles", (), None, "association"),
        ("directrice de la délégation départementale de la Creuse", ("23",), None, "ars"),
        ("le président", (), None, None),
    ],
)
def test_territory_and_body(text, codes, region, body):
    [mention] = find_offices(Source(text))
    assert (mention.codes, mention.region, mention.body) == (codes, region, body)


@pytest.mark.parametrize(
    "typed", ["préfète  d’Ille‐et‐Vilaine", "PRÉFÈTE D'ILLE-ET-VILAINE", "Préfète d'Ille et Vilaine"]
)
def test_typing_does_not_matter(typed):
    [mention] = find_offices(Source(f"Mme Roux, {typed}, a signé"))
    assert (mention.end - mention.start, mention.codes) == (len(typed), ("35",))


def test_a_role_broken_over_a_line_is_one_role():
    text = "Jean Roy, directeur départemental de\nl'emploi, du travail\net des solidarités, a signé"
    [mention] = find_offices(Source(text))
    assert text[mention.start : mention.end].endswith("solidarités")


def test_roles_do_not_cross_blocks():
    text = "Le président\n\nde la séance\n\npréfète\n\nde l'Isère"
    assert [text[m.start : m.end] for m in find_offices(Source(text))] == ["président", "préfète"]


WORDS = [
    *[
        "préfet",
        "présidente",
        "directeur",
        "vice-présidente",
        "ministre",
        "déléguée",
        "conseil départemental",
    ],
    *["du Département", "de la Somme", "chargée de", "et", ",", "de", "l'", "à la", "enfance", "famille"],
    *["(ARS)", "Marie", "DUPONT", "le 3 mai", "\n"],
]


@given(st.lists(st.sampled_from(WORDS), max_size=14))
def test_roles_are_ordered_inside_a_line_and_do_not_overlap(words):
    text = " ".join(words)
    source = Source(text)
    mentions = find_offices(source)
    bounds = [offset for m in mentions for offset in (m.start, m.end)]
    assert bounds == sorted(bounds)
    assert all(m.start < m.end and "\n" not in source.folded[m.start : m.end] for m in mentions)
    assert all(text[m.end - 1] not in " ,'" for m in mentions)
