"""Pages of a PDF that have a text layer, or none that is worth it: those are recognised and laid out as others."""

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipeline.reading.pdf.document import read_pdf
from pipeline.reading.pdf.pages import Recognised
from pipeline.reading.pdf.words import Word
from tests.pipeline.reading.pdf.pdf_pages_made import HEIGHT, WIDTH, Piece, pdf_of

PROSE = [
    "Le Département de la Brume et l'État ont conclu un contrat qui",
    "porte sur l'accueil des jeunes enfants dans les bourgs et sur la",
    "formation de celles et ceux qui les accueillent. Il court sur trois",
    "années et peut être prolongé d'une année de plus.",
]


def picture(canvas: Canvas) -> None:
    from PIL import Image

    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, WIDTH, HEIGHT)


def codes(data: bytes) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.page) for problem in read_pdf(data).problems]


def test_a_picture_under_a_stamp_is_a_scan() -> None:
    assert codes(pdf_of([Piece(60, 40, ["Reçu le 3 mai 2021"])], before=picture)) == [("little_text", 1)]


def test_a_picture_under_a_text_is_a_background() -> None:
    assert codes(pdf_of([Piece(60, 100, PROSE)], before=picture)) == []


def test_what_comes_back_on_every_page_is_no_text_of_theirs() -> None:
    footer = Piece(
        60, 800, ["Conseil départemental de la Brume, hôtel du Département, place du Marché, Laon"] * 2
    )
    assert codes(pdf_of([footer], [footer], before=picture)) == [("little_text", 1), ("little_text", 2)]


def test_a_page_with_nothing_on_it_needs_nothing() -> None:
    assert codes(pdf_of([Piece(60, 100, PROSE)], [], [Piece(60, 100, PROSE)])) == []


def test_words_that_were_recognised_are_laid_out_as_others() -> None:
    lines = ["Le contrat est signé à Laon par l'ensemble des parties, qui s'enga-", "gent pour trois ans."]
    words = [
        Word(text, 60 + 40 * column, 100 + 15 * row, 95 + 40 * column, 112 + 15 * row, confidence=0.8)
        for row, line in enumerate(lines)
        for column, text in enumerate(line.split())
    ]
    asked = []

    def recognise(data: bytes, pages: object) -> dict[int, Recognised]:
        asked.append(pages)
        return {2: Recognised(words)}

    reading = read_pdf(
        pdf_of([Piece(60, 100, PROSE)], [Piece(60, 40, ["Reçu"])], before=picture), recognise=recognise
    )
    assert asked == [[2]]
    assert "parties, qui s'engagent pour trois ans." in reading.text
    assert reading.layout is not None
    assert reading.layout.place(reading.text.index("Laon"), reading.text.index("Laon") + 4) == (
        2,
        [(260.0, 100.0, 295.0, 112.0)],
    )
