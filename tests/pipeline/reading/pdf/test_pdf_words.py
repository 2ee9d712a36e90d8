"""Words and their boxes, on pages made here; pdfplumber, which reads in another way, says where they stand."""

from io import BytesIO

import numpy as np
import pdfplumber
import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.reading.pdf.words import Word, Words, page_text, page_words

LINES = ["Le préfet et la présidente", "signent le contrat à Laon."]


def words_of(data: bytes) -> Words:
    document = pypdfium2.PdfDocument(data)
    page = document[0]
    return page_words(page, page.get_textpage())


def page_of(rotation: int = 0, crop: tuple[float, ...] | None = None) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(400, 300))
    if crop:
        canvas.setCropBox(crop)
    if rotation:
        canvas.setPageRotation(rotation)
    for row, line in enumerate(LINES):
        canvas.drawString(72, 200 - 20 * row, line)
    canvas.save()
    return buffer.getvalue()


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_boxes_are_where_another_reader_sees_the_words(rotation: int) -> None:
    data = page_of(rotation=rotation)
    with pdfplumber.open(BytesIO(data)) as pdf:
        chars = pdf.pages[0].chars
    edges = [min(c["x0"] for c in chars), min(c["top"] for c in chars), max(c["x1"] for c in chars)]
    words = words_of(data)
    assert sorted(word.text for word in words) == sorted(" ".join(LINES).split())
    assert [min(w.x0 for w in words), min(w.top for w in words), max(w.x1 for w in words)] == pytest.approx(
        edges, abs=3
    )


def test_text_turned_with_its_page_is_not_upright() -> None:
    assert all(word.upright for word in words_of(page_of()))
    assert not any(word.upright for word in words_of(page_of(rotation=90)))


def test_text_set_aslant_to_be_upright_on_a_turned_page_is_upright() -> None:
    canvas = Canvas(BytesIO(), pagesize=(400, 300))
    canvas.setPageRotation(90)
    canvas.rotate(90)
    canvas.drawString(20, -72, "Le contrat")
    first, second = words_of(canvas.getpdfdata())
    assert first.upright
    assert second.upright
    assert first.x1 < second.x0
    assert (first.top, first.bottom) == (second.top, second.bottom)


def test_boxes_count_from_the_corner_of_what_is_shown() -> None:
    whole, cropped = words_of(page_of())[0], words_of(page_of(crop=(50, 50, 390, 280)))[0]
    assert (cropped.x0, cropped.top) == pytest.approx((whole.x0 - 50, whole.top - 20), abs=0.01)


def test_words_know_their_place_in_the_text_of_the_page() -> None:
    document = pypdfium2.PdfDocument(page_of())
    page = document[0]
    textpage = page.get_textpage()
    text = page_text(textpage)
    assert all(text[word.start : word.end] == word.text for word in page_words(page, textpage, text))


@pytest.mark.parametrize("rotation", [0, 90])
def test_what_is_asked_of_all_words_at_once_is_what_each_says(rotation: int) -> None:
    at_once = words_of(page_of(rotation=rotation))
    one_by_one = Words(Word(*word) for word in at_once)  # knows nothing but its words
    for name in ("boxes", "starts", "lengths", "initials", "upright", "digits"):
        assert np.array_equal(getattr(at_once, name), getattr(one_by_one, name)), name


def test_a_hyphen_at_a_line_end_parts_two_words() -> None:
    canvas = Canvas(BytesIO(), pagesize=(400, 300))
    canvas.drawString(72, 200, "une installa-")
    canvas.drawString(72, 184, "tion neuve")
    words = words_of(canvas.getpdfdata())
    assert [word.text for word in words] == ["une", "installa\ufffe", "tion", "neuve"]
    assert words[1].bottom < words[2].bottom


def test_a_page_without_text_has_no_words() -> None:
    canvas = Canvas(BytesIO())
    canvas.rect(10, 10, 50, 50)
    assert not words_of(canvas.getpdfdata())


@pytest.mark.parametrize("size", [6, 8])
@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("en 2023|1|, le budget", ["en", "2023¹", ",", "le", "budget"]),  # the mark of a note
        ("2 012 400 €|12| par an", ["2", "012", "400", "€¹²", "par", "an"]),  # of two figures
        ("120 m|3| d'eau", ["120", "m³", "d'eau"]),
        ("le 1|er| mai", ["le", "1er", "mai"]),  # letters are read as they are
    ],
)
def test_a_raised_figure_is_no_digit_of_the_number_before_it(line: str, words: list[str], size: int) -> None:
    canvas = Canvas(BytesIO(), pagesize=(400, 300))
    x = 72.0
    for number, text in enumerate(line.split("|")):
        font = size if number % 2 else 11
        canvas.setFont("Helvetica", font)
        canvas.drawString(x, 204 if number % 2 else 200, text)
        x += canvas.stringWidth(text, "Helvetica", font)
    assert "".join(words_of(canvas.getpdfdata()).texts) == "".join(words)


def test_a_figure_alone_on_its_line_is_raised_over_nothing() -> None:
    canvas = Canvas(BytesIO(), pagesize=(400, 300))
    canvas.drawString(72, 200, "Le contrat de 2023")
    canvas.setFont("Helvetica", 6)
    canvas.drawString(72, 184, "1")
    canvas.drawString(76, 180, "Hors avenant.")
    assert words_of(canvas.getpdfdata()).texts[-3:] == ["1", "Hors", "avenant."]
