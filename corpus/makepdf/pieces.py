"""What ReportLab has no piece for: letters set apart, words overprinted, text that goes up, notes, stamps."""

from collections.abc import Sequence

from reportlab.lib.colors import grey
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Paragraph


class SpacedHeading(Flowable):
    """A centred line whose letters the printer sets apart; its text has no spaces between them."""

    def __init__(self, text: str, font: str, size: float, spacing: float = 4.0) -> None:
        super().__init__()
        self.text, self.font, self.size, self.spacing = text, font, size, spacing

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        return width, self.size * 2

    def draw(self) -> None:
        wide = stringWidth(self.text, self.font, self.size) + self.spacing * (len(self.text) - 1)
        line = self.canv.beginText((self.width - wide) / 2, self.size * 0.6)
        line.setFont(self.font, self.size)
        line.setCharSpace(self.spacing)
        line.textOut(self.text)
        line.setCharSpace(0)
        self.canv.drawText(line)


class Overprinted(Flowable):
    """A line printed four times, a fraction of a point apart, by a printer driver that has no bold."""

    def __init__(self, text: str, font: str, size: float) -> None:
        super().__init__()
        self.text, self.font, self.size = text, font, size

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        return width, self.size * 1.6

    def draw(self) -> None:
        self.canv.setFont(self.font, self.size)
        for dx, dy in ((0, 0), (0.3, 0), (0, 0.3), (0.3, 0.3)):
            self.canv.drawString(dx, self.size * 0.4 + dy, self.text)


class Upwards(Flowable):
    """Lines that go up instead of to the right: the label of a group of rows."""

    def __init__(self, text: str, font: str, size: float) -> None:
        super().__init__()
        self.lines, self.font, self.size = text.split("<br/>"), font, size

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        self.long = max(stringWidth(line, self.font, self.size) for line in self.lines)
        return self.size * 1.3 * len(self.lines), self.long

    def draw(self) -> None:
        self.canv.saveState()
        self.canv.rotate(90)
        self.canv.setFont(self.font, self.size)
        for i, line in enumerate(self.lines):
            self.canv.drawCentredString(self.long / 2, -self.size * (1 + 1.3 * i), line)
        self.canv.restoreState()


class AtFoot(Flowable):
    """The notes of a page: take no room where they are called and stand above its foot."""

    def __init__(self, text: Paragraph, left: float, width: float, bottom: float) -> None:
        super().__init__()
        self.text, self.left, self.wide, self.bottom = text, left, width, bottom

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        x, y = self.canv.absolutePosition(0, 0)
        _, height = self.text.wrap(self.wide, 100)
        self.text.drawOn(self.canv, self.left - x, self.bottom - y)
        rule = self.bottom - y + height + 2
        self.canv.setLineWidth(0.4)
        self.canv.line(self.left - x, rule, self.left - x + 50 * mm, rule)


class Stamp(Flowable):
    """A box with small lines at a fixed place of the page, as receipts of the préfecture are printed."""

    def __init__(self, lines: Sequence[str], at: tuple[float, float], font: str, height: float) -> None:
        super().__init__()
        self.lines, self.at, self.font, self.page_height = lines, at, font, height

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        x0, y0 = self.canv.absolutePosition(0, 0)
        x, top = self.at[0] * mm - x0, self.page_height - self.at[1] * mm - y0
        wide = max(stringWidth(line, self.font, 6.5) for line in self.lines) + 8
        self.canv.saveState()
        self.canv.setStrokeColor(grey)
        self.canv.rect(x, top - 9 * len(self.lines) - 3, wide, 9 * len(self.lines) + 5)
        self.canv.setFont(self.font, 6.5)
        for i, line in enumerate(self.lines):
            self.canv.drawString(x + 4, top - 7 - 9 * i, line)
        self.canv.restoreState()
