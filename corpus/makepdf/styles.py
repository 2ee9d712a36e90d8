"""How each kind of block looks, in the font and the size of its document."""

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle

from corpus.makepdf.fonts import BOLD

STYLED = ("", "#", "##", "=", ">", "-", "*", "+")


def styles(settings: dict[str, str]) -> dict[str, ParagraphStyle]:
    """Return a paragraph style for each marker.

    Parameters
    ----------
    settings : dict of str to str
        Of the source: ``font``; ``size`` in points; ``justify``, whether lines end at the margin;
        ``hyphens``, whether words are cut there.
    """
    font, size = settings["font"], float(settings.get("size", "10"))
    text = ParagraphStyle(
        "text",
        fontName=font,
        fontSize=size,
        leading=size * 1.4,
        spaceAfter=size * 0.6,
        alignment=TA_JUSTIFY if "justify" in settings else TA_LEFT,
        # A name that holds a hyphen may be cut at it, as word processors do.
        embeddedHyphenation=1,
        hyphenationLang="fr_FR" if "hyphens" in settings else "",
        hyphenationMinWordLength=7,
    )
    ragged = ParagraphStyle("ragged", text, alignment=TA_LEFT, hyphenationLang="")
    centred = ParagraphStyle("centred", ragged, alignment=TA_CENTER)
    item = ParagraphStyle("item", text, leftIndent=14, bulletIndent=4, spaceAfter=2, bulletFontName=font)
    return {
        "": text,
        "#": ParagraphStyle("title", centred, fontName=BOLD[font], fontSize=14, leading=19, spaceBefore=8),
        "##": ParagraphStyle("heading", ragged, fontName=BOLD[font], fontSize=size * 1.1, spaceBefore=6),
        "=": centred,
        ">": ParagraphStyle("right", ragged, alignment=TA_RIGHT),
        "-": item,
        "*": item,
        "+": ParagraphStyle("small", text, fontSize=7, leading=9, spaceAfter=2),
        "|": ParagraphStyle("cell", ragged, fontSize=9, leading=12, spaceAfter=0),
        "::": ParagraphStyle("column", centred, fontSize=9, leading=12, spaceAfter=0),
    }
