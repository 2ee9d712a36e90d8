"""The baseline is an honest afternoon's work: on a plain announcement it finds what such work finds."""

from pathlib import Path

import pytest

from pipeline.evaluation.baseline import extract
from pipeline.evaluation.scores import count_ungrounded
from pipeline.record import Document

TEXT = """\
Publié le 14 octobre 2020

Le contrat départemental a été signé le 13 octobre 2020 par Claire Martin, préfète de l’Aisne, et \
Jean Dupuis, président du conseil départemental de l’Aisne, pour la période 2020-2022.

L’État apporte 2,5 millions d’euros et 1 200 € par an.

Trois engagements :
- agir le plus tôt possible ;
- sécuriser les parcours.
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Document:
    path = tmp_path_factory.mktemp("texts") / "a.txt"
    path.write_text(TEXT, "utf-8")
    (document,) = extract([path])
    return document


def test_it_finds_the_plain_facts(found: Document) -> None:
    (contract,) = found.contracts
    assert contract.status == "signed"
    assert [d.code for d in contract.departments] == ["02"]
    assert [(p.name, p.party) for p in contract.signatories] == [
        ("Claire Martin", "etat"),
        ("Jean Dupuis", "departement"),
    ]
    assert [d.value for d in contract.dates] == ["2020-10-13"]
    assert contract.period
    assert (contract.period.start, contract.period.end) == ("2020", "2022")
    assert [str(a.value) for a in contract.amounts] == ["2500000.0", "1200"]
    assert [e.text for e in contract.engagements] == ["agir le plus tôt possible", "sécuriser les parcours"]
    assert found.published == "2020-10-14"


def test_its_evidence_is_grounded(found: Document) -> None:
    assert count_ungrounded(found) == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "a.html",
            "<html><body><article><p>"
            + "Le contrat a été signé par le préfet. " * 20
            + "</p></article></body></html>",
        ),
        ("a.txt", "Le conseil départemental s’est réuni."),
        ("b.txt", " "),
    ],
)
def test_it_reads_texts_and_pages(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content, "utf-8")
    (document,) = extract([path])
    assert document.status == ("read" if content.strip() else "empty")
    assert bool(document.contracts) == (name == "a.html")
    assert document.source.bytes == path.stat().st_size
