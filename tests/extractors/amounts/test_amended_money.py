"""Which money an amendment cancels."""

import pytest

from extractors.amounts.amended import cancelled
from extractors.amounts.component import find_amounts
from extractors.tables.tables import read_tables
from extractors.text.source import Source
from tests.case_lines import case_lines
from tests.extractors.tables.table_text import source_of_lines


@pytest.mark.parametrize(("text", "old"), case_lines("cancelled_cases.txt"))
def test_cancelled(text: str, old: list[str]) -> None:
    source = Source(text)
    amounts = find_amounts(source)
    assert [str(amounts[index].value) for index in sorted(cancelled(source, amounts, []))] == old


@pytest.mark.parametrize(
    ("heading", "old"),
    [
        ("| Financeur | Montant prévu | Montant retenu |", ["700000"]),
        ("| Financeur | Montant annulé | Nouveau montant |", ["700000"]),
        ("| Financeur | Montant remplacé | Montant actualisé |", ["700000"]),
        ("| Financeur | Avenant n° 1 | Avenant n° 2 |", []),
        ("| Financeur | 2023 prévu | 2024 actualisé |", []),  # each of a year of its own
        ("| Financeur | 2023 prévu | 2023 actualisé |", ["700000"]),
    ],
)
def test_columns_that_are_replaced(heading: str, old: list[str]) -> None:
    source = source_of_lines(["Contributions 2022, en euros", heading, "| État | 700 000 | 760 000 |"])
    amounts = find_amounts(source)
    assert [str(amounts[i].value) for i in sorted(cancelled(source, amounts, read_tables(source)))] == old
