"""Annexes of a contract: what they call themselves, and the contract that only a running head names."""

from dataclasses import replace

import pytest

from extractors.contracts.annexes import is_annex
from extractors.contracts.mentions import find_mentions
from extractors.dates.component import find_periods, period_subject
from extractors.text.source import Source
from tests.extractors.tables.table_text import source_of_lines

PLAN = ["| Action | État | ARS | Département |", "| Réseau de parrains | 10 € | 5 € | 15 € |"]

CASES = [
    # an annex to a contract, in one line; it needs no table
    (["Annexe n° 2 au contrat départemental", "Le présent document complète l'article 3."], True),
    # the title of the annex and that of the contract on two lines
    (["Annexe 1 – Détail des financements", "CDPPE de la Somme", *PLAN], True),
    (["Contrat départemental de l'Eure", "Tableau de financement", *PLAN], True),
    (["Maquette financière du contrat 2021", *PLAN], True),
    # other words for it; a number that recognition has stuck to the word
    (["CDPPE de l'Eure", "Tableau récapitulatif des financements", *PLAN], True),
    (["CDPPE de l'Eure", "Volet financier", *PLAN], True),
    (["CONTRAT DÉPARTEMENTAL DE L'EURE", "ANNEXE2 : MONTANTS", *PLAN], True),
    # what stands at its foot
    (["Contrat départemental de l'Eure", *PLAN, "Vu pour être annexé au contrat."], True),
    # forms, one for each action
    (["CDPPE du Lot", "Fiches-actions", "Fiche 1\tUn bus", "Pilote\tPMI", "Coût\t10 €"], True),
    # an act of an assembly, whose sheets stand behind it
    (["CDPPE du Lot", "Fiches-actions", "Après en avoir délibéré :", "Fiche 1\tUn bus", *PLAN], False),
    # no contract is named
    (["Annexe 1 – Détail des financements", *PLAN], False),
    # a table of something else beside the name of a contract
    (["CDPPE de l'Eure", "Tableau des effectifs", *PLAN], False),
    # running text that speaks of an annex and a contract
    (["Annexe 1 du rapport sur le contrat", "L'assemblée en a pris connaissance lors de sa séance."], False),
]


@pytest.mark.parametrize(("lines", "expected"), CASES)
def test_what_is_an_annex(lines: list[str], expected: bool) -> None:
    assert is_annex(source_of_lines(lines)) is expected


@pytest.mark.parametrize(
    ("title", "expected"), [("Tableau financier 2022", True), ("Tableau des effectifs", False)]
)
def test_the_title_may_be_read_right_on_the_second_page_only(title: str, expected: bool) -> None:
    lines = ["Tableau foncier 2021", "Convention d'appui État – Eure", *PLAN]
    pages = len("\n".join(source_of_lines(lines).text.splitlines())) + 1
    source = source_of_lines([*lines, title, *PLAN])
    assert is_annex(Source(source.text, blocks=source.blocks, pages=[0, pages])) is expected


def with_head(lines: list[str]) -> Source:
    """The first line as the running head of pages."""
    source = source_of_lines(lines, pages=[0])
    return Source(
        source.text, blocks=[replace(source.blocks[0], main=False), *source.blocks[1:]], pages=source.pages
    )


def test_the_running_head_names_the_contract_of_an_annex() -> None:
    (mention,) = find_mentions(with_head(["CDPPE de la Somme", "Annexe 1 – Détail des actions", *PLAN]))
    assert mention.programme == "cdppe"
    assert mention.start == 0


def test_the_running_head_names_the_contract_of_its_later_pages() -> None:
    articles = ["Article 7 – Suivi", "Un comité se réunit.", "Article 8 – Durée", "Trois ans."]
    (mention,) = find_mentions(with_head(["CDPPE de la Somme", *articles]))
    assert mention.programme == "cdppe"


def test_the_running_head_tells_how_long_the_contract_runs() -> None:
    source = with_head(["CDPPE de la Somme 2021-2024", "Annexe 1 – Crédits de 2021", *PLAN])
    (period,) = find_periods(source)
    assert (period.start, period.end, period_subject(source, period)) == ("2021", "2024", "contract")
    assert find_periods(with_head(["CDPPE de la Somme 2021-2024", "Le bus passe le mardi."])) == []


def test_the_running_head_of_another_document_names_none() -> None:
    assert find_mentions(with_head(["CDPPE de la Somme", "Le bus passe le mardi."])) == []
