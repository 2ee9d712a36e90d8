"""Amounts: money with its terms, put together from one text."""

from typing import Any

import pytest
import spacy

from extractors.amounts.component import find_amounts
from extractors.text.blocks import Block
from extractors.text.source import Source
from tests.extractors.amounts.amount_cases import cases, compared


@pytest.mark.parametrize(("text", "wanted"), cases("money_cases.txt"))
def test_money_and_its_terms(text: str, wanted: list[dict[str, Any]]) -> None:
    amounts = find_amounts(Source(text))
    for amount in amounts:
        if not any("pay" in fields or "to" in fields for fields in wanted):
            amount.payers, amount.payees = [], []
    got, expected = compared(amounts, wanted)
    assert got == expected


@pytest.mark.parametrize(("text", "wanted"), cases("role_cases.txt"))
def test_role(text: str, wanted: list[dict[str, Any]]) -> None:
    got, expected = compared(find_amounts(Source(text)), wanted, only={"value", "role"})
    assert got == expected


def test_cells_that_a_reader_gave_one_by_one() -> None:
    """Of an HTML table only the order of the cells is left: a label comes back every third cell."""
    cells = ["", "État", "ARS", "Visites", "12 000 €", "9 000 €", "Équipe", "14 000 €", "8 000 €"]
    text, blocks = "", []
    for cell in filter(None, cells):
        blocks.append(Block(len(text), len(text) + len(cell), "cell"))
        text += cell + "\n"
    amounts = find_amounts(Source(text, blocks=blocks))
    assert [(int(a.value), a.payers, a.purpose) for a in amounts] == [
        (12000, ["etat"], "Visites"),
        (9000, ["ars"], "Visites"),
        (14000, ["etat"], "Équipe"),
        (8000, ["ars"], "Équipe"),
    ]


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("L'État verse 2 M€ pour la rénovation du foyer, à Foix.", "la rénovation du foyer"),
        ("Une aide de 2 M€ destinée aux familles d'accueil.", "familles d'accueil"),
        ("L'État verse 2 M€ pour 2021.", None),  # a year
        ("L'État verse 2 M€ pour une durée de trois ans.", None),  # a time
        ("2 M€ pour l'État et 1 M€ pour l'ARS.", None),  # who pays
        ("Il verse 2 M€.", None),
    ],
)
def test_purpose_is_written_after_the_money(text: str, purpose: str | None) -> None:
    assert find_amounts(Source(text))[0].purpose == purpose


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("L'État verse 2 M€. Ces 2 M€ serviront vite.", 1),  # said again
        ("L'État verse 2 M€, l'ARS 2 M€.", 2),  # other payers
        ("L'État verse 2 M€ en 2020. L'État verse 2 M€ en 2021.", 2),  # another year
        ("Un repas à 2 € par enfant. Un don de 2 €.", 2),  # a unit price is other money
    ],
)
def test_the_same_money_is_joined(text: str, count: int) -> None:
    amounts = find_amounts(Source(text))
    assert len(amounts) == count
    assert sum(len(amount.evidence) for amount in amounts) == 2


def test_confidence_is_that_of_the_weakest_part() -> None:
    sure, carried = find_amounts(Source("Le contrat prévoit 60 millions d'euros, dont 45 en 2023."))
    assert sure.at.confidence > carried.at.confidence >= 0.5


def test_the_component_stores_amounts_and_spans() -> None:
    nlp = spacy.blank("fr")
    nlp.add_pipe("tripartite_amounts")
    doc = nlp("L'État verse deux mille euros (2 000 €) au Département.")
    assert [int(a.value) for a in doc._.amounts] == [2000]
    assert [span.text for span in doc.spans["amounts"]] == ["deux mille euros", "2 000 €"]
