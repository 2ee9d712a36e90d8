"""Money of a table that is only recalled: it is none of the contract."""

import pytest

from extractors.amounts.component import find_amounts
from tests.extractors.tables.table_text import source_of_lines

ABOVE = [
    "Le contrat local des solidarités de la Creuse est signé.",
    "Plan de financement du contrat, en euros",
]


@pytest.mark.parametrize(
    ("lines", "context"),
    [
        # a column of what was spent in a year before all others, or that says so
        (["| Financeur | Réalisé 2023 | 2024 | 2025 |", "| État | 11 000 | 12 000 | 13 000 |"], ["11000"]),
        (
            ["| Financeur | Réalisé 2021 | 2022 | Cumul 2021-2022 |", "| État | 11 000 | 12 000 | 23 000 |"],
            [],
        ),
        (
            ["| Financeur | Réalisé 2021 | 2022 | 2022-2023 |", "| État | 11 000 | 12 000 | 23 000 |"],
            ["11000"],
        ),
        (["| Financeur | Réalisé 2020 | Réalisé 2021 | 2022 |", "| État | 11 000 | 12 000 | 13 000 |"], []),
        (["| Financeur | Prévu 2023 | Réalisé 2023 |", "| État | 11 000 | 12 000 |"], []),
        (["| Financeur | Réalisé 2025 | 2024 |", "| État | 11 000 | 12 000 |"], []),
        (["| Financeur | Pour mémoire 2023 | 2024 |", "| État | 11 000 | 12 000 |"], ["11000"]),
        (
            ["| Financeur | Avenant n° 1 (mémoire) | Avenant n° 2 |", "| État | 700 000 | 760 000 |"],
            ["700000"],
        ),
        (["| Financeur | Montant annulé | Montant |", "| État | 700 000 | 760 000 |"], ["700000"]),
        (["| Financeur | Montant annulé |", "| État | 11 000 |"], ["11000"]),
        # a sum over both is of the later one too
        (
            ["| Action | Réalisé 2023 | 2024 |", "| Bus | 11 000 | 12 000 |", "| Total | 23 000 | < |"],
            ["11000"],
        ),
        # a row that says so
        (["| Année | État |", "| 2023 (ancien contrat) | 11 000 |", "| 2024 | 12 000 |"], ["11000"]),
        (["| Action | État |", "| Ancien contrat | 11 000 |", "| Maraudes | 12 000 |"], ["11000"]),
        (["| Année | État |", "| 2018 (p.m.) | 11 000 |", "| 2019 | 12 000 |"], ["11000"]),
        (
            ["| Année | État |", "| 2023 (ancienne convention) | 11 000 |", "| 2024 (prévision) | 12 000 |"],
            ["11000"],
        ),
        (
            ["| Action | État |", "| Maraudes | 12 000 |", "| Pour mémoire : avenant n° 1 | 11 000 |"],
            ["11000"],
        ),
    ],
)
def test_what_is_recalled_is_context(lines: list[str], context: list[str]) -> None:
    amounts = find_amounts(source_of_lines([*ABOVE, *lines]))
    assert [str(amount.value) for amount in amounts if amount.role == "context"] == context
    assert len(amounts) > len(context) or len(amounts) == 1
