"""Which assembly sat on which day."""

import pytest

from extractors.dates import find_dates
from extractors.deliberation_sessions import find_assembly, find_session
from extractors.source import Source
from tests.case_lines import case_lines


@pytest.mark.parametrize(("text", "days"), case_lines("session_cases.txt"))
def test_sessions(text: str, days: list[str]) -> None:
    source = Source(text)
    found = find_session(source, find_dates(source, []), 0, len(text))
    assert ([found.value] if found else []) == days


@pytest.mark.parametrize(
    ("text", "assembly"),
    [
        ("EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS DU CONSEIL DÉPARTEMENTAL\nSéance du 4 mai 2022", "CONSEIL DÉPARTEMENTAL"),
        # The narrower body, also where the wider one is named first.
        ("CONSEIL DÉPARTEMENTAL DU TARN\nCOMMISSION PERMANENTE DU VENDREDI 8 OCTOBRE 2021", "COMMISSION PERMANENTE"),
        ("La commission permanente du Conseil départemental du Finistère s’est réunie.", "commission permanente du Conseil départemental du Finistère"),
        ("L'an deux mille vingt, le Conseil départemental de la Creuse, légalement convoqué", "Conseil départemental de la Creuse"),
        ("Le conseil municipal de Saint-Dié-des-Vosges décide :", "conseil municipal de Saint-Dié-des-Vosges"),
        ("Vu la délibération du conseil régional ;\nLe conseil communautaire décide :", "conseil communautaire"),  # a visa names another
        ("L'Assemblée de Corse adopte le contrat.", "Assemblée de Corse"),
    ],
)  # fmt: skip
def test_assemblies(text: str, assembly: str) -> None:
    found = find_assembly(Source(text), 0, len(text))
    assert found is not None
    assert text[slice(*found)] == assembly
