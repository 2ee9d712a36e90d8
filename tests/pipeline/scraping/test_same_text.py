"""Two versions of a page are the same text when only what is around the text has changed."""

from io import BytesIO

import pikepdf
import pytest

from pipeline.scraping.page import read_page
from pipeline.scraping.same_text import main_text
from tests.pipeline.hostile import encrypted, pdf
from tests.pipeline.scans import scan

PAGE = """<!doctype html><html lang="fr"><head><title>Un contrat pour l'enfance</title>
<meta name="csrf-token" content="{token}"></head><body>
<header><p class="clock">{clock}</p><a href="/;jsessionid={token}">Accueil</a></header>
<nav><ul><li><a href="/actualites?sid={token}">Actualités</a><li><a href="/demarches">Démarches</a></ul></nav>
<main><h1>Un contrat pour l'enfance</h1>
<p>Le préfet et le président du conseil départemental ont signé le contrat {when}.</p>
<ul><li>renforcer les visites à domicile</li><li>ouvrir deux lieux d'accueil</li></ul>
<p><a href="/telechargement/contrat.pdf?sid={token}">Télécharger le contrat</a></p></main>
<aside><h2>À lire aussi</h2><ul><li><a href="/x">{related}</a></ul></aside>
<footer><p>{visits} visites depuis 2010</p></footer></body></html>"""
FIRST = {
    "token": "A1", "clock": "jeudi 4 mars 2021, 10:02", "when": "le 3 mars 2021", "related": "La foire", "visits": "1",
}  # fmt: skip


def page(**changed: str) -> bytes:
    return PAGE.format(**FIRST | changed).encode()


@pytest.mark.parametrize(
    "changed",
    [
        {"token": "B2"},
        {"clock": "vendredi 5 mars 2021, 23:59"},
        {"related": "Une autre nouvelle"},
        {"visits": "1022"},
        {"token": "B2", "clock": "samedi", "related": "Le marché", "visits": "9"},
    ],
)
def test_boilerplate_makes_no_other_text(changed):
    assert page(**changed) != page()
    assert main_text(page(**changed)) == main_text(page()) != ""


def test_spaces_and_line_breaks_make_no_other_text():
    assert main_text(page().replace(b"<li>", b"\n\n   <li>\n")) == main_text(page())


def test_a_date_in_the_text_does():
    assert main_text(page(when="le 8 mars 2021")) != main_text(page())


def with_metadata(data: bytes, **fields: str) -> bytes:
    made = BytesIO()
    with pikepdf.open(BytesIO(data)) as document:
        for name, value in fields.items():
            document.docinfo["/" + name] = value
        document.save(made)
    return made.getvalue()


CONTRACT = pdf(("Contrat départemental", "Entre le préfet et le département,", "il est convenu ce qui suit."))


def test_metadata_of_a_pdf_make_no_other_text():
    again = with_metadata(CONTRACT, ModDate="D:20210305120000", Producer="Another 2.0", Title="Sans titre")
    assert again != CONTRACT
    assert main_text(again) == main_text(CONTRACT) != ""
    url = "https://www.creuse.fr/contrat.pdf"
    assert read_page(again, url).digest == read_page(CONTRACT, url).digest  # which is what a crawl goes by


def test_a_word_in_a_pdf_does():
    other = pdf(
        ("Contrat départemental", "Entre le préfet et le département,", "il est convenu ce qui précède.")
    )
    assert main_text(other) != main_text(CONTRACT)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<nav><a href='/'>Accueil</a></nav>",  # menus only
        b"\x89PNG\r\n\x1a\n",
        encrypted(),
        scan(CONTRACT),  # a text, but one that costs too much to read
    ],
    ids=["nothing", "menus", "picture", "encrypted", "scan"],
)
def test_of_some_only_the_bytes_can_tell(data):
    assert main_text(data) == ""
