"""Pages as a scanner would give them: drawn, laid askew, with the noise of paper, packed as JPEG, put into a PDF."""

from io import BytesIO

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

_PAPER = 250


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
