"""Which départements a contract is for: those of its parties, not those named in passing."""

import pytest
from spacy.language import Language

from extractors.language import load
from pipeline.assembly.document import assemble
from tests.case_lines import case_lines


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


@pytest.mark.parametrize(("text", "codes"), case_lines("departement_cases.txt"))
def test_departments(nlp: Language, text: str, codes: list[str]) -> None:
    contract = assemble(nlp(text)).contracts[0]
    assert [department.code for department in contract.departments] == " ".join(codes).split()


def test_departments_carry_their_official_names(nlp: Language) -> None:
    contract = assemble(nlp("LE CDPPE DES COTES D'ARMOR A ÉTÉ SIGNÉ.")).contracts[0]
    assert [department.name for department in contract.departments] == ["Côtes-d'Armor"]
