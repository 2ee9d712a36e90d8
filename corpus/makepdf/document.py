"""One source → one PDF: pages with their running lines, the blocks laid out, then printed, scanned or turned."""

from itertools import groupby
from pathlib import Path

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
)

from corpus.makepdf.filler import acts
from corpus.makepdf.fonts import BOLD, BULLET, register
from corpus.makepdf.pieces import AtFoot, Overprinted, SpacedHeading, Stamp
from corpus.makepdf.scanning import scan, turn
from corpus.makepdf.source import Block, options, read
from corpus.makepdf.styles import STYLED, styles
from corpus.makepdf.tables import table

_LAYOUTS = {"portrait": A4, "landscape": landscape(A4), "columns": A4}


def write(source: Path, target: Path) -> None:
    """Write the PDF of one source.

    Parameters
    ----------
    source : Path
        A file of ``pdf_sources``.
    target : Path
        The PDF to write; replaced if it is there.
    """
    settings, blocks = read(source.read_text("utf-8"))
    register(settings["font"])
    Pages(settings).build(blocks, target)
    if "turn" in settings:
        turn(target, settings["turn"])
    if "scan" in settings:
        scan(target, settings["scan"])


class Pages:
    """The pages of one document and what is printed on each of them."""

    def __init__(self, settings: dict[str, str]) -> None:
        self.settings = settings
        self.font = settings["font"]
        self.margin = float(settings.get("margin", "22")) * mm
        self.bottom = float(settings.get("bottom", "20")) * mm
        self.style = styles(settings)
        self.layout = settings.get("layout", "portrait")

    def build(self, blocks: list[Block], target: Path) -> None:
        """Lay out the blocks and write the file."""
        document = BaseDocTemplate(
            str(target),
            title=self.settings["title"],
            author=self.settings["author"],
            lang="fr-FR",
            invariant=1,  # no date and no random id: the same bytes at each run
        )
        first = self.layout
        templates = sorted(_LAYOUTS, key=lambda name: name != first)
        document.addPageTemplates([self._template(name) for name in templates])
        document.build(self.flowables(blocks))

    def _template(self, name: str) -> PageTemplate:
        size = _LAYOUTS[name]
        top = float(self.settings.get("top", "18")) * mm
        wide, high = size[0] - 2 * self.margin, size[1] - top - self.bottom
        columns = 2 if name == "columns" else 1
        gap = 8 * mm
        each = (wide - gap * (columns - 1)) / columns
        frames = [
            Frame(self.margin + i * (each + gap), self.bottom, each, high, id=f"{name}{i}")
            for i in range(columns)
        ]
        return PageTemplate(name, frames, onPage=self._running_lines, pagesize=size)

    def _running_lines(self, canvas: Canvas, document: BaseDocTemplate) -> None:
        width, height = canvas._pagesize
        canvas.setFont(self.font, 7.5)
        for place, y in (("header", height - 11 * mm), ("footer", 12 * mm)):
            left, _, right = self.settings.get(place, "").format(page=document.page).partition(" || ")
            if right:
                canvas.drawString(self.margin, y, left)
                canvas.drawRightString(width - self.margin, y, right)
            elif left:
                canvas.drawCentredString(width / 2, y, left)

    def width(self) -> float:
        """Points between the margins of the page, or of a column, that is being filled."""
        wide = float(_LAYOUTS[self.layout][0]) - 2 * self.margin
        return (wide - 8 * mm) / 2 if self.layout == "columns" else wide

    def flowables(self, blocks: list[Block]) -> list[Flowable]:
        """Turn blocks into what ReportLab lays out; neighbouring rows make one table."""
        made: list[Flowable] = []
        look: dict[str, str] = {}
        for marker, run in groupby(blocks, key=lambda block: block.marker):
            texts = [text for _, text in run]
            if marker == "@table":
                look = options(texts[-1])[1]
            elif marker == "|":
                made += [table(texts, look, self.style["|"], self.width()), Spacer(1, 10)]
                look = {}
            elif marker == "::":
                bare = {"rules": "none"}
                made += [table(texts, bare, self.style["::"], self.width(), "::"), Spacer(1, 10)]
            else:
                made += [piece for text in texts for piece in self._pieces(marker, text)]
        return made

    def _pieces(self, marker: str, text: str) -> list[Flowable]:
        if marker in STYLED:
            bullet = {"-": "•", "*": BULLET}.get(marker)
            if marker == "-" and text[:2] in ("– ", "o ", "> "):
                bullet, text = text[0], text[2:]
            return [Paragraph(text, self.style[marker], bulletText=bullet)]
        if marker == "---":
            self.layout = text or self.layout
            return [NextPageTemplate(self.layout), PageBreak()]
        if marker == "~":
            return [SpacedHeading(text, BOLD[self.font], 13)]
        if marker == "!":
            return [Overprinted(text, self.font, 12)]
        if marker == "^":
            return [AtFoot(Paragraph(text, self.style["+"]), self.margin, self.width(), self.bottom - 3 * mm)]
        if marker == "@stamp":
            place, lines = text.split(" ", 1)
            x, y = place.split(",")
            height = float(_LAYOUTS[self.layout][1])
            return [Stamp(lines.split(" / "), (float(x), float(y)), self.font, height)]
        if marker == "@filler":
            return self.flowables(acts(text))
        return [Spacer(1, float(text) * mm)]
