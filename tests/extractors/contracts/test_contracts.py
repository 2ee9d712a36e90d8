"""Where a text names a contract between public bodies, and which act is done to it."""

import pytest

from extractors.contracts.acts import find_acts
from extractors.contracts.mentions import find_mentions
from extractors.contracts.objects import link_acts
from extractors.contracts.programmes import programmes, topic_of
from extractors.text.source import Source

MENTIONS = [
    ("le CDPPE du Gers", "cdppe contract"),  # acronym
    ("le contrat départemental de prévention et de protection de l’enfance", "cdppe contract"),  # in full
    ("un contrat local de protection de l'enfance", "cdppe contract"),  # a variant
    ("l'accord tripartite sur l'enfance", "None agreement"),  # topic only
    ("la convention d’appui à la lutte contre la pauvreté", "pauvrete agreement"),
    ("le contrat local des solidarités", "solidarites contract"),
    ("un contrat de solidarité communale", "None contract"),  # what a Département pays to communes
    ("les contrats de solidarités territoriales", "None contract"),
    ("le protocole signé mardi", "None protocol"),
    ("l’avenant n° 2 au CDPPE", "cdppe amendment"),  # the programme of what it amends
    ("l'avenant n° 2, et le CDPPE", "None amendment"),
    ("un contrat de ville", "ville contract"),
    ("le CLS du Pays lédonien", "None contract"),  # of health or of solidarity
    ("la Sarthe candidate à la contractualisation", "None contract"),  # what it wants
]


@pytest.mark.parametrize(("text", "expected"), MENTIONS)
def test_mention(text: str, expected: str) -> None:
    mention = find_mentions(Source(text))[0]
    assert f"{mention.programme} {mention.instrument}" == expected


@pytest.mark.parametrize(
    "text",
    [
        "un contrat jeune majeur",  # between a child and the département
        "son contrat de travail",
        "Elle a signé avec ses agents un contrat",
        "Paris lance la contractualisation avec les départements",  # of others
        "la Sarthe n'a pas candidaté à la contractualisation",
        "la convention internationale des droits de l'enfant",
        "ils sont d'accord",
        "avec l'accord du juge",
        "en partenariat avec la Croix-Rouge",
        "la charte graphique",
        "un contrat dans le cadre du dispositif Parcours Emploi Compétences",  # of an employee
        "un contrat de trois mois",
    ],
)
def test_no_mention(text: str) -> None:
    assert find_mentions(Source(text)) == []


def test_what_a_contract_does_is_no_name_of_it_once_it_has_been_named() -> None:
    text = "Contrat local des solidarités. Vu la convention d'appui à la lutte contre la pauvreté. "
    mentions = find_mentions(Source(text + "Le contrat définit ce qui est fait contre la pauvreté."))
    assert [mention.programme for mention in mentions] == ["solidarites", "pauvrete", None]
    (alone,) = find_mentions(Source("Le contrat porte sur la lutte contre la pauvreté."))
    assert alone.programme == "pauvrete"


def test_number_of_an_amendment() -> None:
    assert find_mentions(Source("L'avenant n° 3 est signé."))[0].number == 3


LINKS = [
    ("Le préfet a signé mardi, avec le président, le CDPPE.", ["cdppe"]),  # object far from the verb
    ("Le CDPPE est prêt. Le préfet l'a signé.", ["cdppe"]),  # pronoun
    ("Depuis mardi, jour où le préfet l'a signé, le Lot a un CDPPE.", ["cdppe"]),  # pronoun before the name
    ("Le préfet l'a signé. Il pleut.", []),  # nothing is named
    ("Le maire a signé un arrêté.", []),  # another object
    ("Le CDPPE du Gers existe. La feuille de route a été votée.", []),  # another subject
    ("Le Gers signe avec l'État.", [None]),  # the contract is understood
    ("C'est à Mende qu'a été signé, ce 9 mai 2022, le CDPPE.", ["cdppe"]),  # the subject behind the verb
    ("Une cérémonie au cours de laquelle a été signé par trois ministres le CDPPE.", ["cdppe"]),
    ("C'est à Mende qu'a été signé l'arrêté qui précède le CDPPE.", []),
    ("On passe au CDPPE. Qui est contre ? Adopté à l'unanimité.", ["cdppe"]),  # a vote says no more
    ("On passe au CDPPE. Adopté ou non, il coûte cher.", []),
]


@pytest.mark.parametrize(("text", "programmes_"), LINKS)
def test_links(text: str, programmes_: list[str | None]) -> None:
    source = Source(text)
    steps = link_acts(source, find_acts(source), find_mentions(source))
    assert [step.mention.programme if step.mention else None for step in steps] == programmes_


def test_a_first_contract_is_the_object_of_its_own_signing() -> None:
    source = Source("Ils viennent de conclure le premier CDPPE du Lot.")
    (step,) = link_acts(source, find_acts(source), find_mentions(source))
    assert step.mention is not None
    assert step.mention.programme == "cdppe"


def test_the_decision_below_a_report_adopts_what_it_proposes() -> None:
    source = Source("Je vous propose d'approuver l'avenant.\nDÉCISION : adopté à l'unanimité")
    steps = link_acts(source, find_acts(source), find_mentions(source))
    assert ("adopted", "done") in [(step.act.kind, step.act.modality) for step in steps]


def test_a_vote_that_opens_a_list_is_on_its_items() -> None:
    source = Source("Le Conseil départemental a voté :\n- l'avenant n° 1 au CDPPE\n- une subvention")
    (step,) = link_acts(source, find_acts(source), find_mentions(source))
    assert step.mention is not None
    assert step.mention.instrument == "amendment"


def test_topic() -> None:
    assert topic_of(Source("Le budget de l'aide sociale à l'enfance augmente.")) == "cdppe"
    assert topic_of(Source("Le marché du dimanche.")) is None


def test_axes_of_each_programme_recognise_their_own_title() -> None:
    from extractors.text.folding import fold

    for programme in programmes().values():
        for axis in programme.axes:
            assert axis.pattern.search(fold(axis.title)), (programme.code, axis.code)
