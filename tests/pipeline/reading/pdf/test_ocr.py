"""Scanned pages: their text, their tables, how sure it is, and what is said where it cannot be had."""

import subprocess
from cmath import rect
from collections.abc import Callable, Sequence
from functools import cache
from io import BytesIO
from math import radians

import numpy as np
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import SimpleDocTemplate, Table

from extractors.text.source import Source
from pipeline.reading import Limits, Reading, read
from pipeline.reading.pdf.document import read_pdf
from pipeline.reading.pdf.ocr import recognition as ocr
from pipeline.reading.pdf.ocr import tesseract
from pipeline.reading.pdf.ocr.lines import recognised_words
from pipeline.reading.pdf.ocr.tesseract import recogniser
from pipeline.reading.pdf.pages import Recognised
from pipeline.reading.pdf.words import Word
from tests.pipeline import hostile
from tests.pipeline.scans import LINES, ROWS, bound, needs_tesseract, pictures, scan, table


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


@needs_tesseract
@pytest.mark.parametrize("askew", [0.0, 0.8, -2.0])
def test_the_text_of_a_scan(askew: float) -> None:
    reading = read(scan(hostile.pdf(LINES), askew=askew))
    assert (reading.status, codes(reading)) == ("read", ["recognised"])
    assert reading.recognised_by == recogniser()
    for words in (
        "Luc Petit, président",
        "1er janvier 2021",
        "1 250 300,50 €",
        "904 724 €",
        "18 octobre 2021",
    ):
        assert words in reading.text


_COLUMNS = ["level", "block_num", "par_num", "line_num", "left", "top", "width", "height", "conf", "text"]


def recognised(*found: tuple[int, int, int, int, int, int, str]) -> list[Word]:
    """The words of a table of Tesseract: line, left, top, width, height, confidence in percent, text."""
    rows = [(5, 1, 1, line, *box, sure, text) for line, *box, sure, text in found]
    return recognised_words(["\n".join("\t".join(map(str, row)) for row in [_COLUMNS, *rows])], 1.0)


def test_a_signature_beside_a_name_leaves_its_line_as_high_as_its_type() -> None:
    name, line = (1, 0, 100, 60, 10, 92, "DUVAL"), (2, 0, 130, 60, 10, 95, "Préfet")
    beside = recognised(name, (1, 90, 70, 40, 60, 88, "NN"), (1, 150, 70, 40, 60, 40, "2"), line)
    assert [word.text for word in beside] == ["DUVAL", "Préfet"]
    assert beside[0] == recognised(name, line)[0]


def test_a_bullet_that_stands_apart_is_no_stroke() -> None:
    found = recognised((1, 0, 102, 8, 8, 30, "•"), (1, 40, 100, 60, 10, 95, "accueil"))
    assert [word.text for word in found] == ["•", "accueil"]


def test_a_sign_that_stands_apart_is_kept_however_unsure() -> None:
    found = recognised(
        (1, 0, 100, 60, 10, 95, "700"), (1, 80, 100, 8, 10, 40, "€"), (1, 120, 100, 3, 8, 40, ";")
    )
    assert [word.text for word in found] == ["700", "€", ";"]


def test_a_line_that_only_reaches_below_is_no_higher_than_others() -> None:
    (first, below) = recognised((1, 0, 100, 60, 10, 92, "Accueil"), (2, 0, 115, 60, 13, 96, "majeurs"))
    assert below.bottom - below.top == pytest.approx(first.bottom - first.top)


@needs_tesseract
def test_pages_that_have_their_text_keep_it() -> None:
    canvas = Canvas(buffer := BytesIO())
    canvas.drawString(50, 700, "Cette page a été écrite : aucune lettre n'y est à reconnaître.")
    canvas.showPage()
    (image,) = pictures(hostile.pdf(LINES))
    canvas.drawInlineImage(image, 0, 0, *A4)
    canvas.showPage()
    canvas.save()
    reading = read(buffer.getvalue())
    first, second = reading.text[: reading.pages[1]], reading.text[reading.pages[1] :]
    assert "Cette page a été écrite : aucune lettre n'y est à reconnaître." in first
    assert "représenté par Luc Petit" in second
    assert "1 page was read" in reading.problems[0].message


@cache
def upright() -> Reading:
    return read(scan(hostile.pdf(LINES), askew=0.0))


@needs_tesseract
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_pages_on_their_side_or_head(turn: int) -> None:
    turned = read(scan(hostile.pdf(LINES), askew=0.0, turn=turn))
    assert "représenté par Luc Petit" in turned.text
    assert turned.layout
    # Where a word stands is told for the page as it is displayed: height and width of its box change places.
    x0, top, x1, bottom = place(upright(), "Luc")
    seen = place(turned, "Luc")
    width, height = A4
    expected = {
        90: (top, width - x1, bottom, width - x0),
        180: (width - x1, height - bottom, width - x0, height - top),
        270: (height - bottom, x0, height - top, x1),
    }[turn]
    assert seen == pytest.approx(expected, abs=3)


def place(reading: Reading, word: str) -> tuple[float, float, float, float]:
    assert reading.layout
    start = reading.text.index(word)
    return reading.layout.place(start, start + len(word))[1][0]


@needs_tesseract
def test_boxes_are_where_the_words_are() -> None:
    written = read(hostile.pdf(LINES))
    scanned = upright()
    for word in ("CONTRAT", "Luc", "Guéret", "exemplaires"):
        x0, top, x1, bottom = place(scanned, word)
        left, above, right, below = place(written, word)
        assert (x0, x1) == pytest.approx((left, right), abs=3)
        # Of letters there, of the font's line here.
        assert above - 2 < top < bottom < below + 2


@needs_tesseract
@pytest.mark.parametrize(("askew", "turn"), [(-2.0, 0), (1.5, 180)])
def test_boxes_are_where_the_words_are_on_a_page_askew(askew: float, turn: int) -> None:
    written = read(hostile.pdf(LINES))
    scanned = read(scan(hostile.pdf(LINES), askew=askew, turn=turn))
    width, height = A4
    middle = complex(width, height) / 2
    for word in ("CONTRAT", "Luc", "Guéret", "exemplaires"):
        # Down is positive: a turn counter-clockwise is one by a negative angle.
        moved = (centre(written, word) - middle) * rect(1, -radians(askew + turn)) + middle
        assert abs(centre(scanned, word) - moved) < 4


def centre(reading: Reading, word: str) -> complex:
    x0, top, x1, bottom = place(reading, word)
    return complex(x0 + x1, top + bottom) / 2


@needs_tesseract
def test_a_table_in_a_scan_is_a_table() -> None:
    reading = read(scan(table()))
    cells = [reading.text[b.start : b.end] for b in reading.blocks if b.kind == "cell"]
    assert cells == [cell for row in ROWS for cell in row]


@needs_tesseract
def test_a_page_with_nothing_on_it_is_empty() -> None:
    reading = read(bound([Image.new("L", (1654, 2339), 250)]))
    assert reading.status == "empty"
    assert "needs_ocr" not in codes(reading)


def test_without_a_recogniser_scans_wait_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.reading.pdf.ocr.recognition.recogniser", lambda: None)
    reading = read(scan(hostile.pdf(LINES)))
    assert (reading.status, reading.recognised_by) == ("needs_ocr", "none")
    assert codes(reading) == ["no_text_layer", "needs_ocr", "no_recogniser"]


def test_no_recogniser_is_asked_for_where_all_pages_have_text() -> None:
    assert read(hostile.pdf(LINES)).recognised_by is None


@needs_tesseract
@pytest.mark.parametrize(
    ("made", "limits", "code", "status"),
    [
        # A picture that would unpack to 600 MB, on a page of 200 inches.
        (hostile.huge_picture, Limits(), "too_many_pixels", "rejected"),
        (lambda: scan(hostile.pdf(LINES)), Limits(page_pixels=10_000), "too_many_pixels", "rejected"),
        (lambda: scan(hostile.pdf(LINES, LINES)), Limits(ocr_pages=1), "too_many_scans", "read"),
        (lambda: scan(hostile.pdf(LINES)), Limits(ocr_pages=0), "no_recogniser", "needs_ocr"),
    ],
)
def test_limits(made: Callable[[], bytes], limits: Limits, code: str, status: str) -> None:
    reading = read(made(), limits=limits)
    assert reading.status == status
    assert code in codes(reading)


@needs_tesseract
def test_a_page_that_takes_too_long_does_not_take_the_others_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = iter(range(10))

    def slow_once(picture: bytes, options: object, *, seconds: float) -> str:
        if next(calls) == 0:
            raise subprocess.TimeoutExpired("tesseract", seconds)
        return tesseract.tesseract(picture, options, seconds=seconds)  # type: ignore[arg-type]

    monkeypatch.setattr(ocr, "tesseract", slow_once)
    reading = read(scan(hostile.pdf(LINES, LINES)), limits=Limits(ocr_processes=1))
    assert [problem.page for problem in reading.problems if problem.code == "ocr_too_slow"] == [1]
    assert "représenté par Luc Petit" in reading.text


@needs_tesseract
def test_prose_is_read_apart_from_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    ink: dict[str, bool] = {}

    def seen(picture: bytes, options: Sequence[str], *, seconds: float) -> str:
        image = np.asarray(Image.open(BytesIO(picture)))
        layout = options[options.index("--psm") + 1]
        ink[layout] = bool((image < 140).any())
        return tesseract.tesseract(picture, options, seconds=seconds)

    monkeypatch.setattr(ocr, "tesseract", seen)
    reading = read(scan(table()))
    # Nothing but a table on the page: the part that is prose is white.
    assert ink == {"4": False, "11": True}
    assert "110 500 €" in reading.text


@needs_tesseract
def test_a_label_of_two_lines_is_read_beside_cells_of_one() -> None:
    buffer = BytesIO()
    label = "Soutien des familles\nd'accueil du canton"
    rows = [ROWS[0], ROWS[1], [label, "18 500 €", "-", "19 250 €"]]
    grid = Table(
        rows,
        colWidths=[170, 90, 90, 100],
        style=[("GRID", (0, 0), (-1, -1), 0.8, "black"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")],
    )
    SimpleDocTemplate(buffer, pagesize=A4, invariant=True).build([grid])
    reading = read(scan(buffer.getvalue(), noise=10))
    assert [
        reading.text[b.start : b.end].replace("\n", " ") for b in reading.blocks if b.cell and b.cell.row == 2
    ][:2] == [
        label.replace("\n", " "),
        "18 500 €",
    ]


@needs_tesseract
def test_evidence_is_no_surer_than_the_letters() -> None:
    written, scanned = read(hostile.pdf(LINES)), read(scan(hostile.pdf(LINES), noise=30))
    for reading, sure in ((written, True), (scanned, False)):
        source = Source(reading.text, layout=reading.layout)
        start = reading.text.index("Luc Petit")
        confidence = source.evidence(start, start + 9, "made", 0.9).confidence
        assert (confidence == 0.9) is sure
        assert 0.3 < confidence <= 0.9


# What a poor recognition leaves over the picture of a page.
MISREAD = "\n".join(LINES).translate(str.maketrans("etnu", "cfrv"))
BLANK = Image.new("L", (1654, 2339), 250)


@needs_tesseract
def test_a_poor_text_layer_is_replaced() -> None:
    reading = read(scan(hostile.pdf(LINES), hidden=MISREAD))
    assert codes(reading) == ["text_layer_replaced", "recognised"]
    assert "représenté par Luc Petit" in reading.text
    assert "rcprésc" not in reading.text


@pytest.mark.parametrize(
    "made",
    [
        # A recognition that went well: of another text than that of the picture, to see which was read.
        lambda: scan(hostile.pdf(("Ce qui se voit est autre chose.",)), hidden="\n".join(LINES)),
        # Figures are no words.
        lambda: scan(hostile.pdf(LINES), hidden="\n".join(["2021 62 000 € 21 500 € 83 500 €"] * 9)),
        # Misread or not, it is what the page shows.
        lambda: hostile.pdf(tuple(MISREAD.split("\n"))),
    ],
)
def test_other_text_layers_stay(made: Callable[[], bytes]) -> None:
    reading = read(made())
    assert reading.recognised_by is None
    assert codes(reading) == []


@pytest.mark.parametrize(
    ("again", "code"),
    [
        ("\n".join(LINES), "text_layer_replaced"),
        ("Cachet", "poor_text_layer"),
        (MISREAD, "poor_text_layer"),
        ("", "poor_text_layer"),
    ],
)
def test_the_better_of_two_recognitions_is_kept(again: str, code: str) -> None:
    def recognise(data: bytes, numbers: Sequence[int]) -> dict[int, Recognised]:
        return {number: Recognised([*words(again)]) for number in numbers if again}

    reading = read_pdf(bound([BLANK], hidden=MISREAD), recognise=recognise)
    assert [(problem.code, problem.page) for problem in reading.problems] == [(code, 1)]
    assert ("Luc Petit, président" in reading.text) is (code == "text_layer_replaced")


def words(text: str) -> list[Word]:
    return [
        Word(word, 50 + 40 * column, 100 + 15 * row, 85 + 40 * column, 112 + 15 * row)
        for row, line in enumerate(text.split("\n"))
        for column, word in enumerate(line.split())
    ]


@needs_tesseract
def test_a_poor_text_layer_that_stays_is_not_said_to_be_recognised() -> None:
    (image,) = pictures(hostile.pdf(("Ceci est peu de chose.",)))
    reading = read(bound([image], hidden=MISREAD))
    assert codes(reading) == ["poor_text_layer"]


def test_without_a_recogniser_a_poor_text_layer_is_better_than_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.reading.pdf.ocr.recognition.recogniser", lambda: None)
    reading = read(scan(hostile.pdf(LINES), hidden=MISREAD))
    assert (reading.status, reading.recognised_by) == ("read", "none")
    assert codes(reading) == ["poor_text_layer", "no_recogniser"]
