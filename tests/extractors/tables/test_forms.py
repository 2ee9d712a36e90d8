"""Forms: tables about one action each, with labels at the left and what they ask for at the right."""

import pytest

from extractors.amounts.component import find_amounts
from extractors.contracts.mentions import find_mentions
from extractors.engagements.component import find_commitments
from extractors.tables.forms import find_forms
from tests.extractors.tables.table_text import source_of_lines

FORM = [
    "Contrat départemental de prévention et de protection de l'enfance du Lot",
    "| Fiche n° 4 | Parrainage de proximité |",
    "| Engagement | Offrir des liens durables |",
    "| Pilote | Mme Anne Val |",
    "| Financement 2021 | État : 12 000 € ARS : 3 000 € |",
]


@pytest.mark.parametrize("title", [FORM[1], "| Fiche n° 4 : Parrainage de proximité | < |"])
def test_a_form_tells_of_one_action(title: str) -> None:
    """The label at the left says the year, and which answer is the action, which the engagement."""
    source = source_of_lines([FORM[0], title, *FORM[2:]])
    amounts = [(str(a.value), a.payers, a.year, a.purpose) for a in find_amounts(source)]
    assert amounts == [
        ("12000", ["etat"], "2021", "Parrainage de proximité"),
        ("3000", ["ars"], "2021", "Parrainage de proximité"),
    ]
    found = find_commitments(source, find_mentions(source))
    assert [e.text for e in found.engagements] == ["Offrir des liens durables"]
    assert [(a.text, a.engagement) for a in found.actions] == [("Parrainage de proximité", 0)]


@pytest.mark.parametrize("number", ["1.1 (axe 1)", "n° 3", "2-1", "A.4", "5 / 12"])
def test_a_form_is_named_below_its_number(number: str) -> None:
    rows = [
        f"| Fiche-action n° | {number} |",
        "| Intitulé | Visites du soir |",
        "| Constat | Peu de relais. |",
    ]
    source = source_of_lines(["Le CDPPE est signé.", *rows, "| Pilote | Service de l'enfance |"])
    assert [a.text for a in find_commitments(source, find_mentions(source)).actions] == ["Visites du soir"]


SECTIONED = [
    "| Fiche 1.2 Un bus de PMI | < | < |",
    "| ↑Cadre | Engagement | Agir tôt |",
    "| ^ | Porteur | Association des Halles |",
    "| ↑Mise en œuvre | Calendrier | Achat en juin, tournées dès octobre |",
    "| ^ | Partenaires | Communes |",
    "| ↑Budget | | |",
    "| ↑Suivi | Indicateurs | 40 familles |",
]


def test_headings_of_some_rows_of_a_form_are_no_part_of_it() -> None:
    source = source_of_lines(["Le CDPPE est signé.", *SECTIONED])
    found = find_commitments(source, find_mentions(source))
    assert [(a.text, a.engagement) for a in found.actions] == [("Un bus de PMI", 0)]
    assert [e.text for e in found.engagements] == ["Agir tôt"]


def test_a_table_of_three_columns_is_no_form() -> None:
    rows = [
        "| Porteur | Action | Coût |",
        "| Caf | Un bus | 10 € |",
        "| ARS | Un lieu | 20 € |",
        "| CD | Un relais | 5 € |",
    ]
    source = source_of_lines(["Le CDPPE est signé.", *rows])
    assert find_forms(source) == []
