"""What a date is the date of. The cases stand by themselves: acts are marked in the text, not found."""

import re

import pytest

from extractors.acts import Act, find_acts
from extractors.dates import find_dates
from extractors.source import Source

_MARKED = re.compile(r"\{(?P<words>[^}|]+)(?:\|(?P<more>[^}]+))?\}")


def read(marked: str) -> tuple[Source, list[Act]]:
    """Read "Ils {ont signé}": an act of signing, done, active; "{sera voté|adopted future passive}" says otherwise."""
    text, spans, position = "", [], 0
    for found in _MARKED.finditer(marked):
        text += marked[position : found.start()]
        spans.append((len(text), len(text) + len(found["words"]), (found["more"] or "").split()))
        text += found["words"]
        position = found.end()
    source = Source(text + marked[position:])
    acts = []
    for start, end, more in spans:
        kind = next((w for w in more if w in ("adopted", "negotiated", "amended", "refused")), "signed")
        modality = next((w for w in more if w in ("future", "negated")), "done")
        form = next((w for w in more if w in ("passive", "noun")), "active")
        sentence = source.sentence_index(start)
        assert sentence is not None
        acts.append(Act(kind, start, end, sentence, modality, form))  # type: ignore[arg-type]
    return source, acts


# Text with its acts, then the kind of each date.
KINDS = [
    # The date of a signing.
    ("Le mardi 13 octobre 2020, Anne Roy, préfète, et Luc Bey, président, {ont signé} le contrat.", ["signature"]),
    ("Mardi 13 octobre 2020, à Foix, la préfète de l'Ariège, le président et le directeur {ont procédé à la signature|noun} du contrat.", ["signature"]),
    ("C'est mardi 13 octobre 2020 que l'État et le Département {ont signé} le contrat.", ["signature"]),
    ("Le contrat {a été signé|passive} le 13 octobre 2020.", ["signature"]),
    ("Le contrat {a été signé|passive} par la préfète, le président et l'ARS le 13 octobre 2020.", ["signature"]),
    ("Le contrat {a été signé|passive}, mardi 13 octobre 2020, à Foix.", ["signature"]),
    ("La {signature|noun} du contrat a eu lieu le 13 octobre 2020 à Foix.", ["signature"]),
    ("{Signature|noun} du CDPPE le 13 octobre 2020", ["signature"]),
    ("13 octobre 2020 : {signature|noun} du contrat", ["signature"]),
    ("Il porte trois {signatures|noun}, apposées le 13 octobre 2020 à Foix.", ["signature"]),
    ("Le département {a conclu} en octobre 2020 une convention avec l'État.", ["signature"]),
    ("Au troisième trimestre 2024, le préfet {a signé} un contrat avec la métropole.", ["signature"]),
    ("La convention {signée|passive} fin 2020 couvre trois ans.", ["signature"]),
    ("Réunis le 13 octobre 2020 à la préfecture, la préfète et le président {ont signé} le contrat.", ["signature"]),
    ("Lors d'une cérémonie organisée le 13 octobre 2020, la préfète et le président {ont signé} le contrat.", ["signature"]),
    ("Lors de la séance du 13 octobre 2020, la préfète et le président {ont signé} le contrat.", ["signature"]),
    ("L'avenant {a été signé|passive} les 3 et 4 mai 2021.", ["signature", "signature"]),
    ("Signé le : 13/10/2020", ["signature"]),
    ("Date de signature : 13/10/2020", ["signature"]),
    ("Fait à Foix, le 13 octobre 2020", ["signature"]),
    ("FAIT À FOIX, LE 13/10/2020", ["signature"]),
    ("Fait en trois exemplaires à Foix, le 13 octobre 2020.", ["signature"]),
    ("Fait à Foix\nLe 13 octobre 2020", ["signature"]),
    # The sentence beside the signing has the date.
    ("La ministre était à Foix mercredi 27 octobre 2021. Elle y {a signé} avec le Département un contrat.", ["signature"]),
    ("L'Observatoire a tenu séance jeudi 18 novembre 2021. Luc Bey y {a signé} le contrat.", ["signature"]),
    ("Le préfet s'est rendu à Foix le 18 novembre 2021. Il {a signé} le contrat avec le président.", ["signature"]),
    ("Le contrat {a été signé|passive}. La cérémonie s'est tenue le 18 novembre 2021.", ["signature"]),
    # One signing has one date, the nearest; what else is dated there keeps its own.
    ("Le 3 mars 2020, l'assemblée {a adopté|adopted} le contrat, que le préfet {a signé} le 15 mai 2020.", ["adoption", "signature"]),
    ("Approuvée en commission le 3 mai 2021, la convention {a été signée|passive} le 12 juin 2021.", ["event", "signature"]),
    ("{Adopté|adopted passive} le 3 mai 2021 par l'assemblée, le contrat {a été signé|passive} le 12 juin 2021.", ["adoption", "signature"]),
    ("Le contrat, {signé|passive} le 15 mars 2021 et {adopté|adopted passive} le 2 février 2021, vaut trois ans.", ["signature", "adoption"]),
    ("Le 21 juin 2019, la présidente et le préfet {ont signé} la convention issue de la stratégie annoncée le 13 septembre 2018.", ["signature", "other"]),
    ("Ils {ont signé} le 13 octobre 2020 le contrat prévu par la loi du 14 mars 2016.", ["signature", "other"]),
    ("Le ministre a annoncé le plan le 14 octobre 2019 ; la convention {a été signée|passive} le 21 octobre 2020.", ["event", "signature"]),
    ("Le département, retenu le 4 février 2020, {a signé} le contrat.", ["other"]),
    ("Le contrat {signé|passive} en 2020 {est prolongé|amended passive} le 8 mars 2023.", ["signature", "other"]),
    # Not signed, or not that.
    ("Le contrat {sera signé|future passive} le 3 mars 2023.", ["event"]),
    ("Le contrat {devra être signé|future passive} d'ici au 1er juillet 2023.", ["other"]),
    ("Le contrat doit {être signé|future passive} en juin 2023.", ["event"]),
    ("Le contrat {n'a pas été signé|negated passive} le 3 mars 2023.", ["event"]),
    ("Le président {a refusé|refused} le 3 mars 2023 de s'engager.", ["other"]),
    ("Le préfet {a signé} un arrêté le 3 mars 2023.", ["event"]),
    ("Le contrat prend la suite de la convention {signée|passive} le 17 janvier 2019.", ["other"]),
    ("La convention précédente, {conclue|passive} le 8 mars 2018, a porté ses fruits.", ["other"]),
    ("La préfète a présidé la réunion le 6 juillet 2020.", ["event"]),
    # Adoption and deliberation.
    ("Le 13 octobre 2025, l'assemblée départementale, réunie en séance, {a voté|adopted} le contrat.", ["adoption"]),
    ("Le conseil {a approuvé|adopted} la convention le 13 octobre 2025.", ["adoption"]),
    ("Le département {a voté|adopted} une délibération-cadre le 17 décembre 2015.", ["other"]),
    ("Le conseil {a voté|adopted} le budget le 17 décembre 2015.", ["other"]),
    ("Réunion du 12 décembre 2019", ["deliberation"]),
    ("Séance du lundi 12 décembre 2019", ["deliberation"]),
    ("SÉANCE PLÉNIÈRE DU 12 DÉCEMBRE 2019", ["deliberation"]),
    ("Session du 12 décembre 2019", ["deliberation"]),
    ("Commission permanente du 12 décembre 2019", ["deliberation"]),
    ("Conseil départemental du 12 décembre 2019", ["deliberation"]),
    ("Délibération n° CD-2020-4-12 du 16 octobre 2020", ["deliberation"]),
    ("Extrait de la délibération n° 12 du 16 octobre 2020", ["deliberation"]),
    ("Date de la séance : 16/10/2020", ["deliberation"]),
    ("L'an deux mille vingt, le seize octobre, le conseil départemental s'est réuni à Foix.", ["deliberation"]),
    ("Réuni le 3 mai 2021, le conseil départemental a autorisé son président à {signer|future} le contrat.", ["deliberation"]),
    ("Lors de la séance du 3 mai 2021, le conseil départemental {a approuvé|adopted} le contrat.", ["deliberation"]),
    ("Dûment habilité par délibération en date du 28 septembre 2020, le président représente le Département.", ["deliberation"]),
    ("Créé par la délibération n° 2003-VI-09 du 24 juin 2003, le foyer accueille des enfants.", ["other"]),
    ("Le procès-verbal de la séance du 27 septembre 2021 est approuvé.", ["other"]),
    ("Fait et délibéré à Foix, le 16 octobre 2020", ["deliberation"]),
    # Start and end.
    ("Le contrat entrera en vigueur le 1er janvier 2022 et prendra fin le 31 décembre 2024.", ["effective", "end"]),
    ("Le contrat prend effet au 1er janvier 2022.", ["effective"]),
    ("La convention est conclue pour trois ans à compter du 1er janvier 2022.", ["effective"]),
    ("Le contrat s'achève le 31 décembre 2024.", ["end"]),
    ("Le contrat court jusqu'au 31 décembre 2024.", ["end"]),
    ("Le contrat vaut du 1er janvier 2022 au 31 décembre 2024.", ["effective", "end"]),
    ("L'exposition se tient du 3 janvier 2022 au 4 mars 2022.", ["event", "event"]),
    # Laws, visas, stamps, deadlines: never of the contract.
    ("Vu la délibération n° 12 du 16 octobre 2020 ;", ["other"]),
    ("Vu le décret du 15 mars 2023 nommant la préfète ;", ["other"]),
    ("Vu l'avis rendu le 17 septembre 2020 par le comité,", ["other"]),
    ("La loi n° 2022-140 du 7 février 2022 le prévoit.", ["other"]),
    ("L'instruction du 19 février 2020 en fixe le cadre.", ["other"]),
    ("La circulaire ministérielle en date du 19 février 2020 en fixe le cadre.", ["other"]),
    ("La stratégie annoncée le 14 octobre 2019 en est le cadre.", ["other"]),
    ("Date de télétransmission : 20/10/2020", ["other"]),
    ("Reçu en préfecture le 20/10/2020", ["other"]),
    ("Affiché le 21/10/2020", ["other"]),
    ("Le conseil, convoqué le 2 octobre 2020, délibère.", ["other"]),
    ("Le rapport est remis avant le 31 mars 2023.", ["other"]),
    ("1 986 enfants étaient confiés au 31 décembre 2019.", ["other"]),
    ("Le contrat du 27 juin 2019 demeure distinct.", ["other"]),
    # Meetings and visits.
    ("Le comité de pilotage du 3 mai 2021 a réuni les partenaires.", ["event"]),
    ("La maison a été inaugurée le 3 mai 2021.", ["event"]),
    ("Le préfet a visité le foyer le 3 mai 2021.", ["event"]),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "kinds"), KINDS, ids=[marked for marked, _ in KINDS])
def test_the_clause_tells_the_kind(marked: str, kinds: list[str]) -> None:
    source, acts = read(marked)
    assert [date.kind for date in find_dates(source, acts)] == kinds


# The same with the acts that are found.
FOUND = [marked for marked, kinds in KINDS if "signature" in kinds and "{" in marked]


@pytest.mark.parametrize("marked", FOUND)
def test_found_acts_date_the_signing_alike(marked: str) -> None:
    source, acts = read(marked)
    signed = [date.value for date in find_dates(source, acts) if date.kind == "signature"]
    assert [
        date.value for date in find_dates(source, find_acts(source)) if date.kind == "signature"
    ] == signed


def test_the_closing_date_of_an_extract_is_no_signature_of_a_contract() -> None:
    text = "Extrait du registre des délibérations\n\nLe conseil approuve le contrat.\n\nFait à Foix, le 13 octobre 2020\n"
    assert [date.kind for date in find_dates(Source(text), [])] == ["other"]


@pytest.mark.parametrize(
    ("closing", "kind"),
    [
        ("À Foix, le 13 octobre 2020", "signature"),  # between parties
        ("Fait à Foix, le 13 octobre 2020, en deux exemplaires.", "signature"),
    ],
)
def test_a_contract_between_parties_is_signed_where_it_closes(closing: str, kind: str) -> None:
    filler = (
        "Les parties s'engagent à suivre les actions du contrat et à en rendre compte chaque année au comité.\n\n"
        * 3
    )
    text = f"Entre l'État, d'une part,\n\net le Département, d'autre part,\n\nil est convenu ce qui suit :\n\n{filler}{closing}\n\nLa préfète"
    assert [date.kind for date in find_dates(Source(text), [])] == [kind]
