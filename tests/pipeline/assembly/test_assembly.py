"""From facts to contracts: everything is grounded, belongs to one place, and keeps its id."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.text.source import Source
from pipeline.assembly.document import Assembled, assemble
from pipeline.extraction import extract_documents, language
from pipeline.record import Document
from tests.pipeline.corpus_records import assert_grounded, corpus_inputs

SNIPPETS = [
    "Le CDPPE de la Creuse a été signé mardi 3 mai 2022.",
    "Anne Roy, préfète de la Creuse, et Luc Blanc, président du conseil départemental, ont signé le contrat.",
    "Communiqué de presse",
    "Publié le 4 mai 2022",
    "L'État apporte 1,2 M€ par an, le Département 800 000 €.",
    "« C'est un progrès », a déclaré Mme Léa PETIT, directrice générale de l'ARS Nouvelle-Aquitaine.",
    "ENTRE\nL'État, représenté par Mme Anne ROY, préfète,\nET\nLe Département, représenté par M. Luc BLANC,",
    "Il est convenu ce qui suit :",
    "Le contrat de ville de Guéret a été adopté le 12 juin 2021.",
    "- créer dix places d'accueil ;\n- renforcer la PMI (250 000 €) ;\n- former les professionnels.",
    "Axe 1 : agir le plus précocement possible",
    "L'avenant n° 2 prolonge la convention jusqu'au 31 décembre 2025.",
    "Après en avoir délibéré, l'assemblée décide d'approuver le contrat par 20 voix pour et 3 abstentions.",
    "Fait à Guéret, le 3 mai 2022\nLa préfète\nAnne ROY",
    "Le Département a refusé de signer.",
    "En 2020, 99 départements ont signé. Le budget s'élève à 3 Md€.",
    "Ils ont signé en présence de M. Jean Vidal, maire.",
    "LE PRÉFET ET LE PRÉSIDENT ONT SIGNÉ LE CDPPE.",
    "Le contrat court sur la période 2022-2024.",
    "M.\u00a0X… \uf0a7 € 1.2.3 d’ – (n°",
]
TEXTS = st.lists(st.sampled_from(SNIPPETS), max_size=12).flatmap(
    lambda parts: st.sampled_from(["\n", " ", "\n\n", "\u00a0"]).map(lambda joint: joint.join(parts))
)
ID = re.compile(
    r"[a-z]+(?:-(?:\d{2,3}|2[ab]))*-(?:\d{4}|x)(?:-(?:avenant(?:-\d+)?|amendment|agreement|protocol))?"
)


@pytest.fixture(scope="module")
def corpus() -> list[Document]:
    return list(extract_documents(corpus_inputs()))


def assembled(text: str) -> Assembled:
    doc = language().make_doc(text)
    doc._.source = Source(text, id="made")
    return assemble(language()(doc))


def as_document(text: str, found: Assembled) -> Document:
    """A record of what was assembled, without the reading of a file."""
    source = {"uri": "made.txt", "bytes": len(text)}
    extraction = {"version": "0", "model": "none", "config": "none"}
    document = Document(id="made", source=source, status="read", text=text, extraction=extraction)  # type: ignore[arg-type]
    fields = ("contracts", "amounts", "people", "dates")
    return document.model_copy(update={field: getattr(found, field) for field in fields})


def assert_sound(document: Document) -> None:
    """What holds in every record, whatever the text."""
    assert all(amount.role == "context" for amount in document.amounts)
    assert all(person.capacity not in ("signs", "signs_for") for person in document.people)
    named = {(person.name, person.at.start) for person in document.people}
    for contract in document.contracts:
        assert ID.fullmatch(contract.id), contract.id
        assert all(amount.role == "funding" for amount in contract.amounts)
        assert not named & {(person.name, person.at.start) for person in contract.signatories}
        assert all(person.capacity in ("signs", "signs_for") for person in contract.signatories)
        assert contract.status in ("adopted", "signed", "amended") or not contract.signatories
        codes = [department.code for department in contract.departments]
        assert codes == sorted(set(codes))
        for index, action in enumerate(contract.actions):
            if action.engagement is not None:
                assert index in contract.engagements[action.engagement].actions
        for index, engagement in enumerate(contract.engagements):
            assert all(contract.actions[action].engagement == index for action in engagement.actions)


def test_every_document_of_the_corpus_is_read_and_grounded(corpus: list[Document]) -> None:
    assert {document.status for document in corpus} == {"read"}
    assert sum(assert_grounded(document) for document in corpus) > 10 * len(corpus)


def test_every_record_of_the_corpus_is_sound(corpus: list[Document]) -> None:
    for document in corpus:
        assert_sound(document)


def test_nobody_who_signs_is_also_named_as_one_who_does_not(corpus: list[Document]) -> None:
    for document in corpus:
        signs = {person.name for contract in document.contracts for person in contract.signatories}
        assert not signs & {person.name for person in document.people}


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_any_order_of_passages_gives_a_sound_and_grounded_record(text: str) -> None:
    document = as_document(text, assembled(text))
    assert_grounded(document)
    assert_sound(document)


@given(TEXTS)
@settings(max_examples=40, deadline=None)
def test_the_same_text_gives_the_same_record(text: str) -> None:
    assert as_document(text, assembled(text)) == as_document(text, assembled(text))


IDS = [
    ("Le CDPPE de la Creuse a été signé le 3 mai 2022.", "cdppe-23-2022"),  # year of the signature
    ("Le CDPPE de la Creuse a été signé.", "cdppe-23-x"),  # no year is known
    ("Le CDPPE du Lot, signé le 3 mai 2022, couvre la période 2021-2023.", "cdppe-46-2021"),  # its period
    ("Le CDPPE de la Corse-du-Sud a été signé le 3 mai 2022.", "cdppe-2a-2022"),  # letters are small
    ("Les départements de l'Eure et de l'Orne ont signé le CDPPE le 3 mai 2022.", "cdppe-27-61-2022"),
    ("L'avenant n° 2 au CDPPE de la Creuse a été signé le 3 mai 2022.", "cdppe-23-2022-avenant-2"),
    ("Le protocole de protection de l'enfance du Lot a été signé en mai 2022.", "cdppe-46-2022-protocol"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), IDS)
def test_id(text: str, expected: str) -> None:
    assert [contract.id for contract in assembled(text).contracts] == [expected]


@pytest.mark.parametrize(("text", "expected"), IDS)
def test_ids_stay_when_a_page_gains_other_words(text: str, expected: str) -> None:
    framed = f"Accueil\n\nLe marché ouvre à huit heures.\n\n{text}\n\nIl pleuvra demain."
    assert [contract.id for contract in assembled(framed).contracts] == [expected]


def test_signatories_and_guests() -> None:
    found = assembled("Anne Roy, préfète de la Creuse, a signé le CDPPE en présence de Léa Petit, députée.")
    assert [person.name for person in found.contracts[0].signatories] == ["Anne Roy"]
    assert [person.name for person in found.people] == ["Léa Petit"]


def test_nobody_signs_what_is_only_announced() -> None:
    found = assembled("Anne Roy, préfète de la Creuse, signera le CDPPE de la Creuse en mai.")
    assert found.contracts[0].signatories == []
    assert [person.capacity for person in found.people] == ["other"]


NAMED_AS_SIGNATORIES = [
    ("Le CDPPE de la Creuse court sur trois ans.\n\nLes signataires :\n{}", "signed"),
    ("Le CDPPE de la Creuse court sur trois ans.\n\nSIGNATAIRES\n{}", "signed"),
    # still to come, or not of the contract
    ("Le CDPPE de la Creuse sera signé mardi.\n\nLes signataires :\n{}", "announced"),
    ("Le CDPPE de la Creuse est attendu.\n\nLes signataires de la pétition :\n{}", "announced"),
]


@pytest.mark.parametrize(("text", "status"), NAMED_AS_SIGNATORIES)
def test_a_contract_whose_signatories_are_listed_is_signed(text: str, status: str) -> None:
    people = "Anne Roy, préfète de la Creuse\nLuc Blanc, président du Conseil départemental"
    (contract,) = assembled(text.format(people)).contracts
    assert (contract.status, len(contract.signatories)) == (status, 2 if status == "signed" else 0)


def test_signatories_of_a_contract_in_one_line_are_those_who_signed_it() -> None:
    people = "Anne Roy, préfète, et Luc Blanc pour l'ARS."
    (contract,) = assembled(f"Signataires du CDPPE de la Creuse : {people}").contracts
    assert (contract.status, len(contract.signatories)) == ("signed", 2)
    (contract,) = assembled(f"Le CDPPE de la Creuse attend. Signataires de la pétition : {people}").contracts
    assert contract.status == "announced"


def test_whose_signature_reports_no_contract_is_only_named() -> None:
    found = assembled("Le maire, Luc Blanc, a signé un arrêté.")
    assert found.contracts == []
    assert [person.name for person in found.people] == ["Luc Blanc"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Trente départements sont retenus. Le CDPPE est conclu entre le préfet et le Département.", False),
        ("Le CDPPE est conclu. Les préfets signent, les présidents de département aussi.", False),
        ("Trente départements sont retenus. Le CDPPE est conclu entre le préfet et la Creuse.", True),
        ("La majorité se félicite du CDPPE conclu entre l'État et le Département.", True),
    ],
)
def test_a_contract_of_many_that_nobody_signs_nowhere_is_none(text: str, told: bool) -> None:
    assert bool(assembled(text).contracts) == told


def test_money_of_the_contract_and_of_others() -> None:
    text = (
        "Le CDPPE de la Creuse a été signé. Il est doté de 1,2 M€.\nLe budget du Département atteint 300 M€."
    )
    found = assembled(text)
    assert [str(amount.value) for amount in found.contracts[0].amounts] == ["1200000"]
    assert [(amount.value, amount.role) for amount in found.amounts] == [(300_000_000, "context")]


def test_money_of_another_act_of_the_same_session_is_context() -> None:
    text = (
        "Séance du 4 mai 2022\nRAPPORT N° 12\nL'assemblée approuve le CDPPE de la Creuse, doté de 1,2 M€.\n"
        "Vote : 20 pour, 3 contre\nRAPPORT N° 13\nRénovation du gymnase, 2,4 M€.\nAdopté à l'unanimité"
    )
    found = assembled(text)
    assert [str(amount.value) for amount in found.contracts[0].amounts] == ["1200000"]
    assert [str(amount.value) for amount in found.amounts] == ["2400000"]


ACT = "Conseil départemental du Lot\nSéance du 27 juin 2022\n\nRapport n° 12 – CDPPE\n\n"
PUT_TO_THE_VOTE = [
    ("Il est proposé d'approuver le CDPPE du Lot.\n\nAdopté par 12 voix pour et 3 contre.", "adopted"),
    ("Il vous est demandé d'adopter le CDPPE du Lot.\n\nVote : unanimité", "adopted"),
    ("Il est proposé d'approuver le CDPPE du Lot.\n\nRejeté : 12 contre, 10 pour.", "refused"),
    ("Objet : CDPPE du Lot\n\nMise aux voix, la délibération est rejetée par 12 voix contre 10.", "refused"),
    ("Il est proposé d'approuver le CDPPE du Lot.", "announced"),
]


@pytest.mark.parametrize(("text", "status"), PUT_TO_THE_VOTE)
def test_the_vote_decides_on_what_is_proposed(text: str, status: str) -> None:
    assert [contract.status for contract in assembled(ACT + text).contracts] == [status]


BELOW = "Un pacte pour la Thiérache vient d'être scellé. L'ont signé :\n"
PUBLIC_BY_SIGNERS = [
    (
        BELOW + "Anne Roy (préfète de l'Aisne) ;\nLuc Blanc (président du Département de l'Aisne) ;",
        ["signed"],
    ),
    (BELOW + "Anne Roy (patronne du club) ;\nLuc Blanc (entraîneur) ;", []),
]


@pytest.mark.parametrize(("text", "statuses"), PUBLIC_BY_SIGNERS)
def test_a_contract_of_no_known_programme_is_public_by_those_who_sign(text: str, statuses: list[str]) -> None:
    assert [contract.status for contract in assembled(text).contracts] == statuses


AUTHORISED = """\
Conseil départemental du Lot
Séance publique du 4 mai 2021
Objet : avenant au CDPPE avec l'État
Le rapport est mis aux voix. """


@pytest.mark.parametrize(
    ("decided", "status"),
    [
        (
            "Il recueille 25 voix pour et 9 abstentions. Le président est habilité à signer l'avenant.",
            "adopted",
        ),
        ("Adopté à l'unanimité, et le président autorisé à le signer.", "adopted"),
        (
            "Il recueille 9 voix pour et 25 contre. Le président ne peut être autorisé à signer l'avenant.",
            "refused",
        ),
        ("Il sera signé en juin.", "announced"),
    ],
)
def test_an_assembly_that_lets_its_president_sign_has_adopted_what_it_voted_on(
    decided: str, status: str
) -> None:
    (contract,) = assembled(AUTHORISED + decided).contracts
    assert contract.status == status


def test_a_refused_contract_keeps_what_is_told_of_it_from_one_that_is_recalled() -> None:
    text = (
        "Le Lot renonce au CDPPE proposé pour 2020-2022. L'État offrait 930 000 euros par an.\n"
        "La convention pauvreté signée en 2019 par le Département continue de s'appliquer."
    )
    refused, recalled = assembled(text).contracts
    assert (refused.status, recalled.status) == ("refused", "signed")
    assert ([a.text for a in refused.amounts], recalled.amounts) == (["930 000 euros par an"], [])
    assert (refused.period and refused.period.text, recalled.period) == ("2020-2022", None)


def test_parties_are_those_in_whose_name_somebody_signs() -> None:
    text = "Anne Roy, préfète de la Creuse, et le président du Département ont signé le CDPPE."
    parties = assembled(text).contracts[0].parties
    assert [(party.kind, party.representative) for party in parties] == [
        ("etat", None),
        ("departement", "président du Département"),  # a role that signs without a name
    ]


def test_two_contracts_each_have_their_own_signatory() -> None:
    text = (
        "Anne Roy, préfète de la Creuse, a signé le CDPPE de la Creuse.\n"
        "Jean Vidal, maire de Guéret, a signé le contrat de ville de Guéret."
    )
    contracts = assembled(text).contracts
    assert [(c.programme, [p.name for p in c.signatories]) for c in contracts] == [
        ("cdppe", ["Anne Roy"]),
        ("ville", ["Jean Vidal"]),
    ]


def test_nothing_comes_of_nothing() -> None:
    found = assembled("")
    assert found.kind == "other"
    assert [found.contracts, found.amounts, found.people, found.dates] == [[], [], [], []]
