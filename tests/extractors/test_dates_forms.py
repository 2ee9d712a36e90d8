"""Every written form of a date: its passage and its value."""

import pytest

from extractors.dates import find_dates
from extractors.source import Source

# Text, then (passage, value) of each date in it.
FORMS = [
    # Days with a month in words.
    ("Signé le 13 octobre 2020 à Laon.", [("13 octobre 2020", "2020-10-13")]),
    ("Le mardi 13 octobre 2020, ils signent.", [("mardi 13 octobre 2020", "2020-10-13")]),
    ("le mardi, 13 octobre 2020", [("mardi, 13 octobre 2020", "2020-10-13")]),  # comma after the weekday
    ("le 1er juillet 2022", [("1er juillet 2022", "2022-07-01")]),
    ("le 1ᵉʳ juillet 2022", [("1ᵉʳ juillet 2022", "2022-07-01")]),  # superscript letters
    ("le 1° juillet 2022", [("1° juillet 2022", "2022-07-01")]),  # degree sign for "er"
    ("le 1 er juillet 2022", [("1 er juillet 2022", "2022-07-01")]),  # space inside
    ("le ler juillet 2022", [("ler juillet 2022", "2022-07-01")]),  # letter l read for 1
    ("le premier juillet 2022", [("premier juillet 2022", "2022-07-01")]),
    ("le 05 mai 2021", [("05 mai 2021", "2021-05-05")]),  # leading zero
    ("LE 5 AOÛT 2021", [("5 AOÛT 2021", "2021-08-05")]),  # capitals with accents
    ("LE 5 AOUT 2021", [("5 AOUT 2021", "2021-08-05")]),  # capitals without
    ("le 29 février 2024", [("29 février 2024", "2024-02-29")]),  # a leap year
    ("le 13 octobre de l'année 2020", [("13 octobre de l'année 2020", "2020-10-13")]),
    ("le 16 du mois d'octobre 2020", [("16 du mois d'octobre 2020", "2020-10-16")]),
    ("le 13 octobre, 2020", [("13 octobre, 2020", "2020-10-13")]),
    ("Ce jeudi 3 mai 2018, à 14h30, le préfet", [("jeudi 3 mai 2018", "2018-05-03")]),  # the hour is no date
    # Abbreviations and misspellings.
    ("le 13 oct. 2020", [("13 oct. 2020", "2020-10-13")]),
    ("le 3 sept. 2021", [("3 sept. 2021", "2021-09-03")]),
    ("le 3 févr. 2021", [("3 févr. 2021", "2021-02-03")]),
    ("le 12 déc 2020", [("12 déc 2020", "2020-12-12")]),
    ("lun. 12 oct. 2020", [("lun. 12 oct. 2020", "2020-10-12")]),
    ("12-oct-20", [("12-oct-20", "2020-10-12")]),
    ("le 3 fevier 2021", [("3 fevier 2021", "2021-02-03")]),
    ("le 3 setembre 2021", [("3 setembre 2021", "2021-09-03")]),
    ("le 3 decenbre 2021", [("3 decenbre 2021", "2021-12-03")]),
    ("le 3 novernbre 2021", [("3 novernbre 2021", "2021-11-03")]),  # rn read for m
    ("le 3 0ctobre 2021", [("3 0ctobre 2021", "2021-10-03")]),  # zero read for O
    ("le 3 juil1et 2021", [("3 juil1et 2021", "2021-07-03")]),  # one read for l
    # Spaces lost or added by text recognition.
    ("le13 octobre 2020", [("13 octobre 2020", "2020-10-13")]),
    ("le 13octobre2020", [("13octobre2020", "2020-10-13")]),
    ("le 1 3 octobre 2020", [("1 3 octobre 2020", "2020-10-13")]),
    ("le 13 octobre 2 0 2 0", [("13 octobre 2 0 2 0", "2020-10-13")]),
    ("le 13  octobre\u00a02020", [("13  octobre\u00a02020", "2020-10-13")]),
    ("À Laon,13 octobre 2020", [("13 octobre 2020", "2020-10-13")]),
    # Days in words.
    ("le treize octobre deux mille vingt", [("treize octobre deux mille vingt", "2020-10-13")]),
    ("le vingt-et-un mars deux mille vingt et un", [("vingt-et-un mars deux mille vingt et un", "2021-03-21")]),
    ("le trente et un décembre 2019", [("trente et un décembre 2019", "2019-12-31")]),
    ("le deux mars mille neuf cent quatre-vingt-dix-huit", [("deux mars mille neuf cent quatre-vingt-dix-huit", "1998-03-02")]),
    ("L'an deux mille vingt, le seize octobre à neuf heures", [("L'an deux mille vingt, le seize octobre", "2020-10-16")]),
    ("L'AN DEUX MILLE VINGT ET UN ET LE VINGT-TROIS SEPTEMBRE", [("L'AN DEUX MILLE VINGT ET UN ET LE VINGT-TROIS SEPTEMBRE", "2021-09-23")]),
    ("L’an 2022, le lundi 12 décembre, le conseil", [("L’an 2022, le lundi 12 décembre", "2022-12-12")]),
    # Digits.
    ("le 13/10/2020", [("13/10/2020", "2020-10-13")]),
    ("le 3/5/2021", [("3/5/2021", "2021-05-03")]),
    ("le 13 / 10 / 2020", [("13 / 10 / 2020", "2020-10-13")]),
    ("le 13-10-2020", [("13-10-2020", "2020-10-13")]),
    ("le 13.10.2020", [("13.10.2020", "2020-10-13")]),
    ("le 13.10.20", [("13.10.20", "2020-10-13")]),
    ("le 14/07/21", [("14/07/21", "2021-07-14")]),
    ("né le 14/07/68", [("14/07/68", "1968-07-14")]),
    ("mardi 13/10/2020", [("mardi 13/10/2020", "2020-10-13")]),
    ("version du 2020-12-03", [("2020-12-03", "2020-12-03")]),
    ("2020-12-03T10:30:00", [("2020-12-03", "2020-12-03")]),
    ("2020/12/03", [("2020/12/03", "2020-12-03")]),
    ("le 13/10", [("13/10", "XXXX-10-13")]),
    ("en 10/2020", [("10/2020", "2020-10")]),
    # Months.
    ("Elle ouvre en octobre 2020.", [("octobre 2020", "2020-10")]),
    ("en octobre", [("octobre", "XXXX-10")]),
    ("octobre 2020", [("octobre 2020", "2020-10")]),
    ("sept. 2021", [("sept. 2021", "2021-09")]),
    ("au mois d'août 2021", [("août 2021", "2021-08")]),
    ("début mars 2022", [("début mars 2022", "2022-03")]),
    ("à la mi-juin", [("mi-juin", "XXXX-06")]),
    ("mi juin 2021", [("mi juin 2021", "2021-06")]),
    ("fin d'avril 2021", [("fin d'avril 2021", "2021-04")]),
    ("courant mai", [("courant mai", "XXXX-05")]),
    ("fin du mois de mars 2022", [("fin du mois de mars 2022", "2022-03")]),
    ("en octobre et novembre 2021", [("octobre", "2021-10"), ("novembre 2021", "2021-11")]),
    ("octobre-novembre 2021", []),  # a period
    # Quarters, half-years, seasons.
    ("au 3ème trimestre 2024", [("3ème trimestre 2024", "2024-35")]),
    ("T3 2024", [("T3 2024", "2024-35")]),
    ("au T1-2025", [("T1-2025", "2025-33")]),
    ("3T 2024", [("3T 2024", "2024-35")]),
    ("2024-T4", [("2024-T4", "2024-36")]),
    ("au troisième trimestre", [("troisième trimestre", "XXXX-35")]),
    ("au quatrième trimestre de l'année 2022", [("quatrième trimestre de l'année 2022", "2022-36")]),
    ("au dernier trimestre 2022", [("dernier trimestre 2022", "2022-36")]),
    ("au IIe trimestre 2022", [("IIe trimestre 2022", "2022-34")]),
    ("premier semestre 2023", [("premier semestre 2023", "2023-40")]),
    ("au 2nd semestre 2023", [("2nd semestre 2023", "2023-41")]),
    ("second semestre de 2023", [("second semestre de 2023", "2023-41")]),
    ("S1 2023", [("S1 2023", "2023-40")]),
    ("printemps 2021", [("printemps 2021", "2021-21")]),
    ("à l’été 2021", [("été 2021", "2021-22")]),
    ("À l'automne 2021", [("automne 2021", "2021-23")]),
    ("durant l'hiver 2021-2022", [("hiver 2021-2022", "2021-24")]),
    # Years.
    ("En 2019, le budget croît.", [("2019", "2019")]),
    ("fin 2021", [("fin 2021", "2021")]),
    ("courant 2021", [("courant 2021", "2021")]),
    ("mi-2021", [("mi-2021", "2021")]),
    ("depuis 2018", [("2018", "2018")]),
    ("dès 2019", [("2019", "2019")]),
    ("l'exercice 2021", [("2021", "2021")]),
    ("en 2019 et 2021", [("2019", "2019"), ("2021", "2021")]),
    ("en deux mille dix-neuf", [("deux mille dix-neuf", "2019")]),
    # Several days.
    ("du 3 au 5 mai 2021", [("3 au 5 mai 2021", "2021-05-03/2021-05-05")]),
    ("les 3 et 4 mai 2021", [("3 et 4 mai 2021", "2021-05-03"), ("3 et 4 mai 2021", "2021-05-04")]),
    ("les 3, 10 et 17 mai 2021", [("3, 10 et 17 mai 2021", f"2021-05-{d}") for d in ("03", "10", "17")]),
    ("lundi 3 et mardi 4 mai 2021", [("lundi 3 et mardi 4 mai 2021", "2021-05-03"), ("lundi 3 et mardi 4 mai 2021", "2021-05-04")]),
    ("les 3-4 mai 2021", [("3-4 mai 2021", "2021-05-03/2021-05-04")]),
    ("le 3 mai et le 4 juin 2021", [("3 mai", "2021-05-03"), ("4 juin 2021", "2021-06-04")]),  # one year for both
    ("les 20 décembre et 10 janvier 2022", [("20 décembre", "2021-12-20"), ("10 janvier 2022", "2022-01-10")]),
    # Told from a day that is not known.
    ("le 13 mai dernier", [("13 mai dernier", "XXXX-05-13")]),
    ("le 3 mars prochain", [("3 mars prochain", "XXXX-03-03")]),
    ("ce vendredi, hier, le mois dernier, l'an dernier, en début de semaine", []),
]  # fmt: skip

# Numbers that are no dates, one class each.
NO_DATES = [
    "près de 2,5 millions d'euros",  # an amount
    "un fichier de 6,63 Mo",  # a size
    "la délibération 09-03",  # an item number
    "n° 2003-VI-09",  # numbers of acts
    "n° 20-06-11",
    "l'arrêté n° 2015-279",
    "la loi n° 2019-1479",
    "CD-2020-4-12",
    "023-222309611-20201016-CD-2020-4-12-DE",
    "DGCS/SD2B/DGS/SP1/2020/34",
    "article 12/2021",
    "les articles L. 221-1 et L. 112-3",  # articles
    "tél. 01.42.13.10.20",  # telephone numbers
    "05 62 13 10 20",
    "05-62-13-10-20",
    "SIRET : 222 309 627 000 16",
    "à 14h30, à 9 h 15 et à 10:30",  # hours
    "412 mineurs, 2019 places et 1200 enfants",  # counts
    "de 2010 à 2050 places",
    "2 020 €",
    "le 1/3 des enfants",  # fractions
    "3/4 des communes",
    "pages 12-13",
    "de 1,2 à 3,5 %",
    "les 12-17 ans",
    "pour trois ans et six mois",  # durations
    "après 18 ans",
    "12 mesures et 31 actions",
    "en 30 jours",
    "le 31 avril",  # no such day
    "le 32 mai",
    "13/13/2020",
    "sept enfants, dont deux mineurs",  # "sept" is a number
    "M. Avril et Mme Mars",  # names
    "il a été reçu, ils ont été 12",  # "été" is a participle
    "version 3.8.20",
    "192.168.10.20",
    "le lundi et le jeudi, du lundi au vendredi",  # habits
    "ouvert le mardi 9h-12h",
    "Publié le",  # empty
    "Fait à Tulle, le",
]


@pytest.mark.parametrize(("text", "expected"), FORMS, ids=[text for text, _ in FORMS])
def test_a_written_form_has_its_passage_and_value(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(date.text, date.value) for date in find_dates(Source(text), [])] == expected


@pytest.mark.parametrize("text", NO_DATES)
def test_a_number_is_no_date(text: str) -> None:
    assert find_dates(Source(text), []) == []


@pytest.mark.parametrize(
    "frame", ["{}", "({})", "« {} »", "{}.", "Le préfet est venu le {} à Laon.", "{} : réunion"]
)
@pytest.mark.parametrize(
    "form", ["13 octobre 2020", "13/10/2020", "13 oct. 2020", "1er mai 2021", "treize mai 2021"]
)
def test_punctuation_around_a_date_does_not_matter(frame: str, form: str) -> None:
    assert [date.text for date in find_dates(Source(frame.format(form)), [])] == [form]
