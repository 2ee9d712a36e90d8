"""Years told once for all money of a section."""

from dataclasses import replace

from extractors.amounts.component import find_amounts
from extractors.text.source import Source
from tests.extractors.tables.table_text import source_of_lines


def test_the_heading_tells_the_year_below_a_table_however_long_that_is() -> None:
    rows = [f"| Action {number} | 40 000 € | 10 000 € | 50 000 € |" for number in range(1, 8)]
    head = ["Le contrat est signé.", "Article 3 – Crédits de 2023", "| Action | Inscrit | Ajout | Nouveau |"]
    told = source_of_lines([*head, *rows, "L'ARS verse 12 000 € au titre du contrat."])
    blocks = [
        replace(b, kind="heading") if told.text.startswith("Article", b.start) else b for b in told.blocks
    ]
    amounts = find_amounts(Source(told.text, blocks=blocks, pages=told.pages))
    assert [amount.year for amount in amounts if amount.value == 12_000] == ["2023"]
