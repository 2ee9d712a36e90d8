"""A file of many acts: each is read alone, and only what it says goes into its contract."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from extractors.deliberation.gazettes import find_gazette_spans
from extractors.facts import Date
from extractors.text.blocks import Block
from extractors.text.layout import Layout
from extractors.text.source import Source
from pipeline.assembly.parts import divide, part_of, place_evidence
from pipeline.extraction import extract_documents
from pipeline.inputs import Input
from pipeline.record import Document
from tests.pipeline.corpus_records import assert_grounded

HEAD = "CONSEIL DÉPARTEMENTAL DE LA CREUSE\nSession du 4 mai 2021\nÉtaient présents : Mme Anne Roy, M. Luc Blanc\n"
ROADS = (
    "Délibération n° 21-05-A1\nEntretien des routes\nRapporteur : M. Luc Blanc\n"
    "Le rapporteur expose que 3 200 kilomètres de routes demandent un programme de travaux. Il propose d'y consacrer "
    "18 400 000 € sur trois ans, à répartir entre les cantons selon la longueur et l'état des chaussées. Le préfet en "
    "a été informé le 2 mars 2021.\nLe Conseil départemental approuve le programme.\nPour : 20 ; contre : 3\n"
)
CHILDREN = (
    "Délibération n° 21-05-B2\nContrat départemental de prévention et de protection de l'enfance\n"
    "Le contrat lie trois parties : l'État, représenté par M. Jean Dupuis, préfet de la Creuse ; l'ARS, représentée "
    "par Mme Lise Morel, directrice de la délégation départementale ; le Département, représenté par Mme Anne Roy, "
    "présidente du Conseil départemental. L'État y consacre 400 000 € en 2021.\n"
    "Le Conseil départemental approuve le contrat et autorise sa présidente à le signer.\nPour : 18 ; contre : 5\n"
)
COLLEGES = (
    "Délibération n° 21-05-C3\nSecteurs des collèges\nRapporteur : Mme Paule Vidal\n"
    "La baisse du nombre d'élèves conduit à revoir les secteurs de quatre collèges à la rentrée prochaine. Une somme "
    "de 640 000 € accompagne les travaux et les transports, et les familles sont consultées jusqu'à l'été.\n"
    "Le Conseil départemental approuve la carte.\nAdopté à l'unanimité.\n"
)
AGENDA = (
    "Ordre du jour\n- 21-05-A1 – Routes ;\n"
    "- 21-05-B2 – Contrat départemental de prévention et de protection de l'enfance.\n"
)


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str], Document]:
    def read(text: str) -> Document:
        path = tmp_path / "minutes.txt"
        path.write_text(text, "utf-8")
        (document,) = extract_documents([Input("minutes.txt", path)])
        return document

    return read


@pytest.mark.parametrize(
    "minutes",
    [
        HEAD + ROADS + CHILDREN + COLLEGES,
        HEAD + CHILDREN + ROADS + COLLEGES,
        HEAD + ROADS + COLLEGES + CHILDREN,
        HEAD + AGENDA + ROADS + CHILDREN + COLLEGES,  # its number stands in the agenda too
        "REGISTRE DES DÉLIBÉRATIONS\n" + HEAD + ROADS + CHILDREN + COLLEGES,  # the title is that of all acts
        "REGISTRE DES DÉLIBÉRATIONS\n" + HEAD + CHILDREN + ROADS + COLLEGES,
    ],
    ids=["amid", "first", "last", "agenda", "register", "register, first"],
)
def test_only_the_facts_of_its_act_go_into_a_contract(read: Callable[[str], Document], minutes: str) -> None:
    document = read(minutes)
    (contract,) = document.contracts
    assert {p.name for p in contract.signatories} == {"Jean Dupuis", "Lise Morel", "Anne Roy"}
    assert [int(a.value) for a in contract.amounts] == [400_000]
    assert [d.code for d in contract.departments] == ["23"]
    act = contract.deliberation
    assert act is not None
    assert (act.number, act.session_date) == ("21-05-B2", "2021-05-04")
    assert act.vote is not None
    assert (act.vote.for_, act.vote.against) == (18, 5)
    assert assert_grounded(document)


def test_what_names_no_contract_is_set_aside_with_a_word(read: Callable[[str], Document]) -> None:
    document = read(HEAD + ROADS + CHILDREN + COLLEGES)
    assert document.amounts == []
    (problem,) = document.problems
    assert problem.code == "acts_set_aside"
    assert "3 acts" in problem.message
    assert "21-05-A1, 21-05-C3" in problem.message


def test_the_head_of_the_file_is_read_with_every_act(read: Callable[[str], Document]) -> None:
    people = {p.name: p.capacity for p in read(HEAD + ROADS + CHILDREN).people}
    assert people == {"Luc Blanc": "member"}


def test_what_an_act_does_not_say_is_told_by_the_head_of_the_file_if_there_is_one(
    read: Callable[[str], Document],
) -> None:
    act = CHILDREN.replace(" de la Creuse", "")
    contracts = [read(head + ROADS + act + COLLEGES).contracts for head in (HEAD, "")]
    told = [[(c.id, [d.code for d in c.departments]) for c in found] for found in contracts]
    assert told == [[("cdppe-23-x", ["23"])], [("cdppe-x", [])]]


def test_the_foot_of_the_file_tells_the_session_that_its_head_does_not(
    read: Callable[[str], Document],
) -> None:
    foot = (
        "L'assemblée se sépare à midi.\nExtrait des délibérations prises en séance publique du 4 mai 2021.\n"
    )
    (contract,) = read(
        "(suite de la délibération précédente)\n" + ROADS + CHILDREN + COLLEGES + foot
    ).contracts
    assert contract.deliberation is not None
    assert contract.deliberation.session_date == "2021-05-04"


def test_two_contracts_of_one_session_are_two_records(read: Callable[[str], Document]) -> None:
    other = CHILDREN.replace("21-05-B2", "21-05-B3").replace("18 ; contre : 5", "21 ; contre : 2")
    other = other.replace(
        "Contrat départemental de prévention et de protection de l'enfance", "Contrat local de santé"
    )
    document = read(HEAD + CHILDREN + ROADS + other)
    told = [(c.programme, c.deliberation and c.deliberation.number) for c in document.contracts]
    assert told == [("cdppe", "21-05-B2"), ("sante", "21-05-B3")]


@pytest.mark.parametrize(
    "text",
    [
        CHILDREN,  # one act
        HEAD + AGENDA,  # titles only
    ],
    ids=["one", "agenda"],
)
def test_what_is_read_as_one_text(text: str) -> None:
    assert divide(Source(text)) is None


def test_no_contract_is_adopted_without_an_act_on_it(read: Callable[[str], Document]) -> None:
    assert read(HEAD + ROADS + COLLEGES).contracts == []
    assert [c.status for c in read(HEAD + AGENDA).contracts] == ["announced"]


def test_acts_on_other_things_make_no_contract_and_lose_nothing(read: Callable[[str], Document]) -> None:
    lease = "Le Département loue un local 12 000 € par an ; une convention est signée avec la commune.\n"
    document = read(HEAD + ROADS + lease + COLLEGES)
    assert document.contracts == []
    assert [(str(amount.value), amount.role) for amount in document.amounts if amount.value == 12000] == [
        ("12000", "context")
    ]
    assert "Luc Blanc" in {person.name for person in document.people}


def gazette(body: str) -> str:
    """A préfecture's gazette: its table of contents, and `body` as the second of three acts."""
    fine = (
        "ARRÊTE\nArticle 1 : " + "Le passage est interdit aux poids lourds. " * 12 + "Amende : 1 500 euros.\n"
    )
    numbers = [f"23-2021-10-22-0000{count}" for count in (1, 2, 3)]
    contents = "".join(f"{number} - Acte de la préfecture\n" for number in numbers)
    acts = zip(numbers, (fine, body, fine), strict=True)
    return f"RECUEIL DES ACTES ADMINISTRATIFS\n{contents}" + "".join(f"{n}\n{act}" for n, act in acts)


def test_an_act_of_a_gazette_begins_with_the_title_above_its_number(read: Callable[[str], Document]) -> None:
    fine = (
        "ARRÊTE :\nArticle 1 : "
        + "Le passage est interdit aux poids lourds. " * 12
        + "\nLe préfet\nJean DUPUIS\n"
    )
    numbers = [f"23-2021-10-22-0000{count}" for count in (1, 2, 3)]
    document = read(
        "RECUEIL DES ACTES ADMINISTRATIFS\n"
        + "".join(f"{number} - Acte de la préfecture\n" for number in numbers)
        + f"ARRÊTÉ\nréglementant la circulation\n{numbers[0]}\n{fine}"
        + f"CONTRAT DÉPARTEMENTAL DE PROTECTION DE L'ENFANCE\n2021-2023\n{numbers[1]}\n"
        "Entre\nL'État, représenté par M. Jean Dupuis, préfet de la Creuse,\nET\n"
        "Le Département de la Creuse, représenté par Mme Anne Roy, présidente du Conseil départemental,\n"
        "il est convenu ce qui suit.\nArticle 1 : L'État apporte 400 000 € en 2021. "
        + "Les parties en suivent l'emploi. "
        * 10
        + "\nFait à Guéret, le 22 octobre 2021\n"
        f"ARRÊTÉ\nfixant un tarif\n{numbers[2]}\n{fine}"
    )
    (contract,) = document.contracts
    assert (contract.programme, contract.status) == ("cdppe", "signed")
    assert contract.period is not None
    assert (contract.period.start, contract.period.end) == ("2021", "2023")
    assert [int(amount.value) for amount in contract.amounts] == [400_000]
    assert {person.name for person in contract.signatories} == {"Jean Dupuis", "Anne Roy"}


def test_a_number_at_the_foot_of_a_page_is_that_of_the_whole_page() -> None:
    body = "\n" + "Le passage est interdit aux poids lourds. " * 12 + "\n"
    pages = ["RECUEIL DES ACTES ADMINISTRATIFS\n"]
    for count in (1, 2, 3):
        foot = f"Préfecture - 23-2021-10-22-0000{count} - Acte {count}\n"
        pages += [f"Titre de l'acte {count}{body}{foot}", f"Suite de l'acte {count}{body}{foot}"]
    text = "".join(pages)
    source = Source(text, pages=[text.index(page) for page in pages])
    assert [text[span.start : span.start + 17] for span in find_gazette_spans(source)] == [
        "Titre de l'acte 1",
        "Titre de l'acte 2",
        "Titre de l'acte 3",
    ]


def test_of_a_gazette_the_contract_is_read_and_not_what_stands_around_it(
    read: Callable[[str], Document],
) -> None:
    document = read(
        gazette(
            "CONTRAT DÉPARTEMENTAL DE PRÉVENTION ET DE PROTECTION DE L'ENFANCE\n"
            "ENTRE\nL'État, représenté par M. Jean Dupuis, préfet de la Creuse,\nET\n"
            "Le Département de la Creuse, représenté par Mme Anne Roy, présidente du Conseil départemental,\n"
            "Article 1 : L'État apporte 400 000 € en 2021. " + "Les parties en suivent l'emploi. " * 10 + "\n"
            "Fait à Guéret, le 22 octobre 2021\n"
        )
    )
    (contract,) = document.contracts
    assert document.kind == "contract"
    assert [date.value for date in contract.dates if date.kind == "signature"] == ["2021-10-22"]
    assert [int(amount.value) for amount in contract.amounts] == [400_000]
    assert document.amounts == []
    assert {person.name for person in contract.signatories} == {"Jean Dupuis", "Anne Roy"}
    assert assert_grounded(document)


CLOSE = (
    "Fait à Guéret, le 5 avril 2023\nLa préfète de la Creuse\nSigné : Lise VIDAL\n"
    "Le président du Conseil départemental\nSigné : Luc BLANC\n"
)


def test_a_contract_of_a_gazette_may_be_told_by_those_who_close_it(read: Callable[[str], Document]) -> None:
    body = (
        "CONTRAT DÉPARTEMENTAL DE PRÉVENTION ET DE PROTECTION DE L'ENFANCE DE LA CREUSE\n"
        "Conclu entre l'État et le Département.\nVu la délibération n° C 04 du Conseil départemental ;\n"
        "Article 1 : L'État apporte 400 000 € en 2023. " + "Les parties en suivent l'emploi. " * 10
    )
    (contract,) = read(gazette(f"{body}\n{CLOSE}")).contracts
    assert contract.status == "signed"
    assert {person.name for person in contract.signatories} == {"Lise Vidal", "Luc Blanc"}


def test_an_order_that_two_sign_is_no_contract(read: Callable[[str], Document]) -> None:
    order = (
        "Arrêté conjoint fixant le comité du CDPPE de la Creuse\nVu le code ;\nARRÊTENT :\n"
        "Article 1 : Le comité du CDPPE est composé de dix membres. " + "Il se réunit en mai. " * 15
    )
    (contract,) = read(gazette(f"{order}\n{CLOSE}")).contracts
    assert (contract.status, contract.signatories) == ("announced", [])


FINE = "ARRÊTE\nArticle 1 : " + "Le passage est interdit aux poids lourds. " * 12
JOINT = (
    "Arrêté conjoint n° 2021-14 fixant le tarif du foyer\nLa préfète et la présidente du Conseil départemental,\n"
    f"{FINE}\nFait à Guéret, le 2 octobre 2021\nPour la préfète et par délégation,\nle directeur,\nPaul MOREL\n"
)
AGREEMENT = (
    "CONVENTION POUR L'EMPLOI DANS LA CREUSE\n"
    "Entre l'État, représenté par Mme Lise Vidal, préfète de la Creuse,\n"
    "et le Département, représenté par M. Luc Blanc, président du Conseil départemental.\n"
    "Article 1 : L'État apporte 400 000 € en 2021. " + "Les parties en suivent l'emploi. " * 10 + "\n"
    "Fait à Guéret, le 12 octobre 2021.\n"
)
MAY_SIGN = (
    "Arrêté n° 2021-13 portant délégation de signature à M. Jean Dupuis\n"
    f"{FINE}\nArticle 2 : M. Jean Dupuis signe les conventions, à l'exception des contrats de ville de l'État.\n"
)
CONTENTS = (
    "RECUEIL DES ACTES ADMINISTRATIFS\nSommaire\n"
    "Arrêté n° 2021-13 portant délégation de signature à M. Jean Dupuis – page 2\n"
    "Convention pour l'emploi dans la Creuse – page 3\n"
    "Arrêté conjoint n° 2021-14 fixant le tarif du foyer – page 4\n"
)


def test_the_acts_of_a_gazette_without_numbers_are_told_by_titles_of_its_contents() -> None:
    text = CONTENTS + MAY_SIGN + AGREEMENT + JOINT
    spans = find_gazette_spans(Source(text))
    assert [text[span.start : span.end] for span in spans] == [MAY_SIGN, AGREEMENT, JOINT]
    assert find_gazette_spans(Source(MAY_SIGN + AGREEMENT + JOINT)) == []


def test_titles_of_the_contents_may_run_on_as_one_paragraph() -> None:
    text = CONTENTS + MAY_SIGN + AGREEMENT + JOINT
    contents = Block(0, len(CONTENTS) - 1, "paragraph")
    lines = [Block(*line.span(), "paragraph") for line in re.compile(".+").finditer(text, len(CONTENTS))]
    spans = find_gazette_spans(Source(text, blocks=[contents, *lines]))
    assert [text[span.start : span.end] for span in spans] == [MAY_SIGN, AGREEMENT, JOINT]


def test_of_a_gazette_the_agreement_is_read_and_no_joint_order_or_leave_to_sign(
    read: Callable[[str], Document],
) -> None:
    document = read(CONTENTS + MAY_SIGN + AGREEMENT + JOINT)
    (contract,) = document.contracts
    assert {person.name for person in contract.signatories} == {"Lise Vidal", "Luc Blanc"}
    assert [date.value for date in contract.dates if date.kind == "signature"] == ["2021-10-12"]
    assert [int(amount.value) for amount in contract.amounts] == [400_000]


def test_a_fact_of_a_part_has_page_and_certainty_of_its_words_in_the_file() -> None:
    text = "Entête\nLe 4 mai 2021"
    layout = Layout([0, 7, 10], [1, 2, 2], [(0, 0, 9, 9), (0, 0, 9, 9), (9, 0, 19, 9)], [1.0, 0.5, 0.5])
    part = part_of(Source(text, layout=layout), 7, len(text), act=True)
    date = Date(
        value="2021-05-04",
        kind="other",
        text="4 mai 2021",
        evidence=[part.source.evidence(3, 13, "day", 0.8)],
    )
    place_evidence(Source(text, layout=layout), [date], part.start, set())
    assert (date.at.start, date.at.quote, date.at.page, date.at.confidence) == (10, "4 mai 2021", 2, 0.4)
