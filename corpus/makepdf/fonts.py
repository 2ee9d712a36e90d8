"""The fonts of the PDFs: two that every reader has, and some that are embedded in part.

All are free: Vera comes with ReportLab, the others with the packages ``font-…`` of the development requirements.
"""

from importlib.util import find_spec
from pathlib import Path

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

BULLET = "\uf0b7"  # what word processors leave of a bullet in their symbol font

_FILES = {
    "Vera": ("reportlab", "fonts/Vera.ttf", "fonts/VeraBd.ttf", "fonts/VeraIt.ttf"),
    "Caladea": ("font_caladea", *(f"files/Caladea-{face}.ttf" for face in ("Regular", "Bold", "Italic"))),
    "Lato": ("font_lato", *(f"files/Lato-{face}.ttf" for face in ("Regular", "Bold", "Italic"))),
    "Roboto": ("font_roboto", *(f"files/Roboto-{face}.ttf" for face in ("Regular", "Bold", "Italic"))),
    "SourceSerif": (
        "font_source_serif_pro",
        *(f"files/SourceSerifPro-{face}.ttf" for face in ("Regular", "Bold", "It")),
    ),
}
BOLD = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold"} | {name: f"{name}Bd" for name in _FILES}


def register(name: str) -> None:
    """Make a font known with its bold and its italics; the two base fonts need nothing."""
    if name not in _FILES:
        return
    package, *files = _FILES[name]
    spec = find_spec(package)
    if not spec or not spec.origin:
        raise SystemExit(f"{package.replace('_', '-')} is not installed: pip install -e '.[dev]'")
    for face, file in zip((name, BOLD[name], f"{name}It"), files, strict=True):
        font = TTFont(face, str(Path(spec.origin).parent / file))
        font.face.charToGlyph[ord(BULLET)] = font.face.charToGlyph[ord("•")]
        font.face.charWidths[ord(BULLET)] = font.face.charWidths[ord("•")]
        pdfmetrics.registerFont(font)
    for bold, italic, face in ((0, 0, name), (1, 0, BOLD[name]), (0, 1, f"{name}It"), (1, 1, BOLD[name])):
        addMapping(name, bold, italic, face)
