"""What is done to the picture of a page before it is recognised: straight, white, without lines and dust."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from pipeline.reading import read
from pipeline.reading.pdf.ocr.picture import slant, straightened
from tests.pipeline import hostile
from tests.pipeline.scans import LINES, bound, needs_tesseract, pictures, table


@pytest.mark.parametrize("angle", [-2.4, -0.7, 0.0, 0.3, 1.5])
def test_how_far_a_page_lies_askew(angle: float) -> None:
    (image,) = pictures(hostile.pdf(*[LINES * 3]), askew=-angle)
    assert slant(image) == pytest.approx(angle, abs=0.15)


def test_lines_are_found_and_taken_out() -> None:
    (image,) = pictures(table(), askew=0.7)
    picture = straightened(image, 0, 200 / 72)
    # Five lines across and five down, as long as the table.
    assert sum(high - low > 440 for _, low, high in picture.rules.across.T) == 5
    assert sum(high - low > 90 for _, low, high in picture.rules.down.T) == 5
    ink = np.asarray(picture.image) < 140
    assert ink.mean(axis=1).max() < 0.3


def test_lines_that_are_faint_in_places_are_taken_out_whole() -> None:
    pixels = np.full((1200, 900), 252, np.uint8)
    pixels[100:700:100, 100:801] = 110
    pixels[100:601, 100:801:350] = 110
    pixels[:, 300:420] = np.maximum(pixels[:, 300:420], 160)
    picture = straightened(Image.fromarray(pixels), 0, 200 / 72)
    assert np.asarray(picture.image).min() > 225
    assert [round(high - low) for _, low, high in picture.rules.across.T] == [252] * 6


def test_lines_in_grey_are_found_under_grain_and_beside_shade() -> None:
    grain = np.random.default_rng(7).normal(0, 9, (1200, 900))
    paper = np.full((1200, 900), 244.0)
    paper[100:201, 100:801] = 220  # the row of headings
    paper[100:601:100, 100:801] = paper[100:601, 100:801:350] = 180
    image = Image.fromarray((paper + grain).clip(0, 255).astype(np.uint8))
    rules = straightened(image, 0, 200 / 72).rules
    assert [round(high - low) for _, low, high in rules.across.T] == [252] * 6
    assert [round(high - low) for _, low, high in rules.down.T] == [180] * 3


def test_letters_are_not_taken_for_faint_lines() -> None:
    canvas = Canvas(BytesIO(), invariant=True)
    canvas.setFont("Courier-Bold", 12)  # the feet of its capitals run into each other
    canvas.drawString(60, 760, "DÉLIBÉRATION")
    (image,) = pictures(canvas.getpdfdata(), askew=0, noise=2)
    picture = straightened(image, 0, 200 / 72)
    assert (np.asarray(picture.image)[np.asarray(image) < 80] < 160).all()


@needs_tesseract
def test_dust_is_taken_out_and_points_stay() -> None:
    lines = ("Les objectifs sont les suivants :", "- réunir les familles ;", "- former les agents.")
    (image,) = pictures(hostile.pdf(lines), askew=0, noise=2)
    clean = np.asarray(straightened(image, 0, 200 / 72).image)
    specks = np.array(image)
    for place in range(700, 1500, 60):
        specks[place : place + 3, place - 300 : place - 297] = 20
    dusty = Image.fromarray(specks)
    assert ((np.asarray(straightened(dusty, 0, 200 / 72).image) < 140) == (clean < 140)).all()
    assert read(bound([dusty])).text.split("\n") == list(lines)


def test_paper_that_is_darker_at_one_side_is_white() -> None:
    (image,) = pictures(hostile.pdf(LINES))
    shade = np.linspace(0.55, 1.0, image.width)
    dark = Image.fromarray((np.asarray(image) * shade).astype(np.uint8))
    grey = np.asarray(straightened(dark, 0, 200 / 72).image)
    assert np.median(grey[:, :100]) > 240
    assert grey.min() < 60  # its letters stay black
