"""The text layer of a page: whether it is text, and whether it was left by a poor recognition of the page's picture."""

from itertools import islice
from typing import Literal

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.reading.french_words import count_known
from pipeline.reading.pdf.words import Words, render_modes

# Fonts without a map to Unicode give single letters; the worst honest page had 0.42 of its words so.
_JUNK_SHARE = 0.6
_JUNK_WORDS = 20
# A picture that takes so much of a page may hold text; so many outlines may be letters drawn as shapes.
_PICTURE_SHARE = 0.25
_OUTLINES = 200
_OBJECTS_LOOKED_AT = 5_000
# Recognisers lay text that does not show over the picture of a page. So many words are asked whether they show.
_INVISIBLE = pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
_ASKED = 9
_SCAN_SHARE = 0.6
# Of the words on honest pages 0.71 and more are known, names and all; of those on a page misread, 0.26.
_POOR_SHARE = 0.65
_POOR_WORDS = 20

TextLayer = Literal["text", "none", "junk", "poor"]


def text_layer(words: Words) -> TextLayer:
    """Whether words are text: `none` where there are no letters, `junk` where most are single letters."""
    if not any(char.isalnum() for text in words.texts for char in text):
        return "none"
    single = np.count_nonzero(words.lengths == 1)
    return "junk" if len(words) >= _JUNK_WORDS and single > len(words) * _JUNK_SHARE else "text"


def is_poorly_recognised(page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage, words: Words) -> bool:
    """Whether the text of a page does not show, lies over a picture of the page, and has few words that are any.

    What costs little is asked first: a page that was written pays for nine words.
    """
    asked = words.starts[:: max(1, len(words) // _ASKED)].tolist()
    invisible = render_modes(textpage, asked).count(_INVISIBLE)
    if 2 * invisible <= len(asked) or not _is_scan(page):
        return False
    known, all_ = count_known(words.texts)
    return all_ >= _POOR_WORDS and known < _POOR_SHARE * all_


def _is_scan(page: pypdfium2.PdfPage) -> bool:
    """Whether pictures take most of the page, together: some scanners cut one into strips."""
    width, height = page.get_size()
    pictures = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=2)
    covered = sum(_area(picture) for picture in islice(pictures, _OBJECTS_LOOKED_AT))
    return covered > _SCAN_SHARE * float(width * height)


def is_pictured(page: pypdfium2.PdfPage) -> bool:
    """Whether a picture takes a good part of the page, or there are as many outlines as a text has letters."""
    outlines = 0
    width, height = page.get_size()
    for thing in islice(page.get_objects(max_depth=2), _OBJECTS_LOOKED_AT):
        if thing.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            if _area(thing) > _PICTURE_SHARE * width * height:
                return True
        elif thing.type in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_SHADING):
            outlines += 1
    return outlines >= _OUTLINES


def _area(thing: pypdfium2.PdfObject) -> float:
    left, bottom, right, top = thing.get_bounds()
    return float((right - left) * (top - bottom))
