"""Which announcements are worth a request, and which pages are worth keeping."""

import pytest

from pipeline.scraping.discovery.links import Link
from pipeline.scraping.relevance import judge_link, judge_text
from pipeline.scraping.sources.finding import Feed
from pipeline.scraping.sources.sources import Publisher, Source

SOURCE = Source(
    key="journal",
    publisher=Publisher(name="Journal", departement="23"),
    find=Feed(kind="feed", pages=("https://exemple.fr/rss",)),
)

# Titles, and whether their page could report a contract between public bodies.
TITLES = [
    # the programme by its name, its initials, its topic
    ("Signature du contrat départemental de prévention et de protection de l'enfance", True),
    ("CDPPE : c'est signé", True),
    ("L'État et le Département s'engagent pour les enfants confiés", True),
    ("Lutte contre la pauvreté : 1,2 million d'euros pour la Creuse", True),
    # nothing but the act or the subject
    ("Une convention pour trois ans", True),
    ("Protection de l'enfance : le préfet à Guéret", True),
    ("Commission permanente du 5 mars", True),
    ("Le ministre en visite dans la Creuse", True),
    ("Cent cinquante familles accompagnées", True),
    # a title that is none
    ("Communiqué de presse", True),
    ("En bref", True),
    # capitals and typography
    ("PROTECTION DE L’ENFANCE", True),
    # another subject
    ("Vigilance orange aux orages", False),
    ("Fermeture de la RD 940", False),
    ("Recrutement : rejoignez-nous", False),
    # words that only begin or end like one that counts
    ("Contraventions : les nouveaux tarifs", False),
    ("Signalisation des travaux", False),
]


@pytest.mark.parametrize(("title", "wanted"), TITLES)
def test_what_a_title_promises(title: str, wanted: bool) -> None:
    verdict = judge_link(Link("https://exemple.fr/a", title), SOURCE)
    assert verdict.wanted == wanted
    assert verdict.reason


def test_a_summary_counts_like_a_title() -> None:
    assert judge_link(
        Link("https://exemple.fr/a", "À Guéret", "La préfète a signé le contrat."), SOURCE
    ).wanted


# Titles that say nothing of what they lead to, so that only that can tell; and some that do.
NOTHING = [
    ("", True),
    ("Télécharger", True),
    ("Télécharger le document (PDF, 1,2 Mo)", True),
    ("Lire la suite", True),
    ("Annexe n° 3", True),
    ("2021-05-03_12.pdf", True),
    ("Télécharger l'arrêté sécheresse", False),
    ("Plan des pistes cyclables (PDF)", False),
]


@pytest.mark.parametrize(("title", "wanted"), NOTHING)
def test_a_link_that_says_nothing_is_followed(title: str, wanted: bool) -> None:
    assert judge_link(Link("https://exemple.fr/a", title), SOURCE).wanted == wanted


def test_what_is_said_of_a_link_counts_where_its_title_says_nothing() -> None:
    verdict = judge_link(Link("https://exemple.fr/a", "Télécharger", "Plan des pistes cyclables"), SOURCE)
    assert verdict == (False, "its title says nothing of a contract or a programme")


def test_the_words_of_a_source_are_added_to_those_of_the_programmes() -> None:
    link = Link("https://exemple.fr/a", "Le schéma Ambition Jeunes")
    assert not judge_link(link, SOURCE).wanted
    assert judge_link(link, SOURCE.model_copy(update={"keywords": ("ambition jeunes",)})).wanted
    assert judge_link(link, SOURCE.model_copy(update={"follow": "all"})).wanted


# Date of a link, and whether it is not before 15 October 2020, as far as one can tell.
DATES = [
    ("2020-10-15", True),
    ("2020-10-14", False),
    ("2020-10", True),
    ("2020-09", False),
    ("2020", True),
    (None, True),
]


@pytest.mark.parametrize(("date", "wanted"), DATES)
def test_what_is_too_old_is_passed_over(date: str | None, wanted: bool) -> None:
    from datetime import date as day

    source = SOURCE.model_copy(update={"since": day(2020, 10, 15)})
    assert judge_link(Link("https://exemple.fr/a", "Un contrat", date=date), source).wanted == wanted


# Texts of pages, and whether they are kept.
TEXTS = [
    # names the contract
    ("La préfète et le président du conseil départemental ont signé le CDPPE de la Creuse.", True),
    # speaks of the topic and of something done, the contract being understood
    ("Le Département et l'État ont conclu un engagement commun sur la protection de l'enfance.", True),
    # says "le contrat" only, and who the parties are
    ("À Guéret, la préfète et la présidente du Département ont signé le contrat tant attendu.", True),
    # a contract with nobody public in it, the topic alone, and a contract of another sort
    ("La convention de plage est affichée à la mairie.", False),
    ("Le service de protection de l'enfance recrute.", False),
    ("Le contrat de travail est signé pour un an.", False),
    ("Les pompiers ont maîtrisé le feu.", False),
    ("", False),
]


@pytest.mark.parametrize(("text", "wanted"), TEXTS)
def test_what_a_text_is_about(text: str, wanted: bool) -> None:
    verdict = judge_text("À Guéret", text)
    assert verdict.wanted == wanted
    assert verdict.reason
