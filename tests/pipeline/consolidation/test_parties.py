"""How far a contract is, where, between whom: what documents say of that together."""

import pytest

from pipeline.consolidation import consolidate
from pipeline.record import STATUS_ORDER
from tests.pipeline.consolidation.telling import one, told
from tests.pipeline.made import Writer, contract, document, party, signatory


@pytest.mark.parametrize(
    ("statuses", "furthest"),
    [
        (("announced", "signed"), "signed"),
        (("signed", "adopted"), "signed"),  # the deliberation is found after the press release
        (("negotiated", "announced"), "negotiated"),
        (("refused", "negotiated"), "refused"),
        (("refused", "adopted"), "adopted"),  # declined at first, then adopted
        (("amended", "signed", "announced"), "amended"),
    ],
)
def test_the_status_is_the_furthest_that_documents_report(statuses: tuple[str, ...], furthest: str) -> None:
    documents = [told(f"d{i}", status=status) for i, status in enumerate(statuses)]
    assert one(*documents).status == furthest


def test_every_status_has_its_place() -> None:
    assert set(STATUS_ORDER) == {"announced", "negotiated", "refused", "adopted", "signed", "amended"}


def test_a_refusal_and_a_signature_are_a_conflict_and_mere_progress_is_none() -> None:
    merged = one(told("a", status="refused"), told("b", status="signed"))
    (conflict,) = merged.conflicts
    assert (conflict.field, conflict.chosen, conflict.rule) == ("status", "signed", "furthest")
    assert [(v.value, v.evidence[0].document) for v in conflict.values] == [("refused", "a"), ("signed", "b")]
    assert one(told("a", status="announced"), told("b", status="signed")).conflicts == []


def test_sources_and_evidence_of_all_documents_are_kept_and_sorted() -> None:
    merged = one(told("b"), told("a"))
    assert merged.sources == ["a", "b"]
    assert [e.document for e in merged.evidence] == ["a", "b"]


def test_the_state_is_one_party_whatever_it_is_called() -> None:
    merged = one(
        told("a", lambda w: {"parties": [party(w, "etat", "État"), party(w, "epci", "Grand Soissons")]}),
        told("b", lambda w: {"parties": [party(w, "etat", "État"), party(w, "ars", "ARS Hauts-de-France")]}),
        told("c", lambda w: {"parties": [party(w, "etat", "Préfecture"), party(w, "epci", "Pays de Laon")]}),
    )
    assert [(p.kind, p.name) for p in merged.parties] == [
        ("etat", "État"),
        ("ars", "ARS Hauts-de-France"),
        ("epci", "Grand Soissons"),
        ("epci", "Pays de Laon"),
    ]
    assert {e.document for e in merged.parties[0].evidence} == {"a", "b", "c"}


def test_a_contract_of_two_departements_has_two_of_them_as_parties() -> None:
    write = Writer("a")
    parties = [party(write, "departement", "Jura"), party(write, "departement", "Ain")]
    (merged,) = consolidate(
        [document(write, contract(write, "cdppe-01-39-2024", ("39", "01"), parties=parties))]
    )
    assert [p.name for p in merged.parties] == ["Ain", "Jura"]
    assert [d.code for d in merged.departments] == ["01", "39"]


def test_a_person_is_the_same_in_capitals_without_accents_and_by_surname_only() -> None:
    merged = one(
        told(
            "a",
            lambda w: {"signatories": [signatory(w, "Élodie Lefèvre", "préfète de l’Aisne", party="etat")]},
        ),
        told("b", lambda w: {"signatories": [signatory(w, "Elodie LEFEVRE", "préfète", party="etat")]}),
        told("c", lambda w: {"signatories": [signatory(w, "Lefèvre", None)]}),
    )
    (person,) = merged.signatories
    assert (person.name, person.role, person.party) == ("Élodie Lefèvre", "préfète de l’Aisne", "etat")
    assert len(person.evidence) == 3


def test_a_surname_that_two_signatories_have_says_neither() -> None:
    merged = one(
        told("a", lambda w: {"signatories": [signatory(w, "Jean Petit"), signatory(w, "Anne Petit")]}),
        told("b", lambda w: {"signatories": [signatory(w, "Petit")]}),
    )
    assert [p.name for p in merged.signatories] == ["Anne Petit", "Jean Petit", "Petit"]
