"""PDFs made here, page by page."""

from io import BytesIO

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from pipeline.reading import Limits, read
from pipeline.reading.pdf.document import read_pdf


def make_pdf(*pages: list[str], title: str = "", encrypt: StandardEncryption | None = None) -> bytes:
    """Set each line of each page under the one before."""
    buffer = BytesIO()
    canvas = Canvas(buffer, encrypt=encrypt)
    canvas.setTitle(title)
    for lines in pages:
        for row, line in enumerate(lines):
            canvas.drawString(72, 780 - 16 * row, line)
        canvas.rect(72, 20, 10, 10)  # a page with no text is still a page
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


PAGES = [
    [
        "Département de la Brume - 1/3", "Un contrat départemental", "", "Il prévoit :",
        "- des visites à domicile ;", "- un relais.",
    ],
    ["Département de la Brume - 2/3", "Le coût total s'élève à 300 000 euros sur deux ans, à la charge de l'État."],
    ["Département de la Brume - 3/3", "Fait à Laon, le 3 mai 2021."],
]  # fmt: skip


def test_text_pages_and_blocks() -> None:
    reading = read(make_pdf(*PAGES, title="Le contrat"), "contrat.pdf")
    assert (reading.status, reading.media_type, reading.page_count) == ("read", "application/pdf", 3)
    assert reading.title == "Le contrat"
    assert [reading.text[start:].partition("\n")[0] for start in reading.pages] == [page[0] for page in PAGES]
    assert [(b.kind, b.marker, reading.text[b.start : b.end]) for b in reading.blocks if b.main] == [
        ("heading", "", "Un contrat départemental"),
        ("paragraph", "", "Il prévoit :"),
        ("item", "-", "des visites à domicile ;"),
        ("item", "-", "un relais."),
        ("paragraph", "", "Le coût total s'élève à 300 000 euros sur deux ans, à la charge de l'État."),
        ("paragraph", "", "Fait à Laon, le 3 mai 2021."),
    ]


def test_headers_that_repeat_are_no_main_text_but_stay() -> None:
    reading = read(make_pdf(*PAGES))
    assert [reading.text[b.start : b.end] for b in reading.blocks if not b.main] == [
        page[0] for page in PAGES
    ]


@pytest.mark.parametrize(
    ("header", "first", "main"),
    [
        ("Annexe 2 au contrat de la Brume 2022-2024", "Fiche n° 1 : des visites", [True, False]),
        (
            "Annexe 2 au contrat de la Brume 2022-2024",
            "Les fiches du contrat",
            [False, False],
        ),  # told in the text
        ("Fiches-actions de la Brume", "Fiche n° 1 : des visites", [False, False]),  # names no contract
    ],
)
def test_a_header_that_alone_names_the_contract_is_read_once(
    header: str, first: str, main: list[bool]
) -> None:
    reading = read(make_pdf([header, "", "", first, "Un relais."], [header, "Fiche n° 2", "Le suivi."]))
    headers = [b for b in reading.blocks if reading.text[b.start : b.end] == header]
    assert [b.main for b in headers] == main


def test_what_comes_back_below_a_title_is_no_header() -> None:
    pages = [["Recueil n° 4", f"Arrêté n° {n}", "Le Président,", "ARRÊTE", "Un tarif."] for n in "12"]
    reading = read(make_pdf(*pages))
    assert [reading.text[b.start : b.end] for b in reading.blocks if not b.main] == ["Recueil n° 4"] * 2


@pytest.mark.parametrize(
    ("size", "below", "apart"),
    [
        (8, 60, True),
        (11, 60, False),  # as large as the text
        (8, 14, False),  # right above it
    ],
)
def test_a_header_may_come_once(size: int, below: int, *, apart: bool) -> None:
    buffer = BytesIO()
    canvas = Canvas(buffer)
    for page in range(2):
        if page:
            canvas.setFont("Helvetica", size)
            canvas.drawString(300, 812, "Séance du 4 mai 2022")
        canvas.setFont("Helvetica", 11)
        for row in range(5):
            canvas.drawString(72, 812 - below - 16 * row, f"Le point {page}{row} du contrat est approuvé.")
        canvas.showPage()
    canvas.save()
    reading = read(buffer.getvalue())
    header = next(b for b in reading.blocks if reading.text.startswith("Séance", b.start))
    assert header.main is not apart


def table_page(*lines: str, gap: int = 0) -> list[str]:
    """Lines of text with a small table without lines below them."""
    return [*lines, *[""] * gap, "Visites          10          20", "Relais           30          40"]


def test_the_lines_that_head_a_table_on_each_page_are_read_once() -> None:
    pages = [table_page("Plan de financement", "Montants en milliers d'euros") for _ in range(2)]
    reading = read(make_pdf(*pages))
    said = [
        (reading.text[b.start : b.end], b.main)
        for b in reading.blocks
        if "Montants" in reading.text[b.start : b.end]
    ]
    assert [main for _, main in said] == [True, False]


def test_a_running_head_far_above_a_table_is_none_of_its_lines() -> None:
    pages = [table_page("Département de la Brume", gap=4) for _ in range(2)]
    reading = read(make_pdf(*pages))
    assert all(not b.main for b in reading.blocks if "Brume" in reading.text[b.start : b.end])


@pytest.mark.parametrize("number", ["7", "- 7 -", "Page 7", "Page 7 sur 12", "7/12", "p. 7"])
def test_page_numbers_are_no_main_text(number: str) -> None:
    reading = read(make_pdf(["Le contrat a été signé hier.", number]))
    assert reading.main_text == "Le contrat a été signé hier."


def test_pages_without_text_are_named() -> None:
    reading = read_pdf(make_pdf(PAGES[0], []))
    assert reading.status == "read"
    assert [(problem.code, problem.page) for problem in reading.problems] == [("no_text_layer", 2)]
    assert reading.page_count == 2


def test_a_pdf_of_pictures_needs_character_recognition() -> None:
    reading = read_pdf(make_pdf([], []))
    assert (reading.status, reading.page_count, reading.text) == ("needs_ocr", 2, "")
    assert reading.problems[-1].code == "needs_ocr"


def test_single_letters_are_no_text_layer() -> None:
    reading = read_pdf(make_pdf(["q u i ; x z k p o u t r e w n b v c q s d f g"]))
    assert reading.status == "needs_ocr"
    assert reading.problems[0].code == "unreadable_text_layer"


def test_an_encrypted_pdf_is_rejected() -> None:
    reading = read(make_pdf(*PAGES, encrypt=StandardEncryption("secret")))
    assert reading.status == "rejected"
    assert [problem.code for problem in reading.problems] == ["encrypted"]
    assert "password" in reading.problems[0].message


def test_a_pdf_that_may_only_be_read_is_read() -> None:
    reading = read(make_pdf(*PAGES, encrypt=StandardEncryption("", ownerPassword="secret", canCopy=0)))
    assert reading.status == "read"


def test_a_damaged_pdf_is_rejected() -> None:
    reading = read(make_pdf(*PAGES)[:200])
    assert reading.status == "rejected"
    assert [problem.code for problem in reading.problems] == ["damaged"]


def test_a_pdf_that_lost_its_end_is_read_with_a_problem() -> None:
    data = make_pdf(*PAGES)
    reading = read(data[: data.rindex(b"startxref")])
    assert reading.status == "read"
    assert [problem.code for problem in reading.problems] == ["truncated"]


def test_junk_before_the_pdf_is_cut() -> None:
    assert read(b"\r\n<!-- x -->" + make_pdf(*PAGES)).status == "read"


def test_too_many_pages() -> None:
    reading = read(make_pdf(*PAGES), limits=Limits(pdf_pages=2))
    assert (reading.status, reading.problems[0].code) == ("rejected", "too_many_pages")


def test_the_name_of_a_file_is_no_title() -> None:
    assert read(make_pdf(*PAGES, title="Microsoft Word - contrat_v3.docx")).title is None


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("la mise en œuvre de l'installa\ntion", "la mise en œuvre de l'installation"),
        # Names.
        ("M. Jean\nClaude Roy", "M. Jean-Claude Roy"),
        ("SAINT\nDENIS", "SAINT-DENIS"),
        # More of the word has hyphens.
        (
            "Pouilly-les\nNonains, Saint-Aubert\nsur-Orne",
            "Pouilly-les-Nonains, Saint-Aubert-sur-Orne",
        ),
        # Words that always take one.
        ("les mesures ci\ndessous, le sous\npréfet", "les mesures ci-dessous, le sous-préfet"),
        # The rest of the document knows better.
        ("un contre\nseing ; le contre-seing", "un contre-seing ; le contre-seing"),
        ("l'Ile\nVerte ; ILEVERTE", "l'IleVerte ; ILEVERTE"),
    ],
)
def test_words_cut_at_line_ends(raw: str, expected: str) -> None:
    lines = [line + "-" for line in raw.split("\n")]
    lines[-1] = lines[-1][:-1]
    reading = read(make_pdf([*lines, "", "", "Fait à Laon."]))
    assert reading.main_text == expected + "\nFait à Laon."
