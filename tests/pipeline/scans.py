"""Pages as a scanner would give them: drawn, laid askew, with the noise of paper, packed as JPEG, put into a PDF."""

from io import BytesIO
from unittest.mock import patch

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageFilter
from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import SimpleDocTemplate, Table

from pipeline.reading.pdf.ocr.tesseract import recogniser

needs_tesseract = pytest.mark.skipif(recogniser() is None, reason="there is no Tesseract with French here")

_PAPER = 250

LINES = (
    "CONTRAT DÉPARTEMENTAL DE PRÉVENTION ET DE PROTECTION DE L'ENFANCE",
    "Le présent contrat est conclu entre l'État, représenté par Anne Roy, préfète de la Creuse,",
    "et le Département de la Creuse, représenté par Luc Petit, président du conseil départemental.",
    "Il prend effet le 1er janvier 2021 pour une durée de trois ans.",
    "L'État apporte 1 250 300,50 € et le Département 904 724 € par an.",
    "Fait à Guéret, le 18 octobre 2021, en trois exemplaires.",
)
ROWS = [
    ["Action", "État", "ARS", "Département"],
    ["Visites à domicile", "62 000 €", "21 500 €", "83 500 €"],
    ["Relais parental", "48 500 €", "12 250 €", "60 750 €"],
    ["Total", "110 500 €", "33 750 €", "144 250 €"],
]


def pictures(
    data: bytes, *, askew: float = 0.4, turn: int = 0, noise: float = 12, dpi: int = 200
) -> list[Image.Image]:
    """The pages of a PDF as scans; every other one lies askew the other way."""
    grain = np.random.default_rng(1)
    made = []
    document = pypdfium2.PdfDocument(data)
    for index in range(len(document)):
        image = document[index].render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
        image = image.rotate(askew * (-1) ** index, Image.Resampling.BICUBIC, fillcolor=_PAPER)
        image = image.filter(ImageFilter.GaussianBlur(0.6))
        pixels = np.asarray(image) * 0.92 + 10 + grain.normal(0, noise, (image.height, image.width))
        image = Image.fromarray(np.clip(pixels, 0, 255).astype("uint8"))
        made.append(image.rotate(turn, expand=True) if turn else image)
    return made


def bound(images: list[Image.Image], *, dpi: int = 200, hidden: str = "", quality: int = 60) -> bytes:
    """A PDF with a picture a page, and over it text that does not show, as other recognisers leave it."""
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=True)
    for image in images:
        size = image.width * 72 / dpi, image.height * 72 / dpi
        canvas.setPageSize(size)
        jpeg = BytesIO()
        image.save(jpeg, "jpeg", quality=quality)
        with patch.object(rl_config, "useA85", 0):  # letters instead of bytes take a second a page to make
            canvas.drawImage(ImageReader(jpeg), 0, 0, *size)
        if hidden:
            text = canvas.beginText(50, size[1] - 60)
            text.setTextRenderMode(3)
            text.textLines(hidden)
            canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def scan(data: bytes, *, askew: float = 0.4, turn: int = 0, noise: float = 12, hidden: str = "") -> bytes:
    """A PDF as the scan of its print-out."""
    return bound(pictures(data, askew=askew, turn=turn, noise=noise), hidden=hidden)


def table() -> bytes:
    """A page with a table of money and nothing else."""
    buffer = BytesIO()
    grid = Table(
        ROWS, colWidths=[170, 90, 90, 100], rowHeights=24, style=[("GRID", (0, 0), (-1, -1), 0.8, "black")]
    )
    SimpleDocTemplate(buffer, pagesize=A4, invariant=True).build([grid])
    return buffer.getvalue()
