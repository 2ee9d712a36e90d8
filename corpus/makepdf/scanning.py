"""What paper does to a page: printed, laid askew on the glass, photographed, and perhaps recognised badly."""

import io
import random
from pathlib import Path

import pikepdf
import pypdfium2
from PIL import Image, ImageChops, ImageFilter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus.makepdf.source import options

# What a poor recognition makes of letters; each only now and then.
_MISREAD = {
    "e": "c", "é": "6", "è": "e", "l": "1", "i": "l", "m": "rn", "u": "ii", "n": "ri", "O": "0", "0": "O",
    "5": "S", "8": "B", "a": "o", "t": "f", "€": "E", "’": "'", "É": "E", "c": "(", "r": "v", "1": "l",
}  # fmt: skip


def scan(path: Path, how: str) -> None:
    """Put pictures in place of pages.

    Parameters
    ----------
    path : Path
        The PDF; replaced.
    how : str
        ``2,3`` for two of the pages or ``all``, then ``dpi=150 skew=0.6 noise=14 quality=40``; ``layer=bad`` adds
        invisible text with many letters wrong; ``shade=0.3`` darkens one edge.
    """
    (pages,), look = options(how)
    seed = random.Random(path.stem)
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, pageCompression=1)
    with pypdfium2.PdfDocument(path.read_bytes()) as pdf, pikepdf.open(path) as original:
        chosen = range(1, len(pdf) + 1) if pages == "all" else [int(page) for page in pages.split(",")]
        for number in chosen:
            page = pdf[number - 1]
            size = page.get_size()
            canvas.setPageSize(size)
            picture = _photograph(page, look, seed)
            canvas.drawImage(ImageReader(picture), 0, 0, *size)
            if look.get("layer") == "bad":
                _misread(canvas, page, seed)
            canvas.showPage()
        canvas.save()
        with pikepdf.open(io.BytesIO(out.getvalue())) as scanned:
            for number, picture_page in zip(chosen, scanned.pages, strict=True):
                original.pages[number - 1] = picture_page
            original.save(buffer := io.BytesIO(), deterministic_id=True)
    path.write_bytes(buffer.getvalue())


def _photograph(page: pypdfium2.PdfPage, look: dict[str, str], seed: random.Random) -> io.BytesIO:
    """Render a page in grey, skew it, speckle it, and keep it as a JPEG."""
    dpi = float(look.get("dpi", "150"))
    image = page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
    skew = float(look.get("skew", "0.5")) * seed.choice((-1, 1)) * seed.uniform(0.6, 1)
    image = image.rotate(skew, Image.Resampling.BICUBIC, fillcolor=255)
    image = ImageChops.multiply(image, _paper(image.size, float(look.get("noise", "12")), seed))
    if shade := float(look.get("shade", "0")):
        edge = (
            Image.linear_gradient("L")
            .rotate(90)
            .resize(image.size)
            .point(lambda v: 255 - int((255 - v) * shade))
        )
        image = ImageChops.multiply(image, edge)
    image = image.filter(ImageFilter.GaussianBlur(float(look.get("blur", "0.4"))))
    kept = io.BytesIO()
    image.save(kept, "JPEG", quality=int(look.get("quality", "40")))
    kept.seek(0)
    return kept


def _paper(size: tuple[int, int], noise: float, seed: random.Random) -> Image.Image:
    """Return white paper with grain: a coarse one, so that the picture stays small."""
    small = (size[0] // 3, size[1] // 3)
    grain = bytes(255 - int(min(255, abs(seed.gauss(0, noise)))) for _ in range(small[0] * small[1]))
    return Image.frombytes("L", small, grain).resize(size, Image.Resampling.BILINEAR)


def _misread(canvas: Canvas, page: pypdfium2.PdfPage, seed: random.Random) -> None:
    """Write invisible lines over the picture, many letters taken for others."""
    text = page.get_textpage()
    for i in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(i)
        words = text.get_text_bounded(left, bottom, right, top)
        wrong = "".join(_misread_letter(c, seed) for c in " ".join(words.split()))
        line = canvas.beginText(left, bottom + 1)
        line.setTextRenderMode(3)
        line.setFont("Helvetica", max(4.0, top - bottom))
        line.textOut(wrong)
        canvas.drawText(line)


def _misread_letter(letter: str, seed: random.Random) -> str:
    chance = seed.random()
    if chance < 0.18:
        return _MISREAD.get(letter, letter)
    return "" if chance > 0.97 or (letter == " " and chance > 0.8) else letter


def turn(path: Path, how: str) -> None:
    """Lay pages on their side and say so in ``/Rotate``, as when a spreadsheet is bound into an upright document.

    ``how`` is the list of their numbers, ``2,3``. Such a page looks upright in every viewer.
    """
    with pikepdf.open(path) as pdf:
        for number in how.split(","):
            page = pdf.pages[int(number) - 1]
            _, _, width, height = (float(side) for side in page.mediabox)
            page.contents_add(pikepdf.Stream(pdf, f"q 0 1 -1 0 {height} 0 cm\n".encode()), prepend=True)
            page.contents_add(pikepdf.Stream(pdf, b"\nQ"))
            page.mediabox = pikepdf.Array([0, 0, height, width])
            page.obj.Rotate = 90
        pdf.save(buffer := io.BytesIO(), deterministic_id=True)
    path.write_bytes(buffer.getvalue())
