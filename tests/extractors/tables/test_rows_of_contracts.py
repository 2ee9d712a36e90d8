"""Lists of subsidies of all kinds, some rows of which carry out a contract and say so first."""

import pytest

from extractors.amounts.component import find_amounts
from extractors.contracts.mentions import find_mentions
from extractors.engagements.component import find_commitments
from tests.extractors.tables.table_text import source_of_lines

HEAD = ["Vu le CDPPE 2022-2024 ;", "Les aides départementales suivantes sont attribuées :"]
POT = "| Les Petits Jardins | Un potager | 1 850 € |"
MOBILE = "| La Sauvegarde | CDPPE, fiche-action n° 7 : une équipe mobile | 148 000 € |"
RELAY = "| Le Relais | Le CDPPE : un relais de nuit | 12 000 € |"


@pytest.mark.parametrize(
    ("lines", "money", "actions"),
    [
        # One of them, or two.
        ([*HEAD, POT, MOBILE, "| Total | | 149 850 € |"], [148000], ["une équipe mobile"]),
        ([*HEAD, POT, MOBILE, RELAY], [148000, 12000], ["une équipe mobile", "un relais de nuit"]),
        # All of them: then the total is of the contract too.
        (
            [*HEAD, MOBILE, RELAY, "| Total | | 160 000 € |"],
            [148000, 12000, 160000],
            ["une équipe mobile", "un relais de nuit"],
        ),
    ],
)
def test_only_rows_that_name_the_contract_are_of_it(
    lines: list[str], money: list[int], actions: list[str]
) -> None:
    heading = "| Bénéficiaire | Objet | Montant |"
    source = source_of_lines([*lines[:2], heading, *lines[2:]])
    assert [int(a.value) for a in find_amounts(source) if a.role == "funding"] == money
    assert [action.text for action in find_commitments(source, find_mentions(source)).actions] == actions


def test_rows_under_a_heading_that_names_the_contract_are_of_it() -> None:
    rows = ["| CULTURE |", POT, "| Sous-total | 1 850 € |", "| CDPPE 2022-2024, signé le 7 octobre 2022 |"]
    rows += ["| La Sauvegarde | Une équipe mobile | 148 000 € |", "| Le Relais | Un studio | 12 000 € |"]
    rows += ["| Sous-total | 160 000 € |", "| SPORT |"]
    source = source_of_lines(
        [
            "Subventions attribuées :",
            "| Bénéficiaire | Objet | Montant |",
            *rows,
            POT,
            "| Total | 163 700 € |",
        ]
    )
    assert [int(a.value) for a in find_amounts(source) if a.role == "funding"] == [148000, 12000, 160000]
    commitments = find_commitments(source, find_mentions(source))
    assert [action.text for action in commitments.actions] == ["Une équipe mobile", "Un studio"]
    assert commitments.engagements == []


def test_a_row_that_names_the_contract_last_parts_nothing() -> None:
    """A contract may pay for what belongs to itself: "Coordination du CDPPE"."""
    rows = ["| Action | État |", "| Un bus | 2 000 € |", "| Coordination du CDPPE | 3 000 € |"]
    source = source_of_lines(["Le CDPPE est signé.", "Montants 2022 :", *rows])
    assert [a.role for a in find_amounts(source)] == ["funding", "funding"]
