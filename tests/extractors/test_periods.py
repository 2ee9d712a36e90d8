"""Spans of time, and what each is the period of."""

import pytest

from extractors.dates import find_periods, period_subject
from extractors.source import Source

# Text, then (passage, start, end) of each period.
PERIODS = [
    # Two years and a dash, any dash.
    ("Contrat 2020-2022", [("2020-2022", "2020", "2022")]),
    ("Contrat 2020 – 2022", [("2020 – 2022", "2020", "2022")]),
    ("Contrat 2025‐2027", [("2025‐2027", "2025", "2027")]),
    ("Contrat 2025‑2027", [("2025‑2027", "2025", "2027")]),
    ("Contrat (2020 - 2022)", [("2020 - 2022", "2020", "2022")]),
    ("Contrat 2020 -2022", [("2020 -2022", "2020", "2022")]),
    ("Contrat 2020/2022", [("2020/2022", "2020", "2022")]),
    ("Contrat 2022-24", [("2022-24", "2022", "2024")]),
    ("Contrat 2020-2021-2022", [("2020-2021-2022", "2020", "2022")]),
    # Words between.
    ("de 2020 à 2023", [("2020 à 2023", "2020", "2023")]),
    ("(de 2020 à 2023)", [("2020 à 2023", "2020", "2023")]),
    ("Le contrat va de 2020 jusqu'en 2023.", [("2020 jusqu'en 2023", "2020", "2023")]),
    ("entre 2019 et 2021", [("entre 2019 et 2021", "2019", "2021")]),
    ("sur la période 2020-2023", [("2020-2023", "2020", "2023")]),
    ("pour la période allant de 2020 à 2023", [("2020 à 2023", "2020", "2023")]),
    ("Exercices 2021 à 2023", [("2021 à 2023", "2021", "2023")]),
    ("de fin 2020 à mi-2023", [("fin 2020 à mi-2023", "2020", "2023")]),
    # Lists.
    ("pour les années 2021, 2022 et 2023", [("2021, 2022 et 2023", "2021", "2023")]),
    ("les exercices 2020 et 2021", [("2020 et 2021", "2020", "2021")]),
    ("L'État verse cette somme en 2021, 2022 et 2023.", [("2021, 2022 et 2023", "2021", "2023")]),
    ("pour 2021 et 2022", [("2021 et 2022", "2021", "2022")]),
    # Months and days.
    ("d'octobre 2021 à décembre 2022", [("octobre 2021 à décembre 2022", "2021-10", "2022-12")]),
    ("d’octobre à décembre 2022", [("octobre à décembre 2022", "2022-10", "2022-12")]),
    ("de novembre à mars 2022", [("novembre à mars 2022", "2021-11", "2022-03")]),
    ("octobre 2021 – décembre 2022", [("octobre 2021 – décembre 2022", "2021-10", "2022-12")]),
    ("entre mars et juin 2020", [("entre mars et juin 2020", "2020-03", "2020-06")]),
    ("octobre-novembre 2021", [("octobre-novembre 2021", "2021-10", "2021-11")]),
    ("du 1er janvier 2021 au 31 décembre 2023", [("1er janvier 2021 au 31 décembre 2023", "2021-01-01", "2023-12-31")]),
    ("du 1er janvier au 31 décembre 2021", [("1er janvier au 31 décembre 2021", "2021-01-01", "2021-12-31")]),
    ("du 01/01/2021 au 31/12/2023", [("01/01/2021 au 31/12/2023", "2021-01-01", "2023-12-31")]),
    ("à compter du 1er janvier 2021 et jusqu'au 31 décembre 2023", [("1er janvier 2021 et jusqu'au 31 décembre 2023", "2021-01-01", "2023-12-31")]),
    ("Il prend effet le 1er mars 2021 et s'achève le 31 décembre 2023.", [("1er mars 2021 et s'achève le 31 décembre 2023", "2021-03-01", "2023-12-31")]),
    # A start and a duration.
    ("pour trois ans à compter du 1er janvier 2021", [("trois ans à compter du 1er janvier 2021", "2021-01-01", "2023-12-31")]),
    ("pour une durée de 3 ans à compter de 2022", [("3 ans à compter de 2022", "2022", "2024")]),
    ("pour une durée de trois (3) ans, à compter du 1er juillet 2021", [("trois (3) ans, à compter du 1er juillet 2021", "2021-07-01", "2024-06-30")]),
    ("d'une durée de 18 mois à partir du 1er juillet 2021", [("18 mois à partir du 1er juillet 2021", "2021-07-01", "2022-12-31")]),
    ("conclu pour 36 mois à compter de mars 2021", [("36 mois à compter de mars 2021", "2021-03", "2024-02")]),
    ("à compter du 1er janvier 2021 pour une durée de trois ans", [("1er janvier 2021 pour une durée de trois ans", "2021-01-01", "2023-12-31")]),
    ("à partir de 2022, pour trois ans", [("2022, pour trois ans", "2022", "2024")]),
    ("pour un an à compter du 15 mars 2021", [("un an à compter du 15 mars 2021", "2021-03-15", "2022-03-14")]),
    ("pour trois mois à compter du 30 novembre 2020", [("trois mois à compter du 30 novembre 2020", "2020-11-30", "2021-02-28")]),
    # Only the end.
    ("jusqu'en 2024", [("jusqu'en 2024", None, "2024")]),
    ("jusqu'au 31 décembre 2024", [("jusqu'au 31 décembre 2024", None, "2024-12-31")]),
    ("jusqu'à fin 2024", [("jusqu'à fin 2024", None, "2024")]),
    ("Il s'achève le 31 décembre 2022.", [("s'achève le 31 décembre 2022", None, "2022-12-31")]),
]  # fmt: skip

NO_PERIODS = [
    "tél. 01.20.20.20.22",
    "05 20 20 20 22",
    "de 1920-1960 €",
    "la loi n° 2019-1479",
    "la loi n° 2019-2020",
    "n° 2020-22",
    "délibération 2021-22",
    "CP-2020-2022",
    "pages 2020-2022",
    "année scolaire 2020-2021",
    "l'année universitaire 2020/2021",
    "de 2010 à 2050 places",
    "2022-2020",  # backwards
    "1950-2020",  # too long
    "2011-12",  # a month as well
    "2019 et 2021",  # two years, not what lies between
    "en 2020 puis en 2021",
    "du 3 au 5 mai 2021",  # days of one event: a date
    "les 3 et 4 mai 2021",
    "pour trois ans",  # no start
    "pour trois ans à compter de sa signature",
    "jusqu'au 31 décembre de chaque année",  # no year
    "depuis 2021",
    "2,5 à 3,5 millions",
]


@pytest.mark.parametrize(("text", "expected"), PERIODS, ids=[text for text, _ in PERIODS])
def test_a_period_has_its_passage_and_bounds(
    text: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    assert [(p.text, p.start, p.end) for p in find_periods(Source(text))] == expected


@pytest.mark.parametrize("text", NO_PERIODS)
def test_numbers_and_single_dates_are_no_period(text: str) -> None:
    assert find_periods(Source(text)) == []


SUBJECTS = [
    # The noun phrase that the period hangs on.
    ("Le contrat départemental de prévention 2020-2022 est signé.", "contract"),
    ("Le Gers adopte son CDPPE 2025–2027", "contract"),
    ("Le contrat départemental (CDPPE) 2025-2027 réunit trois partenaires.", "contract"),
    ("CONTRAT DE COHÉSION DU PAYS FOYEN\n\n2020-2022", "contract"),
    ("Contrat départemental – Oise – 2020-2022", "contract"),
    ("Signature du contrat de la stratégie nationale de protection de l'enfance (2020 - 2022)", "contract"),
    ("CONVENTION « CONTRAT POUR L'INSERTION » 2024-2025", "contract"),
    ("La convention d'appui à la lutte contre la pauvreté 2019-2021 y concourt.", "contract"),
    ("Le contrat local des solidarités, de l'insertion et de l'emploi 2024-2027 est prêt.", "contract"),
    ("Le bilan du contrat 2020-2022 est bon.", "contract"),
    ("Un plan d'actions est établi pour la période de contractualisation de 2020 à 2023.", "contract"),
    # The clause around it.
    ("Un contrat lie, pour la période 2025-2027, l'État et le Département.", "contract"),
    ("Le contrat portera sur trois ans (de 2020 à 2023), en cinq axes.", "contract"),
    ("Le contrat court jusqu'en 2024.", "contract"),
    ("La présente convention est conclue pour trois ans à compter du 1er janvier 2021.", "contract"),
    ("Le contrat est signé. Il couvre les années 2022 – 2024 et fixe treize objectifs.", "contract"),
    ("Un contrat engage l'État. Le texte est attendu. Il couvre les années 2022-2024.", "contract"),
    ("Ils ont signé le contrat. Les financements sont acquis pour 2024-2027.", "contract"),
    ("Ils ont signé le contrat. Montant : 10 M€ sur 15 mois, d'octobre 2021 à décembre 2022.", "contract"),
    ("Le Département signe le contrat.\nDurée : 2021-2023", "contract"),
    # The national strategy.
    ("La Stratégie nationale de prévention et de protection de l'enfance 2020-2022 fixe le cap.", "strategy"),
    ("Retenu pour la stratégie nationale 2020-2022, le département a conclu une convention.", "strategy"),
    ("Le contrat décline la stratégie nationale 2020-2022.", "strategy"),
    ("Le contrat, pris en application de la stratégie nationale 2020-2022, est signé.", "strategy"),
    ("Il applique la stratégie nationale 2020-2022, prolongée.", "strategy"),
    ("Au titre de la stratégie de lutte contre la pauvreté 2018-2022, l'État signe un contrat.", "strategy"),
    ("Le Pacte national des solidarités 2024-2027 le prévoit.", "strategy"),
    # Anything else.
    ("Le schéma départemental de l'enfance 2018-2022 y concourt.", "other"),
    ("Le contrat s'articule avec le schéma départemental de l'enfance 2018-2022.", "other"),
    ("Le budget a crû de quatre millions d'euros entre 2013 et 2018.", "other"),
    ("La population a augmenté entre 2013 et 2018.", "other"),
    ("Le plan pauvreté 2018-2022 s'achève.", "other"),
    ("Le mandat 2021-2028 commence.", "other"),
    ("La feuille de route 2021-2025 est adoptée.", "other"),
    ("La concertation s'est tenue du 4 octobre au 12 novembre 2021.", "other"),
    ("Les nouveaux venus s'engageront pour 2022 à 2024.", "other"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "subject"), SUBJECTS, ids=[text for text, _ in SUBJECTS])
def test_the_phrase_it_hangs_on_tells_whose_period_it_is(text: str, subject: str) -> None:
    source = Source(text)
    (period,) = find_periods(source)
    assert period_subject(source, period) == subject
