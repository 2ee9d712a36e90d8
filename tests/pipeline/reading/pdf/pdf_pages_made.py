"""Pages of PDFs drawn for a test: pieces of text, each at its place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

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
