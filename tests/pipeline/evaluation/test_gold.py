"""Annotated documents are checked when they are loaded: a wrong annotation measures nothing."""

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.evaluation.gold import GoldError, load_gold

ROOT = Path(__file__).parents[3]

TEXT = """\
Le contrat a été signé par Léa
Roux, préfète de l’Aisne.
• ouvrir un lieu d’ac\u00adcueil ;
500 000 € par an.
"""
GOOD: dict[str, Any] = {
    "kind": "news",
    "is_contract": True,
    "department_codes": ["02"],
    "signatories": [{"name": "Léa Roux", "role": "préfète de l’Aisne", "party": "etat"}],
    "signature_date": None,
    "period": [2020, 2022],
    "amounts": [
        {
            "value": 500000,
            "verbatim": "500 000 € par an",
            "payer": ["etat"],
            "per_year": True,
            "role": "context",
        }
    ],
    "engagements": [],
    "actions": ["ouvrir un lieu d’accueil"],
}


def write(folder: Path, changes: dict[str, Any], *, name: str = "a.txt", text: str = TEXT) -> Path:
    (folder / name).write_text(text, "utf-8")
    (folder / "a.gold.json").write_text(json.dumps(GOOD | changes), "utf-8")
    return folder


def test_the_annotated_documents_of_the_project_are_valid() -> None:
    assert len(load_gold(ROOT / "corpus/gold")) >= 30


def test_white_space_and_soft_hyphens_do_not_matter(tmp_path: Path) -> None:
    ((path, gold),) = load_gold(write(tmp_path, {})).items()
    assert path.name == "a.txt"
    assert gold.signatories[0].name == "Léa Roux"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"signatories": [{"name": "Lea Roux", "role": "préfète", "party": "etat"}]},
            "signatories.name: Lea Roux",
        ),
        (
            {"signatories": [{"name": "Léa Roux", "role": "préfet", "party": "etat"}]},
            "signatories.role: préfet",
        ),
        ({"actions": ["fermer"]}, "actions: fermer"),
        ({"engagements": ["agir"]}, "engagements: agir"),
        ({"other_people": ["Luc Noir"]}, "other_people: Luc Noir"),
        ({"amounts": [GOOD["amounts"][0] | {"verbatim": "5 000 €"}]}, "amounts.verbatim: 5 000 €"),
        (
            {"signatories": [{"name": "Léa Roux", "role": "préfète", "party": "prefet"}]},
            "signatories.0.party",
        ),
        ({"signature_date": "13/10/2020"}, "13/10/2020"),
        ({"is_contract": 1}, "is_contract"),
        ({"signatorys": []}, "signatorys"),  # a misspelt key would be ignored for ever
        ({"either_way": {"department": ["02"]}}, "either_way"),
        (
            {"amounts": [{"value": 5, "payer": ["State"], "per_year": True, "role": "context"}]},
            "amounts.0.payer.0",
        ),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, changes: dict[str, Any], said: str) -> None:
    with pytest.raises(GoldError) as error:
        load_gold(write(tmp_path, changes))
    assert said in str(error.value)
    assert "a.gold.json" in str(error.value)


def test_html_is_read_with_all_that_is_on_the_page(tmp_path: Path) -> None:
    page = f"<html><body><p>{TEXT.replace('préfète', 'pré<b>fète</b>')}</p></body></html>"
    assert load_gold(write(tmp_path, {}, name="a.html", text=page))


def test_the_wording_of_a_scan_is_not_looked_for_in_its_layer_of_text(tmp_path: Path) -> None:
    assert load_gold(write(tmp_path, {"actions": ["fermer"], "scanned": True}))


def test_an_annotation_needs_its_document(tmp_path: Path) -> None:
    (tmp_path / "b.gold.json").write_text(json.dumps(GOOD), "utf-8")
    with pytest.raises(GoldError, match=r"no b\.txt"):
        load_gold(tmp_path)


def test_broken_json_is_said_so(tmp_path: Path) -> None:
    write(tmp_path, {})
    (tmp_path / "a.gold.json").write_text("{", "utf-8")
    with pytest.raises(GoldError, match="not JSON"):
        load_gold(tmp_path)


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no annotated documents"):
        load_gold(tmp_path)
