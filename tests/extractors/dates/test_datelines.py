"""When a text was published and updated, by its own words or by where a date stands."""

import pytest

from extractors.dates.component import document_dates, find_dates
from extractors.text.blocks import Block
from extractors.text.source import Source
from tests.extractors.dates.date_cases import answered

TITLE = "Protection de l'enfance : un contrat pour la Creuse\n\n"
BODY = (
    "\n\nLe contrat départemental réunit l'État, l'Agence régionale de santé et le Département autour de "
    "douze actions qui seront suivies par un comité de pilotage. Les trois partenaires en financent "
    "chacun une part, et le bilan sera présenté chaque année à l'assemblée départementale et au comité.\n"
)


@pytest.mark.parametrize(("line", "expected"), answered("date_document_cases.txt"))
def test_a_line_below_the_title_dates_the_document(line: str, expected: list[str]) -> None:
    found = document_dates(Source(TITLE + line.replace("¶", "\n") + BODY))
    assert [date.value if date else "-" for date in found] == expected


def test_a_line_of_a_paragraph_may_date_the_document() -> None:
    text = "Transmis à la préfecture le 18/03/2021\nPublié le 19/03/2021\n" + BODY
    first = text.index("\n\n")
    blocks = [Block(0, first, "paragraph"), Block(first + 2, len(text), "paragraph")]
    published, _ = document_dates(Source(text, blocks=blocks))
    assert published is not None
    assert published.value == "2021-03-19"


# What stands above the title is the site's, unless a word says otherwise.
ABOVE = [
    ("Vendredi 12 mars 2021 - 14:32", None),
    ("vendredi 12 mars 2021, 14h32", None),
    ("vendredi 12 mars 2021\nMenu\nAccueil", None),
    ("Aujourd'hui vendredi 12 mars 2021", None),
    ("Accueil  /  Actualités\nVendredi 12 mars 2021, 08:14", None),
    ("Publié le 12 mars 2021 à 14:32", "2021-03-12"),
    ("date 2021-03 ", "2021-03"),  # a crawl's
    ("LE MAG DE LA CREUSE – N° 12 – MARS 2021", "2021-03"),  # the issue of a magazine
    ("Mensuel du Conseil départemental – Mars 2021", "2021-03"),
    ("L'Écho du soir – 12 mars 2021", "2021-03-12"),  # a newspaper's name
    ("Mars 2021 · n° 57          SOLIDARITÉS", "2021-03"),  # the issue behind the month
    ("Mars 2021 | Le magazine du Département", "2021-03"),
    ("Mars 2021 – Ouverture du chantier", None),  # no issue
    ("TRACT – MARS 2021", "2021-03"),  # of a union
    ("GUÉRET INFOS – mars 2021 – p. 8", "2021-03"),  # a name that only the page tells
    ("Combrailles - La lettre de la communauté\nMars 2021", "2021-03"),  # its name above the month
    ("LE JOURNAL DE GUÉRET • N° 7 • MARS 2021\npage 6 / ville", "2021-03"),  # the page below
    ("Actualité | Vie de l'assemblée\n12 mars 2021", "2021-03-12"),  # a section of the site
    ("L'assemblée départementale valide le contrat\n12 mars 2021", "2021-03-12"),  # a headline
    ("Réunion de l'assemblée\n12 mars 2021", None),  # a session
    ("Fin des travaux en mars 2021", None),  # a month of the text
]


@pytest.mark.parametrize(("line", "published"), ABOVE)
def test_the_clock_of_the_site_is_no_publication(line: str, published: str | None) -> None:
    found, _ = document_dates(Source(line + "\n" + TITLE + BODY))
    assert (found and found.value) == published


def test_the_prefix_of_a_crawl_stands_in_the_line_of_the_text() -> None:
    found, _ = document_dates(Source(" date 2018-04 Un pas de plus\n\nLa Creuse a conclu une convention."))
    assert found is not None
    assert (found.value, found.text) == ("2018-04", "2018-04")


def test_a_letter_is_written_on_the_day_above_the_office_of_who_writes() -> None:
    letter = (
        "Guéret, le 12 mars 2021\n\nLe Président\nà\nMesdames et Messieurs les Maires\n\nChers collègues,\n"
    )
    found, _ = document_dates(Source(letter + BODY))
    assert found is not None
    assert found.value == "2021-03-12"


def test_a_date_alone_at_the_end_is_no_publication() -> None:
    assert document_dates(Source(TITLE + BODY + BODY + "\nGuéret, le 12 mars 2021\nLe préfet")) == (
        None,
        None,
    )


@pytest.mark.parametrize(
    "foot",
    [
        "Mars 2021\nwww.creuse.fr",  # alone on its line
        "Imprimé sur papier recyclé, tirage 9 000 ex. — mars 2021",  # an imprint
    ],
)
def test_a_month_at_the_foot_is_when_it_was_printed(foot: str) -> None:
    found, _ = document_dates(Source(TITLE + BODY + BODY + "\n" + foot))
    assert found is not None
    assert found.value == "2021-03"


def test_a_place_and_date_above_the_tale_is_publication_also_where_an_office_begins_it() -> None:
    tale = "Le préfet de la Creuse et la présidente du Département ont signé" + BODY.strip()
    found, _ = document_dates(Source(TITLE + "Guéret, le 12 mars 2021\n" + tale))
    assert found is not None
    assert found.value == "2021-03-12"


def test_words_go_before_position() -> None:
    found, _ = document_dates(Source(TITLE + "8 mars 2021\nPublié le 12 mars 2021" + BODY))
    assert found is not None
    assert (found.value, found.at.confidence) == ("2021-03-12", 1.0)


def test_the_first_of_several_lines_counts() -> None:
    text = TITLE + "Publié le 12 mars 2021" + BODY + "\nÀ lire aussi\nPublié le 2 février 2020\n"
    found, _ = document_dates(Source(text))
    assert found is not None
    assert found.value == "2021-03-12"


def test_an_issue_stands_at_the_top_of_the_main_text_whatever_menu_is_above() -> None:
    lines = ["Accueil", "Culture", "Recettes", "N° 84 – Octobre 2022 – Grand angle", "Le contrat est signé."]
    starts = [sum(len(line) + 1 for line in lines[:index]) for index in range(len(lines))]
    blocks = [
        Block(start, start + len(line), "paragraph", main=index > 2)
        for index, (start, line) in enumerate(zip(starts, lines, strict=True))
    ]
    published, _ = document_dates(Source("\n".join(lines), blocks=blocks))
    assert published
    assert published.value == "2022-10"


def test_document_dates_are_among_the_dates_of_the_text() -> None:
    source = Source(TITLE + "Publié le 10 mars 2021 - Mis à jour le 12 mars 2021" + BODY)
    kinds = [(date.kind, date.value, date.at.rule) for date in find_dates(source, [])]
    assert kinds == [
        ("publication", "2021-03-10", "published date"),
        ("publication", "2021-03-12", "updated date"),
    ]


def test_a_line_tells_the_day_of_the_month_that_a_crawl_gives() -> None:
    found, _ = document_dates(
        Source(" date 2021-12 Un contrat pour la Creuse\n\n09.12.2021 | Vie locale" + BODY)
    )
    assert found is not None
    assert found.value == "2021-12-09"


# What ends a text of several pages of words: who wrote it, in initials, or nobody.
AT_THE_FOOT = [
    ("J. D. – 12 mars 2021", "2021-03-12"),
    ("JHM – 12 mars 2021", "2021-03-12"),  # a paper
    ("La Voix du soir, 12 mars 2021", "2021-03-12"),
    ("(L'Écho de la Creuse, 12/03/2021)", "2021-03-12"),
    ("Fête du village – 12 mars 2021", None),
    ("(12 mars 2021)", "2021-03-12"),
    ("J.-M. G. (avec AFP), 12/03/2021", "2021-03-12"),
    ("Le 12 mars 2021", None),  # as an act ends
    ("Reçu en préfecture (12 mars 2021) par voie électronique", None),
]


@pytest.mark.parametrize(("line", "expected"), AT_THE_FOOT)
def test_a_line_at_the_foot_tells_when_it_was_written(line: str, expected: str | None) -> None:
    published, _ = document_dates(Source(TITLE + BODY * 3 + "\n" + line))
    assert (published and published.value) == expected
