"""Which départements a contract is for: those of its parties, not those named in passing."""

import pytest
from spacy.language import Language

from extractors.found import carrying
from extractors.language import load
from extractors.text.blocks import Block
from extractors.text.source import Source
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


@pytest.mark.parametrize(
    ("aside", "codes"),
    [
        ("MAYENNE – LE DÉPARTEMENT", ["53"]),
        ("Conseil départemental de la Creuse", ["23"]),
        ("Creuse, Corrèze, Lot", []),  # the links of a menu
        ("MAYENNE – LE DÉPARTEMENT, Conseil départemental de la Creuse", []),
    ],
)
def test_a_running_head_may_tell_whose_contract_it_is(nlp: Language, aside: str, codes: list[str]) -> None:
    text = f"{aside}\nLe CDPPE est signé."
    start = len(aside) + 1
    blocks = [Block(0, len(aside), "paragraph", main=False), Block(start, len(text), "paragraph")]
    doc = carrying(Source(text, blocks=blocks), nlp.vocab)
    for _, component in nlp.pipeline:
        doc = component(doc)
    assert [department.code for department in assemble(doc).contracts[0].departments] == codes
