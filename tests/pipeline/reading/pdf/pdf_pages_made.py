"""Pages of PDFs drawn for a test, pieces of text each at its place, and the blocks read from them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from pipeline.reading import Reading, read

WIDTH, HEIGHT = 595, 842
LEADING = 15


@dataclass(frozen=True)
class Piece:
    """Lines of text set one under the other from a point on the page, counted from its top left."""

    x: float
    top: float
    lines: Sequence[str]
    font: str = "Helvetica"
    size: float = 11
    leading: float = LEADING
    draw: Callable[[Canvas, float, float, str], None] = lambda canvas, x, y, line: canvas.drawString(
        x, y, line
    )


def pdf_of(*pages: Sequence[Piece], before: Callable[[Canvas], None] = lambda canvas: None) -> bytes:
    """Draw pages; `before` draws on each what is no text."""
    canvas = Canvas(BytesIO(), pagesize=(WIDTH, HEIGHT))
    for pieces in pages:
        before(canvas)
        for piece in pieces:
            canvas.setFont(piece.font, piece.size)
            for row, line in enumerate(piece.lines):
                piece.draw(canvas, piece.x, HEIGHT - piece.top - piece.leading * row, line)
        canvas.showPage()
    data: bytes = canvas.getpdfdata()
    return data


PROSE = [
    "Le Département de la Brume et l'État ont conclu un contrat qui",
    "porte sur l'accueil des jeunes enfants dans les bourgs et sur la",
    "formation de celles et ceux qui les accueillent. Il court sur trois",
    "années et peut être prolongé d'une année de plus.",
]


def blocks(reading: Reading, *, main: bool = True) -> list[str]:
    return [" ".join(reading.text[b.start : b.end].split()) for b in reading.blocks if b.main is main]


def texts(*pages: list[Piece]) -> list[str]:
    return blocks(read(pdf_of(*pages)))
