"""Text of PDF pages in the order in which it is read, on pages drawn here."""

import pickle
import re
from io import BytesIO

import numpy as np
import pdfplumber
import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.text.source import Source
from pipeline.reading import read
from pipeline.reading.pdf.lines import page_lines
from pipeline.reading.pdf.pages import Page
from pipeline.reading.pdf.words import Word, Words
from pipeline.reading.pdf.writing import write_lines
from tests.pipeline.reading.pdf.pdf_pages_made import HEIGHT, PROSE, WIDTH, Piece, blocks, pdf_of, texts

LEFT = [
    "La première colonne parle",
    "des visites à domicile que",
    "les puéricultrices font dans",
    "les semaines qui suivent la",
    "naissance d'un enfant.",
]
RIGHT = [
    "La seconde colonne parle",
    "du relais ouvert au bourg,",
    "où les parents viennent le",
    "samedi avec leurs enfants",
    "et leurs questions.",
]


# Reading order.


def test_two_columns_are_read_one_after_the_other() -> None:
    assert texts(
        [
            Piece(60, 100, ["Une feuille en deux colonnes"], size=18),
            Piece(60, 140, LEFT),
            Piece(320, 140, RIGHT),
        ]
    ) == ["Une feuille en deux colonnes", " ".join(LEFT), " ".join(RIGHT)]


def test_two_pieces_that_head_a_page_are_none_of_the_columns_below() -> None:
    title = "Une feuille en deux colonnes pour toutes les familles du bourg"
    head = [Piece(60, 40, ["SOLIDARITÉS"]), Piece(450, 40, ["n° 12"]), Piece(60, 90, [title])]
    right = ["Encadré", *RIGHT]
    assert texts([*head, Piece(60, 140, LEFT), Piece(320, 143, right)]) == [
        "SOLIDARITÉS n° 12",
        title,
        " ".join(LEFT),
        "Encadré",
        " ".join(RIGHT),
    ]


def test_a_column_of_prose_goes_on_below_a_gap() -> None:
    """What stands below it and beside nothing is read before the next column; what runs across is read behind it."""
    below = ["Et plus tard ?", "Un relais est ouvert aux", "familles du bourg voisin."]
    found = texts([Piece(60, 140, LEFT), Piece(320, 140, RIGHT), Piece(60, 240, below)])
    assert found.index(" ".join(RIGHT)) == len(found) - 1
    across = "La feuille est envoyée à toutes les familles de la commune au début de l'année."
    found = texts([Piece(60, 140, LEFT), Piece(320, 140, RIGHT), Piece(60, 240, [below[0], across])])
    assert found[1] == " ".join(RIGHT)


def test_columns_drawn_row_by_row_are_read_one_after_the_other() -> None:
    rows = [
        Piece(x, 140 + 15 * row, [line])
        for row, pair in enumerate(zip(LEFT, RIGHT, strict=True))
        for x, line in zip((60, 320), pair, strict=True)
    ]
    assert texts([Piece(60, 100, ["Une feuille en deux colonnes"], size=18), *rows]) == [
        "Une feuille en deux colonnes",
        " ".join(LEFT),
        " ".join(RIGHT),
    ]


@pytest.mark.parametrize(("drop", "across"), [(0, True), (4, False)], ids=["rows", "columns"])
def test_pieces_side_by_side_are_a_row_where_they_stand_on_one_line(drop: float, across: bool) -> None:
    """A list beside a text is a column of its own, though each of its lines has another at its left."""
    prose = [
        "Les communes qui signent ce",
        "contrat formaient un seul",
        "bassin de vie, où le nombre",
        "d'enfants croît depuis dix",
    ]
    items = ["Axe 1 – Accueillir tôt", "- un relais", "- une crèche", "Axe 2 – Soutenir"]
    rows = [f"{left} {right}" for left, right in zip(prose, items, strict=True)]
    read = texts([Piece(70, 100, prose), Piece(320, 100 + drop, items)])
    assert (read[0] == " ".join(prose)) is not across
    assert (read[0].startswith(rows[0])) is across


def test_what_is_drawn_last_is_read_where_it_stands() -> None:
    assert texts([Piece(60, 300, ["Fait à Laon, le 3 mai 2021."]), Piece(60, 100, PROSE)]) == [
        " ".join(PROSE),
        "Fait à Laon, le 3 mai 2021.",
    ]


def test_a_short_line_at_the_foot_of_a_column_goes_not_on_in_the_next() -> None:
    """Neither a name at the foot of its column nor the role at the top of the next one is half a paragraph."""
    pieces = [
        Piece(70, 100, ["Pour le Département,", "la présidente du conseil"]),
        Piece(70, 190, ["Mme Anne ROY"]),
        Piece(330, 115, ["Pour l'État,"]),
        Piece(330, 190, ["M. Luc BLANC"]),
    ]
    assert "Mme Anne ROY" in texts(pieces)


def test_labels_are_read_with_what_they_say() -> None:
    assert texts(
        [
            Piece(60, 100, ["Rapporteur", "Commission"]),
            Piece(200, 100, ["Mme Anne Roy, première vice-présidente", "Enfance, famille et solidarités"]),
        ]
    ) == ["Rapporteur Mme Anne Roy, première vice-présidente", "Commission Enfance, famille et solidarités"]


def test_a_page_of_turned_text_is_read_as_if_it_were_upright() -> None:
    canvas = Canvas(BytesIO(), pagesize=(WIDTH, HEIGHT))
    canvas.rotate(90)
    for row, line in enumerate(PROSE):
        canvas.drawString(60, -100 - 15 * row, line)
    reading = read(canvas.getpdfdata())
    assert blocks(reading) == [" ".join(PROSE)]
    assert reading.layout is not None
    _, [box, *_] = reading.layout.place(0, 2)  # "Le": its letters stand on their side, the first one lowest
    x0, top, x1, bottom = box
    assert (x1 - x0, bottom - top) == pytest.approx((14, 13.3), abs=0.5)
    assert (x1, bottom) == pytest.approx((100, HEIGHT - 60), abs=4)


# Words.


@pytest.mark.parametrize("rise", [3, 6])
def test_letters_raised_behind_a_figure_that_opens_a_line_are_on_that_line(rise: float) -> None:
    def draw(canvas: Canvas, x: float, y: float, line: str) -> None:
        figure, raised, rest = line.split("|")
        for text, size, up in ((figure, 11, 0), (raised, 7, rise), (rest, 11, 0)):
            canvas.setFont("Helvetica", size)
            canvas.drawString(x, y + up, text)
            x += canvas.stringWidth(text, "Helvetica", size)

    title = Piece(200, 200, ["1|er| janvier 2021 au 31 décembre 2023"], draw=draw)
    assert texts([Piece(60, 100, PROSE), title]) == [" ".join(PROSE), "1er janvier 2021 au 31 décembre 2023"]


def test_letters_set_apart_make_words() -> None:
    spaced = Piece(60, 100, ["D É L I B É R A T I O N   N° 12"])
    assert texts([spaced, Piece(60, 140, PROSE)]) == ["DÉLIBÉRATION N° 12", " ".join(PROSE)]


def test_words_of_letters_set_apart_are_told_by_the_wider_gaps() -> None:
    assert texts([Piece(60, 100, ["V O T E   U N A N I M E"]), Piece(60, 140, PROSE)])[0] == "VOTE UNANIME"


@pytest.mark.parametrize("shift", [0.0, 0.3])
def test_bold_made_by_printing_twice_is_read_once(shift: float) -> None:
    def twice(canvas: Canvas, x: float, y: float, line: str) -> None:
        canvas.drawString(x, y, line)
        canvas.drawString(x + shift, y, line)

    assert texts([Piece(60, 100, ["Le coût total : 148 780,00 €"], draw=twice), Piece(60, 140, PROSE)]) == [
        "Le coût total : 148 780,00 €",
        " ".join(PROSE),
    ]


def test_spaces_that_do_not_break_stay_as_they_are() -> None:
    text = "Il coûte 148\u00a0780\u202f€."
    words = Words(
        Word(
            match.group(), 60 + 8 * match.start(), 100, 58 + 8 * match.end(), 112, match.start(), match.end()
        )
        for match in re.finditer(r"\S+", text)
    )
    page = Page(1, WIDTH, HEIGHT, text, words, np.array([0]), plain=True)
    assert write_lines([(page, line) for line in page_lines(page)]).text == text


# Margins.


def test_rows_of_a_table_at_the_foot_of_each_page_are_no_footers() -> None:
    pages = []
    for number in range(1, 4):
        rows = [f"Action {number}.{row} : {row * 1000 // number} euros" for row in range(1, 40)]
        pages.append([Piece(60, 80, rows, leading=18.5), Piece(290, 815, [f"{number}"])])
    reading = read(pdf_of(*pages))
    assert blocks(reading, main=False) == ["1", "2", "3"]


def test_a_line_that_gives_each_act_its_number_is_no_header() -> None:
    pages = [
        [Piece(60, 60, ["Département de la Brume", f"Délibération n° 2021-{number}"]), Piece(60, 140, PROSE)]
        for number in (12, 15, 17)
    ]
    reading = read(pdf_of(*pages))
    assert blocks(reading, main=False) == ["Département de la Brume"] * 3
    assert [text for text in blocks(reading) if text.startswith("Délibération")] == [
        "Délibération n° 2021-12",
        "Délibération n° 2021-15",
        "Délibération n° 2021-17",
    ]


def test_years_at_the_top_of_a_page_are_no_page_number() -> None:
    title = Piece(60, 60, ["Contrat départemental de la Brume", "2022-2024"])
    assert "2022-2024" in texts([title, Piece(60, 140, PROSE)])


def test_footnotes_come_after_the_sentence_that_they_would_break() -> None:
    note = ["(1) Fonds d'intervention régional."]
    reading = read(
        pdf_of(
            [Piece(60, 640, [*PROSE, *PROSE[:2]]), Piece(60, 760, note, size=8)],
            [Piece(60, 100, PROSE[2:])],
        )
    )
    assert blocks(reading) == [" ".join(PROSE), " ".join(PROSE), "Fonds d'intervention régional."]


def test_the_number_of_a_footnote_makes_no_item() -> None:
    note = ["1. Sous réserve du vote du budget."]
    reading = read(pdf_of([Piece(60, 600, [*PROSE, *PROSE]), Piece(60, 760, note, size=8)]))
    assert [(b.kind, reading.text[b.start : b.end]) for b in reading.blocks][-1] == (
        "paragraph",
        "Sous réserve du vote du budget.",
    )


def test_a_list_in_small_print_is_no_footnote() -> None:
    small = ["1. des visites ;", "2. un relais."]
    reading = read(pdf_of([Piece(60, 600, [*PROSE, "Le contrat prévoit :"]), Piece(60, 760, small, size=8)]))
    assert [b.marker for b in reading.blocks if b.kind == "item"] == ["1.", "2."]


# Where it stands.


@pytest.mark.parametrize(
    "quote", ["porte sur l'accueil", "148 780 euros", "dans les bourgs et sur la\nformation de celles"]
)
def test_evidence_has_the_boxes_that_another_reader_sees(quote: str) -> None:
    data = pdf_of([Piece(60, 60, ["Le coût : 148 780 euros par an"])], [Piece(60, 100, PROSE)])
    reading = read(data)
    source = Source(reading.text, blocks=reading.blocks, pages=reading.pages, layout=reading.layout)
    start = reading.text.index(quote)
    evidence = source.evidence(start, start + len(quote), "test")
    with pdfplumber.open(BytesIO(data)) as pdf:
        words = pdf.pages[(evidence.page or 0) - 1].extract_words()
    place = next(
        i for i in range(len(words)) if [w["text"] for w in words[i:]][: len(quote.split())] == quote.split()
    )
    for box, line in zip(evidence.boxes, quote.split("\n"), strict=True):
        found = words[place : place + len(line.split())]
        place += len(found)
        assert (box[0], box[2]) == pytest.approx((found[0]["x0"], found[-1]["x1"]), abs=0.5)
        assert (box[1] + box[3]) / 2 == pytest.approx((found[0]["top"] + found[0]["bottom"]) / 2, abs=2)


def test_a_layout_can_be_sent_to_another_process() -> None:
    layout = read(pdf_of([Piece(60, 100, PROSE)])).layout
    assert layout is not None
    assert pickle.loads(pickle.dumps(layout)).place(0, 10) == layout.place(0, 10)
