"""When a text was published and updated, by its own words or by where a date stands."""

import pytest

from extractors.dates import document_dates, find_dates
from extractors.source import Source

TITLE = "Protection de l'enfance : un contrat pour la Creuse\n\n"
BODY = (
    "\n\nLe contrat départemental réunit l'État, l'Agence régionale de santé et le Département autour de douze actions "
    "qui seront suivies par un comité de pilotage. Les trois partenaires en financent chacun une part, et le bilan sera "
    "présenté chaque année à l'assemblée départementale et au comité.\n"
)

# A line of the text; published; updated.
LINES = [
    # Words.
    ("Publié le 12 mars 2021", "2021-03-12", None),
    ("Publié le : 12/03/2021", "2021-03-12", None),
    ("publié le 12.03.21", "2021-03-12", None),
    ("PUBLIÉ LE 12 MARS 2021 À 10H30", "2021-03-12", None),
    ("Publié le vendredi 12 mars 2021 à 10 h 30", "2021-03-12", None),
    ("Publication : 12 mars 2021", "2021-03-12", None),
    ("Date de publication : 2021-03-12", "2021-03-12", None),
    ("Mis en ligne le 12 mars 2021", "2021-03-12", None),
    ("Mise en ligne : 12/03/2021", "2021-03-12", None),
    ("Date de mise en ligne : 12 mars 2021", "2021-03-12", None),
    ("Paru le 12 mars 2021", "2021-03-12", None),
    ("Posté le 12 mars 2021 par la rédaction", "2021-03-12", None),
    ("Article publié le 12 mars 2021", "2021-03-12", None),
    ("Cet article a été publié le 12 mars 2021.", "2021-03-12", None),
    ("Actualité publiée le 12/03/2021", "2021-03-12", None),
    ("Publié le 12 mars 2021 • Par Anne Roy", "2021-03-12", None),
    ("Par Anne Roy, publié le 12 mars 2021 à 18h", "2021-03-12", None),
    ("Anne Roy | Publié le 12 mars 2021", "2021-03-12", None),
    ("Enfance | Publié le 12 mars 2021 | 3 min", "2021-03-12", None),
    ("Publié par Anne Roy le 12 mars 2021", "2021-03-12", None),
    ("Publié sur le site le 12 mars 2021", "2021-03-12", None),
    ("Publié en mars 2021", "2021-03", None),
    ("Publié le\n12/03/2021", "2021-03-12", None),  # on the next line
    ("Publié le\n\n12 mars 2021", "2021-03-12", None),
    ("Publié le :\nvendredi 12 mars 2021", "2021-03-12", None),
    ("Mis à jour le 12 mars 2021", None, "2021-03-12"),
    ("Mise à jour : 12 mars 2021", None, "2021-03-12"),
    ("Dernière mise à jour le 12/03/2021", None, "2021-03-12"),
    ("Dernière modification : 12 mars 2021", None, "2021-03-12"),
    ("Modifié le 12 mars 2021", None, "2021-03-12"),
    ("Actualisé le 12 mars 2021 à 9h", None, "2021-03-12"),
    ("MAJ le 12/03/2021", None, "2021-03-12"),
    ("Publié le 10 mars 2021 - Mis à jour le 12 mars 2021", "2021-03-10", "2021-03-12"),
    ("Publié le 10 mars 2021 - Mis à jour 12 mars 2021", "2021-03-10", "2021-03-12"),
    ("Publié le 10/03/2021, mis à jour le 12/03/2021", "2021-03-10", "2021-03-12"),
    ("Publié le 10 mars 2021 et mis à jour le 12 mars", "2021-03-10", "2021-03-12"),
    ("Publié le 10 mars 2021 (mis à jour le 12 mars 2021)", "2021-03-10", "2021-03-12"),
    ("Publié le 10/03/2021 à 10h05 Mis à jour le 12/03/2021 à 11h", "2021-03-10", "2021-03-12"),
    ("Créé le 10 mars 2021 | Modifié le 12 mars 2021", "2021-03-10", "2021-03-12"),
    ("Publié le 10 mars 2021\nMis à jour le 12 mars 2021", "2021-03-10", "2021-03-12"),
    # Bylines and datelines.
    ("Par Anne Roy, le 12 mars 2021", "2021-03-12", None),
    ("Par Anne Roy - 12 mars 2021", "2021-03-12", None),
    ("Par la rédaction le 12/03/2021 à 18:30", "2021-03-12", None),
    ("Communiqué de presse du 12 mars 2021", "2021-03-12", None),
    ("Communiqué de presse\nGuéret, le 12 mars 2021", "2021-03-12", None),
    ("Guéret, le 12 mars 2021", "2021-03-12", None),
    ("Guéret, le 12 mars 2021 – Un contrat est né.", "2021-03-12", None),
    ("12 mars 2021 | Solidarités", "2021-03-12", None),
    ("Solidarités | 12 mars 2021", "2021-03-12", None),
    # A date alone.
    ("12 mars 2021", "2021-03-12", None),
    ("vendredi 12 mars 2021", "2021-03-12", None),
    ("Le 12/03/2021", "2021-03-12", None),
    ("12/03/2021 à 10h15", "2021-03-12", None),
    ("12 mars 2021 - Temps de lecture : 3 min", "2021-03-12", None),
    # No date of the document.
    ("Publié le", None, None),
    ("Publié le | Temps de lecture : 2 minutes", None, None),
    ("Publié le\n\nLe 12 mars 2021, le conseil a voté le contrat.", None, None),  # empty, then the text
    ("Publié le\nLe 12 mars 2021, le conseil a voté le contrat.", None, None),
    ("Publié le\n12 mars 2021 : le conseil a voté le contrat avec l'État.", None, None),
    ("Publié le 12 mars 2021, le rapport de la Cour souligne les retards.", None, None),  # the report was
    ("Une instruction publiée le 12 mars 2021 règle le calendrier.", None, None),
    ("La loi, publiée le 12 mars 2021, le permet.", None, None),
    ("Le décret paru le 12 mars 2021 le permet.", None, None),
    ("Le 12 mars 2021, le préfet a signé le contrat.", None, None),
    ("Réunion du 12 mars 2021", None, None),
    ("Signature du contrat le 12 mars 2021", None, None),
    ("Séance publique\n12 mars 2021", None, None),
    ("Nous sommes le vendredi 12 mars 2021", None, None),  # clocks of the site
    ("Vendredi 12 mars 2021 - Saint Justine - 12°", None, None),
    ("Consulté le 12 mars 2021", None, None),
    ("Vu le décret du 12 mars 2021", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("line", "published", "updated"), LINES, ids=[line for line, *_ in LINES])
def test_a_line_below_the_title_dates_the_document(
    line: str, published: str | None, updated: str | None
) -> None:
    found = document_dates(Source(TITLE + line + BODY))
    assert tuple(date and date.value for date in found) == (published, updated)


# What stands above the title is the site's, unless a word says otherwise.
ABOVE = [
    ("Vendredi 12 mars 2021 - 14:32", None),
    ("vendredi 12 mars 2021, 14h32", None),
    ("vendredi 12 mars 2021\nMenu\nAccueil", None),
    ("Aujourd'hui vendredi 12 mars 2021", None),
    ("Publié le 12 mars 2021 à 14:32", "2021-03-12"),
    ("date 2021-03 ", "2021-03"),  # a crawl's
]


@pytest.mark.parametrize(("line", "published"), ABOVE)
def test_the_clock_of_the_site_is_no_publication(line: str, published: str | None) -> None:
    found, _ = document_dates(Source(line + "\n" + TITLE + BODY))
    assert (found and found.value) == published


def test_the_prefix_of_a_crawl_stands_in_the_line_of_the_text() -> None:
    found, _ = document_dates(Source(" date 2022-09 Le cadre national\n\nLa Creuse a conclu une convention."))
    assert found is not None
    assert (found.value, found.text) == ("2022-09", "2022-09")


def test_a_date_alone_at_the_end_is_no_publication() -> None:
    assert document_dates(Source(TITLE + BODY + BODY + "\nGuéret, le 12 mars 2021\nLe préfet")) == (
        None,
        None,
    )


def test_words_go_before_position() -> None:
    found, _ = document_dates(Source(TITLE + "8 mars 2021\nPublié le 12 mars 2021" + BODY))
    assert found is not None
    assert (found.value, found.at.confidence) == ("2021-03-12", 1.0)


def test_the_first_of_several_lines_counts() -> None:
    text = TITLE + "Publié le 12 mars 2021" + BODY + "\nÀ lire aussi\nPublié le 2 février 2020\n"
    found, _ = document_dates(Source(text))
    assert found is not None
    assert found.value == "2021-03-12"


def test_document_dates_are_among_the_dates_of_the_text() -> None:
    source = Source(TITLE + "Publié le 10 mars 2021 - Mis à jour le 12 mars 2021" + BODY)
    kinds = [(date.kind, date.value, date.at.rule) for date in find_dates(source, [])]
    assert kinds == [
        ("publication", "2021-03-10", "published date"),
        ("publication", "2021-03-12", "updated date"),
    ]
