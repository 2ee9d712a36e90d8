"""What a text of one sentence costs grows with its length and not with the square of it."""

from pathlib import Path

import pytest

from pipeline.extraction import extract_documents, language
from pipeline.inputs import Input
from pipeline.record import Document
from tests.growth import calls

LEAD = "Le CDPPE de la Creuse a été signé le 3 mai 2021 par le préfet Luc Blanc.\n"


def work(path: Path, text: str) -> int:
    """What it takes to extract a text."""
    path.write_text(text, "utf-8")
    found: list[Document] = []
    counted = calls(lambda: found.extend(extract_documents([Input(str(path), path)])))
    assert [document.status for document in found] == ["read"]
    return counted


@pytest.mark.parametrize(
    "words",
    [
        "contrat préfet état signé mesure est ",  # acts, contracts and people that sign them
        "contrat ",  # one contract named again and again
        "considérant que le contrat ",  # the contract of others
        "ils ont signé et ",  # signing with nobody before it
        "trente départements ont signé le contrat, ",  # others that sign
        "Anne Roy, Luc Blanc, ",  # names
        "préfet : ",  # labels
        "12 000 € et ",  # sums
        "le 3 mai 2021, ",  # days
        "12 voix pour, 3 voix contre, ",  # votes
    ],
)
def test_a_sentence_twice_as_long_takes_twice_the_work(words: str, tmp_path: Path) -> None:
    path = tmp_path / "sentence.txt"
    language()  # loaded once
    work(path, LEAD + words)
    short, long = (work(path, LEAD + words * (size // len(words))) for size in (12_000, 24_000))
    assert long < 2.3 * short
