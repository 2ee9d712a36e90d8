"""The lists of given names are clean, broad, and hold nothing that would make a name of a plain word."""

import re
from importlib.resources import files

import pytest

from extractors.text.folding import fold


def words(name):
    return files("extractors").joinpath(f"data/{name}.txt").read_text("utf-8").split("\n")[:-1]


GIVEN = set(words("given_names"))
COMMON = set(words("common_given_names"))


@pytest.mark.parametrize("name", ["given_names", "common_given_names"])
def test_lists_are_folded_sorted_and_unique(name):
    listed = words(name)
    assert listed == sorted(set(listed))
    assert all(re.fullmatch("[a-z]{2,}", word) for word in listed)


def test_common_ones_are_given_names_and_the_lesser_part():
    assert COMMON < GIVEN
    assert len(GIVEN) >= 2500
    assert len(COMMON) < len(GIVEN) / 10


@pytest.mark.parametrize(
    "names",
    [
        "Marcel Yvonne Gaston Germaine Lucienne Fernand Odette Raymonde",  # before 1940
        "Michel Jacqueline Gérard Monique Bernard Chantal Jean-Claude Françoise",  # 1940 to 1960
        "Thierry Sylvie Pascal Nathalie Stéphane Valérie Jérôme Séverine",  # 1960 to 1980
        "Kévin Élodie Jérémy Océane Mathéo Chloé Enzo Léa Maëlle Noé",  # since
        "Gwenaël Yann Nolwenn Erwan Soizic Loïc Maïwenn Tugdual Enora",  # Breton
        "Ange Toussaint Ghjuvan Dominique Vannina Orsu Lisandru Saveriu",  # Corsican
        "Maite Xabi Peio Amaia Iñaki Beñat Ganix Maialen",  # Basque
        "Huguette Odile Jean-Georges Ludwig Fritz Gretel Liesel Wendelin",  # Alsatian
        "Mireille Magali Frédéri Guilhem Estève Jaume Montserrat Jordi",  # Occitan, Catalan
        "Tehani Moana Heimana Teva Poerava Manutea",  # Polynesian
        "Aina Hery Voahangy Lalao Solofo Tiana",  # Malagasy
        "Mohamed Fatima Karim Nadia Abdelkader Khadija Yacine Samira Rachida",  # North African
        "Mamadou Fatoumata Ousmane Aminata Kouassi Koffi Aïssatou Ibrahima",  # West African
        "Mehmet Ayşe Mustafa Zeynep Emre Elif",  # Turkish
        "Manuel Fernanda João Conceiçao Joaquim Lurdes Pilar Jesus Giuseppe Carmela",  # southern Europe
        "Hagop Garabed Anahit Vartan Siranouche Krikor",  # Armenian
        "Stanislaw Krzysztof Jadwiga Zbigniew Wojciech Svetlana Dragan",  # Polish, Slavic
        "Hoa Linh Thuy Huong Quang Nguyen Sophea Bounmy Rattana",  # Vietnamese, Khmer, Lao
        "Priya Suresh Lakshmi Kumar Yuki Hiroshi Xiaoping Mei-Ling",  # Indian, Japanese, Chinese
    ],
)
def test_every_part_of_france_is_represented(names):
    missing = [part for name in names.split() for part in fold(name).split("-") if part not in GIVEN]
    assert not missing


def test_words_places_and_surnames_are_marked():
    words_too = "Rose France Pierre Marin Victoire Aimé Désiré Clément Martin Lourdes Paris Aude"
    assert set(fold(words_too).split()) <= COMMON


def test_plain_given_names_are_not_marked():
    plain = "Philippe Sophie Nicolas Laurent Isabelle Karim Valérie Michel"
    assert set(fold(plain).split()) <= GIVEN - COMMON


def test_no_function_word_month_or_office_is_a_given_name():
    plain = "le la les un une son sa ses de du des et en mai loi ars vie lieu maire prefet etat enfance mme"
    assert not GIVEN & set(plain.split())
